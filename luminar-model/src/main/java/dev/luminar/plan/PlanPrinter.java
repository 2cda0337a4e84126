package dev.luminar.plan;

import static dev.luminar.plan.code.ValPrinter.list;
import static dev.luminar.plan.code.ValPrinter.name;
import static dev.luminar.plan.code.ValPrinter.text;

import dev.luminar.plan.code.AtomicCode;
import dev.luminar.plan.code.AtomicPlace;
import dev.luminar.plan.code.AttemptCode;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Label;
import dev.luminar.plan.code.TaskCode;
import dev.luminar.plan.code.ValPrinter;
import java.util.Objects;
import java.util.Optional;

/**
 * Prints a plan for people and for goldens: one line per statement, indented, every decision shown.
 * The output is stable: the same plan prints the same text.
 */
public final class PlanPrinter {

  private final Plan plan;
  private final StringBuilder out = new StringBuilder();
  private int depth;

  private PlanPrinter(Plan plan) {
    this.plan = plan;
  }

  /** The whole plan. */
  public static String print(Plan plan) {
    Objects.requireNonNull(plan, "plan");
    PlanPrinter printer = new PlanPrinter(plan);
    printer.plan();
    return printer.out.toString();
  }

  /** One routine of a plan. */
  public static String print(Plan plan, Routine routine) {
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(routine, "routine");
    PlanPrinter printer = new PlanPrinter(plan);
    printer.routine(routine);
    return printer.out.toString();
  }

  private void plan() {
    line("plan " + plan.name() + (plan.needsRuntime() ? "" : " // runtime: not linked"));
    if (plan.needsRuntime()) {
      line("hooks " + plan.hooks().makeString(", "));
    }
    plan.structs()
        .each(s ->
            line(
                "struct "
                    + s.name()
                    + s.fields()
                        .collect(f -> f.name() + ": " + type(f.type()) + " at " + f.offset())
                        .makeString(" { ", "; ", " }")
                    + " size "
                    + s.size()
                    + " align "
                    + s.alignment()));
    plan.externs()
        .each(e ->
            line(
                "extern "
                    + e.name()
                    + e.params()
                        .collect(p -> p.name() + ": " + type(p.type()))
                        .makeString("(", ", ", ")")
                    + result(e.result())
                    + (e.fails() ? " fails" : "")
                    + (e.blocks() ? " blocks" : "")));
    plan.sites().each(s -> line("site " + s.id() + " " + s.type() + ": " + s.message()));
    plan.bareRegions().each(this::bareRegion);
    plan.taskRegions()
        .each(r -> line("tasks " + r.id() + " " + r.name() + " errors=" + errors(r.errors())));
    plan.entries()
        .each(e ->
            line(
                "entry "
                    + e.name()
                    + " = r"
                    + e.routine()
                    + (e.collects() ? " collects" : "")
                    + (e.needsRuntime() ? " runtime" : "")));
    plan.routines().each(this::routine);
  }

  private static String auto(Threads.Auto auto) {
    return "auto, serial below "
        + auto.serialBelow()
        + (auto.share() > 1 ? ", one more for each " + auto.share() : "");
  }

  private void bareRegion(BareRegion region) {
    String threads =
        switch (region.threads()) {
          case Threads.Auto a -> auto(a);
          case Threads.Exactly e -> "exactly";
        };
    line(
        (region.parallel() ? "parallel " : "concurrent ")
            + region.id()
            + " "
            + region.name()
            + " chunk=r"
            + region.chunk()
            + " threads=("
            + threads
            + ") schedule="
            + schedule(region.schedule())
            + (region.grain() > 1 ? " grain=" + region.grain() : "")
            + (region.guarded() ? " guarded" : "")
            + (region.onTeam() ? " on a team" : "")
            + " run="
            + (region.isInBlocks() ? "blocks" : region.runLength())
            + " errors="
            + errors(region.errors()));
    depth++;
    region
        .captures()
        .each(c -> line("capture " + c.name() + ": " + type(c.type()) + " " + c.access()));
    region
        .reductions()
        .each(r ->
            line(
                "reduce "
                    + r.name()
                    + ": "
                    + type(r.type())
                    + " "
                    + r.operator()
                    + (r.combine().isPresent() ? " r" + r.combine().getAsInt() : "")
                    + (r.shaped() ? " shaped" : "")));
    depth--;
  }

  private static String schedule(ChunkSchedule schedule) {
    return switch (schedule) {
      case ChunkSchedule.Static s -> "static";
      case ChunkSchedule.Dynamic d -> "dynamic(" + d.length() + ")";
      case ChunkSchedule.Shares s -> "shares(" + s.perThread() + ")";
      case ChunkSchedule.Guided g -> "guided";
    };
  }

