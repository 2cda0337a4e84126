package dev.luminar.emit.bytecode;

import dev.luminar.host.ErrorRecord;
import dev.luminar.host.HostExterns;
import dev.luminar.host.HostFunction;
import dev.luminar.host.HostInterface;
import dev.luminar.host.HostMethod;
import dev.luminar.host.LuminarException;
import dev.luminar.host.PathStep;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.StructType;
import dev.luminar.plan.Entry;
import dev.luminar.plan.Routine;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.MutableList;
import org.jspecify.annotations.Nullable;

/** Calls the entries of a loaded program: turns host values into JVM values and back. */
final class EntryCalls implements HostInterface.Runner {
  private static final MethodHandle EXCEPTION;
  private static final MethodHandle IS_THERE;

  static {
    MethodHandles.Lookup own = MethodHandles.lookup();
    try {
      EXCEPTION =
          own.findVirtual(
              EntryCalls.class,
              "exception",
              MethodType.methodType(LuminarException.class, RuntimeException.class));
      IS_THERE =
          own.findStatic(
              Objects.class, "nonNull", MethodType.methodType(boolean.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final LoadedProgram program;
  private final ClassFiles.Origin origin;
  private final @Nullable Object externs;
  private final MethodHandle[] handles;
  private final StructValues structs;
  private final Class<?> failure;

  EntryCalls(LoadedProgram program, ClassFiles.Origin origin, @Nullable HostExterns externs) {
    this.program = program;
    this.origin = origin;
    this.structs = new StructValues(program, origin.layout());
    this.handles = new MethodHandle[origin.program().functions().size()];
    this.externs =
        externs == null ? null : new ExternCalls(program, origin, externs, structs).implement();
    this.failure =
        origin.layout().usedSupport().contains("Context")
            ? program.load(name("Failure"))
            : Void.class;
  }

  private String name(String support) {
    return (origin.layout().main() + "$" + support).replace('/', '.');
  }

  @Override
  public @Nullable Object run(HostMethod method, Object[] arguments, List<ErrorRecord> errors)
      throws Throwable {
    HostFunction function = method.signature();
    Entry entry = origin.layout().plan().entries().get(method.function());
    List<Object> values = new ArrayList<>();
    if (EntryWriter.takesExterns(origin.layout())) {
      values.add(externs);
    }
    CallMemory memory = new CallMemory(arguments, function);
    int buffer = 0;
    for (int i = 0; i < arguments.length; i++) {
      switch (function.parameters().get(i).type()) {
        case BufferType b -> memory.add(values, buffer++);
        case StructType s -> values.add(structs.make(s, (Object[]) arguments[i]));
        default -> values.add(arguments[i]);
      }
    }
    List<Object> collected = new ArrayList<>();
    if (entry.collects()) {
      values.add(collected);
    }
    Object result;
    try {
      MethodHandle target = handle(method.function());
      result =
          entry.isDeep()
              ? DeepStack.call(target, values.toArray())
              : target.invoke(values.toArray());
    } catch (RuntimeException e) {
      if (e.getClass() != failure) {
        throw e;
      }
      throw exception(e);
    } finally {
      memory.copyBack();
      for (Object record : collected) {
        errors.add(record(record));
      }
    }
    return function.result().isPresent() && function.result().get() instanceof StructType s
        ? structs.fields(s, requireNonNullResult(result))
        : result;
  }

  private static Object requireNonNullResult(@Nullable Object result) {
    return Objects.requireNonNull(result, "result");
  }

  /** Calls the form of an entry that takes whole arrays; what is not there the general way says. */
  @Override
  public MethodHandle direct(HostMethod method, MethodHandle general) {
    MethodType full = general.type();
    int count = method.signature().parameters().size();
    MethodType type = full.dropParameterTypes(count, full.parameterCount());
    Entry entry = origin.layout().plan().entries().get(method.function());
    if (entry.collects() || entry.isDeep() || !isSimple(type)) {
      return general;
    }
    MethodHandle direct;
    try {
      direct = entry(method.function(), true, false);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the function " + entry.name() + " is not there", e);
    }
    if (EntryWriter.takesExterns(origin.layout())) {
      direct = direct.bindTo(externs);
    }
    if (failure != Void.class) {
      MethodHandle thrown =
          MethodHandles.filterArguments(
              MethodHandles.throwException(type.returnType(), RuntimeException.class),
              0,
              EXCEPTION
                  .bindTo(this)
                  .asType(MethodType.methodType(RuntimeException.class, RuntimeException.class)));
      direct =
          MethodHandles.catchException(
              direct,
              failure.asSubclass(RuntimeException.class),
              thrown.asType(thrown.type().changeParameterType(0, failure)));
    }
    // Nothing is collected, so that a list of records has only to be there, as arrays have.
    direct =
        MethodHandles.dropArguments(
            direct, count, full.parameterList().subList(count, full.parameterCount()));
    for (int i = full.parameterCount() - 1; i >= 0; i--) {
      if (!full.parameterType(i).isPrimitive()) {
        MethodHandle isThere =
            IS_THERE.asType(MethodType.methodType(boolean.class, full.parameterType(i)));
        direct =
            MethodHandles.guardWithTest(
                MethodHandles.dropArguments(isThere, 0, full.parameterList().subList(0, i)),
                direct,
                general);
      }
    }
    return direct;
  }

  private static boolean isSimple(MethodType type) {
    for (Class<?> parameter : type.parameterList()) {
      if (!parameter.isPrimitive() && !parameter.isArray()) {
        return false;
      }
    }
    return type.returnType().isPrimitive();
  }

  private MethodHandle entry(int function, boolean asArrays, boolean withList)
      throws ReflectiveOperationException {
    ProgramLayout layout = origin.layout();
    int number = layout.plan().entries().get(function).routine();
    Routine routine = layout.plan().routines().get(number);
    boolean hasBuffers = routine.params().anySatisfy(p -> Places.isBuffer(p.type()));
    String descriptor = EntryWriter.descriptor(layout, routine, asArrays && hasBuffers, withList);
    Class<?> owner = program.load(layout.owner(number).replace('/', '.'));
    MethodType type = MethodType.fromMethodDescriptorString(descriptor, owner.getClassLoader());
    return MethodHandles.publicLookup()
        .findStatic(owner, layout.entry(function), type)
        .asFixedArity();
  }

  private synchronized MethodHandle handle(int function) throws ReflectiveOperationException {
    MethodHandle handle = handles[function];
    if (handle == null) {
      handle = entry(function, false, origin.layout().plan().entries().get(function).collects());
      handle = handle.asSpreader(Object[].class, handle.type().parameterCount());
      handles[function] = handle.asType(MethodType.methodType(Object.class, Object[].class));
      handle = handles[function];
    }
    return handle;
  }

  private LuminarException exception(RuntimeException thrown) throws ReflectiveOperationException {
    ImmutableList<ErrorRecord> more =
        Lists.immutable.withAll((List<?>) get(thrown, "more")).collect(this::recordOf);
    LuminarException exception = new LuminarException(record(thrown), more);
    exception.initCause(thrown);
    return exception;
  }

  private ErrorRecord recordOf(Object record) {
    try {
      return record(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private ErrorRecord record(Object record) throws ReflectiveOperationException {
    long[] path = (long[]) get(record, "path");
    MutableList<PathStep> steps = Lists.mutable.empty();
    for (int i = 0; i < path.length; i += 3) {
      steps.add(new PathStep(path[i], path[i + 1], path[i + 2]));
    }
    return new ErrorRecord(
        (String) get(record, "type"),
        (long) get(record, "code"),
        (String) get(record, "text"),
        (String) get(record, "file"),
        (int) get(record, "line"),
        steps.toImmutable());
  }

  private Object get(Object record, String component) throws ReflectiveOperationException {
    return failure.getMethod(component).invoke(record);
  }
}
