package dev.luminar.model;

import dev.luminar.diag.Span;
import dev.luminar.model.type.ElementType;

/** How a reduction makes one value of two: a builtin operator, or a function of the user. */
public sealed interface Combine permits BuiltinCombine, UserCombine {
  /**
   * Checks that values of a type can be combined so.
   *
   * @throws ModelException LUM1102 if the operator does not take the type, LUM1101 if the identity
   *     has another type
   */
  void check(ElementType type, Span span);
}
