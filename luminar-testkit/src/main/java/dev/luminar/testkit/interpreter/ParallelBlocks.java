package dev.luminar.testkit.interpreter;

import dev.luminar.analyzer.facts.InjectivityCheck;
import dev.luminar.host.ErrorRecord;
import dev.luminar.host.PathStep;
import dev.luminar.model.BuiltinCombine;
import dev.luminar.model.Contribute;
import dev.luminar.model.ErrorStrategy;
import dev.luminar.model.Parallel;
import dev.luminar.model.Reduction;
import dev.luminar.model.UserCombine;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.BuiltInError;
import dev.luminar.testkit.value.BufferValue;
import dev.luminar.testkit.value.Scalar;
import dev.luminar.testkit.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** Executes parallel blocks: one iteration after the other, in the order of the range. */
final class ParallelBlocks {
  /** The most elements of a reduction over an array in the defined shape. */
  private static final int SHAPED_MAX = 16_384;

  private final Machine machine;

  ParallelBlocks(Machine machine) {
    this.machine = machine;
  }

  /** A reduction while its block runs; one of a single value has the element 0. */
  private static final class Running {
    final Reduction reduction;
    final BinaryOperator<Value> combine;
    final Value identity;
    final Shape shape;
    final @Nullable BufferValue array;
    final Map<Long, Shape.Fold<Value>> folds = new HashMap<>();

    /** What the current iteration has contributed, by element. */
    final Map<Long, Value> contributions = new HashMap<>();

    Running(
        Reduction reduction,
        BinaryOperator<Value> combine,
        Value identity,
        Shape shape,
        @Nullable BufferValue array) {
      this.reduction = reduction;
      this.combine = combine;
      this.identity = identity;
      this.shape = shape;
      this.array = array;
    }

    void endIteration(long position) {
      contributions.forEach((element, value) ->
          folds
              .computeIfAbsent(element, e -> new Shape.Fold<>(shape, combine))
              .add(position, value));
    }

    /** What the name stands for behind the block. */
    Object result() {
      if (array == null) {
        Shape.Fold<Value> fold = folds.get(0L);
        return fold == null ? identity : Objects.requireNonNull(fold.result());
      }
      boolean takesPart = reduction.combine() instanceof BuiltinCombine;
      for (long k = 0; k < array.length(); k++) {
        Shape.Fold<Value> fold = folds.get(k);
        Value value = fold == null ? null : fold.result();
        if (value != null && takesPart) {
          value = combine.apply(identity, value);
        }
        array.set(k, value == null ? identity : value);
      }
      return array;
    }
  }

  void run(Parallel block, Scope scope) {
    Ranges range = Ranges.counted(machine, block.range(), block.span(), scope);
    machine.checkOverlap(block, scope);
    for (InjectivityCheck check : machine.code.injectivityChecks(block)) {
      check(check, block, range, scope);
    }
    Shape shape = new Shape(range.count().longValue());
    List<Running> reductions = new ArrayList<>();
    for (Reduction reduction : block.reductions()) {
      reductions.add(running(reduction, shape, scope));
    }
    long errors = iterations(block, range, reductions, scope);
    block.label().ifPresent(l -> scope.declare(ConcurrentBlocks.errorsName(l), Scalar.i64(errors)));
    for (Running running : reductions) {
      scope.declare(running.reduction.name(), running.result());
    }
  }

  /** Follows the iterations up to their indices; two that store into one element are an error. */
  private void check(InjectivityCheck check, Parallel block, Ranges range, Scope scope) {
    IndexMarks around = machine.marks;
    var marks = new IndexMarks();
    try {
      machine.marks = marks;
      for (Scalar value : range) {
        machine.step();
        Scope inner = new Scope(scope);
        inner.declare(block.index(), value);
        marks.startIteration(value.asLong());
        try {
          machine.statements.statements(check.slice(), inner);
        } catch (RaisedError e) {
          // It is followed up to there; it will fail again when it runs.
        }
      }
    } catch (IndexMarks.Collision e) {
      throw machine.raise(BuiltInError.NOT_INJECTIVE, check.span(), e.earlier, e.later);
    } finally {
      machine.marks = around;
    }
  }

