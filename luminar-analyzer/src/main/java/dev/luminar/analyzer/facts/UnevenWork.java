package dev.luminar.analyzer.facts;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.*;
import dev.luminar.model.expr.*;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * Finds what makes the iterations of a parallel block take different times: a loop whose number of
 * turns differs from one iteration to another.
 *
 * <p>A name is the same in all iterations if it comes from outside, or is made of such names alone.
 * So is the index of a loop over a range that is the same.
 */
public final class UnevenWork {
  private final Set<String> varying = new HashSet<>();
  private final ProgramFacts facts;
  private @Nullable Cause cause;

  /**
   * Why iterations take different times.
   *
   * @param what a clause that says it
   * @param place where
   */
  public record Cause(String what, Span place) {}

  private UnevenWork(ProgramFacts facts) {
    this.facts = facts;
  }

  /** Returns the first cause in a block, if there is one. */
  public static Optional<Cause> in(Parallel block, ProgramFacts facts) {
    var found = new UnevenWork(requireNonNull(facts, "facts"));
    found.varying.add(block.index());
    found.statements(block.body());
    return Optional.ofNullable(found.cause);
  }

  /** What the time of a call depends on. */
  enum Calls {
    /** Nothing: each call takes about the same time. */
    EVEN,
    /** Its arguments. */
    BY_ARGUMENTS,
    /** The elements of buffers, or how deep it calls itself. */
    BY_DATA
  }

  /** What the time of a call of a function depends on; its callees are known. */
  static Calls of(Function function, FunctionFacts known, ProgramFacts facts) {
    if (known.isRecursive() || isUneven(function, facts, false)) {
      return Calls.BY_DATA;
    }
    return isUneven(function, facts, true) ? Calls.BY_ARGUMENTS : Calls.EVEN;
  }

  private static boolean isUneven(Function function, ProgramFacts facts, boolean argumentsVary) {
    var found = new UnevenWork(facts);
    if (argumentsVary) {
      function.parameters().forEach(parameter -> found.varying.add(parameter.name()));
    }
    found.statements(function.body());
    return found.cause != null;
  }

  private void report(String what, Span place) {
    if (cause == null) {
      cause = new Cause(what, place);
    }
  }

  private void statements(Block block) {
    for (Stmt statement : block.statements()) {
      if (cause != null) {
        return;
      }
      statement.expressions().forEach(expr -> Walk.expressions(expr, this::call));
      switch (statement) {
        case Let s -> {
          if (varies(s.value())) {
            varying.add(s.name());
          }
        }
        case While s -> report("a loop runs until its condition fails", s.span());
        case For s -> {
          loop(s.range(), s.index(), s.span());
          if (leavesEarly(s.body())) {
            report("a loop may be left early", s.span());
          }
        }
        case Parallel s -> {
          loop(s.range(), s.index(), s.span());
          s.reductions().forEach(reduction -> varying.add(reduction.name()));
        }
        case Call s -> {
          called(s.callee(), s.arguments(), s.span());
          s.result().ifPresent(varying::add);
        }
        case Var s -> varying.add(s.name());
        case BufferDecl s -> {
          if (varies(s.length())) {
            varying.add(s.name());
          }
        }
        case AtomicLoad s -> varying.add(s.result());
        case AtomicRmw s -> s.result().ifPresent(varying::add);
        case AtomicCas s -> {
          s.seen().ifPresent(varying::add);
          s.ok().ifPresent(varying::add);
        }
        default -> {}
      }
      statement.blocks().forEach(this::statements);
    }
  }

  private void loop(Range range, String index, Span span) {
    if (range.expressions().anySatisfy(this::varies)) {
      varying.add(index);
      report("the turns of a loop differ from one iteration to another", span);
    }
  }

  private static boolean leavesEarly(Block body) {
    boolean[] found = {false};
    Walk.statements(body, inner -> found[0] |= inner instanceof Break || inner instanceof Return);
    return found[0];
  }

  private boolean varies(Expr expr) {
    boolean[] found = {false};
    Walk.expressions(
        expr,
        part ->
            found[0] |=
                part instanceof Element || part instanceof Ref ref && varying.contains(ref.name()));
    return found[0];
  }

  private void call(Expr expr) {
    if (expr instanceof CallExpr call) {
      called(call.callee(), call.arguments(), call.span());
    }
  }

  private void called(String callee, ImmutableList<Expr> arguments, Span span) {
    Calls calls = facts.calls(callee);
    if (calls == Calls.BY_DATA
        || calls == Calls.BY_ARGUMENTS && arguments.anySatisfy(this::varies)) {
      report("the turns of a loop in '" + callee + "' differ from one call to another", span);
    }
  }
}
