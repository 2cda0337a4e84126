package dev.luminar.testkit.random;

import dev.luminar.diag.Span;
import dev.luminar.model.Range;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Exprs;
import dev.luminar.model.type.ScalarType;
import dev.luminar.testkit.random.Place.Lent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A range, and what is known about it.
 *
 * @param range the range
 * @param count how many values it has, at most
 * @param bound where above 0: all values are at least 0 and below this
 * @param over the buffer whose indices it has, if that is why
 * @param below how far below each value there are more indices of that buffer
 * @param above how far above
 */
record Steps(Range range, long count, long bound, @Nullable Lent over, int below, int above) {
  Steps(Range range, long count, long bound) {
    this(range, count, bound, null, 0, 0);
  }

  ScalarType type() {
    return range.type();
  }

  /** Makes ranges of every form. */
  static final class Maker {
    private final Choices choices;
    private final GenerateExpr exprs;

    Maker(Choices choices, GenerateExpr exprs) {
      this.choices = choices;
      this.exprs = exprs;
    }

    /** A range of at most so many values. */
    Steps of(Place place, long most) {
      List<Lent> fitting = place.buffers.stream().filter(b -> b.length <= most).toList();
      ScalarType type = choices.percent(75) ? ScalarType.I64 : ScalarType.I32;
      int many = (int) Math.min(most, 40);
      return switch (choices.weighted(fitting.isEmpty() ? 0 : 45, 20, 10, 15, 4, 3)) {
        case 0 -> over(choices.of(fitting));
        case 1 -> fixed(type, many);
        case 2 -> asked(place, many);
        case 3 -> stepping(type, place, many);
        case 4 -> atTheEnd(type, many);
        default ->
            made(Constants.small(type, 5), Constants.small(type, choices.between(-4, 5)), 0, 0);
      };
    }

    /** A range of thousands of values, so that reductions have lanes. */
    Steps large(long most) {
      long count =
          most >= 70_000 && choices.percent(4)
              ? choices.between(65_000, 70_000)
              : choices.between(1_900, 2_800);
      long start = choices.percent(60) ? 0 : choices.between(-10, 10);
      return made(Exprs.i64(start), Exprs.i64(start + count), count, start == 0 ? count : 0);
    }

    private Steps over(Lent buffer) {
      Expr length = Exprs.length(GenerateExpr.ref(buffer));
      int below = choices.percent(70) ? 0 : choices.between(1, 2);
      int above = choices.percent(70) ? 0 : choices.between(1, 2);
      Expr first = Exprs.i64(below);
      Range range = range(first, above == 0 ? length : Exprs.sub(length, Exprs.i64(above)), false);
      if (choices.percent(12)) {
        Expr last = Exprs.sub(length, Exprs.i64(above + 1L));
        range = new Range(last, first, true, Optional.of(Exprs.i64(-1)), Span.NONE);
      }
      return new Steps(range, buffer.length, buffer.length, buffer, below, above);
    }

    private Steps fixed(ScalarType type, int many) {
      long start = choices.percent(60) ? 0 : choices.between(-3, 5);
      boolean isInclusive = choices.percent(40);
      long count = choices.between(0, many);
      long end = start + count - (isInclusive ? 1 : 0);
      Range range = range(Constants.small(type, start), Constants.small(type, end), isInclusive);
      return new Steps(range, count, start >= 0 ? Math.max(0, start + count) : 0);
    }

    private Steps asked(Place place, int many) {
      long most = Long.highestOneBit(Math.max(1, many)) - 1;
      return made(Exprs.i64(0), exprs.masked(most, place, 1), most, most);
    }

    private Steps stepping(ScalarType type, Place place, int many) {
      long start = choices.between(-5, 20);
      boolean isInclusive = choices.percent(50);
      boolean isDown = choices.percent(45);
      long distance = choices.between(0, many);
      long step = choices.between(1, 5);
      Expr by = Constants.small(type, isDown ? -step : step);
      if (!isDown && type == ScalarType.I64 && choices.percent(25)) {
        Expr any = exprs.masked(3, place, 1);
        boolean isZero = !place.isSafe && choices.percent(8);
        by = isZero ? any : Exprs.binary(BinaryOperator.OR, any, Exprs.i64(1));
      }
      long end = isDown ? start - distance : start + distance;
      Range range =
          new Range(
              Constants.small(type, start),
              Constants.small(type, end),
              isInclusive,
              Optional.of(by),
              Span.NONE);
      boolean isBounded = Math.min(start, end) >= 0;
      return new Steps(range, distance + 1, isBounded ? Math.max(start, end) + 1 : 0);
    }

    private Steps atTheEnd(ScalarType type, int many) {
      long most = type == ScalarType.I64 ? Long.MAX_VALUE : Integer.MAX_VALUE;
      long least = type == ScalarType.I64 ? Long.MIN_VALUE : Integer.MIN_VALUE;
      int few = choices.between(0, Math.min(many, 5));
      Range range =
          choices.percent(50)
              ? range(Constants.small(type, most - few), Constants.small(type, most), true)
              : range(Constants.small(type, least), Constants.small(type, least + few), false);
      return new Steps(range, few + 1L, 0);
    }

    private static Range range(Expr start, Expr end, boolean isInclusive) {
      return new Range(start, end, isInclusive, Optional.empty(), Span.NONE);
    }

    private static Steps made(Expr start, Expr end, long count, long bound) {
      return new Steps(range(start, end, false), count, bound);
    }
  }
}
