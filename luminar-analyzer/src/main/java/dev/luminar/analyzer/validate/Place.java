package dev.luminar.analyzer.validate;

import dev.luminar.analyzer.facts.ProgramFacts;
import dev.luminar.analyzer.scope.Declaration;
import dev.luminar.analyzer.scope.Enclosing;
import dev.luminar.analyzer.scope.ProgramNames;
import dev.luminar.diag.Diagnostic;
import dev.luminar.model.Function;
import dev.luminar.model.expr.Expr;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where in a program a rule is asked, and what it may know there. */
interface Place {
  Function function();

  ProgramNames names();

  ProgramFacts facts();

  /** What a name stands for here, or null. */
  @Nullable Declaration find(String name);

  /** What a buffer or reference refers to in the end, or null. */
  @Nullable Declaration rootOf(Expr expr);

  /** The open blocks, the function's first. */
  List<Enclosing> enclosing();

  /** In how many task bodies this place lies. */
  int taskDepth();

  void report(Diagnostic diagnostic);

  /** The innermost open block that no jump may leave, or null. */
  default @Nullable Enclosing border() {
    List<Enclosing> blocks = enclosing();
    for (int i = blocks.size() - 1; i >= 0; i--) {
      if (blocks.get(i).kind().isBorder()) {
        return blocks.get(i);
      }
    }
    return null;
  }
}
