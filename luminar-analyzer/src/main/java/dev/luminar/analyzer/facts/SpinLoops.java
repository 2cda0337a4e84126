package dev.luminar.analyzer.facts;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.*;
import dev.luminar.model.expr.*;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds loops that wait: whose end depends on nothing but what atomic loads in them see, so that
 * some other task has to write.
 *
 * <p>A condition counts as waiting if everything in it that changes in the loop comes from atomic
 * loads alone. A counter, the result of an exchange or of a call is progress of the loop's own.
 */
public final class SpinLoops {
  private SpinLoops() {}

  /** Says whether a loop waits for another task. */
  public static boolean waits(While loop) {
    requireNonNull(loop, "loop");
    var sources = new Sources();
    List<Expr> exits = new ArrayList<>();
    exits.add(loop.condition());
    Walk.statements(loop.body(), statement -> sources.add(statement, exits));
    if (!sources.hasLoad || sources.hasOtherExit) {
      return false;
    }
    boolean loads = false;
    for (Expr exit : exits) {
      switch (sources.of(exit, new HashSet<>())) {
        case PROGRESS -> {
          return false;
        }
        case LOAD -> loads = true;
        case INVARIANT -> {}
      }
    }
    return loads;
  }

  private enum Source {
    INVARIANT,
    LOAD,
    PROGRESS
  }

  private static final class Sources {
    final Map<String, List<Expr>> values = new HashMap<>();
    final Set<String> loads = new HashSet<>();
    final Set<String> progress = new HashSet<>();
    boolean hasLoad;
    boolean hasOtherExit;

    void add(Stmt statement, List<Expr> exits) {
      switch (statement) {
        case Let s -> value(s.name(), s.value());
        case Var s -> s.value().ifPresent(value -> value(s.name(), value));
        case Assign s -> value(s.target().name(), s.value());
        case AtomicLoad s -> {
          loads.add(s.result());
          hasLoad = true;
        }
        case AtomicRmw s -> s.result().ifPresent(progress::add);
        case AtomicCas s -> {
          s.seen().ifPresent(progress::add);
          s.ok().ifPresent(progress::add);
        }
        case Call s -> s.result().ifPresent(progress::add);
        case Receive s -> {
          s.value().ifPresent(progress::add);
          s.ok().ifPresent(progress::add);
        }
        case Poll s -> {
          s.value().ifPresent(progress::add);
          s.ok().ifPresent(progress::add);
        }
        case Offer s -> s.ok().ifPresent(progress::add);
        case For s -> progress.add(s.index());
        case If s -> {
          if (leaves(s)) {
            s.arms().forEach(arm -> exits.add(arm.condition()));
          }
        }
        case Sleep s -> hasOtherExit = true;
        case Yield s -> hasOtherExit = true;
        case Return s -> {}
        default -> {}
      }
    }

    private static boolean leaves(If statement) {
      for (Block block : statement.blocks()) {
        for (Stmt inner : block.statements()) {
          if (inner instanceof Break || inner instanceof Return || inner instanceof Raise) {
            return true;
          }
        }
      }
      return false;
    }

    private void value(String name, Expr value) {
      values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    Source of(Expr expr, Set<String> open) {
      Source found = Source.INVARIANT;
      if (expr instanceof Ref ref) {
        return of(ref.name(), open);
      }
      if (expr instanceof Element) {
        return Source.PROGRESS;
      }
      for (Expr operand : expr.children()) {
        Source source = of(operand, open);
        found = source.compareTo(found) > 0 ? source : found;
      }
      return found;
    }

    private Source of(String name, Set<String> open) {
      if (progress.contains(name) || !open.add(name)) {
        return Source.PROGRESS;
      }
      Source found = loads.contains(name) ? Source.LOAD : Source.INVARIANT;
      for (Expr value : values.getOrDefault(name, List.of())) {
        Source source = of(value, open);
        found = source.compareTo(found) > 0 ? source : found;
      }
      open.remove(name);
      return found;
    }
  }
}
