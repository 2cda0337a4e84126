package dev.luminar.plan;

import dev.luminar.plan.code.AtomicCode;
import dev.luminar.plan.code.AtomicPlace;
import dev.luminar.plan.code.AttemptCode;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Label;
import dev.luminar.plan.code.TaskCode;
import dev.luminar.plan.code.Val;
import dev.luminar.plan.code.Walk;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.collections.api.list.ImmutableList;

/** The part of {@link PlanVerifier} that looks into one routine. */
final class RoutineVerifier {

  private final Plan plan;
  private final Routine routine;
  private final List<String> faults;
  private final Set<Label> around = new HashSet<>();
  private final Set<Label> loopsAround = new HashSet<>();
  private final BitSet suspensions = new BitSet();
  private final Set<Local> teams = new HashSet<>();
  private int catches;

  RoutineVerifier(Plan plan, Routine routine, List<String> faults) {
    this.plan = plan;
    this.routine = routine;
    this.faults = faults;
  }

  void verify() {
    boolean step = routine.kind() == Routine.Kind.STEP;
    if (step != routine.frame().isPresent()) {
      fault("a frame belongs to STEP routines and to no other");
      return;
    }
    routine.params().each(this::owned);
    code(routine.body());
    if (suspensions.cardinality() != routine.suspensions()
        || suspensions.length() > routine.suspensions() + 1) {
      fault("suspension points " + suspensions + " are not 1 to " + routine.suspensions());
    }
    routine
        .frame()
        .ifPresent(frame -> {
          if (frame.places().size() != routine.locals().size()) {
            fault("the frame does not place every local");
            return;
          }
          for (int i = 0; i < routine.params().size(); i++) {
            if (frame.fieldOf(routine.params().get(i)) != i) {
              fault("parameter " + i + " is not field " + i + " of the frame");
            }
          }
          routine
              .locals()
              .select(l -> l.type() instanceof PlanType.Cell && frame.fieldOf(l) < 0)
              .each(l -> fault("cell " + l.name() + " is not in the frame"));
          routine
              .locals()
              .select(l -> frame.fieldOf(l) >= 0)
              .select(l -> !frame.fields().get(frame.fieldOf(l)).type().equals(l.type()))
              .each(l -> fault("local " + l.name() + " is in a field of another type"));
        });
  }

  private void code(Code code) {
    Walk.values(code, this::value);
    Walk.defines(code, this::owned);
    rules(code);
    switch (code) {
      case Code.Loop l -> inside(l.label(), true, () -> Walk.children(l, this::code));
      case Code.Count c -> inside(c.label(), true, () -> code(c.body()));
      case Code.Lanes l -> inside(l.label(), true, () -> code(l.body()));
      case Code.Labelled l -> inside(l.label(), false, () -> code(l.body()));
      case Code.Team t -> {
        if (!(t.team().type() instanceof PlanType.Team) || !teams.add(t.team())) {
          fault(t.team().name() + " is no team, or stands inside itself");
        }
        if (routine.kind() == Routine.Kind.STEP) {
          fault("a team in a STEP routine");
        }
        code(t.body());
        teams.remove(t.team());
      }
      case Code.Catch c -> {
        catches++;
        code(c.body());
        catches--;
        code(c.handler());
      }
      default -> Walk.children(code, this::code);
    }
  }

  private void inside(Label label, boolean loop, Runnable body) {
    if (!around.add(label)) {
      fault("label " + label.name() + " stands inside itself");
    }
    if (loop) {
      loopsAround.add(label);
    }
    body.run();
    around.remove(label);
    loopsAround.remove(label);
  }

