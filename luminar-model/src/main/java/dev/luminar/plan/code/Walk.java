package dev.luminar.plan.code;

import static java.util.Objects.requireNonNull;

import dev.luminar.plan.Local;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a statement or value touches, one level at a time: the one place that knows the parts of
 * every node, for passes that treat most nodes alike.
 */
public final class Walk {

  private Walk() {}

  /** Gives {@code sink} every local that {@code value} reads, with repetitions. */
  public static void reads(Val value, Consumer<Local> sink) {
    requireNonNull(value, "value");
    requireNonNull(sink, "sink");
    switch (value) {
      case Val.Const c -> {}
      case Val.Text t -> {}
      case Val.Read r -> sink.accept(r.local());
      case Val.RefTo r -> sink.accept(r.cell());
      case Val.ErrorIs e -> sink.accept(e.error());
      case Val.ErrorCode e -> sink.accept(e.error());
      default -> parts(value, part -> reads(part, sink));
    }
  }

  /** Gives {@code sink} the operands of {@code value}. */
  public static void parts(Val value, Consumer<Val> sink) {
    requireNonNull(value, "value");
    requireNonNull(sink, "sink");
    switch (value) {
      case Val.Const c -> {}
      case Val.Text t -> {}
      case Val.Read r -> {}
      case Val.RefTo r -> {}
      case Val.ErrorIs e -> {}
      case Val.ErrorCode e -> {}
      case Val.Unary u -> sink.accept(u.operand());
      case Val.Binary b -> {
        sink.accept(b.left());
        sink.accept(b.right());
      }
      case Val.OutOfRange o -> {
        sink.accept(o.index());
        sink.accept(o.length());
      }
      case Val.Trips t -> {
        sink.accept(t.from());
        sink.accept(t.to());
        sink.accept(t.step());
      }
      case Val.Math m -> m.args().each(sink::accept);
      case Val.Choose c -> {
        sink.accept(c.condition());
        sink.accept(c.whenTrue());
        sink.accept(c.whenFalse());
      }
      case Val.Convert c -> sink.accept(c.operand());
      case Val.Load l -> {
        sink.accept(l.buffer());
        sink.accept(l.index());
      }
      case Val.Length l -> sink.accept(l.buffer());
      case Val.Slice s -> {
        sink.accept(s.buffer());
        sink.accept(s.start());
        sink.accept(s.length());
      }
      case Val.Field f -> sink.accept(f.struct());
      case Val.MakeStruct m -> m.fields().each(sink::accept);
      case Val.Call c -> c.args().each(sink::accept);
      case Val.ChannelAt c -> {
        sink.accept(c.channels());
        sink.accept(c.index());
      }
      case Val.ChannelCount c -> sink.accept(c.channels());
    }
  }

