package dev.luminar.analyzer.program;

import dev.luminar.analyzer.facts.Access;
import dev.luminar.analyzer.facts.Guard;
import dev.luminar.analyzer.facts.InjectivityCheck;
import dev.luminar.analyzer.facts.OverlapCheck;
import dev.luminar.analyzer.facts.RegionCapture;
import dev.luminar.analyzer.facts.RegionFacts;
import dev.luminar.analyzer.facts.RegionKey;
import dev.luminar.analyzer.facts.RegionOptions;
import dev.luminar.analyzer.facts.TeamLoop;
import dev.luminar.analyzer.facts.Trait;
import dev.luminar.analyzer.mode.ScheduleChoice;
import dev.luminar.model.ConcurrencyMode;
import dev.luminar.model.Parallel;
import dev.luminar.model.Region;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Prints what was found and decided about the regions of a program. */
final class Explanation {
  private final StringBuilder out = new StringBuilder();

  /** The regions that lie in one on plain threads. */
  private final Set<RegionKey> nested = new HashSet<>();

  private Explanation() {}

  static String of(AnalyzedProgram program) {
    var explanation = new Explanation();
    if (program.regions().isEmpty()) {
      return "no parallel or concurrent block: nothing is linked\n";
    }
    for (RegionAnalysis analysis : program.regions()) {
      if (analysis.mode() == ConcurrencyMode.BARE_METAL) {
        String function = analysis.key().function();
        analysis.facts().nested().forEach(n -> explanation.nested.add(new RegionKey(function, n)));
      }
    }
    program.regions().forEach(explanation::region);
    return explanation.out.toString();
  }

  private void line(int indent, String text) {
    out.append("  ".repeat(indent)).append(text.replace('\n', ' ')).append('\n');
  }

  private void region(RegionAnalysis analysis) {
    Region region = analysis.facts().region();
    String kind = region instanceof Parallel ? "parallel block" : "concurrent block";
    String label = region.label().map(name -> " '" + name + "'").orElse("");
    String place = region.span().isKnown() ? " at " + region.span() : "";
    line(0, kind + label + " (" + analysis.key() + ")" + place + ": " + words(analysis.mode()));
    analysis.reasons().forEach(reason -> line(1, "because " + reason));
    cost(analysis);
    analysis.sharing().forEach(text -> line(1, text));
    for (RegionCapture capture : analysis.captures()) {
      String cell = capture.isCell() ? "atomic " : "";
      line(1, "captures " + capture.name() + ": " + cell + capture.type() + ", " + words(capture));
    }
    for (Access access : analysis.accesses()) {
      String loud = access.verdict() == Access.Verdict.ASSUMED ? "NOT PROVEN: " : "";
      line(
          1,
          loud
              + access.kind().verb()
              + " "
              + access.buffer()
              + "["
              + access.index()
              + "] at "
              + access.span()
              + ": "
              + access.verdict().word()
              + ", "
              + access.reason());
    }
    for (InjectivityCheck check : analysis.injectivityChecks()) {
      line(
          1,
          "checks at entry that no two iterations store into one element of "
              + check.buffer()
              + ": one pass over the indices, and 8 bytes for each element");
    }
    if (!analysis.guard().equals(Guard.ALWAYS)) {
      line(
          1,
          "asks at entry whether "
              + analysis.guard()
              + "; if not, runs its iterations in order on the calling thread");
    }
    for (OverlapCheck check : analysis.overlapChecks()) {
      line(
          1,
          "checks at entry that "
              + check.left()
              + " and "
              + check.right()
              + (check.inPlaceAllowed() ? " are the same or do not overlap" : " do not overlap"));
    }
    ConcurrencyMode other =
        analysis.mode() == ConcurrencyMode.BARE_METAL
            ? ConcurrencyMode.RUNTIME_ASSISTED
            : ConcurrencyMode.BARE_METAL;
    line(
        1,
        "would be " + words(other) + " if " + analysis.decision().changes().makeString("; and "));
  }

  private static String words(ConcurrencyMode mode) {
    return mode == ConcurrencyMode.BARE_METAL ? "bare metal" : "runtime-assisted";
  }

  private static String words(RegionCapture capture) {
    return capture.access().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private void cost(RegionAnalysis analysis) {
    if (analysis.mode() == ConcurrencyMode.RUNTIME_ASSISTED) {
      return;
    }
    ScheduleChoice schedule = analysis.schedule();
    line(
        1,
        "schedule: "
            + schedule.text()
            + (schedule.grain() > 1 ? " with grain " + schedule.grain() : "")
            + ", "
            + schedule.reason());
    analysis.team().ifPresent(this::team);
    RegionFacts facts = analysis.facts();
    String each = facts.isConcurrent() ? "task" : "iteration";
    String estimate = "cost: about " + nanos(facts.nanosPerPosition()) + " per " + each + "; ";
    if (!RegionOptions.cores(facts.region()).isAuto()) {
      line(
          1,
          estimate + "exactly " + RegionOptions.cores(facts.region()) + " threads were asked for");
    } else if (nested.contains(analysis.key())) {
      line(1, estimate + "runs on the thread of the block around it");
    } else if (analysis.serialBelow() > 0) {
      line(
          1,
          estimate
              + "runs on the calling thread below "
              + analysis.serialBelow()
              + " "
              + each
              + "s, since giving work to threads takes about "
              + nanos(analysis.startNanos()));
    } else if (facts.has(Trait.ATOMICS)) {
      line(1, estimate + "never put on one thread, since its tasks share atomic places");
    } else if (facts.has(Trait.BLOCKING)) {
      line(1, estimate + "never put on one thread, since it calls externs that block");
    } else {
      line(1, estimate + "always worth threads");
    }
  }

  private void team(TeamLoop team) {
    String why =
        team.obstacle()
            .map(o -> "the loop at " + o.loop() + ", which " + o.what() + " (at " + o.place() + ")")
            .orElse("");
    if (team.loop().isEmpty()) {
      line(1, "threads: started anew in each turn of " + why);
      return;
    }
    String loop = "threads: started once for the loop at " + team.loop().get();
    line(1, loop + (why.isEmpty() ? "" : ", but anew in each turn of " + why));
  }

  private static String nanos(double nanos) {
    if (nanos >= 10_000) {
      return String.format(Locale.ROOT, "%.0f us", nanos / 1_000);
    }
    return nanos < 10
        ? String.format(Locale.ROOT, "%.1f ns", nanos)
        : String.format(Locale.ROOT, "%.0f ns", nanos);
  }
}
