package dev.luminar.analyzer.lower;

import dev.luminar.model.Assert;
import dev.luminar.model.Block;
import dev.luminar.model.If;
import dev.luminar.model.Let;
import dev.luminar.model.Parallel;
import dev.luminar.model.Raise;
import dev.luminar.model.Stmt;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.CallExpr;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Val;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The tests that an iteration of a parallel block begins with, made ahead for a strip of
 * iterations: a loop that only counts failing ones, and then, where there are none, the iterations
 * without tests. Compilers make vectors of both, and of neither while they are one. A strip with a
 * failing iteration runs as written.
 *
 * <p>So early a test sees the same values: what it reads no iteration before it writes, since the
 * iterations are proven apart, and nothing in its own iteration comes before it.
 */
final class TestsAhead {
  /** Iterations of a strip: few enough that what the tests read is still in the nearest cache. */
  private static final long STRIP = 512;

  /** Parts of the expressions of all tests; more take too long to be made twice where one fails. */
  private static final int SIZE_MAX = 40;

  /** The statements that tests consist of, and the values before them. */
  private final List<Stmt> prefix;

  private final Set<Stmt> tests = Collections.newSetFromMap(new IdentityHashMap<>());

  private TestsAhead(List<Stmt> prefix) {
    this.prefix = prefix;
    prefix.stream().filter(stmt -> !(stmt instanceof Let)).forEach(tests::add);
  }

  /** The tests that a block's iterations begin with; null if there are none, or not only such. */
  static @Nullable TestsAhead of(Parallel block) {
    List<Stmt> prefix = new ArrayList<>();
    int size = 0;
    int end = 0;
    for (Stmt stmt : block.body().statements()) {
      for (Expr expr : stmt.expressions()) {
        size += size(expr);
      }
      if (!isPart(stmt) || size > SIZE_MAX) {
        break;
      }
      prefix.add(stmt);
      end = stmt instanceof Let ? end : prefix.size();
    }
    boolean hasRest = end < block.body().statements().size();
    return end == 0 || !hasRest || RegionParts.regions(block.body()) > 0
        ? null
        : new TestsAhead(List.copyOf(prefix.subList(0, end)));
  }

  private static int size(Expr expr) {
    int size = expr instanceof CallExpr ? SIZE_MAX + 1 : 1;
    for (Expr child : expr.children()) {
      size += size(child);
    }
    return size;
  }

  private static boolean isPart(Stmt stmt) {
    return switch (stmt) {
      case Let let -> let.value().type() instanceof ScalarType;
      case Assert check -> true;
      case If choice ->
          choice.otherwise().isEmpty()
              && choice.arms().size() == 1
              && choice.arms().getOnly().body().statements().size() == 1
              && choice.arms().getOnly().body().statements().getOnly() instanceof Raise;
      default -> false;
    };
  }

  /** Adds the number of tests that fail to a local; says whether that raises nothing itself. */
  private boolean count(RoutineBuilder b, Local failing) {
    boolean raises =
        b.catching(
            "test_failed",
            () -> {
              for (Stmt stmt : prefix) {
                switch (stmt) {
                  case Assert check -> add(b, failing, check.condition(), 0, 1);
                  case If choice -> add(b, failing, choice.arms().getOnly().condition(), 1, 0);
                  default -> LowerStmt.statement(b, stmt);
                }
              }
            },
            () -> {});
    return !raises;
  }

  private static void add(
      RoutineBuilder b, Local failing, Expr condition, long whenTrue, long whenFalse) {
    Val one = new Val.Choose(LowerExpr.value(b, condition), Val.i64(whenTrue), Val.i64(whenFalse));
    b.emit(new Code.Set(failing, LowerExpr.i64(BinaryOperator.ADD, Val.read(failing), one)));
  }

  /**
   * The loop over positions {@code from} to {@code to} in strips; empty if the tests, or what
   * follows them, raise something else.
   *
   * @param index declares the iteration variable at a position
   * @param position the position of {@code tested}, an iteration as it is written
   */
  Optional<Code> loop(
      RoutineBuilder b,
      Block iteration,
      Consumer<Local> index,
      Local from,
      Local to,
      Local position,
      Code tested) {
    Local failing = b.local("failing", PlanType.I64);
    Local testPosition = b.local("position", PlanType.I64);
    Local freePosition = b.local("position", PlanType.I64);
    boolean[] isFit = new boolean[1];
    Code counting =
        b.nested(() ->
            b.scoped(() -> {
              index.accept(testPosition);
              isFit[0] = count(b, failing);
            }));
    if (!isFit[0]) {
      return Optional.empty();
    }
    b.tested = tests;
    Code free =
        b.nested(() ->
            b.scoped(() -> {
              index.accept(freePosition);
              isFit[0] =
                  !b.catching("iteration_failed", () -> LowerFunction.body(b, iteration), () -> {});
            }));
    b.tested = Set.of();
    if (!isFit[0]) {
      return Optional.empty();
    }
    Local strip = b.local("strip", PlanType.I64);
    Local end = b.local("strip_end", PlanType.I64);
    b.noteVariable(strip);
    b.noteVariable(failing);
    Val rest = LowerExpr.i64(BinaryOperator.SUB, Val.read(to), Val.read(strip));
    Val behind =
        new Val.Choose(
            LowerExpr.i64(BinaryOperator.LT, rest, Val.i64(STRIP)),
            Val.read(to),
            LowerExpr.i64(BinaryOperator.ADD, Val.read(strip), Val.i64(STRIP)));
    Code body =
        Code.seq(
            new Code.Declare(end, Optional.of(behind)),
            new Code.Declare(failing, Optional.of(Val.i64(0))),
            each(b, testPosition, strip, end, counting),
            new Code.If(
                LowerExpr.i64(BinaryOperator.EQ, Val.read(failing), Val.i64(0)),
                each(b, freePosition, strip, end, free),
                each(b, position, strip, end, tested)),
            new Code.Set(strip, Val.read(end)));
    return Optional.of(
        Code.seq(
            new Code.Note("the tests of a strip first: where none fails, it runs without"),
            new Code.Declare(strip, Optional.of(Val.read(from))),
            new Code.Loop(
                b.label("strips"),
                LowerExpr.i64(BinaryOperator.LT, Val.read(strip), Val.read(to)),
                body,
                Code.NOTHING)));
  }

  private static Code each(RoutineBuilder b, Local position, Local from, Local to, Code body) {
    return new Code.Count(b.label("strip"), position, Val.read(from), Val.read(to), body);
  }
}
