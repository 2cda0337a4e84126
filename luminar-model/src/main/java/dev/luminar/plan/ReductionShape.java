package dev.luminar.plan;

/**
 * The published shape of an order-dependent reduction: a function of the number of iterations only.
 *
 * <p>The n iterations are cut into blocks of {@link #blockLength}; in a block of at least {@link
 * #LANES_FROM} iterations (that is: when the block length of the region is at least that),
 * iteration k of the block goes to lane k mod {@link #LANES}; else there is one lane. Each lane
 * folds its values from the left. Lanes, then blocks, combine in a binary tree over their
 * positions: at each level the partial at an even position takes in its right neighbour, if that
 * one holds a value.
 */
public final class ReductionShape {

  public static final int LANES = 8;
  public static final int LANES_FROM = 32;
  public static final int BLOCKS_SMALL = 64;
  public static final int BLOCKS_LARGE = 1024;
  public static final long LARGE_FROM = 65_536;

  private ReductionShape() {}

  /** The length of a block for {@code n} iterations, {@code n >= 1}; the last may be shorter. */
  public static long blockLength(long n) {
    long blocks = n < LARGE_FROM ? BLOCKS_SMALL : BLOCKS_LARGE;
    long length = n / blocks + (n % blocks == 0 ? 0 : 1);
    return length >= LANES_FROM ? (length + LANES - 1) / LANES * LANES : length;
  }

  /** The number of lanes in each block for {@code n} iterations: 1 or {@link #LANES}. */
  public static int lanes(long n) {
    return blockLength(n) >= LANES_FROM ? LANES : 1;
  }

  /** The number of blocks that hold an iteration. */
  public static int blocks(long n) {
    long length = blockLength(n);
    return (int) (n / length + (n % length == 0 ? 0 : 1));
  }
}
