package dev.luminar.analyzer.validate;

import dev.luminar.analyzer.scope.Enclosing;
import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.model.AtomicCas;
import dev.luminar.model.Stmt;

/**
 * A weak compare-exchange, which may fail without a reason, stands in a loop of its own task and
 * says whether it succeeded, so that the loop can try again.
 */
final class WeakExchangesInLoops extends Rule {
  @Override
  void enter(Stmt statement, Place at) {
    if (!(statement instanceof AtomicCas exchange) || !exchange.isWeak()) {
      return;
    }
    boolean isInLoop = false;
    for (int i = at.enclosing().size() - 1; i >= 0; i--) {
      Enclosing.Kind kind = at.enclosing().get(i).kind();
      if (kind == Enclosing.Kind.LOOP) {
        isInLoop = true;
        break;
      }
      if (kind.isBorder()) {
        break;
      }
    }
    if (!isInLoop || exchange.ok().isEmpty()) {
      at.report(
          Diagnostic.error(
                  DiagnosticCode.WEAK_EXCHANGE_OUTSIDE_LOOP,
                  statement.span(),
                  isInLoop
                      ? "a weak compare-exchange may fail without a reason, and nobody asks whether it did"
                      : "a weak compare-exchange may fail without a reason, and no loop tries again")
              .withHelp("use 'cas', or a loop that goes on until the bound result is true"));
    }
  }
}
