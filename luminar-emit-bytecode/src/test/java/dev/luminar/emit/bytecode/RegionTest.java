package dev.luminar.emit.bytecode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luminar.diag.Span;
import dev.luminar.host.ErrorRecord;
import dev.luminar.host.LuminarException;
import dev.luminar.model.AtomicOperator;
import dev.luminar.model.MemoryOrder;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.Capture;
import dev.luminar.plan.ExternPlan;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.ReductionPlan;
import dev.luminar.plan.RegionErrors;
import dev.luminar.plan.Routine;
import dev.luminar.plan.Threads;
import dev.luminar.plan.code.AtomicCode;
import dev.luminar.plan.code.AtomicPlace;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Label;
import dev.luminar.plan.code.Val;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.eclipse.collections.api.factory.Lists;
import org.junit.jupiter.api.Test;

class RegionTest {
  interface Touch {
    long touch(long[] counts, long threads);
  }

  interface Failing {
    long run(long n, long threads);
  }

  interface Collecting {
    long run(long n, long threads, List<ErrorRecord> errors);
  }

  interface Sum {
    double sum(double[] xs, long threads);
  }

  interface Calling {
    void call(long n, long threads);
  }

  /** counts[i] += 1 for each position, and the sum of all positions. */
  private static ClassFiles touch(long runLength) {
    PlanFixture p = new PlanFixture("touch");
    PlanFixture.Locals c = new PlanFixture.Locals();
    Local counts = c.add("counts", PlanFixture.I64S);
    Local from = c.add("from", PlanType.I64);
    Local to = c.add("to", PlanType.I64);
    Local sum = c.add("sum", PlanType.I64);
    Local i = c.add("i", PlanType.I64);
    Val load = new Val.Load(Val.read(counts), Val.read(i));
    int chunk =
        p.routine(
            Routine.Kind.CHUNK,
            "touch$chunk",
            c,
            3,
            PlanType.NOTHING,
            Code.seq(
                new Code.LoadPartial(0, sum),
                new Code.Count(
                    new Label(0, "all"),
                    i,
                    Val.read(from),
                    Val.read(to),
                    Code.seq(
                        new Code.Store(Val.read(counts), Val.read(i), add(load, Val.i64(1))),
                        PlanFixture.set(sum, add(Val.read(sum), Val.read(i))))),
                new Code.StorePartial(0, Val.read(sum))));
    int region =
        p.region(
            "touch$r",
            chunk,
            Lists.immutable.of(
                new Capture("counts", PlanFixture.I64S, Capture.Access.DISJOINT_WRITE)),
            new Threads.Exactly(),
            runLength,
            new RegionErrors.None(),
            new ReductionPlan(
                "sum", ScalarType.I64, ReductionPlan.Operator.SUM, OptionalInt.empty(), 0));
    PlanFixture.Locals f = new PlanFixture.Locals();
    Local xs = f.add("counts", PlanFixture.I64S);
    Local threads = f.add("threads", PlanType.I64);
    Local result = f.add("result", PlanType.I64);
    int main =
        p.routine(
            Routine.Kind.FUNCTION,
            "touch",
            f,
            2,
            PlanType.I64,
            Code.seq(
                new Code.RunRegion(
                    region,
                    new Val.Length(Val.read(xs)),
                    Optional.of(Val.read(threads)),
                    Optional.empty(),
                    Lists.immutable.of(Val.read(xs)),
                    Lists.immutable.of(Val.i64(0)),
                    Lists.immutable.of(result),
                    Optional.empty()),
                new Code.Return(Optional.of(Val.read(result)))));
    p.entry("touch", main, false);
    return p.emit();
  }

  private static Val add(Val left, Val right) {
    return new Val.Binary(BinaryOperator.ADD, ScalarType.I64, left, right);
  }

  @Test
  void everyPositionRunsOnce() {
    // The partition would lose or repeat iterations for some size and thread count.
    for (long runLength : new long[] {1, 7, Long.MAX_VALUE}) {
      Touch touch = touch(runLength).bind(MethodHandles.lookup(), Touch.class);
      for (int n = 0; n <= 20; n++) {
        for (int threads = 1; threads <= 9; threads++) {
          long[] counts = new long[n];
          assertThat(touch.touch(counts, threads)).isEqualTo(n * (n - 1L) / 2);
          assertThat(counts).containsOnly(n == 0 ? new long[0] : new long[] {1});
        }
      }
    }
  }

