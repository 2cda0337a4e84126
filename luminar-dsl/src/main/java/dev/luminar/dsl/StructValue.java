package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.FieldOf;
import org.jspecify.annotations.Nullable;

/**
 * A value of a struct.
 *
 * @param <S> the Java class that stands for the struct
 */
public final class StructValue<S> extends Value<StructValue<S>> {
  private final StructDef<S> type;

  StructValue(StructDef<S> type, Expr node, @Nullable OpenBlock home) {
    super(node, home);
    this.type = type;
  }

  /** Returns a field; storage types widen to i32. */
  public <V extends Value<V>> V get(Field<S, V> field) {
    requireNonNull(field, "field");
    Span here = Place.here();
    return field.type().wrap(new FieldOf(operand(here), field.name(), here), home());
  }

  @Override
  StructDef<S> type() {
    return type;
  }
}