  /**
   * Gives {@code sink} the values that {@code code} evaluates itself, not those of its children.
   */
  public static void values(Code code, Consumer<Val> sink) {
    requireNonNull(code, "code");
    requireNonNull(sink, "sink");
    switch (code) {
      case Code.Seq s -> {}
      case Code.Mark m -> {}
      case Code.Note n -> {}
      case Code.Declare d -> d.value().ifPresent(sink);
      case Code.Set s -> sink.accept(s.value());
      case Code.Store s -> {
        sink.accept(s.buffer());
        sink.accept(s.index());
        sink.accept(s.value());
      }
      case Code.If i -> sink.accept(i.condition());
      case Code.Loop l -> sink.accept(l.condition());
      case Code.Count c -> {
        sink.accept(c.from());
        sink.accept(c.to());
      }
      case Code.Labelled l -> {}
      case Code.Break b -> {}
      case Code.Continue c -> {}
      case Code.Return r -> r.value().ifPresent(sink);
      case Code.Raise r -> raise(r, sink);
      case Code.RaiseIf r -> {
        sink.accept(r.condition());
        raise(r.raise(), sink);
      }
      case Code.Catch c -> {}
      case Code.Reraise r -> {}
      case Code.Call c -> c.args().each(sink::accept);
      case Code.CallExtern c -> {
        c.args().each(sink::accept);
        c.failure().ifPresent(f -> raise(f, sink));
      }
      case Code.NewCell n -> sink.accept(n.value());
      case Code.NewBuffer n -> {
        sink.accept(n.length());
        raise(n.badLength(), sink);
        raise(n.noMemory(), sink);
      }
      case Code.TryBuffer t -> sink.accept(t.length());
      case Code.EmptyBuffer e -> {}
      case Code.FreeBuffer f -> sink.accept(Val.read(f.buffer()));
      case Code.NoTeam n -> {}
      case Code.Team t -> {}
      case Code.EndTeam e -> sink.accept(Val.read(e.team()));
      case Code.SwapBuffers s -> {
        sink.accept(Val.read(s.left()));
        sink.accept(Val.read(s.right()));
      }
      case Code.CheckOverlap c -> {
        sink.accept(c.left());
        sink.accept(c.right());
        raise(c.overlap(), sink);
      }
      case Code.SetPosition s -> step(s.step(), sink);
      case Code.RunRegion r -> {
        sink.accept(r.count());
        r.threads().ifPresent(sink);
        r.team().ifPresent(team -> sink.accept(Val.read(team)));
        r.guard().ifPresent(sink);
        r.captures().each(sink::accept);
        r.identities().each(sink::accept);
      }
      case Code.RecordIteration r -> {
        sink.accept(r.iteration());
        step(r.step(), sink);
      }
      case Code.AutoThreads a -> {
        sink.accept(a.count());
        a.team().ifPresent(team -> sink.accept(Val.read(team)));
      }
      case Code.PartNumber p -> {}
      case Code.LoadPartial l -> {}
      case Code.StorePartial s -> sink.accept(s.value());
      case Code.Lanes l -> {
        sink.accept(l.from());
        sink.accept(l.to());
        l.reductions()
            .each(lane -> {
              sink.accept(Val.read(lane.value()));
              lane.present().ifPresent(p -> sink.accept(Val.read(p)));
            });
      }
      case AtomicCode.AtomicLoad a -> place(a.place(), sink);
      case AtomicCode.AtomicStore a -> {
        place(a.place(), sink);
        sink.accept(a.value());
      }
      case AtomicCode.AtomicUpdate a -> {
        place(a.place(), sink);
        sink.accept(a.operand());
      }
      case AtomicCode.CompareExchange a -> {
        place(a.place(), sink);
        sink.accept(a.expected());
        sink.accept(a.desired());
      }
      case AttemptCode.TakeError t -> {}
      case AttemptCode.NoError n -> {}
      case AttemptCode.DropError d -> sink.accept(Val.read(d.error()));
      case AttemptCode.RaiseTaken r -> sink.accept(Val.read(r.error()));
      case TaskCode.StartRuntime s -> raise(s.failure(), sink);
      case TaskCode.NewChannel n -> {
        sink.accept(n.capacity());
        raise(n.failure(), sink);
      }
      case TaskCode.NewChannels n -> {
        sink.accept(n.count());
        sink.accept(n.capacity());
        raise(n.badCount(), sink);
        raise(n.failure(), sink);
      }
      case TaskCode.NoChannel n -> {}
      case TaskCode.ReleaseChannel r -> sink.accept(Val.read(r.channel()));
      case TaskCode.Send s -> {
        sink.accept(s.channel());
        sink.accept(Val.read(s.message()));
        raise(s.closed(), sink);
        raise(s.failure(), sink);
      }
      case TaskCode.Receive r -> sink.accept(r.channel());
      case TaskCode.Offer o -> {
        sink.accept(o.channel());
        sink.accept(o.value());
        raise(o.closed(), sink);
      }
      case TaskCode.Poll p -> sink.accept(p.channel());
      case TaskCode.Select s -> {
        s.arms()
            .each(arm -> {
              sink.accept(arm.channel());
              if (arm.isSend()) {
                sink.accept(Val.read(arm.message()));
              }
            });
        sink.accept(s.turn());
        s.timeout().ifPresent(sink);
        raise(s.failure(), sink);
      }
      case TaskCode.Close c -> {
        sink.accept(c.channel());
        raise(c.closed(), sink);
      }
      case TaskCode.OpenGroup o -> raise(o.noMemory(), sink);
      case TaskCode.StartTask s -> {
        sink.accept(Val.read(s.group()));
        sink.accept(s.ordinal());
        sink.accept(s.position());
        s.captures().each(sink::accept);
        raise(s.noMemory(), sink);
      }
      case TaskCode.JoinGroup j -> sink.accept(Val.read(j.group()));
      case TaskCode.Sleep s -> {
        sink.accept(s.nanos());
        raise(s.failure(), sink);
      }
      case TaskCode.CancelGroup c -> sink.accept(Val.read(c.group()));
      case TaskCode.Yield y -> {}
      case TaskCode.CheckCancelled c -> {}
      case TaskCode.MaskCancel m -> {}
      case TaskCode.RecordItem r -> sink.accept(r.item());
      case TaskCode.FailTask f -> f.item().ifPresent(sink);
      case TaskCode.AwaitTask a -> {
        sink.accept(a.task());
        raise(a.failed(), sink);
        raise(a.stopped(), sink);
      }
      case TaskCode.CancelTask c -> sink.accept(c.task());
      case TaskCode.NewTasks n -> {
        sink.accept(n.count());
        raise(n.noMemory(), sink);
      }
      case TaskCode.PutTask p -> {
        sink.accept(p.tasks());
        sink.accept(p.index());
        sink.accept(p.task());
      }
      case TaskCode.TakeTask t -> {
        sink.accept(t.tasks());
        sink.accept(t.index());
        raise(t.none(), sink);
      }
      case TaskCode.NoTask n -> {}
      case TaskCode.ReleaseTask r -> sink.accept(Val.read(r.task()));
      case TaskCode.Finish f -> f.result().ifPresent(sink);
    }
  }