  private Running running(Reduction reduction, Shape shape, Scope scope) {
    BufferValue array =
        reduction.length().map(length -> array(reduction, length, scope)).orElse(null);
    return switch (reduction.combine()) {
      case BuiltinCombine builtin ->
          new Running(
              reduction,
              (a, b) -> Arithmetic.combine(builtin, (Scalar) a, (Scalar) b),
              Arithmetic.identity(builtin, (ScalarType) reduction.type()),
              shape,
              array);
      case UserCombine user ->
          new Running(
              reduction,
              (a, b) ->
                  (Value)
                      java.util.Objects.requireNonNull(
                          machine.invoke(user.function(), List.of(a, b), reduction.span())),
              (Value) machine.expressions.eval(user.identity(), scope),
              shape,
              array);
    };
  }

  private BufferValue array(Reduction reduction, Expr expr, Scope scope) {
    long length = machine.expressions.index(expr, scope);
    boolean isFloat = reduction.type() == ScalarType.F32 || reduction.type() == ScalarType.F64;
    boolean isShaped =
        !(reduction.combine() instanceof BuiltinCombine builtin)
            || isFloat
                && !reduction.isUnordered()
                && (builtin == BuiltinCombine.SUM || builtin == BuiltinCombine.PRODUCT);
    if (isShaped && length > SHAPED_MAX) {
      throw machine.raise(
          BuiltInError.REDUCTION_TOO_LONG, reduction.span(), length, (long) SHAPED_MAX);
    }
    if (length < 0) {
      throw machine.raise(BuiltInError.NEGATIVE_LENGTH, reduction.span(), length);
    }
    try {
      return BufferValue.zeros(new BufferType(reduction.type(), false), length);
    } catch (OutOfMemoryError e) {
      throw machine.raise(BuiltInError.OUT_OF_MEMORY, reduction.span());
    }
  }

  /** Runs all iterations, and gives the number of errors; under STOP the first error is raised. */
  private long iterations(Parallel block, Ranges range, List<Running> reductions, Scope scope) {
    Strand strand = machine.strand();
    List<ErrorRecord> outer = strand.collected;
    List<ErrorRecord> records = new ArrayList<>();
    strand.collected = records;
    long errors = 0;
    RaisedError stopped = null;
    try {
      for (long position = 0; position < range.count().longValue(); position++) {
        Scalar value = range.at(position);
        try {
          iteration(block, position, value, reductions, scope);
        } catch (RaisedError e) {
          errors++;
          if (block.options().onError().strategy() == ErrorStrategy.STOP) {
            stopped = stopped == null ? e : stopped;
            if (machine.trace == null) {
              break;
            }
          }
          if (block.options().onError().strategy() == ErrorStrategy.COLLECT) {
            records.add(e.record());
          }
        }
        strand.checkCancelled();
      }
    } finally {
      outer.addAll(Paths.keep(records, block.options().onError()));
      strand.collected = outer;
      machine.regionEnded();
    }
    if (stopped != null) {
      throw stopped;
    }
    return errors;
  }

  private void iteration(
      Parallel block, long position, Scalar value, List<Running> reductions, Scope scope) {
    machine.step();
    Scope inner = new Scope(scope);
    inner.declare(block.index(), value);
    for (Running running : reductions) {
      running.contributions.clear();
      inner.declare(running.reduction.name(), running);
    }
    machine.inside(
        new PathStep(-1, position, value.asLong()),
        () -> machine.statements.statements(block.body(), inner));
    // Only an iteration that got here takes part in the reductions.
    reductions.forEach(running -> running.endIteration(position));
  }

  /**
   * Contributions of one iteration are combined in program order; the result takes part at its end.
   */
  void contribute(Contribute contribute, Scope scope) {
    Running running = (Running) scope.lookup(contribute.target().name());
    BufferValue array = running.array;
    if (array == null) {
      Value value = (Value) machine.expressions.eval(contribute.value(), scope);
      running.contributions.merge(0L, value, running.combine);
      return;
    }
    long index = machine.expressions.index(contribute.index().orElseThrow(), scope);
    Value value = (Value) machine.expressions.eval(contribute.value(), scope);
    if (index < 0 || index >= array.length()) {
      throw machine.raise(
          BuiltInError.INDEX_OUT_OF_RANGE, contribute.span(), index, array.length());
    }
    running.contributions.merge(index, value, running.combine);
  }
}
