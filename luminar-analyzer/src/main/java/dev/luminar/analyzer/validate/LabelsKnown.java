package dev.luminar.analyzer.validate;

import dev.luminar.analyzer.scope.Enclosing;
import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.*;
import dev.luminar.model.expr.*;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Each label belongs to one region of a function; errors are asked of a region that has ended, in
 * the block or task that ran it; only what is open can be cancelled.
 */
final class LabelsKnown extends Rule {
  private final Map<String, Span> all = new HashMap<>();
  private final Map<String, Integer> ended = new HashMap<>();
  private final Deque<List<String>> blocks = new ArrayDeque<>();

  @Override
  void start(Function function, Place at) {
    all.clear();
    ended.clear();
    blocks.clear();
  }

  @Override
  void enterBlock(Block block, Place at) {
    blocks.push(new ArrayList<>());
  }

  @Override
  void leaveBlock(Block block, Place at) {
    blocks.pop().forEach(ended::remove);
  }

  @Override
  void enter(Stmt statement, Place at) {
    if (statement instanceof Region region && region.label().isPresent()) {
      String label = region.label().get();
      Span before = all.putIfAbsent(label, region.span());
      if (before != null) {
        at.report(
            Diagnostic.error(
                    DiagnosticCode.LABEL_TWICE,
                    region.span(),
                    "two regions of the function have the label '" + label + "'")
                .withNote("the other one is here", before)
                .withHelp("give one of them another label"));
      }
    } else if (statement instanceof CancelBlock cancel) {
      cancel(cancel, at);
    }
  }

  private static void cancel(CancelBlock cancel, Place at) {
    boolean isInIteration = false;
    for (int i = at.enclosing().size() - 1; i >= 0 && !isInIteration; i--) {
      Enclosing open = at.enclosing().get(i);
      isInIteration = open.kind() == Enclosing.Kind.PARALLEL;
      if (open.kind() == Enclosing.Kind.CONCURRENT
          && (cancel.label().isEmpty()
              || open.statement() instanceof Concurrent block
                  && block.label().equals(cancel.label()))) {
        return;
      }
    }
    String which = cancel.label().map(label -> " with the label '" + label + "'").orElse("");
    at.report(
        Diagnostic.error(
                DiagnosticCode.LABEL_NOT_KNOWN,
                cancel.span(),
                "no concurrent block" + which + " is open here")
            .withHelp(
                isInIteration
                    ? "an iteration of a parallel block cannot cancel a block around the iterations"
                    : "only a concurrent block around the statement can be cancelled"));
  }

  @Override
  void leave(Stmt statement, Place at) {
    if (statement instanceof Region region && region.label().isPresent() && !blocks.isEmpty()) {
      String label = region.label().get();
      if (ended.putIfAbsent(label, at.taskDepth()) == null) {
        blocks.getFirst().add(label);
      }
    }
  }

  @Override
  void expression(Expr expr, Place at) {
    if (!(expr instanceof ErrorsOf errors)) {
      return;
    }
    Optional<Integer> depth = Optional.ofNullable(ended.get(errors.label()));
    if (depth.isEmpty()) {
      Diagnostic found =
          Diagnostic.error(
              DiagnosticCode.LABEL_NOT_KNOWN,
              errors.span(),
              "no region with the label '" + errors.label() + "' has ended here");
      Span place = all.get(errors.label());
      at.report(
          (place == null ? found : found.withNote("a region of that label is here", place))
              .withHelp("ask for the errors behind the region, in the block that holds it"));
    } else if (depth.get() != at.taskDepth()) {
      at.report(
          Diagnostic.error(
                  DiagnosticCode.LABEL_NOT_KNOWN,
                  errors.span(),
                  "the region '" + errors.label() + "' has ended outside of this task")
              .withHelp("bind the count outside: 'let count = errors(" + errors.label() + ");'"));
    }
  }
}
