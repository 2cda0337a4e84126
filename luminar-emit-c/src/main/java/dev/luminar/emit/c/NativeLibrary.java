package dev.luminar.emit.c;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.DiagnosticException;
import dev.luminar.diag.Span;
import dev.luminar.host.ErrorRecord;
import dev.luminar.host.HostExterns;
import dev.luminar.host.HostInterface;
import dev.luminar.host.HostMethod;
import dev.luminar.host.LuminarException;
import dev.luminar.plan.Plan;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.Routine;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.jspecify.annotations.Nullable;

/** One copy of a compiled program in memory, with its own static state. */
@SuppressWarnings("restricted") // loading C is what this class is for
final class NativeLibrary implements HostInterface.Runner {
  private static final FunctionDescriptor CALL =
      FunctionDescriptor.of(
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_INT,
          ValueLayout.ADDRESS,
          ValueLayout.ADDRESS,
          ValueLayout.ADDRESS);
  private static final FunctionDescriptor UPCALL =
      FunctionDescriptor.of(
          ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);
  private static final int OK = 0;
  private static final int FAILED = 1;

  private final Plan plan;
  private final Arena arena;
  private final MethodHandle call;
  private final MethodHandle freeErrors;
  private final MethodHandle shutdown;
  private final MethodHandle runtimeStarts;
  private final Optional<HostExterns> externs;
  private final NativeGate gate;
  private final DirectCalls direct;

