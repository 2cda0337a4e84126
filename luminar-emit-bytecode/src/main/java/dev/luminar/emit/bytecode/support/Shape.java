package dev.luminar.emit.bytecode.support;

/**
 * The published shape of reductions whose result depends on the order of evaluation: see
 * ReductionShape of the plan.
 */
final class Shape {
  static final int LANES = 8;
  private static final int LANES_FROM = 32;

  private Shape() {}

  static long blockLength(long count) {
    long blocks = count < 65_536 ? 64 : 1024;
    long length = count / blocks + (count % blocks == 0 ? 0 : 1);
    return length >= LANES_FROM ? (length + LANES - 1) / LANES * LANES : length;
  }

  static long blocks(long count) {
    long length = blockLength(count);
    return count / length + (count % length == 0 ? 0 : 1);
  }

  /** What the position in a block is masked with to give its lane. */
  static int laneMask(long blockLength) {
    return blockLength >= LANES_FROM ? LANES - 1 : 0;
  }
}
