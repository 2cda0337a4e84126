package dev.luminar.testkit.interpreter;

import dev.luminar.host.ErrorRecord;
import dev.luminar.host.PathStep;
import dev.luminar.model.ErrorStrategy;
import dev.luminar.model.OnError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eclipse.collections.api.list.ImmutableList;

/** The order of error records. */
final class Paths {
  /** Paths compare step by step, a path before those that it begins. */
  static final Comparator<ErrorRecord> BY_PATH = (a, b) -> compare(a.path(), b.path());

  private Paths() {}

  private static int compare(ImmutableList<PathStep> a, ImmutableList<PathStep> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int order = Long.compare(a.get(i).ordinal(), b.get(i).ordinal());
      if (order == 0) {
        order = Long.compare(a.get(i).position(), b.get(i).position());
      }
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  /**
   * Returns what a region hands on of the records that it and the regions inside made: by path, at
   * most its bound.
   */
  static List<ErrorRecord> keep(List<ErrorRecord> records, OnError onError) {
    List<ErrorRecord> sorted = new ArrayList<>(records);
    sorted.sort(BY_PATH);
    return onError.strategy() == ErrorStrategy.COLLECT && sorted.size() > onError.max()
        ? new ArrayList<>(sorted.subList(0, (int) onError.max()))
        : sorted;
  }
}
