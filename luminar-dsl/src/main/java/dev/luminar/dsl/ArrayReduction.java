package dev.luminar.dsl;

import dev.luminar.diag.Span;
import dev.luminar.model.type.ElementType;
import java.util.Optional;

/**
 * An array of values that the iterations of a parallel block compute together, such as a histogram:
 * {@code it.contribute(histogram, bytes.at(i), i64(1))}.
 *
 * @param <V> the class of an element
 */
public final class ArrayReduction<V extends Value<V>> extends AnyReduction {
  private final ValueType<V> type;
  private final Int<?> length;

  ArrayReduction(
      Span place,
      String hint,
      ValueType<V> type,
      Int<?> length,
      CombineWith combine,
      boolean isUnordered) {
    super(place, hint, combine, isUnordered);
    this.type = type;
    this.length = length;
  }

  /** Returns the reduction whose values combine in any order, so that bits of floats may differ. */
  public ArrayReduction<V> unordered() {
    return new ArrayReduction<>(place(), hint(), type, length, combine(), true);
  }

  /**
   * Returns what the block computed.
   *
   * @throws dev.luminar.diag.DiagnosticException LUM2009 unless its block has ended
   */
  public Buf<V> result() {
    Span here = Place.here();
    return new Buf<>(type, reduced(here), around());
  }

  @Override
  ElementType element() {
    return type.node();
  }

  @Override
  Optional<Int<?>> length() {
    return Optional.of(length);
  }
}
