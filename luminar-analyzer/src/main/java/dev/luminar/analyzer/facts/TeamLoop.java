package dev.luminar.analyzer.facts;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import java.util.Optional;

/**
 * The sequential loops that a region stands in, and which of them its threads are started for.
 *
 * @param loop the outermost loop over which a team's threads may live; without, none may, and the
 *     region starts threads each time
 * @param level how many loops of the routine are around that loop
 * @param turns how often the region runs in it, estimated
 * @param obstacle why it is not the loop around, or, without a loop, not the innermost one;
 *     without, nothing is in the way
 */
public record TeamLoop(Optional<Span> loop, int level, double turns, Optional<Obstacle> obstacle) {
  /** Checks the components. */
  public TeamLoop {
    requireNonNull(loop, "loop");
    requireNonNull(obstacle, "obstacle");
  }

  /**
   * Why threads do not live over a loop.
   *
   * @param loop the loop
   * @param what what the loop does, as the end of a sentence that begins with "which"
   * @param place where it does that
   */
  public record Obstacle(Span loop, String what, Span place) {}
}
