package dev.luminar.analyzer.lower;

import dev.luminar.analyzer.facts.Effect;
import dev.luminar.analyzer.facts.FunctionFacts;
import dev.luminar.analyzer.facts.RegionKey;
import dev.luminar.analyzer.program.AnalyzedProgram;
import dev.luminar.analyzer.program.LoweringOptions;
import dev.luminar.analyzer.program.RegionAnalysis;
import dev.luminar.model.Block;
import dev.luminar.model.Extern;
import dev.luminar.model.Function;
import dev.luminar.model.Program;
import dev.luminar.model.Retry;
import dev.luminar.model.Stmt;
import dev.luminar.model.Swap;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What all passes of one lowering share. */
final class Lowering {

  final AnalyzedProgram analyzed;
  final Program program;
  final LoweringOptions options;
  final PlanBuilder plan = new PlanBuilder();
  final Hoisting hoisting = new Hoisting(this);
  final Reach reach = new Reach();

  /** How many channels arrays have whose number is a constant. */
  final Map<Binding, Long> channelCounts = new IdentityHashMap<>();

  private final Map<String, Function> functions = new HashMap<>();
  private final Map<String, Extern> externs = new HashMap<>();
  private final Map<String, Integer> routines = new HashMap<>();
  private final Map<Spawned, Integer> spawned = new HashMap<>();
  private final Deque<Spawned> toSpawn = new ArrayDeque<>();
  private final Map<String, Set<String>> swapped = new HashMap<>();
  private final Map<String, Integer> entries = new HashMap<>();

  Lowering(AnalyzedProgram analyzed, LoweringOptions options) {
    this.options = options;
    this.analyzed = analyzed;
    this.program = analyzed.program();
    program.functions().each(f -> functions.put(f.name(), f));
    program.externs().each(e -> externs.put(e.name(), e));
  }

  /** The deepest chain of calls in a cycle. */
  long depthMax() {
    return options.config().depthMax();
  }

  Function function(String name) {
    return Objects.requireNonNull(functions.get(name));
  }

  @Nullable Extern extern(String name) {
    return externs.get(name);
  }

  FunctionFacts facts(String function) {
    return analyzed.function(function);
  }

  /** Whether a call from a resumable routine must become part of it: it may wait. */
  boolean mayWait(String function) {
    return analyzed.waits(function) || facts(function).has(Effect.BLOCKS);
  }

  /** Whether {@code swap} may change what a name of a function stands for. */
  boolean isSwapped(String function, String name) {
    return swapped.computeIfAbsent(function, f -> swappedNames(function(f).body())).contains(name);
  }

  private static Set<String> swappedNames(Block block) {
    Set<String> names = new HashSet<>();
    for (Stmt stmt : block.statements()) {
      if (stmt instanceof Swap swap) {
        names.add(swap.first().name());
        names.add(swap.second().name());
      }
      stmt.blocks().each(inner -> names.addAll(swappedNames(inner)));
    }
    return names;
  }

  RegionAnalysis region(FunctionCursor cursor) {
    return analyzed.region(new RegionKey(cursor.function, cursor.nextRegion()));
  }

  /** The routine of a function that is called directly; its id is reserved with the first call. */
  int routine(String function) {
    return routines.computeIfAbsent(function, f -> plan.reserveRoutine());
  }

  /** A function as the body of tasks, and how often they are tried again. */
  record Spawned(Function function, Optional<Retry> retry) {}

  /** The resumable routine of what is spawned; its id is reserved with the first spawn. */
  int spawned(Spawned task) {
    return spawned.computeIfAbsent(
        task,
        t -> {
          toSpawn.add(t);
          return plan.reserveRoutine();
        });
  }

  /** What is spawned next whose resumable routine is still to be lowered, or null. */
  @Nullable Spawned nextSpawned() {
    return toSpawn.poll();
  }

  /** Makes {@code routine} what the host calls for an exported function. */
  void setEntry(String function, int routine) {
    entries.put(function, routine);
  }

  int entryRoutine(String function) {
    return Objects.requireNonNull(entries.get(function));
  }
}
