package dev.luminar.testkit.interpreter;

import static java.util.Objects.requireNonNull;

import dev.luminar.analyzer.program.CheckedProgram;
import dev.luminar.diag.Span;
import dev.luminar.host.ErrorRecord;
import dev.luminar.host.HostExterns;
import dev.luminar.host.HostFunction;
import dev.luminar.host.HostInterface;
import dev.luminar.host.HostParameter;
import dev.luminar.host.HostProgram;
import dev.luminar.host.PathStep;
import dev.luminar.model.Extern;
import dev.luminar.model.Function;
import dev.luminar.model.Program;
import dev.luminar.plan.BuiltInError;
import dev.luminar.testkit.value.Value;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * The reference interpreter: it says what a program means, as {@code docs/semantics.md} defines it,
 * and favours being obviously right over speed.
 *
 * <p>It evaluates the checked program and never looks at the plan. Parallel blocks run in the order
 * of their range; the tasks of concurrent blocks take turns in a fixed order, each until it waits.
 * So a program that has several possible outcomes shows one of them, always the same. Values of
 * this class are immutable and may be shared between threads.
 */
public final class Interpreter {
  private static final long STEPS_MAX_DEFAULT = 1_000_000_000L;

  private final Program program;
  private final Code code;
  private final Optional<HostExterns> externs;
  private final long stepsMax;
  private final @Nullable AccessTrace trace;

  private Interpreter(
      Program program,
      Code code,
      Optional<HostExterns> externs,
      long stepsMax,
      @Nullable AccessTrace trace) {
    this.trace = trace;
    this.program = program;
    this.code = code;
    this.externs = externs;
    this.stepsMax = stepsMax;
  }

  /** Returns an interpreter of a program whose externs, if it has any, cannot be called yet. */
  public static Interpreter of(CheckedProgram checked) {
    Program program = requireNonNull(checked, "checked").program();
    return new Interpreter(program, new Code(checked), Optional.empty(), STEPS_MAX_DEFAULT, null);
  }

  /** An interpreter of a program that may be wrong about races, which notes all accesses. */
  static Interpreter traced(Program program, AccessTrace trace, long stepsMax) {
    return new Interpreter(program, new Code(program), Optional.empty(), stepsMax, trace);
  }

  /**
   * Returns this interpreter with an object that implements the externs: a public method for each.
   *
   * @throws IllegalArgumentException naming extern and parameter, if the object does not fit
   */
  public Interpreter withExterns(Object implementation) {
    return withExterns(MethodHandles.publicLookup(), implementation);
  }

  /** As {@link #withExterns(Object)}, with the user's access rights. */
  public Interpreter withExterns(Lookup lookup, Object implementation) {
    requireNonNull(lookup, "lookup");
    requireNonNull(implementation, "implementation");
    HostExterns checked = HostExterns.of(lookup, implementation, hostProgram());
    return new Interpreter(program, code, Optional.of(checked), stepsMax, trace);
  }

  /**
   * Returns this interpreter with another bound on the statements and turns of loops of one call. A
   * call that needs more throws {@link IllegalStateException}. The default is a thousand million.
   */
  public Interpreter withStepsMax(long most) {
    return new Interpreter(program, code, externs, most, trace);
  }

  /**
   * Calls an exported function. Buffers are lent to the program, which may change them.
   *
   * @throws IllegalArgumentException if there is no such function, or the arguments do not fit it
   */
  public Outcome call(String function, Value... arguments) {
    Function callee = exported(requireNonNull(function, "function"));
    requireNonNull(arguments, "arguments");
    if (arguments.length != callee.parameters().size()) {
      throw new IllegalArgumentException(
          function
              + " takes "
              + callee.parameters().size()
              + " arguments, not "
              + arguments.length);
    }
    for (int i = 0; i < arguments.length; i++) {
      var parameter = callee.parameters().get(i);
      if (!requireNonNull(arguments[i], parameter.name()).type().equals(parameter.type())) {
        throw new IllegalArgumentException(
            "the parameter "
                + parameter.name()
                + " of "
                + function
                + " has the type "
                + parameter.type()
                + ", not "
                + arguments[i].type());
      }
    }
    return machine().call(callee, new ArrayList<>(List.of(arguments)));
  }

  /**
   * Returns an object that implements a Java interface by functions of the program.
   *
   * @throws IllegalArgumentException naming method and parameter, if the interface does not fit
   */
  public <T> T bind(Class<T> type) {
    return bind(MethodHandles.publicLookup(), type);
  }

  /** As {@link #bind(Class)}, with an object that implements the externs. */
  public <T> T bind(Class<T> type, Object implementation) {
    requireNonNull(type, "type");
    return withExterns(implementation).bind(type);
  }

  /** As {@link #bind(Class)}, with the user's access rights. */
  public <T> T bind(Lookup lookup, Class<T> type) {
    return HostInterface.of(lookup, type, hostProgram())
        .implement(
            "interpreter of " + program.name(),
            (method, arguments, errors) -> run(method.signature(), arguments, errors));
  }

  private @Nullable Object run(
      HostFunction signature, Object[] arguments, List<ErrorRecord> errors) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      values.add(HostValues.fromHost(signature.parameters().get(i).type(), arguments[i]));
    }
    Outcome outcome = machine().call(exported(signature.name()), values);
    if (outcome.failure().isPresent()) {
      throw new dev.luminar.host.LuminarException(outcome.failure().get(), outcome.collected());
    }
    errors.addAll(outcome.collected().castToList());
    return HostValues.toHost(outcome.result().orElse(null));
  }

  private Machine machine() {
    return new Machine(code, this::callExtern, stepsMax, trace);
  }

  private Function exported(String name) {
    return program
        .functions()
        .detectOptional(function -> function.isExported() && function.name().equals(name))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "the program " + program.name() + " has no exported function " + name));
  }

  private @Nullable Object callExtern(
      Extern extern, List<Object> arguments, Span at, ImmutableList<PathStep> path) {
    HostExterns bound =
        externs.orElseThrow(
            () -> new IllegalStateException("nobody implements the extern " + extern.name()));
    Object[] given = arguments.stream().map(HostValues::toHost).toArray();
    Object result;
    try {
      result = bound.call(program.externs().indexOf(extern), given);
    } catch (Error e) {
      throw e;
    } catch (Throwable e) {
      if (extern.isFailing()) {
        throw RaisedError.of(
            BuiltInError.EXTERN_FAILED.typeName(),
            1,
            BuiltInError.EXTERN_FAILED.message(),
            new long[] {1},
            at,
            path);
      }
      throw new IllegalStateException("the extern " + extern.name() + " failed", e);
    }
    return extern.result().isEmpty()
        ? null
        : HostValues.fromHost(extern.result().get(), requireNonNull(result, extern.name()));
  }

  private HostProgram hostProgram() {
    return new HostProgram(
        program.name(),
        program
            .functions()
            .select(Function::isExported)
            .collect(f -> signature(f.name(), f.parameters(), f.result())),
        program.externs().collect(e -> signature(e.name(), e.parameters(), e.result())));
  }

  private static HostFunction signature(
      String name,
      ImmutableList<dev.luminar.model.Parameter> parameters,
      Optional<dev.luminar.model.type.Type> result) {
    return new HostFunction(
        name, parameters.collect(p -> new HostParameter(p.name(), p.type())), result);
  }
}