  private void rules(Code code) {
    int suspension = Walk.suspension(code);
    if (suspension > 0) {
      if (routine.kind() != Routine.Kind.STEP) {
        fault("suspension point outside of a STEP routine");
      } else if (suspensions.get(suspension)) {
        fault("suspension point " + suspension + " stands twice");
      }
      suspensions.set(suspension);
    }
    switch (code) {
      case Code.Declare d ->
          d.value().ifPresent(v -> same(d.local().type(), v, "declaration of " + d.local().name()));
      case Code.Set s -> same(s.local().type(), s.value(), "assignment to " + s.local().name());
      case Code.Store s -> store(s);
      case Code.If i -> same(PlanType.BOOL, i.condition(), "condition");
      case Code.Loop l -> same(PlanType.BOOL, l.condition(), "condition");
      case Code.Count c -> {
        same(PlanType.I64, c.from(), "start");
        same(PlanType.I64, c.to(), "end");
        if (!(c.to() instanceof Val.Const || c.to() instanceof Val.Read)) {
          fault("the end of a counted loop is neither a constant nor a local");
        }
      }
      case Code.Break b -> target(b.label(), false);
      case Code.Continue c -> target(c.label(), true);
      case Code.Return r -> {
        if (routine.kind() == Routine.Kind.STEP) {
          fault("Return in a STEP routine");
        }
        if (r.value().isPresent() == (routine.result() instanceof PlanType.Nothing)) {
          fault("Return does not fit the result type");
        }
        r.value().ifPresent(v -> same(routine.result(), v, "result"));
      }
      case Code.Raise r -> raise(r);
      case Code.RaiseIf r -> {
        same(PlanType.BOOL, r.condition(), "condition");
        raise(r.raise());
      }
      case Code.Reraise r -> leaves();
      case Code.Call c -> call(c);
      case Code.CallExtern c -> {
        if (c.extern() < 0 || c.extern() >= plan.externs().size()) {
          fault("no extern " + c.extern());
          return;
        }
        ExternPlan extern = plan.externs().get(c.extern());
        arguments(extern.params().collect(ExternPlan.Param::type), c.args(), extern.name());
        if (extern.fails() != c.failure().isPresent()) {
          fault("the call of " + extern.name() + " does not fit whether it fails");
        }
        if (!routine.usesContext()) {
          fault("calls an extern without using the context");
        }
        c.failure().ifPresent(this::raise);
      }
      case Code.NewBuffer n -> {
        raise(n.badLength());
        raise(n.noMemory());
      }
      case Code.TryBuffer t -> same(PlanType.I64, t.length(), "length");
      case Code.AutoThreads a -> {
        same(PlanType.I64, a.count(), "count");
        same(PlanType.I64, Val.read(a.into()), "number of threads");
        a.team()
            .filter(team -> !teams.contains(team))
            .ifPresent(team -> fault("counts threads outside of their team"));
      }
      case Code.PartNumber p -> partNumber(p);
      case Code.CheckOverlap c -> raise(c.overlap());
      case Code.RunRegion r -> runRegion(r);
      case AtomicCode.AtomicLoad a ->
          same(new PlanType.Scalar(a.place().kind()), Val.read(a.result()), "loaded value");
      case AtomicCode.AtomicStore a -> place(a.place(), a.value());
      case AtomicCode.AtomicUpdate a -> place(a.place(), a.operand());
      case AtomicCode.CompareExchange a -> {
        place(a.place(), a.expected());
        place(a.place(), a.desired());
      }
      case AttemptCode.TakeError t -> {
        if (!routine.usesContext()) {
          fault("takes an error without using the context");
        }
        t.into().ifPresent(this::error);
      }
      case AttemptCode.NoError n -> error(n.error());
      case AttemptCode.DropError d -> error(d.error());
      case AttemptCode.RaiseTaken r -> {
        error(r.error());
        leaves();
      }
      case TaskCode.StartRuntime s -> raise(s.failure());
      case TaskCode.NewChannel n -> raise(n.failure());
      case TaskCode.NewChannels n -> {
        raise(n.badCount());
        raise(n.failure());
      }
      case TaskCode.Send s -> {
        raise(s.closed());
        raise(s.failure());
        s.cancelled().ifPresent(l -> target(l, false));
        same(((PlanType.Channel) s.channel().type()).element(), Val.read(s.message()), "message");
        inFrame(s.suspension(), s.message());
      }
      case TaskCode.Receive r -> {
        r.cancelled().ifPresent(l -> target(l, false));
        same(((PlanType.Channel) r.channel().type()).element(), Val.read(r.value()), "message");
        inFrame(r.suspension(), r.value());
      }
      case TaskCode.Offer o -> raise(o.closed());
      case TaskCode.Close c -> raise(c.closed());
      case TaskCode.OpenGroup o -> raise(o.noMemory());
      case TaskCode.StartTask s -> startTask(s);
      case TaskCode.JoinGroup j -> {
        j.cancelled().ifPresent(l -> target(l, false));
        if (!j.abandon()
            && plan.taskRegions().get(j.region()).errors() instanceof RegionErrors.Stop) {
          leaves();
        }
      }
      case TaskCode.Select s -> select(s);
      case TaskCode.Sleep s -> {
        same(PlanType.I64, s.nanos(), "duration");
        s.cancelled().ifPresent(l -> target(l, false));
        raise(s.failure());
      }
      case TaskCode.CancelGroup c -> same(PlanType.GROUP, Val.read(c.group()), "group");
      case TaskCode.Yield y -> {
        step();
        target(y.cancelled(), false);
      }
      case TaskCode.CheckCancelled c -> target(c.cancelled(), false);
      case TaskCode.FailTask f -> step();
      case TaskCode.RecordItem r -> step();
      case TaskCode.Finish f -> {
        step();
        if (f.failed() && f.result().isPresent()
            || !f.failed() && f.result().isPresent() == isNothing(routine.result())) {
          fault("the end does not fit the result type");
        }
        f.result().ifPresent(v -> same(routine.result(), v, "result"));
      }
      case TaskCode.AwaitTask a -> await(a);
      case TaskCode.CancelTask c -> taskOf(c.task());
      case TaskCode.NewTasks n -> {
        same(PlanType.I64, n.count(), "count");
        raise(n.noMemory());
      }
      case TaskCode.PutTask p -> element(p.tasks(), p.index(), p.task());
      case TaskCode.TakeTask t -> {
        element(t.tasks(), t.index(), Val.read(t.into()));
        raise(t.none());
      }
      default -> {}
    }
  }

