package dev.luminar.testkit.interpreter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The shape in which a floating-point or user-defined reduction combines its values, straight from
 * {@code docs/semantics.md}, "The shape of a reduction". It never looks at the plan's own
 * computation, so that the two check each other.
 *
 * @param iterations how many there are
 */
record Shape(long iterations) {
  private static final int LANES = 8;

  private long blockLength() {
    long wanted = iterations < 65_536 ? 64 : 1_024;
    long length = Math.ceilDiv(iterations, wanted);
    return length < 32 ? length : Math.ceilDiv(length, 8L) * 8;
  }

  private int lanes() {
    return blockLength() >= 32 ? LANES : 1;
  }

  /** Takes the values of the iterations, in order, and combines them as the shape says. */
  static final class Fold<V> {
    private final BinaryOperator<V> combine;
    private final long blockLength;
    private final List<@Nullable V> blocks = new ArrayList<>();
    private final @Nullable V[] lanes;
    private long block;

    @SuppressWarnings("unchecked") // an array of V that never leaves
    Fold(Shape shape, BinaryOperator<V> combine) {
      this.combine = combine;
      this.blockLength = Math.max(shape.blockLength(), 1);
      this.lanes = (V[]) new Object[shape.lanes()];
    }

    /** Takes the value of an iteration; positions must ascend. */
    void add(long position, V value) {
      while (position / blockLength > block) {
        endBlock();
      }
      int lane = (int) (position % blockLength % lanes.length);
      lanes[lane] = both(lanes[lane], value);
    }

    private void endBlock() {
      blocks.add(tree(new ArrayList<>(Arrays.asList(lanes))));
      Arrays.fill(lanes, null);
      block++;
    }

    /** Returns the whole; null if no iteration gave a value. */
    @Nullable V result() {
      endBlock();
      return tree(blocks);
    }

    /**
     * At each level the one at an even position takes in its right neighbour, until one is left.
     */
    private @Nullable V tree(List<@Nullable V> level) {
      List<@Nullable V> values = level;
      while (values.size() > 1) {
        List<@Nullable V> next = new ArrayList<>();
        for (int i = 0; i < values.size(); i += 2) {
          next.add(i + 1 < values.size() ? both(values.get(i), values.get(i + 1)) : values.get(i));
        }
        values = next;
      }
      return values.get(0);
    }

    private @Nullable V both(@Nullable V left, @Nullable V right) {
      if (left == null) {
        return right;
      }
      return right == null ? left : combine.apply(left, right);
    }
  }
}