  /**
   * Fails at each position p with p % 7 == 5; returns the error count times 1000 plus what ran
   * well.
   */
  private static ClassFiles failing(RegionErrors errors) {
    PlanFixture p = new PlanFixture("failing");
    PlanFixture.Locals c = new PlanFixture.Locals();
    Local good = c.add("good", new PlanType.CellRef(ScalarType.I64));
    Local from = c.add("from", PlanType.I64);
    Local to = c.add("to", PlanType.I64);
    Local i = c.add("i", PlanType.I64);
    Code.Raise raise = p.raise("fifth", "at {0} of {1}, {{braces}}", Val.read(i), Val.read(to));
    Val bad =
        new Val.Binary(
            BinaryOperator.EQ,
            ScalarType.I64,
            new Val.Binary(BinaryOperator.REM, ScalarType.I64, Val.read(i), Val.i64(7)),
            Val.i64(5));
    Code handler =
        Code.seq(
            new Code.RecordIteration(
                Val.read(i),
                new Code.PathStep(Val.i64(-1), Val.read(i), add(Val.read(i), Val.i64(100)))),
            errors instanceof RegionErrors.Stop ? new Code.Return(Optional.empty()) : Code.NOTHING);
    Code body =
        Code.seq(
            new Code.RaiseIf(bad, raise),
            new AtomicCode.AtomicUpdate(
                Optional.empty(),
                AtomicOperator.ADD,
                new AtomicPlace.Cell(good, ScalarType.I64),
                Val.i64(1),
                MemoryOrder.RELAXED));
    int chunk =
        p.routine(
            Routine.Kind.CHUNK,
            "failing$chunk",
            c,
            3,
            PlanType.NOTHING,
            new Code.Count(
                new Label(0, "all"),
                i,
                Val.read(from),
                Val.read(to),
                new Code.Catch(new Label(1, "failed"), body, handler)),
            true);
    int region =
        p.region(
            "failing$r",
            chunk,
            Lists.immutable.of(
                new Capture("good", new PlanType.CellRef(ScalarType.I64), Capture.Access.ATOMIC)),
            new Threads.Exactly(),
            4,
            errors);
    PlanFixture.Locals f = new PlanFixture.Locals();
    Local n = f.add("n", PlanType.I64);
    Local threads = f.add("threads", PlanType.I64);
    Local cell = f.add("good", new PlanType.Cell(ScalarType.I64));
    Local count = f.add("count", PlanType.I64);
    Local seen = f.add("seen", PlanType.I64);
    int main =
        p.routine(
            Routine.Kind.FUNCTION,
            "run",
            f,
            2,
            PlanType.I64,
            Code.seq(
                new Code.NewCell(cell, Val.i64(0)),
                new Code.RunRegion(
                    region,
                    Val.read(n),
                    Optional.of(Val.read(threads)),
                    Optional.empty(),
                    Lists.immutable.of(new Val.RefTo(cell)),
                    Lists.immutable.empty(),
                    Lists.immutable.empty(),
                    Optional.of(count)),
                new AtomicCode.AtomicLoad(
                    seen, new AtomicPlace.Cell(cell, ScalarType.I64), MemoryOrder.ACQUIRE),
                new Code.Return(
                    Optional.of(
                        add(
                            Val.read(seen),
                            new Val.Binary(
                                BinaryOperator.MUL,
                                ScalarType.I64,
                                Val.read(count),
                                Val.i64(1000)))))),
            true);
    p.entry("run", main, errors instanceof RegionErrors.Collect);
    return p.emit();
  }

  @Test
  void stopReportsTheSequentiallyFirstError() {
    // The error that is reported would depend on the scheduler.
    Failing run = failing(new RegionErrors.Stop()).bind(MethodHandles.lookup(), Failing.class);
    assertThat(run.run(5, 4)).isEqualTo(5);
    for (int threads : new int[] {1, 2, 3, 8, 100}) {
      assertThatThrownBy(() -> run.run(1000, threads))
          .isInstanceOfSatisfying(
              LuminarException.class,
              e -> {
                assertThat(e.error().index()).isEqualTo("5");
                assertThat(e.error().path().get(0).value()).isEqualTo(105);
                assertThat(e.error().message()).startsWith("at 5 of ").endsWith(", {braces}");
                assertThat(e.error().type()).isEqualTo("fifth");
                assertThat(e.error().line()).isEqualTo(10);
                assertThat(e.more()).isEmpty();
              });
    }
  }

