package dev.luminar.model.expr;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.ModelException;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.StructType;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A field of a struct value: {@code p.x}. Storage types widen to i32.
 *
 * @param struct a struct
 * @param field the name of one of its fields
 * @param span the place
 * @param depth always computed; what the constructor is given is ignored
 */
public record FieldOf(Expr struct, String field, Span span, int depth) implements Expr {
  /** Checks the operands as {@link #FieldOf(Expr, String, Span)} does. */
  public FieldOf {
    requireNonNull(struct, "struct");
    requireNonNull(field, "field");
    requireNonNull(span, "span");
    if (!(struct.type() instanceof StructType type)) {
      throw Checks.mismatch(struct, "a struct", "what has fields");
    }
    if (type.field(field).isEmpty()) {
      throw new ModelException(
          DiagnosticCode.NO_SUCH_FIELD,
          span,
          "the struct " + type + " has no field '" + field + "'");
    }
    depth = Checks.depth(span, struct);
  }

  /**
   * Makes an access.
   *
   * @throws ModelException LUM1101 if the operand is no struct, LUM1104 if it has no such field
   */
  public FieldOf(Expr struct, String field, Span span) {
    this(struct, field, span, 0);
  }

  /** Returns the type of the loaded value. */
  @Override
  public ScalarType type() {
    return ((StructType) struct.type()).field(field).orElseThrow().type().loaded();
  }

  @Override
  public ImmutableList<Expr> children() {
    return Lists.immutable.of(struct);
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
