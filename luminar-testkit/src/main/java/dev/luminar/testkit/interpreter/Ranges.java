package dev.luminar.testkit.interpreter;

import dev.luminar.diag.Span;
import dev.luminar.model.Range;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.BuiltInError;
import dev.luminar.testkit.value.Scalar;
import java.math.BigInteger;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The values of a range, of which there may be 2^64: the first, the distance, and how many.
 *
 * @param type i32 or i64
 */
record Ranges(ScalarType type, BigInteger first, BigInteger step, BigInteger count)
    implements Iterable<Scalar> {
  /** Evaluates start, end and step, in this order, and then refuses a step of zero. */
  static Ranges evaluate(Machine machine, Range range, Scope scope) {
    BigInteger start = BigInteger.valueOf(machine.expressions.index(range.start(), scope));
    BigInteger end = BigInteger.valueOf(machine.expressions.index(range.end(), scope));
    BigInteger step =
        range
            .step()
            .map(s -> BigInteger.valueOf(machine.expressions.index(s, scope)))
            .orElse(BigInteger.ONE);
    if (step.signum() == 0) {
      throw machine.raise(BuiltInError.ZERO_STEP, range.span());
    }
    BigInteger distance = end.subtract(start).multiply(BigInteger.valueOf(step.signum()));
    BigInteger reached = range.isInclusive() ? distance.add(BigInteger.ONE) : distance;
    BigInteger length = step.abs();
    BigInteger count =
        reached.signum() <= 0
            ? BigInteger.ZERO
            : reached.add(length).subtract(BigInteger.ONE).divide(length);
    return new Ranges(range.type(), start, step, count);
  }

  /**
   * As {@link #evaluate}; refuses more positions than an i64 counts, for a region at {@code at}.
   */
  static Ranges counted(Machine machine, Range range, Span at, Scope scope) {
    Ranges ranges = evaluate(machine, range, scope);
    if (ranges.count.compareTo(BigInteger.valueOf(Long.MAX_VALUE)) > 0) {
      long end = machine.expressions.index(range.end(), scope);
      throw machine.raise(BuiltInError.RANGE_TOO_LONG, at, ranges.first.longValue(), end);
    }
    return ranges;
  }

  /** The value at a position. */
  Scalar at(long position) {
    return at(BigInteger.valueOf(position));
  }

  private Scalar at(BigInteger position) {
    return new Scalar(type, first.add(step.multiply(position)).longValueExact());
  }

  @Override
  public Iterator<Scalar> iterator() {
    return new Iterator<>() {
      private BigInteger position = BigInteger.ZERO;

      @Override
      public boolean hasNext() {
        return position.compareTo(count) < 0;
      }

      @Override
      public Scalar next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        Scalar value = at(position);
        position = position.add(BigInteger.ONE);
        return value;
      }
    };
  }
}
