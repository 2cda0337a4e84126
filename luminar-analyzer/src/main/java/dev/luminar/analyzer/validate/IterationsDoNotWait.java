package dev.luminar.analyzer.validate;

import dev.luminar.analyzer.facts.Effect;
import dev.luminar.analyzer.facts.FunctionFacts;
import dev.luminar.analyzer.facts.SpinLoops;
import dev.luminar.analyzer.scope.Declaration;
import dev.luminar.analyzer.scope.Enclosing;
import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.*;
import dev.luminar.model.expr.*;
import dev.luminar.model.type.ArrayType;
import dev.luminar.model.type.ChannelType;
import dev.luminar.model.type.TaskType;
import dev.luminar.model.type.Type;
import java.util.List;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * An iteration of a parallel block waits for nobody, since iterations may run one after the other:
 * not at a channel, unless a concurrent block in the iteration declares it and uses it, and not for
 * an atomic place that another iteration writes.
 */
final class IterationsDoNotWait extends Rule {
  private static final String HELP =
      "use a concurrent block with tasks, or declare the channel in a concurrent block inside the"
          + " iteration";

  @Override
  void enter(Stmt statement, Place at) {
    switch (statement) {
      case Send s -> channel(s.channel(), s.span(), at);
      case Receive s -> channel(s.channel(), s.span(), at);
      case Offer s -> channel(s.channel(), s.span(), at);
      case Poll s -> channel(s.channel(), s.span(), at);
      case Close s -> channel(s.channel(), s.span(), at);
      case ForReceive s -> channel(s.channel(), s.span(), at);
      case Worker s -> channel(s.channel(), s.span(), at);
      case Select s -> {
        for (SelectArm arm : s.arms()) {
          if (arm instanceof SelectSend send) {
            channel(send.channel(), s.span(), at);
          } else if (arm instanceof SelectReceive receive) {
            channel(receive.channel(), s.span(), at);
          } else if (arm instanceof SelectTimeout) {
            pause("wait for a time", s.span(), at);
          }
        }
      }
      case Sleep s -> pause("sleep", s.span(), at);
      case Yield s -> pause("let others run", s.span(), at);
      case Call s -> call(s.callee(), s.arguments(), s.span(), at);
      case Spawn s -> call(s.callee(), s.arguments(), s.span(), at);
      case Await s -> task(s.task(), "wait for", s.span(), at);
      case Cancel s -> task(s.task(), "cancel", s.span(), at);
      case While s -> spin(s, at);
      default -> {}
    }
  }

  /** The position of the innermost parallel block around this place, -1 if there is none. */
  private static int parallel(Place at) {
    List<Enclosing> blocks = at.enclosing();
    for (int i = blocks.size() - 1; i >= 0; i--) {
      if (blocks.get(i).kind() == Enclosing.Kind.PARALLEL) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isInConcurrentBehind(int parallel, Place at) {
    List<Enclosing> blocks = at.enclosing();
    for (int i = parallel + 1; i < blocks.size(); i++) {
      if (blocks.get(i).kind() == Enclosing.Kind.CONCURRENT) {
        return true;
      }
    }
    return false;
  }

  /** The task depth in the innermost parallel block around this place. */
  private static int depthOf(int parallel, Place at) {
    int depth = 0;
    for (int i = 0; i <= parallel; i++) {
      depth += at.enclosing().get(i).kind().isTaskBody() ? 1 : 0;
    }
    return depth;
  }

  private static void channel(Expr reference, Span span, Place at) {
    int parallel = parallel(at);
    if (parallel < 0) {
      return;
    }
    Declaration root = at.rootOf(reference);
    boolean isOuter = root != null && root.taskDepth() < depthOf(parallel, at);
    if (isOuter || !isInConcurrentBehind(parallel, at)) {
      report("an iteration of a parallel block cannot wait at a channel", span, root, at);
    }
  }

  private static void pause(String what, Span span, Place at) {
    int parallel = parallel(at);
    if (parallel >= 0 && !isInConcurrentBehind(parallel, at)) {
      report("an iteration of a parallel block cannot " + what, span, null, at);
    }
  }

  /** A reference to a task stays with those that wait: iterations have no part in them. */
  private static void task(Expr reference, String what, Span span, Place at) {
    int parallel = parallel(at);
    Declaration root = at.rootOf(reference);
    if (parallel >= 0 && (root == null || root.taskDepth() < depthOf(parallel, at))) {
      Diagnostic found =
          Diagnostic.error(
              DiagnosticCode.CHANNEL_IN_PARALLEL,
              span,
              "an iteration of a parallel block cannot " + what + " a task from outside");
      at.report(
          (root == null ? found : found.withNote("the task is declared here", root.span()))
              .withHelp("use a concurrent block with tasks; or spawn the task in the iteration"));
    }
  }

  private static void call(String callee, ImmutableList<Expr> arguments, Span span, Place at) {
    int parallel = parallel(at);
    if (parallel < 0) {
      return;
    }
    for (Expr argument : arguments) {
      Type type = argument.type();
      if (type instanceof TaskType
          || type instanceof ArrayType array && array.element() instanceof TaskType) {
        task(argument, "pass on", span, at);
        return;
      }
      boolean isChannel =
          argument.type() instanceof ChannelType
              || argument.type() instanceof ArrayType array
                  && array.element() instanceof ChannelType;
      if (isChannel) {
        channel(argument, span, at);
        return;
      }
    }
    FunctionFacts facts = at.facts().function(callee).orElse(null);
    if (facts == null
        || at.names().function(callee) == null
        || isInConcurrentBehind(parallel, at)) {
      return;
    }
    for (Effect effect : List.of(Effect.CHANNELS, Effect.PAUSES)) {
      if (facts.has(effect)) {
        Diagnostic found =
            Diagnostic.error(
                    DiagnosticCode.CHANNEL_IN_PARALLEL,
                    span,
                    "an iteration of a parallel block cannot call '"
                        + callee
                        + "', which "
                        + effect.words())
                .withNote("it does so here", facts.placeOf(effect).orElse(Span.NONE))
                .withHelp(HELP);
        at.report(found);
        return;
      }
    }
  }

  private static void report(String message, Span span, @Nullable Declaration root, Place at) {
    Diagnostic found = Diagnostic.error(DiagnosticCode.CHANNEL_IN_PARALLEL, span, message);
    at.report(
        (root == null ? found : found.withNote("the channel is declared here", root.span()))
            .withHelp(HELP));
  }

  private static void spin(While loop, Place at) {
    Enclosing border = at.border();
    if (border != null && border.kind() == Enclosing.Kind.PARALLEL && SpinLoops.waits(loop)) {
      at.report(
          Diagnostic.error(
                  DiagnosticCode.ITERATION_WAITS_FOR_ANOTHER,
                  loop.span(),
                  "the loop ends only when another iteration writes, and that one may never run")
              .withHelp("use a concurrent block with tasks, whose tasks all make progress"));
    }
  }
}
