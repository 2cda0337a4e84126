package dev.luminar.analyzer.facts;

import static java.util.Objects.requireNonNull;

import dev.luminar.analyzer.scope.ProgramNames;
import dev.luminar.model.Function;
import dev.luminar.model.Program;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/** Everything that is known about a program before anything is decided. */
public final class ProgramFacts {
  private final ImmutableList<FunctionFacts> functions;
  private final ImmutableList<ImmutableList<FunctionFacts>> components;
  private final Map<String, FunctionFacts> byName = new HashMap<>();
  private final Map<String, UnevenWork.Calls> calls = new HashMap<>();
  private final Map<RegionKey, RegionFacts> regions = new LinkedHashMap<>();

  private ProgramFacts(Program program, ProgramNames names) {
    var graph = new CallGraph(names);
    functions = graph.facts(program.functions());
    functions.forEach(facts -> byName.putIfAbsent(facts.name(), facts));
    components =
        Lists.immutable
            .withAll(graph.components())
            .collect(c -> Lists.immutable.withAll(intsIn(c)).collect(functions::get));
    var byFunction = new HashMap<Integer, List<RegionFacts>>();
    var estimate = new WorkEstimate(names);
    var walk = new RegionWalk(names, this::find, estimate);
    for (ImmutableList<FunctionFacts> component : components) {
      for (FunctionFacts facts : component) {
        Function function = program.functions().get(facts.index());
        calls.put(facts.name(), UnevenWork.of(function, facts, this));
        byFunction.put(facts.index(), walk.regionsOf(function));
        if (!facts.isRecursive()) {
          estimate.set(facts.index(), walk.nanos());
        }
      }
    }
    for (int i = 0; i < functions.size(); i++) {
      for (RegionFacts region : byFunction.getOrDefault(i, List.of())) {
        regions.putIfAbsent(region.key(), region);
      }
    }
  }

  private static List<Integer> intsIn(int[] values) {
    return java.util.Arrays.stream(values).sorted().boxed().toList();
  }

  private @Nullable FunctionFacts find(String name) {
    return byName.get(name);
  }

  /**
   * Collects the facts of a program, also of a wrong one: names that mean nothing are passed over.
   */
  public static ProgramFacts of(Program program) {
    requireNonNull(program, "program");
    return new ProgramFacts(program, new ProgramNames(program));
  }

  private ProgramFacts(
      ProgramFacts facts, java.util.function.Function<RegionKey, RegionVerdicts> verdicts) {
    functions = facts.functions;
    components = facts.components;
    byName.putAll(facts.byName);
    calls.putAll(facts.calls);
    facts.regions.forEach(
        (key, region) -> regions.put(key, region.withVerdicts(verdicts.apply(key))));
  }

  /** Returns these facts with what was found about the accesses of each region. */
  public ProgramFacts withVerdicts(
      java.util.function.Function<RegionKey, RegionVerdicts> verdicts) {
    return new ProgramFacts(this, requireNonNull(verdicts, "verdicts"));
  }

  /** Returns the facts of each function, in the order of the program. */
  public ImmutableList<FunctionFacts> functions() {
    return functions;
  }

  /** What the time of a call depends on; nothing that counts if it is an extern's. */
  UnevenWork.Calls calls(String callee) {
    return calls.getOrDefault(callee, UnevenWork.Calls.EVEN);
  }

  /** Returns the functions, callees before callers; those that call each other together. */
  public ImmutableList<ImmutableList<FunctionFacts>> components() {
    return components;
  }

  /** Returns the facts of the function of a name. */
  public Optional<FunctionFacts> function(String name) {
    return Optional.ofNullable(byName.get(requireNonNull(name, "name")));
  }

  /** Returns the facts of each region, in source order. */
  public ImmutableList<RegionFacts> regions() {
    return Lists.immutable.withAll(regions.values());
  }

  /** Returns the facts of a region. */
  public Optional<RegionFacts> region(RegionKey key) {
    return Optional.ofNullable(regions.get(requireNonNull(key, "key")));
  }
}
