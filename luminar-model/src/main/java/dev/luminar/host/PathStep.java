package dev.luminar.host;

/**
 * One step of an error's path: where in one region the error happened.
 *
 * @param ordinal of the task statement in its concurrent block, or -1 in a parallel block
 * @param position which iteration, task or item, from 0
 * @param value of the iteration variable
 */
public record PathStep(long ordinal, long position, long value) {
  /** Says whether the region is a parallel block. */
  public boolean isParallel() {
    return ordinal < 0;
  }

  /** Returns the position in a parallel block, {@code ordinal:position} in a concurrent one. */
  @Override
  public String toString() {
    return isParallel() ? Long.toString(position) : ordinal + ":" + position;
  }
}
