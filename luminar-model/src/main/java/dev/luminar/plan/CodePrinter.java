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
import java.util.Locale;
import java.util.Optional;

/** Prints the statements of a routine for {@link PlanPrinter}. */
final class CodePrinter {
  private final PlanPrinter printer;

  CodePrinter(PlanPrinter printer) {
    this.printer = printer;
  }

  void print(Code code) {
    switch (code) {
      case Code.Plain plain -> plain(plain);
      case AtomicCode atomic -> atomic(atomic);
      case AttemptCode attempt -> attempt(attempt);
      case TaskCode task -> task(task);
    }
  }

  private void plain(Code.Plain code) {
    switch (code) {
      case Code.Seq s -> s.items().each(this::print);
      case Code.Mark m -> {}
      case Code.Note n -> printer.line("// " + n.text());
      case Code.Declare d ->
          printer.line(
              "let "
                  + name(d.local())
                  + ": "
                  + printer.type(d.local().type())
                  + d.value().map(v -> " = " + text(v)).orElse(""));
      case Code.Set s -> printer.line(name(s.local()) + " = " + text(s.value()));
      case Code.Store s ->
          printer.line(text(s.buffer()) + "[" + text(s.index()) + "] = " + text(s.value()));
      case Code.If i -> {
        printer.line("if " + text(i.condition()) + " {");
        nested(i.whenTrue());
        if (!isEmpty(i.whenFalse())) {
          printer.line("} else {");
          nested(i.whenFalse());
        }
        printer.line("}");
      }
      case Code.Loop l -> {
        printer.line(label(l.label()) + ": while " + text(l.condition()) + " {");
        nested(l.body());
        if (!isEmpty(l.next())) {
          printer.line("} next {");
          nested(l.next());
        }
        printer.line("}");
      }
      case Code.Count c -> {
        printer.line(
            label(c.label())
                + ": for "
                + name(c.index())
                + " in "
                + text(c.from())
                + "..<"
                + text(c.to())
                + " {");
        nested(c.body());
        printer.line("}");
      }
      case Code.Labelled l -> {
        printer.line(label(l.label()) + ": {");
        nested(l.body());
        printer.line("}");
      }
      case Code.Break b -> printer.line("break " + label(b.label()));
      case Code.Continue c -> printer.line("continue " + label(c.label()));
      case Code.Return r -> printer.line("return" + r.value().map(v -> " " + text(v)).orElse(""));
      case Code.Raise r -> printer.line(raise(r));
      case Code.RaiseIf r -> printer.line("if " + text(r.condition()) + " " + raise(r.raise()));
      case Code.Catch c -> {
        printer.line("try " + label(c.label()) + " {");
        nested(c.body());
        printer.line("} handle {");
        nested(c.handler());
        printer.line("}");
      }
      case Code.Reraise r -> printer.line("reraise");
      case Code.Call c -> printer.line(to(c.result()) + "call r" + c.routine() + list(c.args()));
      case Code.CallExtern c ->
          printer.line(
              to(c.result())
                  + "extern "
                  + printer.plan.externs().get(c.extern()).name()
                  + list(c.args())
                  + c.failure().map(f -> " else " + raise(f)).orElse(""));
      case Code.NewCell n -> printer.line("cell " + name(n.cell()) + " = " + text(n.value()));
      case Code.NewBuffer n ->
          printer.line(
              "buffer "
                  + name(n.buffer())
                  + " = "
                  + printer.type(n.buffer().type())
                  + " of "
                  + text(n.length()));
      case Code.TryBuffer t ->
          printer.line(
              "buffer "
                  + name(t.buffer())
                  + " = "
                  + printer.type(t.buffer().type())
                  + " of "
                  + text(t.length())
                  + " if there is memory");
      case Code.EmptyBuffer e -> printer.line("empty " + name(e.buffer()));
      case Code.FreeBuffer f -> printer.line("free " + name(f.buffer()));
      case Code.NoTeam n -> printer.line("empty " + name(n.team()));
      case Code.Team t -> {
        printer.line("team " + name(t.team()) + ": " + printer.type(t.team().type()) + " {");
        nested(t.body());
        printer.line("}");
      }
      case Code.EndTeam e -> printer.line("end " + name(e.team()));
      case Code.SwapBuffers s -> printer.line("swap " + name(s.left()) + ", " + name(s.right()));
      case Code.CheckOverlap c ->
          printer.line(
              "check "
                  + text(c.left())
                  + " apart from "
                  + text(c.right())
                  + (c.inPlaceAllowed() ? " or equal" : "")
                  + " else "
                  + raise(c.overlap()));
      case Code.SetPosition s -> printer.line("position " + step(s.step()));
      case Code.RunRegion r ->
          printer.line(
              (r.results().isEmpty()
                      ? ""
                      : r.results().collect(ValPrinter::name).makeString() + " = ")
                  + "run "
                  + printer.plan.bareRegions().get(r.region()).name()
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
          printer.line("record iteration " + text(r.iteration()) + " at " + step(r.step()));
      case Code.AutoThreads a ->
          printer.line(
              "let "
                  + name(a.into())
                  + " = threads for "
                  + text(a.count())
                  + " ("
                  + PlanPrinter.auto(a.threads())
                  + ")"
                  + a.team().map(t -> " on " + name(t)).orElse(""));
      case Code.PartNumber p -> printer.line("let " + name(p.into()) + " = part");
      case Code.LoadPartial l ->
          printer.line("let " + name(l.into()) + " = partial " + l.reduction());
      case Code.StorePartial s ->
          printer.line("partial " + s.reduction() + " = " + text(s.value()));
      case Code.Lanes l -> {
        printer.line(
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
        printer.line(
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
          printer.line(t.into().map(e -> "take error " + name(e)).orElse("forget error"));
      case AttemptCode.NoError n -> printer.line("no error " + name(n.error()));
      case AttemptCode.DropError d -> printer.line("drop error " + name(d.error()));
      case AttemptCode.RaiseTaken r -> printer.line("raise " + name(r.error()));
    }
  }

  private void atomic(AtomicCode code) {
    switch (code) {
      case AtomicCode.AtomicLoad a ->
          printer.line("let " + name(a.result()) + " = load " + place(a.place()) + " " + a.order());
      case AtomicCode.AtomicStore a ->
          printer.line("store " + place(a.place()) + " = " + text(a.value()) + " " + a.order());
      case AtomicCode.AtomicUpdate a ->
          printer.line(
              to(a.result())
                  + a.operator().symbol()
                  + " "
                  + place(a.place())
                  + ", "
                  + text(a.operand())
                  + " "
                  + a.order());
      case AtomicCode.CompareExchange a ->
          printer.line(
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
      case TaskCode.StartRuntime s -> printer.line("start runtime");
      case TaskCode.NewChannel n ->
          printer.line(
              "let "
                  + name(n.channel())
                  + " = channel of "
                  + printer.type(n.element())
                  + " capacity "
                  + text(n.capacity()));
      case TaskCode.NewChannels n ->
          printer.line(
              "let "
                  + name(n.channels())
                  + " = "
                  + text(n.count())
                  + " channels of "
                  + printer.type(n.element())
                  + " capacity "
                  + text(n.capacity()));
      case TaskCode.NoChannel n -> printer.line("no channel " + name(n.channel()));
      case TaskCode.ReleaseChannel r -> printer.line("release " + name(r.channel()));
      case TaskCode.Send s ->
          printer.line(
              "send "
                  + text(s.channel())
                  + ", "
                  + name(s.message())
                  + wait(s.suspension(), s.cancelled()));
      case TaskCode.Receive r ->
          printer.line(
              "let "
                  + name(r.value())
                  + ", "
                  + name(r.ok())
                  + r.ordinal().map(o -> ", " + name(o)).orElse("")
                  + " = receive "
                  + text(r.channel())
                  + wait(r.suspension(), r.cancelled()));
      case TaskCode.Offer o ->
          printer.line(
              "let " + name(o.done()) + " = offer " + text(o.channel()) + ", " + text(o.value()));
      case TaskCode.Poll p ->
          printer.line(
              "let " + name(p.value()) + ", " + name(p.ok()) + " = poll " + text(p.channel()));
      case TaskCode.Select s -> select(s);
      case TaskCode.Close c -> printer.line("close " + text(c.channel()));
      case TaskCode.OpenGroup o ->
          printer.line(
              "let "
                  + name(o.group())
                  + " = group "
                  + printer.plan.taskRegions().get(o.region()).name());
      case TaskCode.StartTask s ->
          printer.line(
              s.reference().map(r -> "let " + name(r) + " = ").orElse("")
                  + "start "
                  + printer.plan.routines().get(s.routine()).name()
                  + list(s.captures())
                  + " in "
                  + name(s.group())
                  + " at "
                  + text(s.ordinal())
                  + ":"
                  + text(s.position())
                  + s.cancelled().map(l -> " cancelled " + label(l)).orElse(""));
      case TaskCode.AwaitTask a ->
          printer.line(
              a.result().map(r -> "let " + name(r) + " = ").orElse("")
                  + "await "
                  + text(a.task())
                  + wait(a.suspension(), a.cancelled()));
      case TaskCode.CancelTask c -> printer.line("cancel task " + text(c.task()));
      case TaskCode.NewTasks n ->
          printer.line("let " + name(n.tasks()) + " = " + text(n.count()) + " tasks");
      case TaskCode.PutTask p ->
          printer.line("put " + text(p.tasks()) + "[" + text(p.index()) + "] = " + text(p.task()));
      case TaskCode.TakeTask t ->
          printer.line(
              "let " + name(t.into()) + " = take " + text(t.tasks()) + "[" + text(t.index()) + "]");
      case TaskCode.NoTask n -> printer.line("no task " + name(n.task()));
      case TaskCode.ReleaseTask r -> printer.line("release " + name(r.task()));
      case TaskCode.JoinGroup j ->
          printer.line(
              (j.abandon() ? "abandon " : "join ")
                  + name(j.group())
                  + wait(j.suspension(), j.cancelled())
                  + j.timedOut().map(t -> " timed out " + name(t)).orElse("")
                  + j.errorCount().map(e -> " errors " + name(e)).orElse(""));
      case TaskCode.Sleep s ->
          printer.line("sleep " + text(s.nanos()) + wait(s.suspension(), s.cancelled()));
      case TaskCode.CancelGroup c -> printer.line("cancel " + name(c.group()));
      case TaskCode.Yield y ->
          printer.line("yield" + wait(y.suspension(), Optional.of(y.cancelled())));
      case TaskCode.MaskCancel m -> printer.line(m.hides() ? "hide cancel" : "show cancel");
      case TaskCode.CheckCancelled c -> printer.line("if cancelled break " + label(c.cancelled()));
      case TaskCode.RecordItem r -> printer.line("record item " + text(r.item()));
      case TaskCode.FailTask f ->
          printer.line("fail task" + f.item().map(i -> " item " + text(i)).orElse(""));
      case TaskCode.Finish f ->
          printer.line(
              f.failed()
                  ? "finish failed"
                  : "finish" + f.result().map(r -> " " + text(r)).orElse(""));
    }
  }

  private void select(TaskCode.Select select) {
    printer.line(
        "let "
            + name(select.chosen())
            + ", "
            + name(select.closed())
            + " = select "
            + select.policy().name().toLowerCase(Locale.ROOT)
            + " "
            + text(select.turn())
            + " {");
    printer.depth++;
    for (TaskCode.SelectArm arm : select.arms()) {
      printer.line(
          arm.isSend()
              ? "send " + text(arm.channel()) + ", " + name(arm.message())
              : "receive " + text(arm.channel()) + " into " + name(arm.message()));
    }
    select.timeout().ifPresent(nanos -> printer.line("timeout " + text(nanos)));
    printer.depth--;
    printer.line("}" + wait(select.suspension(), select.cancelled()));
  }

  private void nested(Code code) {
    printer.depth++;
    print(code);
    printer.depth--;
  }

  private static boolean isEmpty(Code code) {
    return code instanceof Code.Seq s && s.items().isEmpty();
  }

  private String raise(Code.Raise raise) {
    ErrorSite site = printer.plan.sites().get(raise.site());
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
}
