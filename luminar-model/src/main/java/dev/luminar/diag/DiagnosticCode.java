package dev.luminar.diag;

/**
 * The one list of all diagnostic codes of the project.
 *
 * <p>A code's number is stable: it is never used again for something else. Ranges: 1xxx model,
 * types and text form, 2xxx use of the builder DSL, 3xxx validation, 4xxx mode and lowering, 5xxx
 * emitters and tools, 6xxx run time. Each code has a page {@code docs/diagnostics/LUMnnnn.md}.
 */
public enum DiagnosticCode {
  // 10xx: the text form.
  SYNTAX_ERROR(1001, "the text is not a program here"),
  UNEXPECTED_CHARACTER(1002, "a character that no token starts with"),
  UNTERMINATED_TOKEN(1003, "a string or quoted name that does not end"),
  INVALID_UTF8(1004, "bytes that are not UTF-8"),
  SOURCE_TOO_LARGE(1005, "a source above the size limit"),
  TOO_MANY_ERRORS(1006, "more errors than are reported"),
  NUMBER_OUT_OF_RANGE(1007, "a number that its type cannot hold"),
  INVALID_ESCAPE(1008, "an escape that does not exist"),
  NESTING_TOO_DEEP(1009, "expressions or blocks nested above the limit"),
  UNKNOWN_NAME(1010, "a name that is not declared here"),
  UNKNOWN_TYPE(1011, "a type that is not declared"),
  UNKNOWN_FUNCTION(1012, "a function that is not declared"),
  INVALID_OPTION_NAME(1013, "an option that does not exist here"),
  SOURCE_NOT_READABLE(1014, "a source file that cannot be read"),
  // 11xx: types and components of the model.
  TYPE_MISMATCH(1101, "a value of another type than is needed"),
  INVALID_OPERAND(1102, "an operator that does not take such operands"),
  ARGUMENT_COUNT(1103, "a wrong number of arguments"),
  NO_SUCH_FIELD(1104, "a field that the struct does not have"),
  INVALID_TYPE(1105, "a type that is not possible here"),
  INVALID_OPTION(1106, "an option value outside its bounds"),
  INVALID_NAME(1107, "a name that is empty"),
  INVALID_MEMORY_ORDER(1108, "a memory order that the operation does not have"),
  INVALID_ATOMIC(1109, "an atomic operation that the type does not have"),
  DUPLICATE_FIELD(1110, "two fields or parameters of one name"),
  INVALID_MESSAGE(1111, "an error message whose arguments do not fit"),
  INVALID_SELECT(1112, "a select that cannot choose"),
  INVALID_PIPELINE(1113, "a pipeline whose stages do not fit"),
  INVALID_EXTERN(1114, "an extern whose properties exclude each other"),
  // 20xx: use of the builder.
  OUTER_BLOCK_USED(2001, "a statement for an outer block while an inner one is open"),
  CLOSED_BLOCK_USED(2002, "a statement for a block that has ended"),
  VALUE_OUT_OF_SCOPE(2003, "a value used behind the end of its block"),
  DUPLICATE_NAME(2004, "a name of the program that is used twice"),
  FUNCTION_NOT_DEFINED(2005, "a declared function that never gets a body"),
  FUNCTION_DEFINED_TWICE(2006, "a function that gets a second body"),
  WRONG_THREAD(2007, "a program built by two threads"),
  WRONG_PROGRAM(2008, "something of another program"),
  REDUCTION_MISUSED(2009, "a reduction used outside its block, or by two"),
  STRUCT_MISUSED(2010, "a field of a struct declared too late, left out or given twice"),
  ALTERNATIVE_TOO_LATE(2011, "an alternative behind another statement"),
  NAME_NEEDED(2012, "a computed buffer where only a name can stand"),
  LABEL_TOO_LATE(2013, "the errors of a block asked for where its label cannot be set"),

  // 50xx: C.
  NO_C_COMPILER(5001, "no C compiler that could compile emitted C"),
  C_COMPILER_FAILED(5002, "emitted C, or C given for externs, that the compiler refuses"),
  NATIVE_LOAD_FAILED(5003, "a compiled program that the system does not load"),

