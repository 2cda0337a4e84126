package dev.luminar.plan;

import static dev.luminar.plan.code.ValPrinter.name;
import static dev.luminar.plan.code.ValPrinter.text;

import dev.luminar.plan.code.ValPrinter;
import java.util.Objects;

/**
 * Prints a plan for people and for goldens: one line per statement, indented, every decision shown.
 * The output is stable: the same plan prints the same text.
 */
public final class PlanPrinter {

  final Plan plan;
  private final StringBuilder out = new StringBuilder();

  /** How far lines are indented. */
  int depth;

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
        .each(r ->
            line(
                "tasks "
                    + r.id()
                    + " "
                    + r.name()
                    + " errors="
                    + errors(r.errors())
                    + (r.timeout().isPresent() ? " timeout=" + r.timeout().getAsLong() : "")
                    + (r.grace() > 0 ? " grace=" + r.grace() : "")));
    plan.entries()
        .each(e ->
            line(
                "entry "
                    + e.name()
                    + " = r"
                    + e.routine()
                    + (e.collects() ? " collects" : "")
                    + (e.needsRuntime() ? " runtime" : "")
                    + (e.isDeep() ? " deep" : "")));
    plan.routines().each(this::routine);
  }

  static String auto(Threads.Auto auto) {
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
    new CodePrinter(this).print(routine.body());
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

  void line(String text) {
    out.append("  ".repeat(depth)).append(text).append('\n');
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

  private String task(PlanType result) {
    return result instanceof PlanType.Nothing ? "task" : "task<" + type(result) + ">";
  }

  String type(PlanType type) {
    return switch (type) {
      case PlanType.Nothing n -> "nothing";
      case PlanType.Scalar s -> s.kind().toString();
      case PlanType.Struct s -> plan.structs().get(s.struct()).name();
      case PlanType.Buffer b -> (b.atomic() ? "atomic " : "") + type(b.element()) + "[]";
      case PlanType.Cell c -> "cell " + c.kind();
      case PlanType.CellRef c -> "cell& " + c.kind();
      case PlanType.Channel c -> "chan<" + type(c.element()) + ">";
      case PlanType.Task t -> task(t.result());
      case PlanType.Tasks t -> task(t.result()) + "[]";
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
