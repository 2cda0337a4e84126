package dev.luminar.analyzer.validate;

import dev.luminar.analyzer.facts.FunctionFacts;
import dev.luminar.analyzer.facts.ParameterUse;
import dev.luminar.analyzer.scope.Declaration;
import dev.luminar.analyzer.scope.Enclosing;
import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.*;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.type.ArrayType;
import dev.luminar.model.type.ChannelType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * Where all uses of a channel can be seen: what is sent is received, what is received is sent, and
 * a loop over the items ends since somebody closes, or stops a block around it. Only warnings,
 * since such a program has a meaning: it deadlocks, and says so.
 */
final class ChannelsHaveBothEnds extends Rule {
  /** A loop over the items of a channel, in the concurrent blocks of these ordinals. */
  private record Loop(Span span, List<Integer> blocks) {}

  private static final class Uses {
    final Map<ParameterUse, Span> first = new EnumMap<>(ParameterUse.class);
    final List<Loop> loops = new ArrayList<>();
    boolean offers;
    boolean polls;
    boolean escapes;

    void add(ParameterUse use, Span span) {
      first.putIfAbsent(use, span);
    }

    boolean has(ParameterUse use) {
      return first.containsKey(use);
    }
  }

  private final Map<Declaration, Uses> channels = new LinkedHashMap<>();

  /** The ordinals of the blocks that are cancelled from inside or have a timeout. */
  private final Set<Integer> stopped = new HashSet<>();

  @Override
  void start(Function function, Place at) {
    channels.clear();
    stopped.clear();
  }

  @Override
  void declared(Declaration declaration, @Nullable Declaration hidden, Place at) {
    if (declaration.kind() == Declaration.Kind.CHANNEL
        && declaration.type() instanceof ChannelType) {
      channels.put(declaration, new Uses());
    }
  }

  private @Nullable Uses usesOf(Expr reference, Place at) {
    Declaration root = at.rootOf(reference);
    return root == null ? null : channels.get(root);
  }

  private void use(Expr reference, ParameterUse use, Span span, Place at) {
    Uses uses = usesOf(reference, at);
    if (uses != null) {
      uses.add(use, span);
    }
  }

  private void loop(Expr reference, Span span, Place at) {
    Uses uses = usesOf(reference, at);
    if (uses != null) {
      uses.add(ParameterUse.RECEIVE, span);
      List<Integer> blocks = new ArrayList<>();
      for (Enclosing open : at.enclosing()) {
        if (open.statement() instanceof Concurrent block) {
          blocks.add(open.region());
          if (block.options().timeout().isPresent()) {
            stopped.add(open.region());
          }
        }
      }
      uses.loops.add(new Loop(span, blocks));
    }
  }

  @Override
  void enter(Stmt statement, Place at) {
    Span span = statement.span();
    switch (statement) {
      case Send s -> use(s.channel(), ParameterUse.SEND, span, at);
      case Offer s -> {
        Uses uses = usesOf(s.channel(), at);
        if (uses != null) {
          uses.offers = true;
        }
      }
      case Receive s -> use(s.channel(), ParameterUse.RECEIVE, span, at);
      case Poll s -> use(s.channel(), ParameterUse.RECEIVE, span, at);
      case Close s -> use(s.channel(), ParameterUse.CLOSE, span, at);
      case ForReceive s -> loop(s.channel(), span, at);
      case Worker s -> loop(s.channel(), span, at);
      case Call s -> passed(s.callee(), s.arguments(), span, at);
      case Spawn s -> passed(s.callee(), s.arguments(), span, at);
      case Store s -> {
        if (s.target().type() instanceof ArrayType) {
          escapes(s.value(), at);
        }
      }
      case Select s -> select(s, at);
      case CancelBlock s -> cancelled(s, at);
      case Pipeline s -> s.expressions().forEach(expr -> escapes(expr, at));
      default -> {}
    }
  }

  /** A select can serve others, and is not stuck if they do not serve it: it has other arms. */
  private void select(Select select, Place at) {
    for (SelectArm arm : select.arms()) {
      if (arm instanceof SelectSend send) {
        Uses uses = usesOf(send.channel(), at);
        if (uses != null) {
          uses.offers = true;
        }
      } else if (arm instanceof SelectReceive receive) {
        Uses uses = usesOf(receive.channel(), at);
        if (uses != null) {
          uses.polls = true;
        }
      }
    }
  }

  private void cancelled(CancelBlock cancel, Place at) {
    for (int i = at.enclosing().size() - 1; i >= 0; i--) {
      Enclosing open = at.enclosing().get(i);
      if (open.statement() instanceof Concurrent block
          && (cancel.label().isEmpty() || block.label().equals(cancel.label()))) {
        stopped.add(open.region());
        return;
      }
    }
  }

  private void escapes(Expr reference, Place at) {
    Uses uses = usesOf(reference, at);
    if (uses != null) {
      uses.escapes = true;
    }
  }

  private void passed(String callee, ImmutableList<Expr> arguments, Span span, Place at) {
    FunctionFacts facts =
        at.names().function(callee) == null ? null : at.facts().function(callee).orElse(null);
    for (int i = 0; i < arguments.size(); i++) {
      if (!(arguments.get(i).type() instanceof ChannelType)) {
        continue;
      }
      if (facts == null) {
        escapes(arguments.get(i), at);
        continue;
      }
      for (ParameterUse use : ParameterUse.values()) {
        if (facts.uses(i, use)) {
          use(arguments.get(i), use, span, at);
        }
      }
    }
  }

  @Override
  void end(Function function, Place at) {
    channels.forEach((channel, uses) -> judge(channel, uses, at));
  }

  /** A loop that nothing ends: neither a close nor the end of a block around it. */
  private @Nullable Loop endless(Uses uses) {
    if (uses.has(ParameterUse.CLOSE)) {
      return null;
    }
    for (Loop loop : uses.loops) {
      if (Collections.disjoint(loop.blocks(), stopped)) {
        return loop;
      }
    }
    return null;
  }

  private void judge(Declaration channel, Uses uses, Place at) {
    if (uses.escapes) {
      return;
    }
    String name = "'" + channel.name() + "'";
    Loop endless = endless(uses);
    if (uses.has(ParameterUse.RECEIVE)
        && !uses.has(ParameterUse.SEND)
        && !uses.offers
        && !uses.has(ParameterUse.CLOSE)) {
      warn(
          DiagnosticCode.CHANNEL_NEVER_SENT,
          uses.first.get(ParameterUse.RECEIVE),
          "nobody sends to " + name + " or closes it, so this waits for ever",
          "send to it or close it in another task",
          channel,
          at);
    } else if (endless != null) {
      warn(
          DiagnosticCode.CHANNEL_NEVER_CLOSED,
          endless.span(),
          "nobody closes " + name + ", so this never ends",
          "close it behind the last send: 'close(" + channel.name() + ");'",
          channel,
          at);
    }
    if (uses.has(ParameterUse.SEND) && !uses.has(ParameterUse.RECEIVE) && !uses.polls) {
      warn(
          DiagnosticCode.CHANNEL_NEVER_RECEIVED,
          uses.first.get(ParameterUse.SEND),
          "nobody receives from " + name + ", so this waits for ever when the channel is full",
          "receive from it in another task",
          channel,
          at);
    }
  }

  private static void warn(
      DiagnosticCode code,
      @Nullable Span span,
      String message,
      String help,
      Declaration channel,
      Place at) {
    at.report(
        Diagnostic.warning(code, span == null ? channel.span() : span, message)
            .withNote("it is declared here", channel.span())
            .withHelp(help));
  }
}