  private void routine(Routine routine) {
    line(
        routine.kind().name().toLowerCase(java.util.Locale.ROOT)
            + " r"
            + routine.id()
            + " "
            + routine.name()
            + routine
                .params()
                .collect(p -> name(p) + ": " + type(p.type()))
                .makeString("(", ", ", ")")
            + result(routine.result())
            + (routine.usesContext() ? " context" : "")
            + (routine.fallible() ? " fallible" : "")
            + (routine.suspensions() > 0 ? " suspensions=" + routine.suspensions() : ""));
    depth++;
    routine.frame().ifPresent(frame -> frame(routine, frame));
    code(routine.body());
    depth--;
  }

  private void frame(Routine routine, FrameLayout frame) {
    for (int i = 0; i < frame.fields().size(); i++) {
      int field = i;
      line(
          "field "
              + i
              + ": "
              + type(frame.fields().get(i).type())
              + " for "
              + routine
                  .locals()
                  .select(l -> frame.fieldOf(l) == field)
                  .collect(ValPrinter::name)
                  .makeString(", "));
    }
    if (frame.keepsContext()) {
      line("keeps context");
    }
  }

  private void code(Code code) {
    switch (code) {
      case Code.Plain plain -> plain(plain);
      case AtomicCode atomic -> atomic(atomic);
      case AttemptCode attempt -> attempt(attempt);
      case TaskCode task -> task(task);
    }
  }

  private void plain(Code.Plain code) {
    switch (code) {
      case Code.Seq s -> s.items().each(this::code);
      case Code.Mark m -> {}
      case Code.Note n -> line("// " + n.text());
      case Code.Declare d ->
          line(
              "let "
                  + name(d.local())
                  + ": "
                  + type(d.local().type())
                  + d.value().map(v -> " = " + text(v)).orElse(""));
      case Code.Set s -> line(name(s.local()) + " = " + text(s.value()));
      case Code.Store s ->
          line(text(s.buffer()) + "[" + text(s.index()) + "] = " + text(s.value()));
      case Code.If i -> {
        line("if " + text(i.condition()) + " {");
        nested(i.whenTrue());
        if (!isEmpty(i.whenFalse())) {
          line("} else {");
          nested(i.whenFalse());
        }
        line("}");
      }
      case Code.Loop l -> {
        line(label(l.label()) + ": while " + text(l.condition()) + " {");
        nested(l.body());
        if (!isEmpty(l.next())) {
          line("} next {");
          nested(l.next());
        }
        line("}");
      }
      case Code.Count c -> {
        line(
            label(c.label())
                + ": for "
                + name(c.index())
                + " in "
                + text(c.from())
                + "..<"
                + text(c.to())
                + " {");
        nested(c.body());
        line("}");
      }
      case Code.Labelled l -> {
        line(label(l.label()) + ": {");
        nested(l.body());
        line("}");
      }
      case Code.Break b -> line("break " + label(b.label()));
      case Code.Continue c -> line("continue " + label(c.label()));
      case Code.Return r -> line("return" + r.value().map(v -> " " + text(v)).orElse(""));
      case Code.Raise r -> line(raise(r));
      case Code.RaiseIf r -> line("if " + text(r.condition()) + " " + raise(r.raise()));
      case Code.Catch c -> {
        line("try " + label(c.label()) + " {");
        nested(c.body());
        line("} handle {");
        nested(c.handler());
        line("}");
      }
      case Code.Reraise r -> line("reraise");
      case Code.Call c -> line(to(c.result()) + "call r" + c.routine() + list(c.args()));
      case Code.CallExtern c ->
          line(
              to(c.result())
                  + "extern "
                  + plan.externs().get(c.extern()).name()
                  + list(c.args())
                  + c.failure().map(f -> " else " + raise(f)).orElse(""));
      case Code.NewCell n -> line("cell " + name(n.cell()) + " = " + text(n.value()));
      case Code.NewBuffer n ->
          line(
              "buffer "
                  + name(n.buffer())
                  + " = "
                  + type(n.buffer().type())
                  + " of "
                  + text(n.length()));
      case Code.TryBuffer t ->
          line(
              "buffer "
                  + name(t.buffer())
                  + " = "
                  + type(t.buffer().type())
                  + " of "
                  + text(t.length())
                  + " if there is memory");
      case Code.EmptyBuffer e -> line("empty " + name(e.buffer()));
      case Code.FreeBuffer f -> line("free " + name(f.buffer()));
      case Code.NoTeam n -> line("empty " + name(n.team()));
      case Code.Team t -> {
        line("team " + name(t.team()) + ": " + type(t.team().type()) + " {");
        nested(t.body());
        line("}");
      }
      case Code.EndTeam e -> line("end " + name(e.team()));
      case Code.SwapBuffers s -> line("swap " + name(s.left()) + ", " + name(s.right()));
      case Code.CheckOverlap c ->
          line(
              "check "
                  + text(c.left())
                  + " apart from "
                  + text(c.right())
                  + (c.inPlaceAllowed() ? " or equal" : "")
                  + " else "
                  + raise(c.overlap()));
      case Code.SetPosition s -> line("position " + step(s.step()));
      case Code.RunRegion r ->
          line(
              (r.results().isEmpty()
                      ? ""
                      : r.results().collect(ValPrinter::name).makeString() + " = ")
                  + "run "
                  + plan.bareRegions().get(r.region()).name()
                  + " count "
                  + text(r.count())
                  + r.threads().map(t -> " threads " + text(t)).orElse("")
                  + r.team().map(t -> " on " + name(t)).orElse("")
                  + r.guard().map(g -> " if " + text(g)).orElse("")
                  + " captures "
                  + list(r.captures())
                  + (r.identities().isEmpty() ? "" : " identities " + list(r.identities()))
                  + r.errorCount().map(e -> " errors " + name(e)).orElse(""));
      case Code.RecordIteration r ->
          line("record iteration " + text(r.iteration()) + " at " + step(r.step()));
      case Code.AutoThreads a ->
          line(
              "let "
                  + name(a.into())
                  + " = threads for "
                  + text(a.count())
                  + " ("
                  + auto(a.threads())
                  + ")"
                  + a.team().map(t -> " on " + name(t)).orElse(""));
      case Code.PartNumber p -> line("let " + name(p.into()) + " = part");
      case Code.LoadPartial l -> line("let " + name(l.into()) + " = partial " + l.reduction());
      case Code.StorePartial s -> line("partial " + s.reduction() + " = " + text(s.value()));
      case Code.Lanes l -> {
        line(
            label(l.label())
                + ": lanes "
                + name(l.index())
                + " in "
                + text(l.from())
                + "..<"
                + text(l.to())
                + (l.simple() ? " simple" : "")
                + " {");
        nested(l.body());
        line(
            l.reductions()
                .collect(r ->
                    r.reduction()
                        + " <- "
                        + name(r.value())
                        + r.present().map(p -> " if " + name(p)).orElse(""))
                .makeString("} ", ", ", ""));
      }
    }
  }

