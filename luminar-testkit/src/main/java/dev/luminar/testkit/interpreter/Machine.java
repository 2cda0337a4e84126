package dev.luminar.testkit.interpreter;

import dev.luminar.analyzer.facts.OverlapCheck;
import dev.luminar.diag.Span;
import dev.luminar.host.PathStep;
import dev.luminar.model.Extern;
import dev.luminar.model.Function;
import dev.luminar.model.Region;
import dev.luminar.model.expr.Expr;
import dev.luminar.plan.BuiltInError;
import dev.luminar.testkit.value.BufferValue;
import dev.luminar.testkit.value.Value;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/** What the parts of one call share: the program, the scheduler, the externs, the bounds. */
final class Machine {
  /** A chain of calls inside one cycle of the call graph is at most this long. */
  static final int DEPTH_MAX = 1024;

  final Code code;
  final Scheduler scheduler;
  final Expressions expressions = new Expressions(this);
  final Statements statements = new Statements(this);
  final ParallelBlocks parallelBlocks = new ParallelBlocks(this);
  final ConcurrentBlocks concurrentBlocks = new ConcurrentBlocks(this);
  private final ExternCalls externs;

  /** Remembers who touched which element; null in normal runs. */
  final @Nullable AccessTrace trace;

  /** Where stores leave their marks while indices are checked; null otherwise. */
  @Nullable IndexMarks marks;

  private long stepsLeft;

  Machine(Code code, ExternCalls externs, long stepsMax, @Nullable AccessTrace trace) {
    this.trace = trace;
    this.code = code;
    this.externs = externs;
    this.stepsLeft = stepsMax;
    this.scheduler = new Scheduler(() -> Deadlock.resolve(this));
  }

  /** Runs an exported function to its end, on the calling thread. */
  Outcome call(Function function, List<Object> arguments) {
    Strand main = scheduler.main();
    try {
      Object result = invoke(function, arguments);
      return new Outcome(
          Optional.ofNullable((Value) result),
          Optional.empty(),
          Lists.immutable.ofAll(main.collected));
    } catch (RaisedError e) {
      return new Outcome(
          Optional.empty(), Optional.of(e.record()), Lists.immutable.ofAll(main.collected));
    } catch (Scheduler.Crash e) {
      throw rethrown(e.getCause());
    } catch (RuntimeException | Error e) {
      scheduler.abandon(e);
      throw e;
    }
  }

  private static RuntimeException rethrown(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException exception
        ? exception
        : new IllegalStateException(cause);
  }

  /** Calls a function or an extern by name; null if it returns nothing. */
  @Nullable Object invoke(String callee, List<Object> arguments, Span at) {
    Optional<Extern> extern = code.extern(callee);
    return extern.isPresent()
        ? externs.call(extern.get(), arguments, at, strand().path)
        : invoke(code.function(callee), arguments);
  }

  private @Nullable Object invoke(Function function, List<Object> arguments) {
    Strand strand = strand();
    String caller = strand.function;
    int depth = strand.depth;
    strand.function = function.name();
    strand.depth = code.areInOneCycle(caller, function.name()) ? depth + 1 : 1;
    if (strand.depth > DEPTH_MAX) {
      strand.function = caller;
      strand.depth = depth;
      throw raise(BuiltInError.RECURSION_TOO_DEEP, function.span(), DEPTH_MAX);
    }
    Scope scope = new Scope(null);
    for (int i = 0; i < arguments.size(); i++) {
      scope.declare(function.parameters().get(i).name(), arguments.get(i));
    }
    try {
      return scheduler.deepen(() -> statements.run(function.body(), scope));
    } finally {
      strand.function = caller;
      strand.depth = depth;
    }
  }

  /** Notes an access to an element, where somebody asked for it. */
  void touched(BufferValue buffer, long index, AccessTrace.Kind kind, Span at) {
    if (trace != null) {
      trace.touched(buffer, index, kind, strand().path, at);
    }
  }

  /**
   * Buffers of a block that share memory are an error where its freedom of races relies on that.
   */
  void checkOverlap(Region block, Scope scope) {
    for (OverlapCheck check : code.overlapChecks(block)) {
      var left = (BufferValue) scope.lookup(check.left());
      var right = (BufferValue) scope.lookup(check.right());
      if (overlap(left.memory(), right.memory(), check.inPlaceAllowed())) {
        throw raise(BuiltInError.OVERLAP, block.span());
      }
    }
  }

  private static boolean overlap(MemorySegment left, MemorySegment right, boolean inPlaceAllowed) {
    boolean isSame = left.address() == right.address() && left.byteSize() == right.byteSize();
    return left.asOverlappingSlice(right).isPresent()
        && left.byteSize() > 0
        && right.byteSize() > 0
        && !(isSame && inPlaceAllowed);
  }

  /** Notes that a region has ended. */
  void regionEnded() {
    if (trace != null) {
      trace.ended(strand().path);
    }
  }

  /** A duration in nanoseconds, which must not be negative. */
  long duration(Expr duration, Span at, Scope scope) {
    long nanos = expressions.index(duration, scope);
    if (nanos < 0) {
      throw raise(BuiltInError.NEGATIVE_DURATION, at, nanos);
    }
    return nanos;
  }

  Strand strand() {
    return scheduler.current();
  }

  /** Runs something as one iteration, task or item of a region. */
  <T> T inside(PathStep step, Supplier<T> work) {
    Strand strand = strand();
    ImmutableList<PathStep> outer = strand.path;
    strand.path = outer.newWith(step);
    try {
      return work.get();
    } finally {
      strand.path = outer;
    }
  }

  RaisedError raise(BuiltInError error, Span at, long... arguments) {
    return RaisedError.of(error, at, strand().path, arguments);
  }

  /** Counts a statement or the turn of a loop. */
  void step() {
    if (--stepsLeft < 0) {
      throw new IllegalStateException("the program did not end in the given number of steps");
    }
  }

  /** Calls what the host provides. */
  interface ExternCalls {
    /**
     * Calls an extern.
     *
     * @throws RaisedError if it fails
     */
    @Nullable Object call(
        Extern extern, List<Object> arguments, Span at, ImmutableList<PathStep> path);
  }

  /** A new list with room for what a call evaluates. */
  static List<Object> list(int size) {
    return new ArrayList<>(size);
  }
}