  // 30xx: names.
  NAME_DECLARED_TWICE(3001, "a name that already stands for something here"),
  PROGRAM_NAME_TWICE(3002, "two functions, externs or structs of one name"),
  NAME_NOT_DECLARED(3003, "a name that stands for nothing here"),
  NAME_OF_OTHER_TYPE(3004, "a reference whose type is not that of its declaration"),
  STRUCT_NOT_DECLARED(3005, "a struct that the program does not have"),
  CALLEE_NOT_DECLARED(3006, "a call of something that the program does not have"),
  CALL_DOES_NOT_FIT(3007, "a call that does not fit the signature"),
  LABEL_TWICE(3008, "two regions of one label in a function"),
  LABEL_NOT_KNOWN(3009, "a label that no suitable region has"),
  NOT_A_VARIABLE(3010, "an assignment to something that is no variable"),
  NOT_AN_ATOMIC_CELL(3011, "an atomic operation on something that is no cell"),
  CELL_AS_VALUE(3012, "an atomic cell used without an atomic operation"),
  NOT_A_REDUCTION(3013, "a contribution to something that is no reduction"),
  REDUCTION_AS_VALUE(3014, "a reduction read while it is computed"),
  CONTRIBUTION_FROM_INSIDE(3015, "a contribution from an inner region or task"),
  NOT_AN_ERROR(3016, "an error name that no handler binds"),
  NOT_SWAPPABLE(3017, "a swap of a name that cannot stand for another buffer"),
  // 302x: paths.
  READ_BEFORE_ASSIGNED(3020, "a variable that may be read before it has a value"),
  RESULT_MISSING(3021, "a function that may end without its result"),
  RETURN_DOES_NOT_FIT(3022, "a return that does not fit the function"),
  JUMP_OUTSIDE_LOOP(3023, "a break or continue that has no loop"),
  JUMP_LEAVES_REGION(3024, "a jump out of a region, a task or a cleanup"),
  EMIT_OUTSIDE_STAGE(3025, "an emit that has no stage"),
  // 303x: effects.
  CALL_NOT_PURE(3030, "an expression that calls something with an effect"),
  COMBINE_DOES_NOT_FIT(3031, "a combine function that cannot combine"),
  // 304x: regions and tasks.
  OUTER_VARIABLE_ASSIGNED(3040, "a task that assigns a variable from outside"),
  OUTER_NAME_CHANGED(3041, "a task that changes what a name from outside refers to"),
  TASK_OUTSIDE_BLOCK(3042, "a task that no concurrent block starts"),
  CHANNEL_IN_PARALLEL(3043, "an iteration that waits at a channel"),
  WEAK_EXCHANGE_OUTSIDE_LOOP(3044, "a weak compare-exchange without a loop that tries again"),
  ITERATION_WAITS_FOR_ANOTHER(3045, "an iteration that waits for another one"),
  CHANNEL_NEVER_CLOSED(3046, "a loop over a channel that nobody closes"),
  CHANNEL_NEVER_RECEIVED(3047, "a channel whose items nobody receives"),
  CHANNEL_NEVER_SENT(3048, "a channel that nobody sends to or closes"),
  CLEANUP_WAITS(3049, "a cleanup that waits"),
  STORAGE_ENDS_BEFORE_TASK(3051, "storage that may end before a task that uses it"),
  TASK_ARRAY_SHARED(3052, "an array of tasks that another task uses"),
  CONSTANT_OUT_OF_RANGE(3050, "a constant that the runtime would refuse"),
  // 306x: races.
  RACE(3060, "two tasks that touch one element, one of them writing"),
  RACE_NOT_EXCLUDED(3061, "an access that cannot be shown to be free of races"),
  INDEX_NOT_CHECKABLE(3062, "an index that cannot be checked before the block runs"),

  // 40xx: mode and lowering.
  MODE_IMPOSSIBLE(4001, "a forced mode that cannot be had"),
  NOT_BUILT_YET(4002, "a construct that cannot be lowered yet"),
  RECURSION_WAITS(4003, "a function that waits and calls itself"),
  WAIT_IN_PARALLEL_OF_TASK(4004, "a wait in a parallel block that runs in a task"),
  SETTING_WITHOUT_EFFECT(4005, "a setting of the runtime that changes nothing yet"),

  // 53xx: bytecode.
  METHOD_TOO_LARGE(5301, "a function above the JVM's size limit for methods"),
  TOO_MANY_PARAMETERS(5302, "more parameters than a JVM method takes"),
  CLASS_TOO_LARGE(5303, "a program that does not fit into class files"),
  NOT_ON_THE_JVM(5304, "a construct that the bytecode emitter does not know");

  private final int number;
  private final String title;

  DiagnosticCode(int number, String title) {
    this.number = number;
    this.title = title;
  }

  /** Returns the number, such as 3012. */
  public int number() {
    return number;
  }

  /** Returns the stable id, such as {@code LUM3012}. */
  public String id() {
    return "LUM" + number;
  }

  /** Returns what diagnostics of this code are about, in a few words. */
  public String title() {
    return title;
  }

  /** Returns the id. */
  @Override
  public String toString() {
    return id();
  }
}
