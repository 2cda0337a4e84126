package dev.luminar.emit.c;

import dev.luminar.host.HostMemory;
import dev.luminar.host.HostMethod;
import dev.luminar.model.type.BufferType;
import dev.luminar.plan.Plan;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Makes method handles that call an entry's own C function with scalars and with memory outside of
 * the heap: all constants, so that the JIT compiler inlines what is around the call, and without
 * anything allocated where the call succeeds. What does not fit is left to the general way.
 */
final class DirectCalls {
  /** Looks at how calls end. */
  interface Ending {
    /** Throws what a call that is about to leave has to throw. */
    void check(HostMethod method, int status, NativeGate.Frame frame) throws Throwable;
  }

  private static final MethodHandle FITS;
  private static final MethodHandle IS_THERE;
  private static final MethodHandle ELEMENTS;
  private static final MethodHandle ENTER;
  private static final MethodHandle LEAVE;
  private static final MethodHandle MEMORY;
  private static final MethodHandle ERRORS;
  private static final MethodHandle RESULT;
  private static final MethodHandle CHECK;

  static {
    Lookup own = MethodHandles.lookup();
    Class<?> frame = NativeGate.Frame.class;
    try {
      FITS =
          own.findStatic(
              DirectCalls.class,
              "fits",
              MethodType.methodType(boolean.class, long.class, long.class, MemorySegment.class));
      IS_THERE =
          own.findStatic(
                  Objects.class, "nonNull", MethodType.methodType(boolean.class, Object.class))
              .asType(MethodType.methodType(boolean.class, List.class));
      ELEMENTS =
          own.findStatic(
              DirectCalls.class,
              "elements",
              MethodType.methodType(long.class, long.class, MemorySegment.class));
      ENTER = own.findVirtual(NativeGate.class, "enter", MethodType.methodType(frame));
      LEAVE = own.findVirtual(NativeGate.class, "leave", MethodType.methodType(void.class, frame));
      MEMORY = own.findGetter(frame, "memory", MemorySegment.class);
      ERRORS = own.findGetter(frame, "errors", long.class);
      RESULT = own.findGetter(frame, "result", long.class);
      CHECK =
          own.findVirtual(
              Ending.class,
              "check",
              MethodType.methodType(void.class, HostMethod.class, int.class, frame));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Plan plan;

  /**
   * The functions of the entries: once the program is closed, nobody may look for them any more.
   */
  private final ImmutableList<MemorySegment> functions;

  private final NativeGate gate;
  private final Ending ending;

  DirectCalls(Plan plan, SymbolLookup symbols, NativeGate gate, Ending ending) {
    this.plan = plan;
    // The gate keeps the code in memory; the arena of the symbols need not be asked at each call.
    this.functions =
        new Emission(plan)
            .entries.collect(name -> MemorySegment.ofAddress(symbols.findOrThrow(name).address()));
    this.gate = gate;
    this.ending = ending;
  }

  /** See {@link dev.luminar.host.HostInterface.Runner#direct}. */
  MethodHandle of(HostMethod method, MethodHandle general) {
    MethodType full = general.type();
    int count = method.signature().parameters().size();
    MethodType type = full.dropParameterTypes(count, full.parameterCount());
    if (plan.entries().get(method.function()).collects() || !isSimple(type)) {
      return general;
    }
    MethodHandle body =
        MethodHandles.foldArguments(
            MethodHandles.dropArguments(ended(method, type.returnType()), 2, type.parameterList()),
            called(method, type));
    MethodHandle left = MethodHandles.tryFinally(body, left(type.returnType()));
    MethodHandle direct = MethodHandles.foldArguments(left, ENTER.bindTo(gate));
    if (full.parameterCount() > count) {
      // Nothing is collected, so that a list of records has only to be there.
      direct =
          MethodHandles.guardWithTest(
              MethodHandles.dropArguments(IS_THERE, 0, type.parameterList()),
              MethodHandles.dropArguments(direct, count, full.lastParameterType()),
              general);
    }
    for (int i = count - 1; i >= 0; i--) {
      if (method.signature().parameters().get(i).type() instanceof BufferType buffer) {
        long bytes = HostMemory.elementBytes(buffer);
        long alignment = HostMemory.alignment(buffer);
        MethodHandle fits = MethodHandles.insertArguments(FITS, 0, bytes, alignment);
        direct =
            MethodHandles.guardWithTest(
                MethodHandles.dropArguments(fits, 0, type.parameterList().subList(0, i)),
                direct,
                general);
      }
    }
    return direct;
  }

  /** Whether all that passes is a scalar or can be memory outside of the heap. */
  private static boolean isSimple(MethodType type) {
    for (int i = 0; i < type.parameterCount(); i++) {
      if (!type.parameterType(i).isPrimitive() && type.parameterType(i) != MemorySegment.class) {
        return false;
      }
    }
    return type.returnType().isPrimitive();
  }

  /** Whether memory can be used in place; if not, the general way says what is wrong with it. */
  private static boolean fits(long elementBytes, long alignment, MemorySegment segment) {
    return segment != null
        && segment.isNative()
        && !segment.isReadOnly()
        && segment.scope().isAlive()
        && segment.isAccessibleBy(Thread.currentThread())
        && segment.byteSize() % elementBytes == 0
        && segment.address() % alignment == 0;
  }

  private static long elements(long elementBytes, MemorySegment segment) {
    return segment.byteSize() / elementBytes;
  }

  /** The C function: (frame, parameters...) to its status. */
  @SuppressWarnings("restricted") // the function is one of the program's own
  private MethodHandle called(HostMethod method, MethodType type) {
    List<MemoryLayout> layouts = new ArrayList<>();
    List<Integer> sources = new ArrayList<>();
    Map<Integer, MethodHandle> filters = new HashMap<>();
    for (int i = 0; i < type.parameterCount(); i++) {
      layouts.add(layout(type.parameterType(i)));
      sources.add(i + 1);
      if (method.signature().parameters().get(i).type() instanceof BufferType buffer) {
        long bytes = HostMemory.elementBytes(buffer);
        filters.put(layouts.size(), MethodHandles.insertArguments(ELEMENTS, 0, bytes));
        layouts.add(ValueLayout.JAVA_LONG);
        sources.add(i + 1);
      }
    }
    // Pointers into the frame are plain numbers: nobody can close its memory.
    if (type.returnType() != void.class) {
      filters.put(layouts.size(), RESULT);
      layouts.add(ValueLayout.JAVA_LONG);
      sources.add(0);
    }
    filters.put(layouts.size(), ERRORS);
    layouts.add(ValueLayout.JAVA_LONG);
    sources.add(0);
    MethodHandle function =
        Linker.nativeLinker()
            .downcallHandle(
                functions.get(method.function()),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, layouts.toArray(MemoryLayout[]::new)));
    for (Map.Entry<Integer, MethodHandle> filter : filters.entrySet()) {
      function = MethodHandles.filterArguments(function, filter.getKey(), filter.getValue());
    }
    return MethodHandles.permuteArguments(
        function,
        type.insertParameterTypes(0, NativeGate.Frame.class).changeReturnType(int.class),
        sources.stream().mapToInt(k -> k).toArray());
  }

  private static ValueLayout layout(Class<?> type) {
    return switch (type.getName()) {
      case "boolean" -> ValueLayout.JAVA_BOOLEAN;
      case "int" -> ValueLayout.JAVA_INT;
      case "long" -> ValueLayout.JAVA_LONG;
      case "float" -> ValueLayout.JAVA_FLOAT;
      case "double" -> ValueLayout.JAVA_DOUBLE;
      default -> ValueLayout.ADDRESS;
    };
  }

  /** (status, frame) to the result of a call that succeeded. */
  private MethodHandle ended(HostMethod method, Class<?> result) {
    MethodHandle check = MethodHandles.insertArguments(CHECK.bindTo(ending), 0, method);
    if (result == void.class) {
      return check;
    }
    MethodHandle memory =
        MethodHandles.insertArguments(
            layout(result).varHandle().toMethodHandle(VarHandle.AccessMode.GET),
            1,
            NativeGate.Frame.RESULT_OFFSET);
    MethodHandle read = MethodHandles.filterArguments(memory, 0, MEMORY);
    return MethodHandles.foldArguments(MethodHandles.dropArguments(read, 0, int.class), check);
  }

  /** Leaves the gate whatever happened: (thrown, result, frame) to the result. */
  private MethodHandle left(Class<?> result) {
    MethodHandle leave = LEAVE.bindTo(gate);
    if (result != void.class) {
      leave =
          MethodHandles.foldArguments(
              MethodHandles.dropArguments(
                  MethodHandles.identity(result), 1, NativeGate.Frame.class),
              MethodHandles.dropArguments(leave, 0, result));
    }
    return MethodHandles.dropArguments(leave, 0, Throwable.class);
  }
}
