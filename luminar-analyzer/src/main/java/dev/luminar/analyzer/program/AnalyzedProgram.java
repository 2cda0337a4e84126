package dev.luminar.analyzer.program;

import static java.util.Objects.requireNonNull;

import dev.luminar.analyzer.facts.FunctionFacts;
import dev.luminar.analyzer.facts.ProgramFacts;
import dev.luminar.analyzer.facts.RegionKey;
import dev.luminar.model.ConcurrencyMode;
import dev.luminar.model.Program;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/** A checked program with a decision for each region: what lowering starts from. */
public final class AnalyzedProgram {
  private final CheckedProgram checked;
  private final Map<RegionKey, RegionAnalysis> regions = new LinkedHashMap<>();
  private final Set<String> waiting;

  /** Made by {@code Analyzer.analyze}. */
  public AnalyzedProgram(
      CheckedProgram checked, ImmutableList<RegionAnalysis> analyses, Set<String> waiting) {
    requireNonNull(analyses, "analyses");
    requireNonNull(waiting, "waiting");
    this.checked = requireNonNull(checked, "checked");
    this.waiting = Set.copyOf(waiting);
    analyses.forEach(analysis -> regions.put(analysis.key(), analysis));
  }

  /** Returns the program. */
  public Program program() {
    return checked.program();
  }

  /** Returns the program as it was checked. */
  public CheckedProgram checked() {
    return checked;
  }

  /** Returns what is known about the program. */
  public ProgramFacts facts() {
    return checked.facts();
  }

  /** Returns the analysis of each region, functions and regions in source order. */
  public ImmutableList<RegionAnalysis> regions() {
    return Lists.immutable.withAll(regions.values());
  }

  /**
   * Returns the analysis of a region.
   *
   * @throws NoSuchElementException if the program has no such region
   */
  public RegionAnalysis region(RegionKey key) {
    RegionAnalysis found = regions.get(requireNonNull(key, "key"));
    if (found == null) {
      throw new NoSuchElementException("no region " + key);
    }
    return found;
  }

  /**
   * Returns what is known about a function.
   *
   * @throws NoSuchElementException if the program has no such function
   */
  public FunctionFacts function(String name) {
    return facts()
        .function(name)
        .orElseThrow(() -> new NoSuchElementException("no function " + name));
  }

  /**
   * Says whether a function may wait for other tasks: it uses a channel, or runs a runtime-assisted
   * block, or calls a function that does. A task that calls it is suspended there.
   */
  public boolean waits(String function) {
    return waiting.contains(requireNonNull(function, "function"));
  }

  /** Says whether any region needs the runtime. */
  public boolean needsRuntime() {
    return regions.values().stream().anyMatch(r -> r.mode() == ConcurrencyMode.RUNTIME_ASSISTED);
  }

  /**
   * Returns, for people, each region with its mode, the rules that fired and their places, what the
   * cost model says, its captures, the verdict about each access, and what would change the mode.
   * The same program gives the same text.
   */
  public String explain() {
    return Explanation.of(this);
  }
}
