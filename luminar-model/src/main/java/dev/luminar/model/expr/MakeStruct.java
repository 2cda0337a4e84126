package dev.luminar.model.expr;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.ModelException;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.StructType;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A new struct value: {@code Point(x: 1.0, y: 0.0)}. Storage fields truncate from i32.
 *
 * @param type the struct
 * @param fields a value for each field, in the order of their declaration
 * @param span the place
 * @param depth always computed; what the constructor is given is ignored
 */
public record MakeStruct(StructType type, ImmutableList<Expr> fields, Span span, int depth)
    implements Expr {
  /** Checks the operands as {@link #MakeStruct(StructType, ImmutableList, Span)} does. */
  public MakeStruct {
    requireNonNull(type, "type");
    requireNonNull(fields, "fields");
    requireNonNull(span, "span");
    if (fields.size() != type.fields().size()) {
      throw new ModelException(
          DiagnosticCode.ARGUMENT_COUNT,
          span,
          "the struct " + type + " has " + type.fields().size() + " fields, not " + fields.size());
    }
    for (int i = 0; i < fields.size(); i++) {
      Checks.type(
          fields.get(i),
          type.fields().get(i).type().loaded(),
          "the field '" + type.fields().get(i).name() + "'");
    }
    depth = Checks.depth(span, fields);
  }

  /**
   * Makes a value.
   *
   * @throws ModelException LUM1103 for a wrong number of values, LUM1101 for a value of another
   *     type
   */
  public MakeStruct(StructType type, ImmutableList<Expr> fields, Span span) {
    this(type, fields, span, 0);
  }

  @Override
  public ImmutableList<Expr> children() {
    return fields;
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
