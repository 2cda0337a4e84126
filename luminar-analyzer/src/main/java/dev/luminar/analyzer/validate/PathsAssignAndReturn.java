package dev.luminar.analyzer.validate;

import dev.luminar.analyzer.scope.Declaration;
import dev.luminar.analyzer.scope.Enclosing;
import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.*;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Literal;
import dev.luminar.model.expr.Ref;
import dev.luminar.model.type.Type;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * On every path a variable has a value before it is read, and a function with a result returns it.
 *
 * <p>What is known at a place is the set of variables that may not have a value yet, or that the
 * place cannot be reached. Sets are never changed, so that branches share them.
 */
final class PathsAssignAndReturn extends Rule {
  /** The state behind a jump: nothing is unassigned where nothing gets. */
  private static final @Nullable Set<Declaration> UNREACHABLE = null;

  /** What is known around a statement that holds blocks. */
  private static final class Flow {
    final Stmt statement;
    final @Nullable Set<Declaration> before;
    @Nullable Set<Declaration> ends = UNREACHABLE;
    @Nullable Set<Declaration> breaks = UNREACHABLE;

    Flow(Stmt statement, @Nullable Set<Declaration> before) {
      this.statement = statement;
      this.before = before;
    }
  }

  private final Deque<Flow> flows = new ArrayDeque<>();
  private @Nullable Set<Declaration> unassigned = Set.of();

  @Override
  void start(Function function, Place at) {
    flows.clear();
    unassigned = Set.of();
  }

  @Override
  void end(Function function, Place at) {
    if (function.result().isPresent() && unassigned != UNREACHABLE) {
      at.report(
          Diagnostic.error(
                  DiagnosticCode.RESULT_MISSING,
                  function.span(),
                  "'" + function.name() + "' may end without returning " + function.result().get())
              .withHelp("end each path with 'return' or 'raise'"));
    }
  }

  @Override
  void enter(Stmt statement, Place at) {
    if (statement instanceof Return s) {
      fits(s, at);
    }
  }

  private static void fits(Return s, Place at) {
    Optional<Type> wanted = at.function().result();
    Optional<Type> given = s.value().map(Expr::type);
    if (!wanted.equals(given)) {
      Span place = s.value().map(Expr::span).filter(Span::isKnown).orElse(s.span());
      at.report(
          Diagnostic.error(
                  DiagnosticCode.RETURN_DOES_NOT_FIT,
                  place,
                  "'"
                      + at.function().name()
                      + "' returns "
                      + words(wanted)
                      + ", not "
                      + words(given))
              .withNote("it is declared here", at.function().span())
              .withHelp("return what the function declares"));
    }
  }

  private static String words(Optional<Type> type) {
    return type.map(Type::toString).orElse("nothing");
  }

  @Override
  void expression(Expr expr, Place at) {
    if (!(expr instanceof Ref ref) || unassigned == UNREACHABLE || unassigned.isEmpty()) {
      return;
    }
    Declaration found = at.find(ref.name());
    if (found != null && unassigned.contains(found)) {
      at.report(
          Diagnostic.error(
                  DiagnosticCode.READ_BEFORE_ASSIGNED,
                  ref.span(),
                  "'" + ref.name() + "' may not have a value here")
              .withNote("it is declared here, without one", found.span())
              .withHelp("give it a first value, or assign it on every path to this place"));
      unassigned = without(unassigned, found);
    }
  }

  @Override
  void declared(Declaration declaration, @Nullable Declaration hidden, Place at) {
    if (declaration.kind() == Declaration.Kind.VARIABLE && isBare && unassigned != UNREACHABLE) {
      var more = new HashSet<>(unassigned);
      more.add(declaration);
      unassigned = more;
    }
  }

  /** Whether the variable that is declared next has no first value. */
  private boolean isBare;

  @Override
  void evaluated(Stmt statement, Place at) {
    switch (statement) {
      case Var s -> isBare = s.value().isEmpty();
      case Assign s -> {
        Declaration target = at.find(s.target().name());
        if (target != null && unassigned != UNREACHABLE && unassigned.contains(target)) {
          unassigned = without(unassigned, target);
        }
      }
      case Return s -> unassigned = UNREACHABLE;
      case Raise s -> unassigned = UNREACHABLE;
      case Reraise s -> unassigned = UNREACHABLE;
      case Continue s -> unassigned = UNREACHABLE;
      case Break s -> {
        Flow loop = loop();
        if (loop != null) {
          loop.breaks = union(loop.breaks, unassigned);
        }
        unassigned = UNREACHABLE;
      }
      default -> {}
    }
    if (statement.blocks().notEmpty()) {
      flows.push(new Flow(statement, unassigned));
    }
  }

  private @Nullable Flow loop() {
    for (Flow flow : flows) {
      if (flow.statement instanceof While
          || flow.statement instanceof For
          || flow.statement instanceof ForReceive) {
        return flow;
      }
    }
    return null;
  }

  @Override
  void enterBlock(Block block, Place at) {
    Flow flow = flows.peek();
    if (flow != null && at.enclosing().getLast().statement() == flow.statement) {
      unassigned = flow.before;
    }
  }

  @Override
  void leaveBlock(Block block, Place at) {
    Flow flow = flows.peek();
    Enclosing open = at.enclosing().getLast();
    if (flow == null || open.statement() != flow.statement) {
      return;
    }
    if (open.kind() == Enclosing.Kind.CLEANUP) {
      flow.ends = ensured(flow.ends, unassigned);
    } else {
      flow.ends = union(flow.ends, unassigned);
    }
  }

  /** Behind a cleanup: what the body or the cleanup assigned has a value. */
  private static @Nullable Set<Declaration> ensured(
      @Nullable Set<Declaration> body, @Nullable Set<Declaration> cleanup) {
    if (body == UNREACHABLE || cleanup == UNREACHABLE) {
      return UNREACHABLE;
    }
    var both = new HashSet<>(body);
    both.retainAll(cleanup);
    return both;
  }

  @Override
  void leave(Stmt statement, Place at) {
    if (statement.blocks().isEmpty()) {
      return;
    }
    Flow flow = flows.pop();
    unassigned =
        switch (statement) {
          case If s -> s.otherwise().isPresent() ? flow.ends : union(flow.ends, flow.before);
          case While s when s.condition() instanceof Literal always && always.booleanValue() ->
              flow.breaks;
          case While s -> union(flow.before, flow.breaks);
          case For s -> union(flow.before, flow.breaks);
          case ForReceive s -> union(flow.before, flow.breaks);
          case Attempt s -> flow.ends;
          case Ensure s -> flow.ends;
          case Select s -> flow.ends;
          case Concurrent s -> flow.ends;
          default -> flow.before;
        };
  }

  private static @Nullable Set<Declaration> union(
      @Nullable Set<Declaration> left, @Nullable Set<Declaration> right) {
    if (left == UNREACHABLE || left == right) {
      return right;
    }
    if (right == UNREACHABLE || left.containsAll(right)) {
      return left;
    }
    var both = new HashSet<>(left);
    both.addAll(right);
    return both;
  }

  private static Set<Declaration> without(Set<Declaration> set, Declaration declaration) {
    var fewer = new HashSet<>(set);
    fewer.remove(declaration);
    return fewer.isEmpty() ? Set.of() : fewer;
  }
}
