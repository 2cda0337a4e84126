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
  UNTERMINATED_TOKEN(1003, "a string, quoted name or comment that does not end"),
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
