package dev.luminar.model.type;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.ModelException;

/**
 * A buffer: contiguous memory of elements with a length, lent to the function or declared in it.
 *
 * @param element the type of the elements
 * @param isAtomic whether the elements are atomic; then they are {@code bool i32 i64} or {@code
 *     f64}
 */
public record BufferType(ElementType element, boolean isAtomic) implements Type {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1109 if atomic elements have another type than those
   */
  public BufferType {
    requireNonNull(element, "element");
    if (isAtomic && !(element instanceof ScalarType scalar && scalar.isAtomic())) {
      throw new ModelException(
          DiagnosticCode.INVALID_ATOMIC,
          Span.NONE,
          "atomic elements are bool, i32, i64 or f64, not " + element);
    }
  }

  /** Returns the text form, such as {@code f64[]} or {@code atomic i64[]}. */
  @Override
  public String toString() {
    return (isAtomic ? "atomic " : "") + element + "[]";
  }
}
