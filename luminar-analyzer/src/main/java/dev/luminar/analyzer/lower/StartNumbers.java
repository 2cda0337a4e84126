package dev.luminar.analyzer.lower;

import dev.luminar.model.Block;
import dev.luminar.model.For;
import dev.luminar.model.ForReceive;
import dev.luminar.model.Region;
import dev.luminar.model.Spawn;
import dev.luminar.model.Stmt;
import dev.luminar.model.Task;
import dev.luminar.model.While;
import dev.luminar.model.Worker;
import dev.luminar.plan.Local;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Val;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of the statements that start tasks in one body: of a concurrent block, of a task, or
 * of an item. They are counted in source order; one that stands in a loop counts its tasks.
 */
final class StartNumbers {

  /** For each statement what counts its tasks, if it stands in a loop. */
  private final List<@Nullable Local> counters = new ArrayList<>();

  private int next;

  private StartNumbers() {}

  /** The numbers of a body that is lowered next; what counts is declared here. */
  static StartNumbers of(RoutineBuilder b, Block body) {
    StartNumbers numbers = new StartNumbers();
    numbers.collect(b, body, false);
    return numbers;
  }

  private void collect(RoutineBuilder b, Block block, boolean inLoop) {
    for (Stmt stmt : block.statements()) {
      if (stmt instanceof Task || stmt instanceof Worker || stmt instanceof Spawn) {
        Local counter = inLoop ? b.declare("started", Val.i64(0)) : null;
        if (counter != null) {
          b.noteVariable(counter);
        }
        counters.add(counter);
      } else if (!(stmt instanceof Region)) {
        boolean loop = stmt instanceof For || stmt instanceof While || stmt instanceof ForReceive;
        stmt.blocks().each(inner -> collect(b, inner, inLoop || loop));
      }
    }
  }

  /** The ordinal of the statement that is lowered now. */
  int nextOrdinal() {
    return next++;
  }

  /** How many tasks a statement has started before (i64). */
  Val started(int ordinal) {
    Local counter = counters.get(ordinal);
    return counter == null ? Val.i64(0) : Val.read(counter);
  }

  /** Counts tasks that a statement has started. */
  void add(RoutineBuilder b, int ordinal, Val count) {
    Local counter = counters.get(ordinal);
    if (counter != null) {
      b.emit(new Code.Set(counter, LowerChannel.plus(Val.read(counter), count)));
    }
  }
}