  private void runRegion(Code.RunRegion run) {
    if (run.region() < 0 || run.region() >= plan.bareRegions().size()) {
      fault("no bare region " + run.region());
      return;
    }
    BareRegion region = plan.bareRegions().get(run.region());
    arguments(region.captures().collect(Capture::type), run.captures(), region.name());
    if (run.results().size() != region.reductions().size()
        || run.identities().size() != region.reductions().size()) {
      fault("results of " + region.name() + " do not fit its reductions");
    }
    if (run.team().isPresent() != region.onTeam()) {
      fault("the team of " + region.name() + " is missing or superfluous");
    }
    run.team()
        .filter(team -> !teams.contains(team))
        .ifPresent(team -> fault(region.name() + " runs outside of its team"));
    if (run.threads().isPresent() != (region.threads() instanceof Threads.Exactly)) {
      fault("the thread count of " + region.name() + " is missing or superfluous");
    }
    if (run.guard().isPresent() != region.guarded()) {
      fault("the guard of " + region.name() + " is missing or superfluous");
    }
    if (run.guard().isPresent() && !run.guard().get().type().equals(PlanType.BOOL)) {
      fault("the guard of " + region.name() + " is no bool");
    }
    if (region.errors() instanceof RegionErrors.Stop) {
      leaves();
    } else if (!(region.errors() instanceof RegionErrors.None) && !routine.usesContext()) {
      fault("runs " + region.name() + " without using the context");
    }
  }

