package dev.luminar.runtime.hook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Errors in the order in which they came, at most {@link #KEPT_MAX} of them, with their true count.
 * Any thread.
 */
public final class ErrorCollector {
  /** How many errors are kept; later ones are counted. */
  public static final int KEPT_MAX = 1024;

  private final List<ErrorContext> kept = new ArrayList<>();
  private final TreeMap<String, Long> countByType = new TreeMap<>();
  private final boolean countsTypes;
  private long count;

  /** An empty collector, which counts types too. */
  public ErrorCollector() {
    this(true);
  }

  /**
   * An empty collector; {@code countsTypes} says whether {@link #countByType()} will know anything.
   */
  public ErrorCollector(boolean countsTypes) {
    this.countsTypes = countsTypes;
  }

  /** Takes one error. */
  public synchronized void collect(ErrorContext context) {
    Objects.requireNonNull(context, "context");
    count++;
    if (countsTypes) {
      countByType.merge(context.errorType(), 1L, Long::sum);
    }
    if (kept.size() < KEPT_MAX) {
      kept.add(context);
    }
  }

  /** Moves all that this collector holds into {@code other}, and is empty then. */
  public void moveTo(ErrorCollector other) {
    Objects.requireNonNull(other, "other");
    List<ErrorContext> errors;
    Map<String, Long> types;
    long moved;
    synchronized (this) {
      errors = errors();
      types = countByType();
      moved = count;
      clear();
    }
    other.add(errors, types, moved);
  }

  private synchronized void add(List<ErrorContext> errors, Map<String, Long> types, long moved) {
    for (ErrorContext context : errors) {
      if (kept.size() < KEPT_MAX) {
        kept.add(context);
      }
    }
    if (countsTypes) {
      types.forEach((type, number) -> countByType.merge(type, number, Long::sum));
    }
    count += moved;
  }

  /** The errors that are kept; a copy. */
  public synchronized List<ErrorContext> errors() {
    return List.copyOf(kept);
  }

  /** How many came. */
  public synchronized long count() {
    return count;
  }

  /** How many came of each type; empty in one that does not count types. */
  public synchronized Map<String, Long> countByType() {
    return new TreeMap<>(countByType);
  }

  /** Forgets everything. */
  public synchronized void clear() {
    kept.clear();
    countByType.clear();
    count = 0;
  }
}
