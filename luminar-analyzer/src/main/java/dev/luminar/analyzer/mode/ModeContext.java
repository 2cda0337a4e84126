package dev.luminar.analyzer.mode;

import dev.luminar.analyzer.facts.RegionKey;
import dev.luminar.diag.Span;
import dev.luminar.model.ConcurrencyMode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What has been decided so far: callees and inner regions come first. */
final class ModeContext {
  private final Set<String> waiting = new HashSet<>();
  private final Map<RegionKey, Decision> decisions = new HashMap<>();
  private final Map<RegionKey, Span> places = new HashMap<>();

  /** Whether a function may wait for other tasks, so that a task that calls it may be suspended. */
  boolean waits(String function) {
    return waiting.contains(function);
  }

  /** Remembers a function that may wait; says whether that is new. */
  boolean addWaiting(String function) {
    return waiting.add(function);
  }

  Set<String> waiting() {
    return waiting;
  }

  /** Whether a region was found to need the runtime. */
  boolean needsRuntime(String function, int region) {
    Decision decision = decisions.get(new RegionKey(function, region));
    return decision != null && decision.mode() == ConcurrencyMode.RUNTIME_ASSISTED;
  }

  Span placeOf(String function, int region) {
    return places.getOrDefault(new RegionKey(function, region), Span.NONE);
  }

  void decided(RegionKey key, Decision decision, Span span) {
    decisions.put(key, decision);
    places.put(key, span);
  }

  Map<RegionKey, Decision> decisions() {
    return decisions;
  }
}