  private void partNumber(Code.PartNumber number) {
    same(PlanType.I64, Val.read(number.into()), "part");
    BareRegion region = plan.bareRegions().detect(r -> r.chunk() == routine.id());
    if (region == null || !(region.threads() instanceof Threads.Exactly)) {
      fault("looks at its part, but is no chunk of a region with an exact number of threads");
    }
  }

  private void startTask(TaskCode.StartTask start) {
    raise(start.noMemory());
    if (start.routine() < 0
        || start.routine() >= plan.routines().size()
        || plan.routines().get(start.routine()).kind() != Routine.Kind.STEP) {
      fault("starts something that is no STEP routine");
      return;
    }
    Routine step = plan.routines().get(start.routine());
    arguments(step.params().collect(Local::type), start.captures(), step.name());
    start.cancelled().ifPresent(l -> target(l, false));
    boolean isReferred = step.frame().map(FrameLayout::isReferred).orElse(false);
    if (isReferred != start.reference().isPresent()) {
      fault("the reference to " + step.name() + " is missing or superfluous");
    }
    start
        .reference()
        .ifPresent(r -> same(new PlanType.Task(step.result()), Val.read(r), "reference"));
  }

  private static boolean isNothing(PlanType type) {
    return type instanceof PlanType.Nothing;
  }

  /** What a task returns that a value refers to. */
  private PlanType taskOf(Val task) {
    if (task.type() instanceof PlanType.Task type) {
      return type.result();
    }
    fault(task.type() + " is no reference to a task");
    return PlanType.NOTHING;
  }

  private void await(TaskCode.AwaitTask await) {
    PlanType result = taskOf(await.task());
    await.cancelled().ifPresent(l -> target(l, false));
    raise(await.failed());
    raise(await.stopped());
    await
        .result()
        .ifPresent(local -> {
          same(result, Val.read(local), "result of the task");
          inFrame(await.suspension(), local);
        });
  }

  private void element(Val tasks, Val index, Val task) {
    same(PlanType.I64, index, "index");
    same(new PlanType.Tasks(taskOf(task)), tasks, "array");
  }

  private void call(Code.Call call) {
    if (call.routine() < 0 || call.routine() >= plan.routines().size()) {
      fault("no routine " + call.routine());
      return;
    }
    Routine callee = plan.routines().get(call.routine());
    if (callee.kind() != Routine.Kind.FUNCTION) {
      fault("calls " + callee.name() + ", which is no FUNCTION");
    }
    arguments(callee.params().collect(Local::type), call.args(), callee.name());
    call.result().ifPresent(r -> same(callee.result(), Val.read(r), "result of " + callee.name()));
    if (callee.usesContext() && !routine.usesContext()) {
      fault("calls " + callee.name() + " without using the context");
    }
    if (callee.fallible()) {
      leaves();
    }
  }

  private void value(Val value) {
    switch (value) {
      case Val.Read r -> owned(r.local());
      case Val.RefTo r -> owned(r.cell());
      case Val.ErrorIs e -> error(e.error());
      case Val.ErrorCode e -> error(e.error());
      case Val.Binary b -> {
        PlanType operand = new PlanType.Scalar(b.kind());
        same(operand, b.left(), "left operand");
        if (!b.op().isShift()) {
          same(operand, b.right(), "right operand");
        }
      }
      case Val.Unary u -> same(new PlanType.Scalar(u.kind()), u.operand(), "operand");
      case Val.Choose c -> {
        same(PlanType.BOOL, c.condition(), "condition");
        same(c.whenTrue().type(), c.whenFalse(), "alternative");
      }
      case Val.Load l -> {
        same(PlanType.I64, l.index(), "index");
        if (((PlanType.Buffer) l.buffer().type()).atomic()) {
          fault("plain load from an atomic buffer");
        }
      }
      case Val.Convert c -> same(new PlanType.Scalar(c.from()), c.operand(), "operand");
      case Val.Call c -> {
        Routine callee = plan.routines().get(c.routine());
        if (callee.usesContext()) {
          fault("a value calls " + callee.name() + ", which uses the context");
        }
        arguments(callee.params().collect(Local::type), c.args(), callee.name());
      }
      default -> {}
    }
    Walk.parts(value, this::value);
  }