  private void attempt(AttemptCode code) {
    switch (code) {
      case AttemptCode.TakeError t ->
          line(t.into().map(e -> "take error " + name(e)).orElse("forget error"));
      case AttemptCode.NoError n -> line("no error " + name(n.error()));
      case AttemptCode.DropError d -> line("drop error " + name(d.error()));
      case AttemptCode.RaiseTaken r -> line("raise " + name(r.error()));
    }
  }

  private void atomic(AtomicCode code) {
    switch (code) {
      case AtomicCode.AtomicLoad a ->
          line("let " + name(a.result()) + " = load " + place(a.place()) + " " + a.order());
      case AtomicCode.AtomicStore a ->
          line("store " + place(a.place()) + " = " + text(a.value()) + " " + a.order());
      case AtomicCode.AtomicUpdate a ->
          line(
              to(a.result())
                  + a.operator().symbol()
                  + " "
                  + place(a.place())
                  + ", "
                  + text(a.operand())
                  + " "
                  + a.order());
      case AtomicCode.CompareExchange a ->
          line(
              a.seen().map(s -> "let " + name(s) + ", ").orElse("let ")
                  + name(a.done())
                  + " = compare_exchange"
                  + (a.weak() ? "_weak " : " ")
                  + place(a.place())
                  + " from "
                  + text(a.expected())
                  + " to "
                  + text(a.desired())
                  + " "
                  + a.success()
                  + ", "
                  + a.failure());
    }
  }