  private NativeLibrary(
      Plan plan, CFiles files, Arena arena, SymbolLookup symbols, Optional<HostExterns> externs) {
    Linker linker = Linker.nativeLinker();
    String p = files.name();
    this.plan = plan;
    this.arena = arena;
    this.externs = externs;
    this.gate = new NativeGate("the native program " + plan.name() + " is closed");
    this.call = linker.downcallHandle(symbols.findOrThrow(p + "_host_call"), CALL);
    this.freeErrors =
        linker.downcallHandle(
            symbols.findOrThrow(p + "_errors_free"),
            FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));
    this.shutdown =
        linker.downcallHandle(
            symbols.findOrThrow(p + "_shutdown"), FunctionDescriptor.of(ValueLayout.JAVA_INT));
    this.runtimeStarts =
        linker.downcallHandle(
            symbols.findOrThrow(p + "_runtime_starts"),
            FunctionDescriptor.of(ValueLayout.JAVA_LONG));
    this.direct = new DirectCalls(plan, symbols, gate, this::ended);
    if (externs.isPresent()) {
      connectExterns(linker, symbols.findOrThrow(p + "_host_upcall"));
    }
  }

  /**
   * Loads a compiled program.
   *
   * @throws DiagnosticException LUM5003 if the system refuses it
   */
  static NativeLibrary load(Plan plan, CFiles files, Path file, Optional<HostExterns> externs) {
    Arena arena = Arena.ofShared();
    try {
      return new NativeLibrary(
          plan, files, arena, SymbolLookup.libraryLookup(file, arena), externs);
    } catch (IllegalArgumentException e) {
      arena.close();
      throw new DiagnosticException(
          Diagnostic.error(
              DiagnosticCode.NATIVE_LOAD_FAILED,
              Span.NONE,
              "the compiled program cannot be loaded: " + e.getMessage()));
    }
  }

  private void connectExterns(Linker linker, MemorySegment setter) {
    try {
      MethodHandle upcall =
          MethodHandles.lookup()
              .findVirtual(
                  NativeLibrary.class,
                  "upcall",
                  MethodType.methodType(
                      int.class, int.class, MemorySegment.class, MemorySegment.class))
              .bindTo(this);
      MemorySegment stub = linker.upcallStub(upcall, UPCALL, arena);
      linker.downcallHandle(setter, FunctionDescriptor.ofVoid(ValueLayout.ADDRESS)).invoke(stub);
    } catch (Throwable e) {
      throw new IllegalStateException("the externs could not be connected", e);
    }
  }

  @Override
  public MethodHandle direct(HostMethod method, MethodHandle general) {
    return direct.of(method, general);
  }

  /** Throws what a direct call has to throw at its end. */
  private void ended(HostMethod method, int status, NativeGate.Frame frame) throws Throwable {
    if (status == OK) {
      Throwable thrown = externs.isPresent() ? gate.takeThrown(frame) : null;
      if (thrown != null) {
        throw thrown;
      }
      return;
    }
    MemorySegment raised = frame.memory.asSlice(0, NativeErrors.LIST.byteSize());
    try {
      finish(method, status, raised, frame, new ArrayList<>());
    } finally {
      freeErrors.invokeExact(raised);
    }
  }

  @Override
  public @Nullable Object run(HostMethod method, Object[] arguments, List<ErrorRecord> errors)
      throws Throwable {
    Routine routine = plan.routines().get(plan.entries().get(method.function()).routine());
    NativeGate.Frame frame = gate.enter();
    try (Arena call = Arena.ofConfined()) {
      NativeValues values = new NativeValues(plan, call);
      MemorySegment list = values.arguments(routine.params().collect(p -> p.type()), arguments);
      MemorySegment result = values.room(routine.result());
      MemorySegment raised = call.allocate(NativeErrors.LIST);
      int status;
      try {
        status = (int) this.call.invokeExact(method.function(), list, result, raised);
        values.copyBack();
        finish(method, status, raised, frame, errors);
      } finally {
        freeErrors.invokeExact(raised);
      }
      return routine.result() instanceof PlanType.Nothing
          ? null
          : values.read(routine.result(), result);
    } finally {
      gate.leave(frame);
    }
  }

  private void finish(
      HostMethod method,
      int status,
      MemorySegment raised,
      NativeGate.Frame frame,
      List<ErrorRecord> errors)
      throws Throwable {
    Throwable thrown = gate.takeThrown(frame);
    if (thrown != null) {
      throw thrown;
    }
    List<ErrorRecord> records = NativeErrors.read(raised);
    switch (status) {
      case OK -> errors.addAll(records);
      case FAILED -> {
        if (records.isEmpty()) {
          throw new OutOfMemoryError("no memory for the error of " + method.signature().name());
        }
        throw new LuminarException(
            records.getFirst(), Lists.immutable.withAll(records.subList(1, records.size())));
      }
      default ->
          throw new IllegalStateException(
              method.signature().name() + " ended with status " + status);
    }
  }

  /** Called by the C of an extern, on any thread. Nothing may be thrown into C. */
  private int upcall(int function, MemorySegment arguments, MemorySegment result) {
    var extern = plan.externs().get(function);
    gate.enterUpcall();
    try (Arena arena = Arena.ofConfined()) {
      NativeValues values = new NativeValues(plan, arena);
      Object[] given = values.readArguments(extern.params().collect(p -> p.type()), arguments);
      Object returned = externs.orElseThrow().call(function, given);
      if (!(extern.result() instanceof PlanType.Nothing)) {
        values.write(extern.result(), Objects.requireNonNull(returned, "result"), result);
      }
      return 0;
    } catch (Throwable e) {
      // The language gives an exception of the host the code 1; where the extern may not fail, the
      // call throws it.
      if (!extern.fails()) {
        gate.threw(e);
      }
      return 1;
    } finally {
      gate.leaveUpcall();
    }
  }

  void checkOutside() {
    gate.checkOutside();
  }

  /** How often the program has started a runtime. */
  long runtimeStarts() {
    try {
      return (long) runtimeStarts.invokeExact();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  void close() {
    gate.close();
    try {
      int status = (int) shutdown.invokeExact();
      if (status != OK) {
        throw new IllegalStateException("the program's runtime did not stop: status " + status);
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    arena.close();
  }
}
