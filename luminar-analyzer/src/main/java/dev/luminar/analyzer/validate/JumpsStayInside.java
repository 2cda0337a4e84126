package dev.luminar.analyzer.validate;

import dev.luminar.analyzer.scope.Enclosing;
import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.*;
import org.jspecify.annotations.Nullable;

/** No jump leaves a region, a task, or a cleanup; break and continue have a loop. */
final class JumpsStayInside extends Rule {
  @Override
  void enter(Stmt statement, Place at) {
    switch (statement) {
      case Break s -> loop("break", s.span(), at);
      case Continue s -> loop("continue", s.span(), at);
      case Return s -> {
        Enclosing left = firstBorder(at);
        if (left != null) {
          leaves("return", left, s.span(), at);
        }
      }
      case Emit s -> {
        Enclosing border = at.border();
        if (border == null || border.kind() != Enclosing.Kind.STAGE) {
          at.report(
              Diagnostic.error(
                      DiagnosticCode.EMIT_OUTSIDE_STAGE, s.span(), "there is no stage to emit from")
                  .withHelp("emit inside a flat_map, window or batch of a pipeline"));
        }
      }
      default -> {}
    }
  }

  private static boolean isBorder(Enclosing open) {
    return open.kind().isBorder() || open.kind() == Enclosing.Kind.CLEANUP;
  }

  private static @Nullable Enclosing firstBorder(Place at) {
    for (int i = at.enclosing().size() - 1; i >= 0; i--) {
      if (isBorder(at.enclosing().get(i))) {
        return at.enclosing().get(i);
      }
    }
    return null;
  }

  private static void loop(String word, Span span, Place at) {
    Enclosing border = null;
    for (int i = at.enclosing().size() - 1; i >= 0; i--) {
      Enclosing open = at.enclosing().get(i);
      if (open.kind() == Enclosing.Kind.LOOP) {
        if (border != null) {
          leaves(word, border, span, at);
        }
        return;
      }
      if (border == null && isBorder(open)) {
        border = open;
      }
    }
    at.report(
        Diagnostic.error(
                DiagnosticCode.JUMP_OUTSIDE_LOOP, span, "'" + word + "' has no loop around it")
            .withHelp("a parallel block or a worker is no loop: use 'if' to skip the rest"));
  }

  private static void leaves(String word, Enclosing left, Span span, Place at) {
    String what =
        switch (left.kind()) {
          case PARALLEL -> "the iteration of a parallel block";
          case CONCURRENT -> "a concurrent block";
          case TASK -> "a task";
          case WORKER -> "a worker";
          case STAGE -> "a stage";
          default -> "a cleanup";
        };
    Diagnostic found =
        Diagnostic.error(
            DiagnosticCode.JUMP_LEAVES_REGION, span, "'" + word + "' cannot leave " + what);
    Stmt holder = left.statement();
    at.report(
        (holder == null ? found : found.withNote("it begins here", holder.span()))
            .withHelp("let the block end by itself; raise an error to stop it"));
  }
}
