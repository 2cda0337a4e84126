package dev.luminar.analyzer.validate;

import dev.luminar.analyzer.scope.Declaration;
import dev.luminar.analyzer.scope.Enclosing;
import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.model.*;
import dev.luminar.model.expr.Ref;
import dev.luminar.model.type.ArrayType;
import org.jspecify.annotations.Nullable;

/**
 * What a name refers to is changed only by the task that declared it, and no task may be using it.
 */
final class SwapsOfOwnNames extends Rule {
  @Override
  void enter(Stmt statement, Place at) {
    if (statement instanceof Swap swap) {
      swapped(swap.first(), swap, at);
      swapped(swap.second(), swap, at);
    } else if (statement instanceof Store store && store.target().type() instanceof ArrayType) {
      stored(store, at);
    }
  }

  private static void swapped(Ref ref, Swap swap, Place at) {
    Declaration found = at.find(ref.name());
    if (found == null) {
      return;
    }
    if (found.kind() != Declaration.Kind.BUFFER && found.kind() != Declaration.Kind.PARAMETER) {
      at.report(
          Diagnostic.error(
                  DiagnosticCode.NOT_SWAPPABLE,
                  ref.span(),
                  "'"
                      + ref.name()
                      + "' is "
                      + found.kind().words()
                      + ", which always stands for one buffer")
              .withNote("it is declared here", found.span())
              .withHelp("swap parameters and buffers that are declared as such"));
      return;
    }
    Enclosing border = at.border();
    boolean isOwner = border != null && border.kind() == Enclosing.Kind.CONCURRENT;
    if (found.taskDepth() < at.taskDepth() || isOwner) {
      at.report(
          Diagnostic.error(
                  DiagnosticCode.OUTER_NAME_CHANGED,
                  swap.span(),
                  "'" + ref.name() + "' cannot be swapped here, where other tasks may use it")
              .withNote("it is declared here", found.span())
              .withHelp("swap before or behind the block"));
    }
  }

  private static void stored(Store store, Place at) {
    @Nullable Declaration array = at.rootOf(store.target());
    if (array != null && array.taskDepth() < at.taskDepth()) {
      at.report(
          Diagnostic.error(
                  DiagnosticCode.OUTER_NAME_CHANGED,
                  store.span(),
                  "a task cannot store into the array '" + array.name() + "' from outside")
              .withNote("it is declared here", array.span())
              .withHelp("fill the array before the tasks are started"));
    }
  }
}