  private void store(Code.Store store) {
    PlanType.Buffer buffer = (PlanType.Buffer) store.buffer().type();
    same(Val.valueType(buffer.element()), store.value(), "stored value");
    same(PlanType.I64, store.index(), "index");
    if (buffer.atomic()) {
      fault("plain store into an atomic buffer");
    }
  }

  private void place(AtomicPlace place, Val operand) {
    same(new PlanType.Scalar(place.kind()), operand, "atomic operand");
  }

  private void arguments(ImmutableList<PlanType> params, ImmutableList<Val> args, String callee) {
    if (params.size() != args.size()) {
      fault(callee + " takes " + params.size() + " values, not " + args.size());
      return;
    }
    for (int i = 0; i < params.size(); i++) {
      same(params.get(i), args.get(i), "argument " + i + " of " + callee);
    }
  }

  private void select(TaskCode.Select select) {
    if (select.arms().isEmpty()) {
      fault("a select has no arms");
    }
    for (TaskCode.SelectArm arm : select.arms()) {
      same(((PlanType.Channel) arm.channel().type()).element(), Val.read(arm.message()), "message");
      inFrame(select.suspension(), arm.message());
    }
    same(PlanType.I64, select.turn(), "turn");
    select.timeout().ifPresent(nanos -> same(PlanType.I64, nanos, "timeout"));
    same(PlanType.I32, Val.read(select.chosen()), "chosen arm");
    same(PlanType.BOOL, Val.read(select.closed()), "whether the channel is closed");
    select.cancelled().ifPresent(l -> target(l, false));
    raise(select.failure());
    int room = routine.frame().map(FrameLayout::selectArms).orElse(0);
    if (select.suspension() > 0 && select.arms().size() > room) {
      fault("a select has " + select.arms().size() + " arms, the frame has room for " + room);
    }
  }

  private void inFrame(int suspension, Local local) {
    if (suspension > 0 && routine.frame().isPresent() && routine.frame().get().fieldOf(local) < 0) {
      fault("message " + local.name() + " is not in the frame");
    }
  }

  private void raise(Code.Raise raise) {
    if (raise.site() < 0 || raise.site() >= plan.sites().size()) {
      fault("no site " + raise.site());
    }
    if (raise.args().size() > 2) {
      fault("an error takes two arguments at most");
    }
    leaves();
  }

  private void leaves() {
    if (!routine.usesContext()) {
      fault("an error needs the context");
    }
    if (catches == 0 && !routine.fallible()) {
      fault("an error leaves the routine, which is not fallible");
    }
  }

  private void error(Local local) {
    owned(local);
    if (!local.type().equals(PlanType.ERROR)) {
      fault(local.name() + " holds no error");
    }
  }

  private void step() {
    if (routine.kind() != Routine.Kind.STEP) {
      fault("a statement of STEP routines stands in another");
    }
  }

  private void target(Label label, boolean loop) {
    if (!(loop ? loopsAround : around).contains(label)) {
      fault("a jump to " + label.name() + ", which is not around it");
    }
  }

  private void owned(Local local) {
    if (local.id() < 0
        || local.id() >= routine.locals().size()
        || !routine.locals().get(local.id()).equals(local)) {
      fault("uses the local " + local.name() + " of another routine");
    }
  }

  private void same(PlanType expected, Val value, String what) {
    if (!expected.equals(value.type())) {
      fault(what + " has type " + value.type() + ", not " + expected);
    }
  }

  private void fault(String what) {
    String text = routine.name() + ": " + what;
    if (!faults.contains(text)) {
      faults.add(text);
    }
  }
}
