package dev.luminar.analyzer.validate;

import dev.luminar.analyzer.facts.Effect;
import dev.luminar.analyzer.facts.FunctionFacts;
import dev.luminar.analyzer.facts.SpinLoops;
import dev.luminar.analyzer.scope.Enclosing;
import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.*;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A cleanup waits for nobody and starts no tasks: it runs while its task is asked to stop, and
 * cannot itself be stopped.
 */
final class CleanupsDoNotWait extends Rule {
  private final Map<String, Optional<Span>> waits = new HashMap<>();

  @Override
  void enter(Stmt statement, Place at) {
    if (!isInCleanup(at)) {
      return;
    }
    if (isWait(statement)) {
      report(statement.span(), "a cleanup may not wait or start tasks", Span.NONE, at);
    } else if (statement instanceof Call call && at.names().function(call.callee()) != null) {
      waitOf(call.callee(), new HashSet<>(), at)
          .ifPresent(wait ->
              report(
                  call.span(),
                  "a cleanup cannot call '" + call.callee() + "', which waits",
                  wait,
                  at));
    }
  }

  private static void report(Span span, String message, Span wait, Place at) {
    Diagnostic found = Diagnostic.error(DiagnosticCode.CLEANUP_WAITS, span, message);
    at.report(
        (wait.isKnown() ? found.withNote("it waits here", wait) : found)
            .withHelp(
                "use 'offer', 'poll' and 'close', which do not wait, or wait behind the cleanup"));
  }

  private static boolean isInCleanup(Place at) {
    return at.enclosing().stream().anyMatch(open -> open.kind() == Enclosing.Kind.CLEANUP);
  }

  private static boolean isWait(Stmt statement) {
    return switch (statement) {
      case Send s -> true;
      case Receive s -> true;
      case ForReceive s -> true;
      case Select s -> true;
      case Await s -> true;
      case Sleep s -> true;
      case Yield s -> true;
      case AsyncRead s -> true;
      case AsyncWrite s -> true;
      case Spawn s -> true;
      case Task s -> true;
      case Worker s -> true;
      case Pipeline s -> true;
      case Concurrent s -> true;
      case While s -> SpinLoops.waits(s);
      default -> false;
    };
  }

  /** The first place where a function, or one that it calls, waits. */
  private Optional<Span> waitOf(String function, Set<String> open, Place at) {
    Optional<Span> known = waits.get(function);
    FunctionFacts facts = at.facts().function(function).orElse(null);
    if (known != null || facts == null || !open.add(function)) {
      return known == null ? Optional.empty() : known;
    }
    Optional<Span> found = Optional.empty();
    if (mayWait(facts)) {
      Span[] first = {null};
      Walk.statements(
          at.names().function(function).body(),
          statement -> {
            if (first[0] == null && isWait(statement)) {
              first[0] = statement.span();
            }
          });
      found = Optional.ofNullable(first[0]);
    }
    for (String callee : facts.callees()) {
      if (found.isEmpty()) {
        found = waitOf(callee, open, at);
      }
    }
    // Inside a cycle nothing is known before its first function is done.
    if (found.isPresent() || open.size() == 1) {
      waits.put(function, found);
    }
    return found;
  }

  private static boolean mayWait(FunctionFacts facts) {
    return facts.has(Effect.CHANNELS)
        || facts.has(Effect.PAUSES)
        || facts.has(Effect.SPAWNS)
        || facts.has(Effect.JOINS)
        || facts.has(Effect.SPINS);
  }
}
