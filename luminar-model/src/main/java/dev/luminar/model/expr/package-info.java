/**
 * Expressions: pure, typed, and possibly failing (an index out of range, a division by zero).
 *
 * <p>Start with {@link dev.luminar.model.expr.Exprs}, which makes them all. Each {@link
 * dev.luminar.model.expr.Expr} knows its type; a constructor that gets operands of the wrong types
 * throws a {@link dev.luminar.model.ModelException} at once.
 */
@NullMarked
package dev.luminar.model.expr;

import org.jspecify.annotations.NullMarked;
