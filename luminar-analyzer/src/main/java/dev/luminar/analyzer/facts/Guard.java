package dev.luminar.analyzer.facts;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A condition that is asked when a region is entered: where it holds, no two tasks of the region
 * collide; where it does not, the region runs one iteration after the other.
 */
public sealed interface Guard {
  /** Always holds: nothing is asked. */
  Guard ALWAYS = new All(Lists.immutable.empty());

  /** Never holds: no question at the entry helps. */
  Guard NEVER = new Any(Lists.immutable.empty());

  /** All of several conditions hold. */
  record All(ImmutableList<Guard> parts) implements Guard {
    @Override
    public String toString() {
      return parts.isEmpty()
          ? "true"
          : parts.collect(p -> p instanceof Any ? "(" + p + ")" : "" + p).makeString(" and ");
    }
  }

  /** One of several conditions holds. */
  record Any(ImmutableList<Guard> parts) implements Guard {
    @Override
    public String toString() {
      return parts.isEmpty()
          ? "false"
          : parts.collect(p -> p instanceof All ? "(" + p + ")" : "" + p).makeString(" or ");
    }
  }

  /** A sum is zero or more; it is computed in i64, where it fits (see {@link Fits}). */
  record NotNegative(Sum sum) implements Guard {
    @Override
    public String toString() {
      return sum.side(1) + " >= " + sum.side(-1);
    }
  }

  /**
   * The sum of the sizes of the terms is at most {@code limit}, so that nothing computed from them
   * wraps.
   */
  record Fits(Sum sum, double limit) implements Guard {
    @Override
    public String toString() {
      return "the indices do not wrap";
    }
  }

  /**
   * The elements {@code from} to {@code to} of a buffer of integers, as far as there are such, do
   * not fall, and lie between 0 and 2^62.
   */
  record Rising(String buffer, Sum from, Sum to) implements Guard {
    @Override
    public String toString() {
      return buffer + " holds offsets that do not fall";
    }
  }

  /** A polynomial over what is known where the region is entered. */
  record Sum(ImmutableList<Term> terms) {
    /** The terms of one sign, as they stand on one side of a comparison. */
    private String side(int sign) {
      String text =
          terms
              .select(term -> Long.signum(term.coefficient()) == sign)
              .collect(term -> term.show(Math.abs(term.coefficient())))
              .makeString(" + ");
      return text.isEmpty() ? "0" : text;
    }
  }

  /** A product of values and a number. */
  record Term(long coefficient, ImmutableList<Value> factors) {
    private String show(long size) {
      String product = factors.stream().map(Value::toString).collect(Collectors.joining("*"));
      return factors.isEmpty() ? "" + size : size == 1 ? product : size + "*" + product;
    }
  }

  /** A whole number that is known where the region is entered. */
  sealed interface Value {}

  /** The value of a name. */
  record Name(String name) implements Value {
    @Override
    public String toString() {
      return name;
    }
  }

  /** The length of a buffer. */
  record Length(String buffer) implements Value {
    @Override
    public String toString() {
      return "len(" + buffer + ")";
    }
  }

  /** A sum divided by a number above zero, rounded down. */
  record Floor(Sum of, long by) implements Value {
    @Override
    public String toString() {
      return "(" + of.side(1) + " - (" + of.side(-1) + ")) / " + by;
    }
  }

  /** The same with one question about sizes, which is asked first, in place of many. */
  default Guard simplified() {
    Map<Double, Map<ImmutableList<Value>, Long>> sizes = new LinkedHashMap<>();
    Guard rest = Sizes.taken(this, sizes);
    Guard all = ALWAYS;
    for (Map.Entry<Double, Map<ImmutableList<Value>, Long>> limit : sizes.entrySet()) {
      var terms = Lists.mutable.<Term>empty();
      limit.getValue().forEach((factors, size) -> terms.add(new Term(size, factors)));
      all = all.and(new Fits(new Sum(terms.toImmutable()), limit.getKey()));
    }
    return rest.equals(NEVER) ? NEVER : all.and(rest);
  }

  /** The same without the questions about sizes. */
  default Guard withoutSizes() {
    return Sizes.taken(this, new LinkedHashMap<>());
  }

  /** Collects the questions about sizes of a guard. */
  final class Sizes {
    private Sizes() {}

    private static Guard taken(Guard guard, Map<Double, Map<ImmutableList<Value>, Long>> sizes) {
      return switch (guard) {
        case All all -> {
          Guard kept = ALWAYS;
          for (Guard part : all.parts()) {
            kept = kept.and(taken(part, sizes));
          }
          yield kept;
        }
        case Any any -> {
          Guard kept = NEVER;
          for (Guard part : any.parts()) {
            kept = kept.or(taken(part, sizes));
          }
          yield kept;
        }
        case Fits fits -> {
          var known = sizes.computeIfAbsent(fits.limit(), limit -> new LinkedHashMap<>());
          for (Term term : fits.sum().terms()) {
            known.merge(term.factors(), term.coefficient(), Math::max);
          }
          yield ALWAYS;
        }
        default -> guard;
      };
    }
  }

  /** All of two conditions. */
  default Guard and(Guard other) {
    if (equals(NEVER) || other.equals(ALWAYS)) {
      return this;
    }
    if (other.equals(NEVER) || equals(ALWAYS)) {
      return other;
    }
    var parts = Lists.mutable.<Guard>empty();
    parts.addAll(this instanceof All all ? all.parts().castToList() : Lists.mutable.of(this));
    for (Guard part : other instanceof All all ? all.parts() : Lists.immutable.of(other)) {
      if (!parts.contains(part)) {
        parts.add(part);
      }
    }
    return parts.size() == 1 ? parts.getFirst() : new All(parts.toImmutable());
  }

  /** One of two conditions. */
  default Guard or(Guard other) {
    if (equals(ALWAYS) || other.equals(NEVER)) {
      return this;
    }
    if (other.equals(ALWAYS) || equals(NEVER)) {
      return other;
    }
    var parts = Lists.mutable.<Guard>empty();
    parts.addAll(this instanceof Any any ? any.parts().castToList() : Lists.mutable.of(this));
    for (Guard part : other instanceof Any any ? any.parts() : Lists.immutable.of(other)) {
      if (!parts.contains(part)) {
        parts.add(part);
      }
    }
    return parts.size() == 1 ? parts.getFirst() : new Any(parts.toImmutable());
  }
}
