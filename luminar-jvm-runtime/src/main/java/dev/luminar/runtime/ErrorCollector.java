package dev.luminar.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/** Errors in the order in which they came, at most {@link #KEPT_MAX} of them, with their true count. Any thread. */
public final class ErrorCollector {
  /** How many errors are kept; later ones are counted. */
  public static final int KEPT_MAX = 1024;

  private final List<ErrorContext> kept = new ArrayList<>();
  private final TreeMap<String, Long> countByType = new TreeMap<>();
  private long count;

  /** An empty collector. */
  public ErrorCollector() {}

  /** Takes one error. */
  public synchronized void collect(ErrorContext context) {
    Objects.requireNonNull(context, "context");
    count++;
    if (kept.size() < KEPT_MAX) {
      kept.add(context);
    }
  }

  /** Takes one error and counts it under its type. */
  synchronized void collectWithStatistics(ErrorContext context) {
    collect(context);
    countByType.merge(context.errorType(), 1L, Long::sum);
  }

  /** Takes all that {@code other} holds. */
  public void collectAll(ErrorCollector other) {
    List<ErrorContext> theirs;
    long theirCount;
    synchronized (other) {
      theirs = other.errors();
      theirCount = other.count;
    }
    synchronized (this) {
      for (ErrorContext context : theirs) {
        if (kept.size() < KEPT_MAX) {
          kept.add(context);
        }
      }
      count += theirCount;
    }
  }

  /** The errors that are kept; a copy. */
  public synchronized List<ErrorContext> errors() {
    return List.copyOf(kept);
  }

  /** How many came. */
  public synchronized long count() {
    return count;
  }

  /** How many came of each type; empty unless {@link RuntimeConfig#collectErrorStatistics()}. */
  public synchronized java.util.Map<String, Long> countByType() {
    return new TreeMap<>(countByType);
  }

  /** Forgets everything. */
  public synchronized void clear() {
    kept.clear();
    countByType.clear();
    count = 0;
  }
}
