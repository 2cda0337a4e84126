package dev.luminar.analyzer.race;

import dev.luminar.analyzer.scope.Declaration;
import dev.luminar.analyzer.scope.FunctionWalk;
import dev.luminar.model.AsyncRead;
import dev.luminar.model.Call;
import dev.luminar.model.Function;
import dev.luminar.model.Spawn;
import dev.luminar.model.Stmt;
import dev.luminar.model.Store;
import dev.luminar.model.Swap;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.type.BufferType;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the buffers that tasks of a function may write: what is read from such a buffer is not the
 * same everywhere in a region.
 */
final class SharedWrites extends FunctionWalk {
  private final Set<Integer> written = new HashSet<>();
  private final SwappedLets.Moved moved;

  private SharedWrites(SwappedLets.Moved moved) {
    this.moved = moved;
  }

  static SharedWrites of(Function function, SwappedLets.Moved moved) {
    var writes = new SharedWrites(moved);
    writes.walk(function);
    return writes;
  }

  /** Nothing is known about any function. */
  static SharedWrites none() {
    return new SharedWrites(SwappedLets.NONE);
  }

  /** Whether the elements of a buffer, reached through a name, may change while a region runs. */
  boolean changes(Declaration root, Declaration base) {
    return written.contains(root.number()) || moved.views().contains(base.number());
  }

  @Override
  protected void enter(Stmt statement) {
    if (taskDepth() == 0 && enclosing().stream().noneMatch(e -> e.kind().isBorder())) {
      return;
    }
    switch (statement) {
      case Store s -> note(s.target());
      case Call s -> s.arguments().forEach(this::note);
      case Spawn s -> s.arguments().forEach(this::note);
      case AsyncRead s -> note(s.buffer());
      case Swap s -> {
        note(s.first());
        note(s.second());
      }
      default -> {}
    }
  }

  private void note(Expr buffer) {
    @Nullable Declaration root = buffer.type() instanceof BufferType ? rootOf(buffer) : null;
    if (root != null) {
      written.add(root.number());
    }
  }
}