  @Test
  void collectKeepsTheSmallestPathsAndCountsAll() {
    // Records would be lost or come in another order from run to run.
    ClassFiles files = failing(new RegionErrors.Collect(3));
    Collecting run = files.bind(MethodHandles.lookup(), Collecting.class);
    for (int threads : new int[] {1, 3, 7}) {
      List<ErrorRecord> errors = new ArrayList<>();
      assertThat(run.run(700, threads, errors)).isEqualTo(100 * 1000 + 600);
      assertThat(errors).extracting(ErrorRecord::index).containsExactly("5", "12", "19");
    }
    Failing strict = files.bind(MethodHandles.lookup(), Failing.class);
    assertThatThrownBy(() -> strict.run(30, 2))
        .isInstanceOfSatisfying(LuminarException.class, e -> assertThat(e.more()).hasSize(2));
  }

  @Test
  void ignoreCounts() {
    // An ignored error would end the call, or not be counted.
    Failing run = failing(new RegionErrors.Ignore()).bind(MethodHandles.lookup(), Failing.class);
    assertThat(run.run(70, 3)).isEqualTo(10 * 1000 + 60);
  }

  /**
   * The shape of a reduction, from its description: blocks, lanes, trees; no neutral element
   * anywhere.
   */
  private static double reference(double[] xs) {
    if (xs.length == 0) {
      return 0.0;
    }
    long blocks = xs.length < 65_536 ? 64 : 1024;
    int length = (int) ((xs.length + blocks - 1) / blocks);
    int lanes = 1;
    if (length >= 32) {
      length = (length + 7) / 8 * 8;
      lanes = 8;
    }
    List<Double> partials = new ArrayList<>();
    for (int start = 0; start < xs.length; start += length) {
      Double[] lane = new Double[lanes];
      for (int k = 0; k < length && start + k < xs.length; k++) {
        Double before = lane[k % lanes];
        lane[k % lanes] = before == null ? xs[start + k] : before + xs[start + k];
      }
      partials.add(tree(java.util.Arrays.asList(lane)));
    }
    return tree(partials);
  }

  private static double tree(List<Double> values) {
    List<Double> level = new ArrayList<>(values);
    while (level.size() > 1) {
      List<Double> next = new ArrayList<>();
      for (int i = 0; i < level.size(); i += 2) {
        boolean isPaired = i + 1 < level.size() && level.get(i + 1) != null;
        next.add(isPaired ? Double.valueOf(level.get(i) + level.get(i + 1)) : level.get(i));
      }
      level = next;
    }
    return level.get(0);
  }

  static ClassFiles bareProgram() {
    return sum(true, false);
  }

  /** Sums a buffer in the published shape. */
  private static ClassFiles sum(boolean simple, boolean user) {
    PlanFixture p = new PlanFixture("sums");
    PlanFixture.Locals u = new PlanFixture.Locals();
    Local left = u.add("left", PlanType.F64);
    Local right = u.add("right", PlanType.F64);
    int combine =
        p.routine(
            Routine.Kind.FUNCTION,
            "combine",
            u,
            2,
            PlanType.F64,
            new Code.Return(
                Optional.of(
                    new Val.Binary(
                        BinaryOperator.ADD, ScalarType.F64, Val.read(left), Val.read(right)))));
    PlanFixture.Locals c = new PlanFixture.Locals();
    Local xs = c.add("xs", PlanFixture.F64S);
    Local from = c.add("from", PlanType.I64);
    Local to = c.add("to", PlanType.I64);
    Local i = c.add("i", PlanType.I64);
    Local value = c.add("value", PlanType.F64);
    int chunk =
        p.routine(
            Routine.Kind.CHUNK,
            "sum$chunk",
            c,
            3,
            PlanType.NOTHING,
            new Code.Lanes(
                new Label(0, "lanes"),
                i,
                Val.read(from),
                Val.read(to),
                PlanFixture.declare(value, new Val.Load(Val.read(xs), Val.read(i))),
                Lists.immutable.of(new Code.Lane(0, value, Optional.empty())),
                simple));
    var operator = user ? ReductionPlan.Operator.USER : ReductionPlan.Operator.SUM;
    int region =
        p.region(
            "sum$r",
            chunk,
            Lists.immutable.of(new Capture("xs", PlanFixture.F64S, Capture.Access.READ_ONLY)),
            new Threads.Exactly(),
            1,
            new RegionErrors.None(),
            new ReductionPlan(
                "total",
                ScalarType.F64,
                operator,
                user ? OptionalInt.of(combine) : OptionalInt.empty(),
                0));
    PlanFixture.Locals f = new PlanFixture.Locals();
    Local ys = f.add("xs", PlanFixture.F64S);
    Local threads = f.add("threads", PlanType.I64);
    Local result = f.add("result", PlanType.F64);
    int main =
        p.routine(
            Routine.Kind.FUNCTION,
            "sum",
            f,
            2,
            PlanType.F64,
            Code.seq(
                new Code.RunRegion(
                    region,
                    new Val.Length(Val.read(ys)),
                    Optional.of(Val.read(threads)),
                    Optional.empty(),
                    Lists.immutable.of(Val.read(ys)),
                    Lists.immutable.of(new Val.Const(ScalarType.F64, 0)),
                    Lists.immutable.of(result),
                    Optional.empty()),
                new Code.Return(Optional.of(Val.read(result)))));
    p.entry("sum", main, false);
    return p.emit();
  }

