package dev.luminar.runtime.pool;

import dev.luminar.runtime.hook.ErrorRecord;
import dev.luminar.runtime.hook.Strategy;
import java.util.Arrays;
import java.util.Collections;
import java.util.PriorityQueue;

/**
 * The errors of one group: their true count, and the records with the smallest paths, as many as
 * its strategy keeps (one for STOP, {@code collectMax} for COLLECT, none for IGNORE). Guarded by
 * the group's lock.
 */
final class RecordKeeper {
  private static final int COLLECT_DEFAULT = 1024;
  private static final ErrorRecord[] NONE = {};

  private final int keptMax;
  private long count;

  /** The kept records, the largest path first; null while there are none. */
  private PriorityQueue<ErrorRecord> kept;

  /** The kept records in order; null while that is not known. */
  private ErrorRecord[] sorted = NONE;

  RecordKeeper(int strategy, int collectMax) {
    this.keptMax =
        switch (strategy) {
          case Strategy.STOP -> 1;
          case Strategy.IGNORE -> 0;
          default ->
              collectMax == Strategy.UNBOUNDED
                  ? Integer.MAX_VALUE
                  : collectMax == 0 ? COLLECT_DEFAULT : collectMax;
        };
  }

  void add(ErrorRecord record) {
    count++;
    if (keptMax == 0) {
      return;
    }
    if (kept == null) {
      kept = new PriorityQueue<>(Collections.reverseOrder());
    }
    if (kept.size() == keptMax) {
      if (record.compareTo(kept.peek()) >= 0) {
        return;
      }
      kept.poll();
    }
    kept.add(record);
    sorted = null;
  }

  long count() {
    return count;
  }

  /** The kept records in the order of their paths. */
  ErrorRecord[] sorted() {
    if (sorted == null) {
      sorted = kept.toArray(NONE);
      Arrays.sort(sorted);
    }
    return sorted;
  }
}
