package dev.luminar.analyzer.facts;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.Range;
import dev.luminar.model.expr.Literal;
import java.math.BigInteger;
import java.util.OptionalLong;

/** How many values a range has. */
public final class RangeLength {
  private RangeLength() {}

  /** Returns the number of values, where that is constant. */
  public static OptionalLong of(Range range) {
    requireNonNull(range, "range");
    if (!(range.start() instanceof Literal start) || !(range.end() instanceof Literal end)) {
      return OptionalLong.empty();
    }
    long step = 1;
    if (range.step().isPresent()) {
      if (!(range.step().get() instanceof Literal literal) || literal.longValue() == 0) {
        return OptionalLong.empty();
      }
      step = literal.longValue();
    }
    var first = BigInteger.valueOf(start.longValue());
    var last = BigInteger.valueOf(end.longValue());
    var distance = step > 0 ? last.subtract(first) : first.subtract(last);
    if (!range.isInclusive()) {
      distance = distance.subtract(BigInteger.ONE);
    }
    if (distance.signum() < 0) {
      return OptionalLong.of(0);
    }
    var size = BigInteger.valueOf(step).abs();
    var length = distance.divide(size).add(BigInteger.ONE);
    return length.bitLength() > 63 ? OptionalLong.empty() : OptionalLong.of(length.longValue());
  }
}