  /** Gives {@code sink} the locals that {@code code} itself sets or declares. */
  public static void defines(Code code, Consumer<Local> sink) {
    requireNonNull(code, "code");
    requireNonNull(sink, "sink");
    switch (code) {
      case Code.Declare d -> sink.accept(d.local());
      case Code.Set s -> sink.accept(s.local());
      case Code.Count c -> sink.accept(c.index());
      case Code.Call c -> c.result().ifPresent(sink);
      case Code.CallExtern c -> c.result().ifPresent(sink);
      case Code.NewCell n -> sink.accept(n.cell());
      case Code.NewBuffer n -> sink.accept(n.buffer());
      case Code.TryBuffer t -> sink.accept(t.buffer());
      case Code.EmptyBuffer e -> sink.accept(e.buffer());
      case Code.FreeBuffer f -> sink.accept(f.buffer());
      case Code.NoTeam n -> sink.accept(n.team());
      case Code.Team t -> sink.accept(t.team());
      case Code.EndTeam e -> sink.accept(e.team());
      case Code.SwapBuffers s -> {
        sink.accept(s.left());
        sink.accept(s.right());
      }
      case Code.RunRegion r -> {
        r.results().each(sink::accept);
        r.errorCount().ifPresent(sink);
      }
      case Code.AutoThreads a -> sink.accept(a.into());
      case Code.PartNumber p -> sink.accept(p.into());
      case Code.LoadPartial l -> sink.accept(l.into());
      case Code.Lanes l -> sink.accept(l.index());
      case AtomicCode.AtomicLoad a -> sink.accept(a.result());
      case AtomicCode.AtomicUpdate a -> a.result().ifPresent(sink);
      case AtomicCode.CompareExchange a -> {
        a.seen().ifPresent(sink);
        sink.accept(a.done());
      }
      case AttemptCode.TakeError t -> t.into().ifPresent(sink);
      case AttemptCode.NoError n -> sink.accept(n.error());
      case AttemptCode.DropError d -> sink.accept(d.error());
      case AttemptCode.RaiseTaken r -> sink.accept(r.error());
      case TaskCode.NewChannel n -> sink.accept(n.channel());
      case TaskCode.NewChannels n -> sink.accept(n.channels());
      case TaskCode.NoChannel n -> sink.accept(n.channel());
      case TaskCode.ReleaseChannel r -> sink.accept(r.channel());
      case TaskCode.Receive r -> {
        sink.accept(r.value());
        sink.accept(r.ok());
        r.ordinal().ifPresent(sink);
      }
      case TaskCode.Offer o -> sink.accept(o.done());
      case TaskCode.Poll p -> {
        sink.accept(p.value());
        sink.accept(p.ok());
      }
      case TaskCode.Select s -> {
        s.received().each(sink::accept);
        sink.accept(s.chosen());
        sink.accept(s.closed());
      }
      case TaskCode.OpenGroup o -> sink.accept(o.group());
      case TaskCode.StartTask s -> s.reference().ifPresent(sink);
      case TaskCode.AwaitTask a -> a.result().ifPresent(sink);
      case TaskCode.NewTasks n -> sink.accept(n.tasks());
      case TaskCode.TakeTask t -> sink.accept(t.into());
      case TaskCode.NoTask n -> sink.accept(n.task());
      case TaskCode.ReleaseTask r -> sink.accept(r.task());
      case TaskCode.JoinGroup j -> {
        j.timedOut().ifPresent(sink);
        j.errorCount().ifPresent(sink);
      }
      default -> {}
    }
  }

