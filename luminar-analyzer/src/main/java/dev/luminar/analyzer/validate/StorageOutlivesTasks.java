package dev.luminar.analyzer.validate;

import dev.luminar.analyzer.scope.Declaration;
import dev.luminar.analyzer.scope.Enclosing;
import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.AtomicCas;
import dev.luminar.model.AtomicLoad;
import dev.luminar.model.AtomicPlace;
import dev.luminar.model.AtomicRmw;
import dev.luminar.model.AtomicStore;
import dev.luminar.model.CellPlace;
import dev.luminar.model.Function;
import dev.luminar.model.Spawn;
import dev.luminar.model.Stmt;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Ref;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task uses storage and channels that live at least as long as its block, which joins it: they
 * are declared outside of the block or in its body itself, not in a loop or branch there; and a
 * spawned task uses nothing that the task which spawns it declares.
 */
final class StorageOutlivesTasks extends Rule {
  /** For each declaration the position of the open block that it stands in. */
  private final Map<Integer, Integer> homes = new HashMap<>();

  @Override
  void start(Function function, Place at) {
    homes.clear();
  }

  @Override
  void declared(Declaration declaration, @Nullable Declaration hidden, Place at) {
    homes.put(declaration.number(), at.enclosing().size() - 1);
  }

  @Override
  void expression(Expr expr, Place at) {
    if (expr instanceof Ref ref) {
      used(at.rootOf(ref), ref.span(), at);
    }
  }

  @Override
  void enter(Stmt statement, Place at) {
    switch (statement) {
      case AtomicLoad s -> used(s.place(), at);
      case AtomicStore s -> used(s.place(), at);
      case AtomicRmw s -> used(s.place(), at);
      case AtomicCas s -> used(s.place(), at);
      case Spawn s -> s.arguments().each(argument -> given(argument, s.span(), at));
      default -> {}
    }
  }

  private void used(AtomicPlace place, Place at) {
    if (place instanceof CellPlace cell) {
      used(at.find(cell.name()), cell.span(), at);
    }
  }

  /** The task statements around this place may outlive what stands between them and their block. */
  private void used(@Nullable Declaration root, Span span, Place at) {
    if (root == null || !isStorage(root)) {
      return;
    }
    List<Enclosing> blocks = at.enclosing();
    int home = homes.getOrDefault(root.number(), 0);
    for (int task = home + 1; task < blocks.size(); task++) {
      Enclosing.Kind kind = blocks.get(task).kind();
      boolean isTask = kind == Enclosing.Kind.TASK || kind == Enclosing.Kind.WORKER;
      if (isTask && concurrent(blocks.subList(0, task)) < home) {
        report(root, span, at);
        return;
      }
    }
  }

  private void given(Expr argument, Span span, Place at) {
    Declaration root = argument.type().isValue() ? null : at.rootOf(argument);
    if (root != null
        && isStorage(root)
        && homes.getOrDefault(root.number(), 0) > concurrent(at.enclosing())) {
      report(root, span, at);
    }
  }

  /** The position of the innermost concurrent block. */
  private static int concurrent(List<Enclosing> blocks) {
    int found = blocks.size() - 1;
    while (found >= 0 && blocks.get(found).kind() != Enclosing.Kind.CONCURRENT) {
      found--;
    }
    return found;
  }

  private static boolean isStorage(Declaration root) {
    return switch (root.kind()) {
      case BUFFER, CHANNEL, CELL, ARRAY -> true;
      case REDUCED -> !root.type().isValue();
      default -> false;
    };
  }

  private static void report(Declaration root, Span span, Place at) {
    at.report(
        Diagnostic.error(
                DiagnosticCode.STORAGE_ENDS_BEFORE_TASK,
                span,
                "'" + root.name() + "' may end before the task that uses it")
            .withNote("it is declared here, and lives to the end of its block", root.span())
            .withHelp("declare it in the body of the concurrent block itself, or outside of it"));
  }
}
