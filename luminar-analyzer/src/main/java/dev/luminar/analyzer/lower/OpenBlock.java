package dev.luminar.analyzer.lower;

import dev.luminar.model.Block;
import dev.luminar.model.For;
import dev.luminar.model.ForReceive;
import dev.luminar.model.Region;
import dev.luminar.model.Retry;
import dev.luminar.model.Stmt;
import dev.luminar.model.Task;
import dev.luminar.model.While;
import dev.luminar.model.Worker;
import dev.luminar.plan.Local;
import dev.luminar.plan.RegionErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A concurrent block on a runtime whose body is being lowered: its group and its statements. */
final class OpenBlock {

  final @Nullable OpenBlock around;
  final Local group;
  final RegionErrors errors;

  /** How often its tasks and items are tried again that do not say so themselves. */
  final Optional<Retry> retry;

  /** For each task statement, in source order, what counts its tasks if it stands in a loop. */
  private final List<@Nullable Local> counters = new ArrayList<>();

  private int next;

  OpenBlock(@Nullable OpenBlock around, Local group, RegionErrors errors, Optional<Retry> retry) {
    this.around = around;
    this.group = group;
    this.errors = errors;
    this.retry = retry;
  }

  void addCounter(@Nullable Local counter) {
    counters.add(counter);
  }

  /** The ordinal of the task statement that is lowered now. */
  int nextOrdinal() {
    return next++;
  }

  @Nullable Local counter(int ordinal) {
    return counters.get(ordinal);
  }

  /** For each task statement of a block's body, in source order, whether it stands in a loop. */
  static List<Boolean> statementsInLoops(Block body) {
    List<Boolean> result = new ArrayList<>();
    collect(body, false, result);
    return result;
  }

  private static void collect(Block block, boolean inLoop, List<Boolean> result) {
    for (Stmt stmt : block.statements()) {
      if (stmt instanceof Task || stmt instanceof Worker) {
        result.add(inLoop);
      } else if (!(stmt instanceof Region)) {
        boolean loop = stmt instanceof For || stmt instanceof While || stmt instanceof ForReceive;
        stmt.blocks().each(inner -> collect(inner, inLoop || loop, result));
      }
    }
  }
}
