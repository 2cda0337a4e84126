package dev.luminar.analyzer.lower;

import dev.luminar.analyzer.program.RegionAnalysis;
import dev.luminar.model.Block;
import dev.luminar.model.OnError;
import dev.luminar.model.Region;
import dev.luminar.model.Stmt;
import dev.luminar.plan.Capture;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.RegionErrors;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/** What bare and runtime-assisted regions have in common in the plan. */
final class RegionParts {

  private RegionParts() {}

  /** The readable name of a region: the function's, and the region's label or kind. */
  static String name(RoutineBuilder b, Region region, String kind, String suffix) {
    return b.plan.unique(b.cursor.function + "$" + region.label().orElse(kind) + suffix);
  }

  /** The head of the region in the text form. */
  static String notation(Region region) {
    String text = region.toString();
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }

  static RegionErrors errors(OnError onError) {
    return switch (onError.strategy()) {
      case STOP -> new RegionErrors.Stop();
      case COLLECT -> new RegionErrors.Collect((int) Math.min(onError.max(), Integer.MAX_VALUE));
      case IGNORE -> new RegionErrors.Ignore();
      case RUNTIME -> throw new IllegalStateException("the analyzer refuses on_error = runtime");
    };
  }

  /**
   * What of a strategy a region on plain threads needs: nothing where no position fails, unless it
   * has a bound to put on what regions inside it collect.
   */
  static RegionErrors needed(RegionErrors strategy, boolean fails, RoutineBuilder chunk) {
    boolean bounds =
        strategy instanceof RegionErrors.Collect collect
            && collect.max() != Integer.MAX_VALUE
            && chunk.usesContext();
    return fails || bounds ? strategy : new RegionErrors.None();
  }

  /**
   * What {@code inner}, a routine that {@code b} runs, captured, in the order of its parameters.
   */
  static ImmutableList<Capture> captures(RoutineBuilder inner, RegionAnalysis analysis) {
    return Lists.immutable
        .ofAll(inner.captured())
        .collect(binding -> capture(inner, binding, analysis));
  }

  private static Capture capture(RoutineBuilder inner, Binding binding, RegionAnalysis analysis) {
    PlanType type =
        binding.local().type() instanceof PlanType.Cell c
            ? new PlanType.CellRef(c.kind())
            : binding.local().type();
    Capture.Access access =
        switch (type) {
          case PlanType.CellRef c -> Capture.Access.ATOMIC;
          case PlanType.Buffer buffer when buffer.atomic() -> Capture.Access.ATOMIC;
          case PlanType.Channel c -> Capture.Access.CHANNEL;
          case PlanType.Channels c -> Capture.Access.CHANNEL;
          default ->
              analysis
                      .captures()
                      .anySatisfy(c ->
                          c.name().equals(binding.name()) && c.access() == Capture.Access.MOVED)
                  ? Capture.Access.MOVED
                  : inner.stores(binding)
                      ? Capture.Access.DISJOINT_WRITE
                      : Capture.Access.READ_ONLY;
        };
    return new Capture(binding.name(), type, access);
  }

  /** The variable that takes the number of errors of a region, if the function asks for it. */
  static Optional<Binding> errorCount(RoutineBuilder b, Region region) {
    return region.label().map(Hidden::errorsOf).filter(b::knows).map(b::lookup);
  }

  /** How many regions a block holds, those in each other included. */
  static int regions(Block block) {
    int count = 0;
    for (Stmt stmt : block.statements()) {
      count += stmt instanceof Region ? 1 : 0;
      for (Block inner : stmt.blocks()) {
        count += regions(inner);
      }
    }
    return count;
  }
}
