package dev.luminar.analyzer.facts;

import dev.luminar.analyzer.facts.EffectWalk.CallEdge;
import dev.luminar.analyzer.facts.FunctionFacts.EffectsOfFunction;
import dev.luminar.analyzer.scope.ProgramNames;
import dev.luminar.diag.Span;
import dev.luminar.model.Function;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/** Joins what each function does itself with what its calls do, callees before callers. */
final class CallGraph {
  private static final int MEMORY = Effect.WRITES.bit() | Effect.ATOMIC.bit();

  private final List<EffectWalk> walks = new ArrayList<>();
  private final EffectsOfFunction[] effects;
  private final int[] component;
  private final boolean[] recursive;
  private final boolean[] callsItself;
  private final List<int[]> components;

  CallGraph(ProgramNames names) {
    ImmutableList<Function> functions = names.program().functions();
    for (Function function : functions) {
      walks.add(new EffectWalk(names, function));
    }
    int size = functions.size();
    effects = new EffectsOfFunction[size];
    component = new int[size];
    recursive = new boolean[size];
    for (int i = 0; i < size; i++) {
      effects[i] = walks.get(i).effects();
    }
    components = Tarjan.components(edges(call -> true));
    callsItself = cycles(edges(call -> !call.isSpawn()));
    for (int i = 0; i < components.size(); i++) {
      join(i, components.get(i));
    }
  }

  /** For each function those that it calls in a way. */
  private int[][] edges(Predicate<CallEdge> way) {
    return walks.stream()
        .map(walk -> walk.calls().stream().filter(way).mapToInt(CallEdge::callee))
        .map(callees -> callees.distinct().toArray())
        .toArray(int[][]::new);
  }

  /** Which nodes of a graph lie on a cycle. */
  private static boolean[] cycles(int[][] edges) {
    var found = new boolean[edges.length];
    for (int[] nodes : Tarjan.components(edges)) {
      for (int node : nodes) {
        found[node] =
            nodes.length > 1 || Arrays.stream(edges[node]).anyMatch(callee -> callee == node);
      }
    }
    return found;
  }

  private void join(int number, int[] functions) {
    for (int function : functions) {
      component[function] = number;
    }
    boolean isCycle = functions.length > 1;
    for (int function : functions) {
      for (CallEdge call : walks.get(function).calls()) {
        isCycle |= call.callee() == function;
      }
    }
    boolean changed;
    do {
      changed = false;
      for (int function : functions) {
        recursive[function] = isCycle;
        for (CallEdge call : walks.get(function).calls()) {
          changed |= add(function, call);
        }
      }
    } while (isCycle && changed);
  }

  /** Adds what a call does to what its caller does; says whether that was new. */
  private boolean add(int caller, CallEdge call) {
    EffectsOfFunction to = effects[caller];
    EffectsOfFunction from = effects[call.callee()];
    int bits = from.bits() & ~MEMORY;
    if (call.isOwnTask()) {
      bits &= ~(Effect.SPINS.bit() | Effect.PAUSES.bit());
    }
    if (call.isOwnTask() && !call.passesChannel()) {
      bits &= ~Effect.CHANNELS.bit();
    }
    boolean changed = false;
    int[] arguments = call.arguments();
    for (int i = 0; i < Math.min(arguments.length, from.parameters().length); i++) {
      if (arguments[i] >= 0) {
        int flags = from.parameters()[i];
        changed |= (flags & ~to.parameters()[arguments[i]]) != 0;
        to.parameters()[arguments[i]] |= flags;
        bits |= (flags & ParameterUse.WRITE.bit()) != 0 ? Effect.WRITES.bit() : 0;
        bits |= (flags & ParameterUse.ATOMIC.bit()) != 0 ? Effect.ATOMIC.bit() : 0;
      }
    }
    int added = bits & ~to.bits();
    if (added != 0) {
      note(to, added, call.span());
      effects[caller] = new EffectsOfFunction(to.bits() | bits, to.places(), to.parameters());
      changed = true;
    }
    return changed;
  }

  private static void note(EffectsOfFunction to, int added, Span span) {
    for (Effect effect : Effect.values()) {
      if ((added & effect.bit()) != 0) {
        to.places().putIfAbsent(effect, span);
      }
    }
  }

  /** What is known about each function, in the order of the program. */
  ImmutableList<FunctionFacts> facts(ImmutableList<Function> functions) {
    var facts = Lists.mutable.<FunctionFacts>empty();
    for (int i = 0; i < effects.length; i++) {
      facts.add(
          new FunctionFacts(
              functions.get(i).name(),
              i,
              Lists.immutable.withAll(walks.get(i).callees()),
              effects[i],
              recursive[i],
              callsItself[i],
              component[i]));
    }
    return facts.toImmutable();
  }

  /** The functions, callees before callers; those that call each other together. */
  List<int[]> components() {
    return components;
  }
}
