package dev.luminar.runtime.pool;

import dev.luminar.runtime.hook.ErrorRecord;

/**
 * Paths of tasks in their call, as linked entries: cheap to share among siblings, and nothing else
 * is kept alive.
 */
final class Paths {
  private Paths() {}

  /**
   * One entry.
   *
   * @param outer the entry before it; null for the first
   * @param region how many-th group its owner opened, for the order of a call's list; -1 for an
   *     entry that continues in the same region (a spawned task)
   * @param ordinal of the task statement
   * @param position how many-th task of that statement
   */
  record Entry(Entry outer, long region, long ordinal, long position) {}

  /** {@code record} behind {@code path}. */
  static ErrorRecord behind(Entry path, ErrorRecord record) {
    ErrorRecord result = record;
    for (Entry each = path; each != null; each = each.outer()) {
      result = result.within(each.ordinal(), each.position());
    }
    return result;
  }

  /** What orders regions of a call: per entry (region, ordinal, position), then {@code region}. */
  static long[] key(Entry path, long region) {
    int entries = 0;
    for (Entry each = path; each != null; each = each.outer()) {
      entries++;
    }
    long[] key = new long[3 * entries + 1];
    int at = 3 * entries;
    key[at] = region;
    for (Entry each = path; each != null; each = each.outer()) {
      at -= 3;
      key[at] = each.region();
      key[at + 1] = each.ordinal();
      key[at + 2] = each.position();
    }
    return key;
  }
}
