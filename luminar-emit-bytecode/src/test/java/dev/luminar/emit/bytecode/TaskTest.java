package dev.luminar.emit.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.diag.Span;
import dev.luminar.model.AtomicOperator;
import dev.luminar.model.MemoryOrder;
import dev.luminar.model.expr.UnaryOperator;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.FrameLayout;
import dev.luminar.plan.Hook;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.RegionErrors;
import dev.luminar.plan.Routine;
import dev.luminar.plan.TaskRegion;
import dev.luminar.plan.code.AtomicCode;
import dev.luminar.plan.code.AtomicPlace;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Label;
import dev.luminar.plan.code.TaskCode;
import dev.luminar.plan.code.Val;
import java.lang.invoke.MethodHandles;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.impl.factory.primitive.IntLists;
import org.junit.jupiter.api.Test;

class TaskTest {
  private static final PlanType CHANNEL = new PlanType.Channel(PlanType.I64);
  private static final PlanType TOTAL = new PlanType.CellRef(ScalarType.I64);

  interface Pipe {
    long pipe(long n);
  }

  private static FrameLayout frame(int[] places, Local... fields) {
    ImmutableList<FrameLayout.Field> all =
        Lists.immutable.of(fields).collect(l -> new FrameLayout.Field(l.name(), l.type()));
    return new FrameLayout(all, IntLists.immutable.of(places), 0, false);
  }

  /** A task that sends 0 to n-1 and closes. */
  private static int producer(PlanFixture p) {
    PlanFixture.Locals locals = new PlanFixture.Locals();
    Local channel = locals.add("out", CHANNEL);
    Local n = locals.add("n", PlanType.I64);
    Local i = locals.add("i", PlanType.I64);
    Local message = locals.add("message", PlanType.I64);
    Code.Raise closed = p.raise("channel_closed", "closed");
    Label cancelled = new Label(0, "cancelled");
    Code body =
        Code.seq(
            new Code.Labelled(
                cancelled,
                new Code.Catch(
                    new Label(1, "failed"),
                    Code.seq(
                        new Code.Count(
                            new Label(2, "loop"),
                            i,
                            Val.i64(0),
                            Val.read(n),
                            Code.seq(
                                PlanFixture.declare(message, Val.read(i)),
                                new TaskCode.Send(
                                    Val.read(channel),
                                    message,
                                    1,
                                    Optional.of(cancelled),
                                    closed,
                                    closed))),
                        new TaskCode.Close(Val.read(channel), closed)),
                    Code.seq(new TaskCode.FailTask(Optional.empty()), new TaskCode.Finish(true)))),
            new TaskCode.Finish(false));
    return p.step(
        "pipe$produce", locals, 2, frame(new int[] {0, 1, 2, 3}, channel, n, i, message), 1, body);
  }

  /** A task that adds what it receives to a cell. */
  private static int consumer(PlanFixture p) {
    PlanFixture.Locals locals = new PlanFixture.Locals();
    Local channel = locals.add("in", CHANNEL);
    Local total = locals.add("total", TOTAL);
    Local value = locals.add("value", PlanType.I64);
    Local ok = locals.add("ok", PlanType.BOOL);
    Label cancelled = new Label(0, "cancelled");
    Label loop = new Label(1, "loop");
    Code body =
        Code.seq(
            new Code.Labelled(
                cancelled,
                new Code.Loop(
                    loop,
                    Val.bool(true),
                    Code.seq(
                        new TaskCode.Receive(
                            value,
                            ok,
                            Optional.empty(),
                            Val.read(channel),
                            1,
                            Optional.of(cancelled)),
                        new Code.If(
                            new Val.Unary(UnaryOperator.NOT, ScalarType.BOOL, Val.read(ok)),
                            new Code.Break(loop),
                            Code.NOTHING),
                        new AtomicCode.AtomicUpdate(
                            Optional.empty(),
                            AtomicOperator.ADD,
                            new AtomicPlace.Cell(total, ScalarType.I64),
                            Val.read(value),
                            MemoryOrder.SEQ_CST)),
                    Code.NOTHING)),
            new TaskCode.Finish(false));
    return p.step(
        "pipe$consume", locals, 2, frame(new int[] {0, 1, 2, -1}, channel, total, value), 1, body);
  }

  static ClassFiles pipe() {
    PlanFixture p = new PlanFixture("pipes");
    p.hooks.add(Hook.RUNTIME_INIT);
    p.taskRegions.add(
        new TaskRegion(
            0,
            "pipe$block",
            "concurrent",
            new RegionErrors.Stop(),
            OptionalLong.empty(),
            0,
            Lists.immutable.empty(),
            Span.NONE));
    int producer = producer(p);
    int consumer = consumer(p);
    PlanFixture.Locals locals = new PlanFixture.Locals();
    Local n = locals.add("n", PlanType.I64);
    Local total = locals.add("total", new PlanType.Cell(ScalarType.I64));
    Local channel = locals.add("channel", CHANNEL);
    Local group = locals.add("group", PlanType.GROUP);
    Local result = locals.add("result", PlanType.I64);
    Code.Raise failure = p.raise("out_of_memory", "no memory");
    int main =
        p.routine(
            Routine.Kind.FUNCTION,
            "pipe",
            locals,
            1,
            PlanType.I64,
            Code.seq(
                new Code.NewCell(total, Val.i64(0)),
                new TaskCode.StartRuntime(failure),
                new TaskCode.OpenGroup(group, 0, failure),
                new TaskCode.NewChannel(channel, PlanType.I64, Val.i64(3), "items", failure),
                new TaskCode.StartTask(
                    group,
                    producer,
                    Val.i64(0),
                    Val.i64(0),
                    Lists.immutable.of(Val.read(channel), Val.read(n)),
                    failure),
                new TaskCode.StartTask(
                    group,
                    consumer,
                    Val.i64(1),
                    Val.i64(0),
                    Lists.immutable.of(Val.read(channel), new Val.RefTo(total)),
                    failure),
                new TaskCode.StartTask(
                    group,
                    consumer,
                    Val.i64(1),
                    Val.i64(1),
                    Lists.immutable.of(Val.read(channel), new Val.RefTo(total)),
                    failure),
                new TaskCode.JoinGroup(
                    group, 0, false, 0, Optional.empty(), Optional.empty(), Optional.empty()),
                new TaskCode.ReleaseChannel(channel),
                new AtomicCode.AtomicLoad(
                    result, new AtomicPlace.Cell(total, ScalarType.I64), MemoryOrder.SEQ_CST),
                new Code.Return(Optional.of(Val.read(result)))),
            true);
    p.entry("pipe", main, false);
    return p.emit();
  }

  @Test
  void tasksSuspendAndResume() {
    // A message would be lost or doubled when a task waits in a channel.
    Pipe pipe = pipe().bind(MethodHandles.lookup(), Pipe.class);
    for (int round = 0; round < 20; round++) {
      assertThat(pipe.pipe(1000)).isEqualTo(999 * 500);
    }
  }
}
