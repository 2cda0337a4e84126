package dev.luminar.plan;

/**
 * When the chunks of a bare region meet its threads. Whatever the kind, each thread gets its chunks
 * in ascending order.
 */
public sealed interface ChunkSchedule {

  /** One chunk for each thread, with fixed boundaries: the static partition. */
  record Static() implements ChunkSchedule {}

  /**
   * Chunks of one length; a thread that is free takes the next one.
   *
   * @param length positions of a chunk, at least the region's grain
   */
  record Dynamic(long length) implements ChunkSchedule {}

  /**
   * As dynamic, with {@code perThread} chunks for each thread: their length is the number of
   * positions divided by all these, and at least the grain.
   *
   * @param perThread chunks for each thread, at least 1
   */
  record Shares(int perThread) implements ChunkSchedule {}

  /**
   * A free thread takes half of its share of what is left, that is 1 / (2 * threads) of it, and at
   * least the grain.
   */
  record Guided() implements ChunkSchedule {}
}