  @Test
  void reductionsHaveThePublishedShape() {
    // The bits of a sum would depend on threads, or differ from C.
    Random random = new Random(42);
    for (int variant = 0; variant < 3; variant++) {
      Sum sum = sum(variant == 0, variant == 2).bind(MethodHandles.lookup(), Sum.class);
      for (int n :
          new int[] {
            0, 1, 2, 63, 64, 65, 1000, 1984, 1985, 2048, 2049, 5000, 65_535, 65_536, 70_001
          }) {
        double[] xs = random.doubles(n, -1e6, 1e6).toArray();
        long bits = Double.doubleToRawLongBits(reference(xs));
        for (int threads : new int[] {1, 2, 5}) {
          assertThat(Double.doubleToRawLongBits(sum.sum(xs, threads)))
              .as("n=%s T=%s", n, threads)
              .isEqualTo(bits);
        }
      }
      double[] negativeZeros = new double[3000];
      java.util.Arrays.fill(negativeZeros, -0.0);
      assertThat(sum.sum(negativeZeros, 2)).isEqualTo(-0.0);
    }
  }

  @Test
  void exceptionsOfExternsLeaveNoThreadBehind() {
    // A thread of the region would go on writing into the caller's buffers after the call.
    PlanFixture p = new PlanFixture("calls");
    p.externs.add(
        new ExternPlan(
            0,
            "visit",
            Lists.immutable.of(new ExternPlan.Param("i", PlanType.I64)),
            PlanType.NOTHING,
            false,
            false,
            Span.NONE));
    PlanFixture.Locals c = new PlanFixture.Locals();
    Local from = c.add("from", PlanType.I64);
    Local to = c.add("to", PlanType.I64);
    Local i = c.add("i", PlanType.I64);
    int chunk =
        p.routine(
            Routine.Kind.CHUNK,
            "chunk",
            c,
            2,
            PlanType.NOTHING,
            new Code.Count(
                new Label(0, "all"),
                i,
                Val.read(from),
                Val.read(to),
                new Code.CallExtern(
                    Optional.empty(), 0, Lists.immutable.of(Val.read(i)), Optional.empty())),
            true);
    int region =
        p.region(
            "r", chunk, Lists.immutable.empty(), new Threads.Exactly(), 1, new RegionErrors.None());
    PlanFixture.Locals f = new PlanFixture.Locals();
    Local n = f.add("n", PlanType.I64);
    Local threads = f.add("threads", PlanType.I64);
    int main =
        p.routine(
            Routine.Kind.FUNCTION,
            "call",
            f,
            2,
            PlanType.NOTHING,
            new Code.RunRegion(
                region,
                Val.read(n),
                Optional.of(Val.read(threads)),
                Optional.empty(),
                Lists.immutable.empty(),
                Lists.immutable.empty(),
                Lists.immutable.empty(),
                Optional.empty()),
            true);
    p.entry("call", main, false);
    List<Thread> threadsSeen = java.util.Collections.synchronizedList(new ArrayList<>());
    Object externs =
        new Object() {
          @SuppressWarnings("unused")
          public void visit(long i) {
            threadsSeen.add(Thread.currentThread());
            if (i == 3) {
              throw new IllegalStateException("third");
            }
          }
        };
    Calling calling = p.emit().bind(MethodHandles.lookup(), Calling.class, externs);
    assertThatThrownBy(() -> calling.call(100, 4))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("third");
    assertThat(threadsSeen).allMatch(t -> t == Thread.currentThread() || !t.isAlive());
  }
}