  private void task(TaskCode code) {
    switch (code) {
      case TaskCode.StartRuntime s -> line("start runtime");
      case TaskCode.NewChannel n ->
          line(
              "let "
                  + name(n.channel())
                  + " = channel of "
                  + type(n.element())
                  + " capacity "
                  + text(n.capacity()));
      case TaskCode.NewChannels n ->
          line(
              "let "
                  + name(n.channels())
                  + " = "
                  + text(n.count())
                  + " channels of "
                  + type(n.element())
                  + " capacity "
                  + text(n.capacity()));
      case TaskCode.NoChannel n -> line("no channel " + name(n.channel()));
      case TaskCode.ReleaseChannel r -> line("release " + name(r.channel()));
      case TaskCode.Send s ->
          line(
              "send "
                  + text(s.channel())
                  + ", "
                  + name(s.message())
                  + wait(s.suspension(), s.cancelled()));
      case TaskCode.Receive r ->
          line(
              "let "
                  + name(r.value())
                  + ", "
                  + name(r.ok())
                  + r.ordinal().map(o -> ", " + name(o)).orElse("")
                  + " = receive "
                  + text(r.channel())
                  + wait(r.suspension(), r.cancelled()));
      case TaskCode.Offer o ->
          line("let " + name(o.done()) + " = offer " + text(o.channel()) + ", " + text(o.value()));
      case TaskCode.Poll p ->
          line("let " + name(p.value()) + ", " + name(p.ok()) + " = poll " + text(p.channel()));
      case TaskCode.Close c -> line("close " + text(c.channel()));
      case TaskCode.OpenGroup o ->
          line("let " + name(o.group()) + " = group " + plan.taskRegions().get(o.region()).name());
      case TaskCode.StartTask s ->
          line(
              "start "
                  + plan.routines().get(s.routine()).name()
                  + list(s.captures())
                  + " in "
                  + name(s.group())
                  + " at "
                  + text(s.ordinal())
                  + ":"
                  + text(s.position()));
      case TaskCode.JoinGroup j ->
          line(
              (j.abandon() ? "abandon " : "join ")
                  + name(j.group())
                  + wait(j.suspension(), j.cancelled())
                  + j.errorCount().map(e -> " errors " + name(e)).orElse(""));
      case TaskCode.Yield y -> line("yield" + wait(y.suspension(), Optional.of(y.cancelled())));
      case TaskCode.CheckCancelled c -> line("if cancelled break " + label(c.cancelled()));
      case TaskCode.RecordItem r -> line("record item " + text(r.item()));
      case TaskCode.FailTask f ->
          line("fail task" + f.item().map(i -> " item " + text(i)).orElse(""));
      case TaskCode.Finish f -> line(f.failed() ? "finish failed" : "finish");
    }
  }

  private static boolean isEmpty(Code code) {
    return code instanceof Code.Seq s && s.items().isEmpty();
  }

  private void nested(Code code) {
    depth++;
    code(code);
    depth--;
  }

  private void line(String text) {
    out.append("  ".repeat(depth)).append(text).append('\n');
  }

  private String raise(Code.Raise raise) {
    ErrorSite site = plan.sites().get(raise.site());
    return "raise " + site.id() + " " + site.type() + list(raise.args());
  }

  private static String step(Code.PathStep step) {
    return text(step.ordinal()) + ":" + text(step.position()) + " value " + text(step.value());
  }

  private static String place(AtomicPlace place) {
    return switch (place) {
      case AtomicPlace.Cell c -> name(c.cell());
      case AtomicPlace.Element e -> text(e.buffer()) + "[" + text(e.index()) + "]";
    };
  }

  private static String wait(int suspension, Optional<Label> cancelled) {
    return suspension == 0
        ? " blocking"
        : " @" + suspension + cancelled.map(c -> " cancelled " + label(c)).orElse("");
  }

  private static String to(Optional<Local> result) {
    return result.map(r -> "let " + name(r) + " = ").orElse("");
  }

  private static String label(Label label) {
    return label.name() + "." + label.id();
  }

  private static String errors(RegionErrors errors) {
    return switch (errors) {
      case RegionErrors.None n -> "none";
      case RegionErrors.Stop s -> "stop";
      case RegionErrors.Collect c -> "collect " + c.max();
      case RegionErrors.Ignore i -> "ignore";
    };
  }

  private String result(PlanType type) {
    return type instanceof PlanType.Nothing ? "" : " -> " + type(type);
  }

  private String type(PlanType type) {
    return switch (type) {
      case PlanType.Nothing n -> "nothing";
      case PlanType.Scalar s -> s.kind().toString();
      case PlanType.Struct s -> plan.structs().get(s.struct()).name();
      case PlanType.Buffer b -> (b.atomic() ? "atomic " : "") + type(b.element()) + "[]";
      case PlanType.Cell c -> "cell " + c.kind();
      case PlanType.CellRef c -> "cell& " + c.kind();
      case PlanType.Channel c -> "chan<" + type(c.element()) + ">";
      case PlanType.Channels c -> "chan<" + type(c.element()) + ">[]";
      case PlanType.Group g -> "group";
      case PlanType.Error e -> "error";
      case PlanType.Team t ->
          t.exactly() == 0
              ? "team of auto"
              : "team of " + t.exactly() + (t.hasAuto() ? " or auto" : "");
      case PlanType.Io i -> "io";
      case PlanType.Text t -> "text";
    };
  }
}
