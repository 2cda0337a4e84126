package dev.luminar.dsl;

import dev.luminar.diag.Span;
import dev.luminar.model.type.ElementType;
import java.util.Optional;

/**
 * A value that the iterations of a parallel block compute together.
 *
 * <pre>{@code
 * Reduction<F64> total = sum("total", f64);
 * f.parallel(over(xs).reduce(total), (it, i) -> it.contribute(total, xs.at(i)));
 * f.returns(total.result());
 * }</pre>
 *
 * @param <V> the class of the value
 */
public final class Reduction<V extends Value<V>> extends AnyReduction {
  private final ValueType<V> type;

  Reduction(Span place, String hint, ValueType<V> type, CombineWith combine, boolean isUnordered) {
    super(place, hint, combine, isUnordered);
    this.type = type;
  }

  /** Returns the reduction whose values combine in any order, so that bits of floats may differ. */
  public Reduction<V> unordered() {
    return new Reduction<>(place(), hint(), type, combine(), true);
  }

  /**
   * Returns what the block computed.
   *
   * @throws dev.luminar.diag.DiagnosticException LUM2009 unless its block has ended
   */
  public V result() {
    Span here = Place.here();
    return type.wrap(reduced(here), around());
  }

  @Override
  ElementType element() {
    return type.node();
  }

  ValueType<V> type() {
    return type;
  }

  @Override
  Optional<Int<?>> length() {
    return Optional.empty();
  }
}
