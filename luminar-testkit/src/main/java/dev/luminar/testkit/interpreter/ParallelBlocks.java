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
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.BuiltInError;
import dev.luminar.testkit.value.Scalar;
import dev.luminar.testkit.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** Executes parallel blocks: one iteration after the other, in the order of the range. */
final class ParallelBlocks {
  private final Machine machine;

  ParallelBlocks(Machine machine) {
    this.machine = machine;
  }

  /** A reduction while its block runs. */
  private static final class Running {
    final Reduction reduction;
    final BinaryOperator<Value> combine;
    final Value identity;
    final Shape.Fold<Value> fold;

    /** What the current iteration has contributed; null if nothing. */
    @Nullable Value contribution;

    Running(Reduction reduction, BinaryOperator<Value> combine, Value identity, Shape shape) {
      this.reduction = reduction;
      this.combine = combine;
      this.identity = identity;
      this.fold = new Shape.Fold<>(shape, combine);
    }
  }

  void run(Parallel block, Scope scope) {
    Ranges range = Ranges.counted(machine, block.range(), block.span(), scope);
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
      Value result = running.fold.result();
      scope.declare(running.reduction.name(), result == null ? running.identity : result);
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
    if (reduction.length().isPresent()) {
      throw new UnsupportedOperationException(
          reduction.span() + ": the interpreter does not know reductions over arrays yet");
    }
    return switch (reduction.combine()) {
      case BuiltinCombine builtin ->
          new Running(
              reduction,
              (a, b) -> Arithmetic.combine(builtin, (Scalar) a, (Scalar) b),
              Arithmetic.identity(builtin, (ScalarType) reduction.type()),
              shape);
      case UserCombine user ->
          new Running(
              reduction,
              (a, b) ->
                  (Value)
                      java.util.Objects.requireNonNull(
                          machine.invoke(user.function(), List.of(a, b), reduction.span())),
              (Value) machine.expressions.eval(user.identity(), scope),
              shape);
    };
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
      running.contribution = null;
      inner.declare(running.reduction.name(), running);
    }
    machine.inside(
        new PathStep(-1, position, value.asLong()),
        () -> machine.statements.statements(block.body(), inner));
    // Only an iteration that got here takes part in the reductions.
    for (Running running : reductions) {
      if (running.contribution != null) {
        running.fold.add(position, running.contribution);
      }
    }
  }

  /**
   * Contributions of one iteration are combined in program order; the result takes part at its end.
   */
  void contribute(Contribute contribute, Scope scope) {
    Running running = (Running) scope.lookup(contribute.target().name());
    Value value = (Value) machine.expressions.eval(contribute.value(), scope);
    running.contribution =
        running.contribution == null ? value : running.combine.apply(running.contribution, value);
  }
}
