package dev.luminar.analyzer.mode;

import static java.util.Objects.requireNonNull;

import dev.luminar.analyzer.facts.ProgramFacts;
import dev.luminar.analyzer.facts.RegionFacts;
import dev.luminar.analyzer.facts.UnevenWork;
import dev.luminar.model.Parallel;
import dev.luminar.plan.ChunkSchedule;
import java.util.Optional;

/**
 * When the chunks of a region on plain threads meet the threads, and why.
 *
 * @param schedule the schedule
 * @param grain the fewest iterations of a chunk
 * @param text both, as the user would say it
 * @param reason why this one, as the end of a sentence that begins with the schedule
 */
public record ScheduleChoice(ChunkSchedule schedule, long grain, String text, String reason) {
  /** Chunks for each thread, where the compiler cuts work that takes uneven times. */
  private static final int SHARES = 16;

  /** Checks the components. */
  public ScheduleChoice {
    requireNonNull(schedule, "schedule");
    requireNonNull(text, "text");
    requireNonNull(reason, "reason");
  }

  /** Chooses the schedule of a region. */
  public static ScheduleChoice of(RegionFacts region, ProgramFacts facts) {
    requireNonNull(facts, "facts");
    if (!(region.region() instanceof Parallel block)) {
      return new ScheduleChoice(
          new ChunkSchedule.Shares(SHARES), 1, words(SHARES), "since tasks take different times");
    }
    long grain = block.options().grain().orElse(1);
    return switch (block.options().schedule().kind()) {
      case STATIC ->
          new ScheduleChoice(new ChunkSchedule.Static(), grain, "static", "as asked for");
      case GUIDED ->
          new ScheduleChoice(new ChunkSchedule.Guided(), grain, "guided", "as asked for");
      case DYNAMIC -> {
        long chunk = block.options().schedule().chunk();
        yield new ScheduleChoice(
            new ChunkSchedule.Dynamic(Math.max(chunk, grain)),
            grain,
            "dynamic(" + Math.max(chunk, grain) + ")",
            chunk < grain ? "as asked for, with chunks of at least the grain" : "as asked for");
      }
      case AUTO -> auto(block, grain, UnevenWork.in(block, facts));
    };
  }

  private static ScheduleChoice auto(
      Parallel block, long grain, Optional<UnevenWork.Cause> uneven) {
    if (uneven.isEmpty()) {
      return new ScheduleChoice(
          new ChunkSchedule.Static(), grain, "static", "since iterations take about the same time");
    }
    String place = uneven.get().place().isKnown() ? " (at " + uneven.get().place() + ")" : "";
    return new ScheduleChoice(
        new ChunkSchedule.Shares(SHARES),
        grain,
        words(SHARES),
        "since " + uneven.get().what() + place);
  }

  private static String words(int shares) {
    return "dynamic, " + shares + " chunks for each thread";
  }
}