  /** Gives {@code sink} the statements directly inside {@code code}. */
  public static void children(Code code, Consumer<Code> sink) {
    requireNonNull(code, "code");
    requireNonNull(sink, "sink");
    switch (code) {
      case Code.Seq s -> s.items().each(sink::accept);
      case Code.If i -> {
        sink.accept(i.whenTrue());
        sink.accept(i.whenFalse());
      }
      case Code.Loop l -> {
        sink.accept(l.body());
        sink.accept(l.next());
      }
      case Code.Count c -> sink.accept(c.body());
      case Code.Labelled l -> sink.accept(l.body());
      case Code.Team t -> sink.accept(t.body());
      case Code.Catch c -> {
        sink.accept(c.body());
        sink.accept(c.handler());
      }
      case Code.Lanes l -> sink.accept(l.body());
      default -> {}
    }
  }

  /** The number of the suspension point that {@code code} itself is, or 0. */
  public static int suspension(Code code) {
    requireNonNull(code, "code");
    return switch (code) {
      case TaskCode.Send s -> s.suspension();
      case TaskCode.Receive r -> r.suspension();
      case TaskCode.AwaitTask a -> a.suspension();
      case TaskCode.JoinGroup j -> j.suspension();
      case TaskCode.Select s -> s.suspension();
      case TaskCode.Sleep s -> s.suspension();
      case TaskCode.Yield y -> y.suspension();
      default -> 0;
    };
  }

  /** Where {@code code} itself goes when the task was asked to stop, if it looks at that. */
  public static Optional<Label> cancelled(Code code) {
    requireNonNull(code, "code");
    return switch (code) {
      case TaskCode.Send s -> s.cancelled();
      case TaskCode.Receive r -> r.cancelled();
      case TaskCode.Select s -> s.cancelled();
      case TaskCode.StartTask s -> s.cancelled();
      case TaskCode.AwaitTask a -> a.cancelled();
      case TaskCode.JoinGroup j -> j.cancelled();
      case TaskCode.Sleep s -> s.cancelled();
      case TaskCode.Yield y -> Optional.of(y.cancelled());
      case TaskCode.CheckCancelled c -> Optional.of(c.cancelled());
      default -> Optional.empty();
    };
  }

  private static void raise(Code.Raise raise, Consumer<Val> sink) {
    sink.accept(raise.code());
    raise.args().each(sink::accept);
  }

  private static void step(Code.PathStep step, Consumer<Val> sink) {
    sink.accept(step.ordinal());
    sink.accept(step.position());
    sink.accept(step.value());
  }

  private static void place(AtomicPlace place, Consumer<Val> sink) {
    switch (place) {
      case AtomicPlace.Cell c -> sink.accept(new Val.RefTo(c.cell()));
      case AtomicPlace.Element e -> {
        sink.accept(e.buffer());
        sink.accept(e.index());
      }
    }
  }
}
