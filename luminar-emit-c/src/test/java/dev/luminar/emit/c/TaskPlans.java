package dev.luminar.emit.c;

import static dev.luminar.emit.c.PlanBuilder.let;
import static dev.luminar.emit.c.PlanBuilder.op;
import static dev.luminar.emit.c.PlanBuilder.read;
import static dev.luminar.emit.c.PlanBuilder.ret;

import dev.luminar.diag.Span;
import dev.luminar.model.AtomicOperator;
import dev.luminar.model.MemoryOrder;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.Hook;
import dev.luminar.plan.Local;
import dev.luminar.plan.Plan;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.RegionErrors;
import dev.luminar.plan.TaskRegion;
import dev.luminar.plan.code.AtomicCode;
import dev.luminar.plan.code.AtomicPlace;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Label;
import dev.luminar.plan.code.TaskCode;
import dev.luminar.plan.code.Val;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.collections.api.factory.Lists;

/** Plans with tasks. */
final class TaskPlans {
  private static final PlanType CHANNEL = new PlanType.Channel(PlanType.I64);

  private TaskPlans() {}

  /**
   * {@code sum(n, bad)}: one task sends 0 to n-1, two take them and add them to a cell; the number
   * {@code bad} is an error.
   */
  static Plan pipe(RegionErrors errors) {
    PlanBuilder b = new PlanBuilder("pipe");
    b.hooks.addAll(
        Lists.immutable.of(Hook.RUNTIME_INIT, Hook.GROUP_OPEN, Hook.CHANNEL_SEND).castToList());
    int memory = b.site("out_of_memory", "out of memory");
    int closed = b.site("channel_closed", "channel is closed");
    int bad = b.site("bad", "item {0} is bad");
    int producer = producer(b, closed);
    int worker = worker(b, bad, errors);
    b.taskRegions.add(
        new TaskRegion(
            0,
            "sum$work",
            "work: concurrent(on_error = ...)",
            errors,
            OptionalLong.empty(),
            0,
            Lists.immutable.of("channels need a runtime (pipe.lum:4:5)"),
            Span.at("pipe.lum", 3, 3)));
    b.function(
        "sum",
        PlanType.I64,
        true,
        true,
        s -> {
          Local n = s.param("n", PlanType.I64);
          Local which = s.param("bad", PlanType.I64);
          Local total = s.local("total", new PlanType.Cell(ScalarType.I64));
          Local items = s.local("items", CHANNEL);
          Local group = s.local("group", PlanType.GROUP);
          Local count = s.local("errors", PlanType.I64);
          Local result = s.local("result", PlanType.I64);
          Code block =
              Code.seq(
                  new TaskCode.StartRuntime(b.raise(memory)),
                  new TaskCode.OpenGroup(group, 0, b.raise(memory)),
                  new TaskCode.NewChannel(
                      items, PlanType.I64, Val.i64(4), "items", b.raise(memory)),
                  start(b, group, producer, 0, Val.i64(0), memory, read(n), read(items)),
                  start(
                      b,
                      group,
                      worker,
                      1,
                      Val.i64(0),
                      memory,
                      read(items),
                      new Val.RefTo(total),
                      read(which)),
                  start(
                      b,
                      group,
                      worker,
                      1,
                      Val.i64(1),
                      memory,
                      read(items),
                      new Val.RefTo(total),
                      read(which)),
                  new TaskCode.JoinGroup(
                      group, 0, false, 0, Optional.empty(), Optional.empty(), Optional.of(count)));
          return Code.seq(
              new Code.NewCell(total, Val.i64(0)),
              new TaskCode.NoChannel(items),
              new Code.Catch(
                  new Label(0, "failed"),
                  block,
                  Code.seq(
                      new TaskCode.ReleaseChannel(items),
                      new Code.Return(Optional.of(Val.i64(0))))),
              new TaskCode.ReleaseChannel(items),
              new AtomicCode.AtomicLoad(
                  result, new AtomicPlace.Cell(total, ScalarType.I64), MemoryOrder.ACQUIRE),
              ret(
                  op(
                      BinaryOperator.ADD,
                      ScalarType.I64,
                      read(result),
                      op(BinaryOperator.MUL, ScalarType.I64, read(count), Val.i64(1_000_000)))));
        });
    return b.build();
  }

  private static Code start(
      PlanBuilder b,
      Local group,
      int routine,
      int ordinal,
      Val position,
      int memory,
      Val... captures) {
    return new TaskCode.StartTask(
        group, routine, Val.i64(ordinal), position, Lists.immutable.of(captures), b.raise(memory));
  }

  private static int producer(PlanBuilder b, int closed) {
    Label cancelled = new Label(0, "cancelled");
    return b.step(
        "sum$producer",
        1,
        s -> {
          Local n = s.param("n", PlanType.I64);
          Local items = s.param("items", CHANNEL);
          Local i = s.local("i", PlanType.I64);
          Local message = s.local("message", PlanType.I64);
          Code loop =
              new Code.Count(
                  new Label(1, "loop"),
                  i,
                  Val.i64(0),
                  read(n),
                  Code.seq(
                      let(message, read(i)),
                      new TaskCode.Send(
                          read(items),
                          message,
                          1,
                          Optional.of(cancelled),
                          b.raise(closed),
                          b.raise(closed))));
          return ends(cancelled, Code.seq(loop, new TaskCode.Close(read(items), b.raise(closed))));
        });
  }

  private static int worker(PlanBuilder b, int bad, RegionErrors errors) {
    Label cancelled = new Label(0, "cancelled");
    Label loop = new Label(1, "items");
    return b.step(
        "sum$worker",
        1,
        s -> {
          Local items = s.param("items", CHANNEL);
          Local total = s.param("total", new PlanType.CellRef(ScalarType.I64));
          Local which = s.param("bad", PlanType.I64);
          Local item = s.local("item", PlanType.I64);
          Local ok = s.local("received", PlanType.BOOL);
          Local number = s.local("item_number", PlanType.I64);
          Code handler =
              errors instanceof RegionErrors.Stop
                  ? Code.seq(
                      new TaskCode.FailTask(Optional.of(read(number))), new TaskCode.Finish(true))
                  : new TaskCode.RecordItem(read(number));
          Code body =
              Code.seq(
                  new TaskCode.Receive(
                      item, ok, Optional.of(number), read(items), 1, Optional.of(cancelled)),
                  new Code.If(read(ok), Code.NOTHING, new Code.Break(loop)),
                  new Code.Catch(
                      new Label(2, "item_failed"),
                      Code.seq(
                          new Code.RaiseIf(
                              op(BinaryOperator.EQ, ScalarType.I64, read(item), read(which)),
                              b.raise(bad, read(item))),
                          new AtomicCode.AtomicUpdate(
                              Optional.empty(),
                              AtomicOperator.ADD,
                              new AtomicPlace.Cell(total, ScalarType.I64),
                              read(item),
                              MemoryOrder.RELAXED)),
                      handler));
          return ends(cancelled, new Code.Loop(loop, Val.bool(true), body, Code.NOTHING));
        });
  }

  private static Code ends(Label cancelled, Code body) {
    return Code.seq(
        new Code.Labelled(
            cancelled,
            new Code.Catch(
                new Label(9, "failed"),
                body,
                Code.seq(new TaskCode.FailTask(Optional.empty()), new TaskCode.Finish(true)))),
        new TaskCode.Finish(false));
  }
}
