package dev.luminar.host;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.type.Type;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * A user's Java interface that was checked against a program: each abstract method has the name of
 * a function, the Java types of its parameters and of its result, and perhaps one more parameter at
 * the end, a {@code List<ErrorRecord>} that takes collected error records.
 *
 * @param <T> the interface
 */
public final class HostInterface<T> {
  private static final MethodHandle CALL;
  private static final MethodHandle THROWN;

  static {
    Lookup own = MethodHandles.lookup();
    try {
      CALL =
          own.findStatic(
              HostInterface.class,
              "call",
              MethodType.methodType(Object.class, Bound.class, Object[].class, Runner.class));
      THROWN =
          own.findStatic(
              HostInterface.class,
              "thrown",
              MethodType.methodType(Throwable.class, Class[].class, Throwable.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Lookup lookup;
  private final Class<T> type;
  private final Map<Method, Bound> methods;

  private record Bound(
      HostMethod method,
      HostForm[] forms,
      String[] places,
      Optional<RecordShape> result,
      boolean takesErrors) {}

  /** Runs functions: the target's side of the border. */
  @FunctionalInterface
  public interface Runner {
    /**
     * Runs a function. Arguments were checked: a scalar is boxed, a buffer is a {@link
     * java.lang.foreign.MemorySegment} of a whole number of elements, not read-only, a struct is an
     * {@code Object[]} of its boxed fields. The result has the same form, null where there is none.
     *
     * @param errors takes the records that the call collects
     * @throws LuminarException if the call fails
     */
    @Nullable Object run(HostMethod method, Object[] arguments, List<ErrorRecord> errors)
        throws Throwable;

    /**
     * Returns a handle that calls a function without boxes, where the target has one.
     *
     * @param general has the type of the method, without a receiver: it checks arguments, calls
     *     {@link #run}, and is what a handle of the same type falls back to where it does not see
     *     that all is well
     */
    default MethodHandle direct(HostMethod method, MethodHandle general) {
      requireNonNull(method, "method");
      return requireNonNull(general, "general");
    }
  }

  private HostInterface(Lookup lookup, Class<T> type, Map<Method, Bound> methods) {
    this.lookup = lookup;
    this.type = type;
    this.methods = methods;
  }

  /**
   * Checks an interface against a program.
   *
   * @param lookup the user's access rights, for records that are not public
   * @throws IllegalArgumentException naming method and parameter, if they do not fit
   */
  public static <T> HostInterface<T> of(Lookup lookup, Class<T> type, HostProgram program) {
    requireNonNull(lookup, "lookup");
    requireNonNull(type, "type");
    requireNonNull(program, "program");
    if (!type.isInterface()) {
      throw new IllegalArgumentException(type.getTypeName() + " is not an interface");
    }
    Map<Method, Bound> methods = new HashMap<>();
    Names names = new Names(program);
    for (Method method : type.getMethods()) {
      if (Modifier.isAbstract(method.getModifiers()) && !isOfObject(method)) {
        methods.put(method, bound(lookup, method, names));
      }
    }
    return new HostInterface<>(lookup, type, methods);
  }

  /** As {@link #of(Lookup, Class, HostProgram)}, with the rights that everybody has. */
  public static <T> HostInterface<T> of(Class<T> type, HostProgram program) {
    return of(MethodHandles.publicLookup(), type, program);
  }

  /** Returns the methods, in no particular order. */
  public ImmutableList<HostMethod> methods() {
    return Lists.immutable.withAll(methods.values()).collect(Bound::method);
  }

  /**
   * Returns an object that implements the interface. Its methods check their arguments before
   * anything runs: {@link NullPointerException} and {@link IllegalArgumentException} name method
   * and parameter. Collected records go to the last parameter; without one, a call that collected
   * any throws {@link LuminarException} at its end.
   *
   * @param target what {@code toString} says
   */
  public T implement(String target, Runner runner) {
    requireNonNull(target, "target");
    requireNonNull(runner, "runner");
    return InterfaceClass.implement(
            lookup, type, methods.keySet(), target, method -> handle(methods.get(method), runner))
        .orElseGet(() -> proxy(target, runner));
  }

  private MethodHandle handle(Bound bound, Runner runner) {
    Method method = bound.method.method();
    MethodType type = MethodType.methodType(method.getReturnType(), method.getParameterTypes());
    MethodHandle general =
        MethodHandles.insertArguments(CALL, 0, bound)
            .asCollector(0, Object[].class, type.parameterCount())
            .asType(type.appendParameterTypes(Runner.class));
    general = MethodHandles.insertArguments(general, type.parameterCount(), runner);
    MethodHandle handle = runner.direct(bound.method, general);
    MethodHandle thrown =
        MethodHandles.filterArguments(
            MethodHandles.throwException(type.returnType(), Throwable.class),
            0,
            MethodHandles.insertArguments(THROWN, 0, (Object) method.getExceptionTypes()));
    return MethodHandles.catchException(handle, Throwable.class, thrown);
  }

  /** What a method throws whose callee threw something: as proxies do, nothing undeclared. */
  private static Throwable thrown(Class<?>[] declared, Throwable thrown) {
    if (thrown instanceof RuntimeException || thrown instanceof Error) {
      return thrown;
    }
    for (Class<?> type : declared) {
      if (type.isInstance(thrown)) {
        return thrown;
      }
    }
    return new UndeclaredThrowableException(thrown);
  }

  private T proxy(String target, Runner runner) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          Bound bound = methods.get(method);
          if (bound != null) {
            return call(bound, arguments == null ? new Object[0] : arguments, runner);
          }
          if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
          }
          return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> target;
          };
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static @Nullable Object call(Bound bound, Object[] given, Runner runner)
      throws Throwable {
    HostForm[] forms = bound.forms;
    Object[] arguments = new Object[forms.length];
    for (int i = 0; i < forms.length; i++) {
      arguments[i] =
          switch (forms[i]) {
            case HostForm.Buffer buffer -> buffer.segment(given[i], bound.places[i]);
            case HostForm.Struct struct -> struct.shape().read(notNull(given[i], bound.places[i]));
            default -> given[i];
          };
    }
    List<ErrorRecord> collected = new ArrayList<>();
    List<ErrorRecord> taken = bound.takesErrors ? errors(given[forms.length], bound) : collected;
    Object result;
    try {
      result = runner.run(bound.method, arguments, collected);
    } finally {
      if (taken != collected) {
        taken.addAll(collected);
      }
    }
    if (!bound.takesErrors && !collected.isEmpty()) {
      throw new LuminarException(
          collected.getFirst(), Lists.immutable.withAll(collected.subList(1, collected.size())));
    }
    return bound.result.isPresent()
        ? bound.result.get().make((Object[]) requireNonNull(result, "result"))
        : result;
  }

  private static Object notNull(@Nullable Object argument, String place) {
    if (argument == null) {
      throw new NullPointerException(place + "null");
    }
    return argument;
  }

  @SuppressWarnings("unchecked") // the parameter's type was checked by bound()
  private static List<ErrorRecord> errors(@Nullable Object argument, Bound bound) {
    return (List<ErrorRecord>)
        notNull(argument, place(bound.method.method()) + ", the list of error records: ");
  }

  private static Bound bound(Lookup lookup, Method method, Names names) {
    String place = place(method);
    int index = names.function(method, place);
    HostFunction function = names.program.functions().get(index);
    Class<?>[] types = method.getParameterTypes();
    int count = function.parameters().size();
    boolean takesErrors = types.length == count + 1 && types[count] == List.class;
    if (types.length != count && !takesErrors) {
      throw new IllegalArgumentException(
          place
              + ": the method has "
              + types.length
              + " parameters, but the function is "
              + function
              + "; one more parameter may follow, a java.util.List<ErrorRecord>");
    }
    HostForm[] forms = new HostForm[count];
    String[] places = new String[count];
    for (int i = 0; i < count; i++) {
      HostParameter parameter = function.parameters().get(i);
      places[i] = place + ", parameter " + parameter.name() + ": ";
      forms[i] = HostForm.of(lookup, types[i], parameter.type(), places[i]);
    }
    Optional<RecordShape> shape = Optional.empty();
    Optional<Type> result = function.result();
    if (result.isEmpty() && method.getReturnType() != void.class) {
      throw new IllegalArgumentException(
          place
              + ": the method returns "
              + method.getReturnType().getTypeName()
              + ", but the function is "
              + function);
    }
    if (result.isPresent()) {
      HostForm form =
          HostForm.of(lookup, method.getReturnType(), result.get(), place + ", result: ");
      shape =
          form instanceof HostForm.Struct struct ? Optional.of(struct.shape()) : Optional.empty();
    }
    return new Bound(new HostMethod(method, index, function), forms, places, shape, takesErrors);
  }

  /** The functions of a program by name. */
  private static final class Names {
    private static final int SEVERAL = -1;

    final HostProgram program;
    private final Map<String, Integer> exact = new HashMap<>();
    private final Map<String, Integer> legal = new HashMap<>();

    Names(HostProgram program) {
      this.program = program;
      for (int i = 0; i < program.functions().size(); i++) {
        String name = program.functions().get(i).name();
        exact.putIfAbsent(name, i);
        legal.merge(HostNames.javaName(name), i, (one, other) -> SEVERAL);
      }
    }

    int function(Method method, String place) {
      Integer index = exact.getOrDefault(method.getName(), legal.get(method.getName()));
      if (index == null) {
        throw new IllegalArgumentException(
            place
                + ": the program "
                + program.name()
                + " has no such function; it has "
                + program.functions().collect(HostFunction::name).makeString(", "));
      }
      if (index == SEVERAL) {
        throw new IllegalArgumentException(
            place
                + ": several functions of the program "
                + program.name()
                + " have this Java name");
      }
      return index;
    }
  }

  private static boolean isOfObject(Method method) {
    return switch (method.getName()) {
      case "equals" ->
          method.getParameterCount() == 1 && method.getParameterTypes()[0] == Object.class;
      case "hashCode", "toString" -> method.getParameterCount() == 0;
      default -> false;
    };
  }

  private static String place(Method method) {
    return "method " + method.getDeclaringClass().getSimpleName() + "." + method.getName();
  }
}
