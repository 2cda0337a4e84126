package dev.luminar.testkit.interpreter;

import dev.luminar.analyzer.facts.InjectivityCheck;
import dev.luminar.analyzer.facts.OverlapCheck;
import dev.luminar.analyzer.facts.RegionFacts;
import dev.luminar.analyzer.program.CheckedProgram;
import dev.luminar.model.Block;
import dev.luminar.model.Call;
import dev.luminar.model.Concurrent;
import dev.luminar.model.Extern;
import dev.luminar.model.Function;
import dev.luminar.model.Parallel;
import dev.luminar.model.Program;
import dev.luminar.model.Region;
import dev.luminar.model.Spawn;
import dev.luminar.model.Stmt;
import dev.luminar.model.Task;
import dev.luminar.model.Walk;
import dev.luminar.model.Worker;
import dev.luminar.model.expr.CallExpr;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * What can be looked up in a program: its functions, which of them call each other, and the numbers
 * of tasks.
 */
final class Code {
  private final Map<String, Function> functions = new HashMap<>();
  private final Map<String, Extern> externs = new HashMap<>();
  private final Map<String, Set<String>> callees = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> reachable = new ConcurrentHashMap<>();

  /** By identity, since two blocks of a program may be equal. */
  private final Map<Parallel, ImmutableList<InjectivityCheck>> checks = new IdentityHashMap<>();

  private final Map<Region, ImmutableList<OverlapCheck>> overlapChecks = new IdentityHashMap<>();

  Code(CheckedProgram checked) {
    this(checked.program());
    for (RegionFacts region : checked.facts().regions()) {
      overlapChecks.put(region.region(), region.overlapChecks());
      if (region.region() instanceof Parallel block) {
        checks.put(block, region.injectivityChecks());
      }
    }
  }

  /** The pairs of buffers that may not overlap when a block is entered. */
  ImmutableList<OverlapCheck> overlapChecks(Region block) {
    return overlapChecks.getOrDefault(block, Lists.immutable.empty());
  }

  /** The checks of indices that are made when a block is entered. */
  ImmutableList<InjectivityCheck> injectivityChecks(Parallel block) {
    return checks.getOrDefault(block, Lists.immutable.empty());
  }

  Code(Program program) {
    program.functions().forEach(function -> functions.put(function.name(), function));
    program.externs().forEach(extern -> externs.put(extern.name(), extern));
  }

  Function function(String name) {
    return Objects.requireNonNull(functions.get(name), name);
  }

  Optional<Extern> extern(String name) {
    return Optional.ofNullable(externs.get(name));
  }

  /**
   * Whether a call from one function to another can come back to the first: both are in one cycle
   * of the call graph.
   */
  boolean areInOneCycle(String caller, String callee) {
    return !caller.isEmpty()
        && reachable(callee).contains(caller)
        && reachable(caller).contains(callee);
  }

  /** The functions that a chain of calls can lead to. */
  private Set<String> reachable(String name) {
    Set<String> known = reachable.get(name);
    if (known != null) {
      return known;
    }
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(callees(name));
    while (!open.isEmpty()) {
      String next = open.pop();
      if (seen.add(next)) {
        open.addAll(callees(next));
      }
    }
    reachable.put(name, seen);
    return seen;
  }

  private Set<String> callees(String name) {
    Function function = functions.get(name);
    return function == null ? Set.of() : callees.computeIfAbsent(name, n -> calleesOf(function));
  }

  private static Set<String> calleesOf(Function function) {
    Set<String> found = new HashSet<>();
    Walk.statements(
        function.body(),
        statement -> {
          switch (statement) {
            case Call call -> found.add(call.callee());
            case Spawn spawn -> found.add(spawn.callee());
            case Parallel parallel ->
                parallel.reductions().forEach(r -> userCombine(r.combine(), found));
            default -> {}
          }
        });
    Walk.expressions(
        function.body(),
        expr -> {
          if (expr instanceof CallExpr call) {
            found.add(call.callee());
          }
        });
    return found;
  }

  private static void userCombine(dev.luminar.model.Combine combine, Set<String> found) {
    if (combine instanceof dev.luminar.model.UserCombine user) {
      found.add(user.function());
    }
  }

  /** Numbers the statements that start tasks in the body of a block or task, in source order. */
  static Map<Stmt, Integer> ordinals(Block body) {
    Map<Stmt, Integer> ordinals = new IdentityHashMap<>();
    number(body, ordinals);
    return ordinals;
  }

  private static void number(Block block, Map<Stmt, Integer> ordinals) {
    for (Stmt statement : block.statements()) {
      if (statement instanceof Task || statement instanceof Worker || statement instanceof Spawn) {
        ordinals.put(statement, ordinals.size());
      } else if (!(statement instanceof Concurrent)) {
        statement.blocks().forEach(inner -> number(inner, ordinals));
      }
    }
  }
}
