package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.MakeStruct;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.StructField;
import dev.luminar.model.type.StructType;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.MutableList;
import org.jspecify.annotations.Nullable;

/**
 * A struct of the program, which is also the type of its values. Its fields are declared before it
 * is used for the first time.
 *
 * <pre>{@code
 * record Point(double x, double y) {}
 *
 * StructDef<Point> point = p.struct("Point", Point.class);
 * Field<Point, F64> x = point.field("x", f64);
 * Field<Point, F64> y = point.field("y", f64);
 * ...
 * StructValue<Point> origin = point.with(x.is(f64(0)), y.is(f64(0)));
 * F64 abscissa = origin.get(x);
 * }</pre>
 *
 * @param <S> any Java class that stands for the struct, so that two structs do not mix
 */
public final class StructDef<S> extends ValueType<StructValue<S>> {
  private final String name;
  private final Span place;
  private final MutableList<StructField> fields = Lists.mutable.empty();
  private @Nullable StructType node;

  StructDef(String name, Span place) {
    this.name = name;
    this.place = place;
  }

  /** Declares a field. */
  public <V extends Value<V>> Field<S, V> field(String fieldName, ValueType<V> type) {
    requireNonNull(fieldName, "fieldName");
    requireNonNull(type, "type");
    Span here = Place.here();
    if (!(type.node() instanceof ScalarType scalar)) {
      throw misused(here, "the field '" + fieldName + "' must be a scalar, not " + type);
    }
    declare(fieldName, scalar, here);
    return new Field<>(this, fieldName, type);
  }

  /** Declares a field of a storage type; its value is an i32. */
  public Field<S, I32> field(String fieldName, StorageType<?> type) {
    requireNonNull(fieldName, "fieldName");
    requireNonNull(type, "type");
    declare(fieldName, type.node(), Place.here());
    return new Field<>(this, fieldName, Dsl.i32);
  }

  private void declare(String fieldName, ScalarType type, Span here) {
    if (node != null) {
      throw misused(
          here, "the field '" + fieldName + "' comes after the first use of the struct " + name);
    }
    fields.add(new StructField(fieldName, type, here));
  }

  /**
   * Returns a value.
   *
   * @throws dev.luminar.diag.DiagnosticException LUM2010 unless each field is given exactly once
   */
  @SafeVarargs
  public final StructValue<S> with(Setting<S>... settings) {
    requireNonNull(settings, "settings");
    Span here = Place.here();
    StructType type = node();
    @Nullable Value<?>[] values = new Value<?>[type.fields().size()];
    @Nullable OpenBlock home = null;
    for (Setting<S> setting : settings) {
      requireNonNull(setting, "settings");
      int index = setting.struct() == this ? type.indexOf(setting.field()) : -1;
      if (index < 0) {
        throw misused(
            here, "'" + setting.field() + "' is a field of another struct, not of " + name);
      }
      if (values[index] != null) {
        throw misused(here, "the field '" + setting.field() + "' of " + name + " is given twice");
      }
      values[index] = setting.value();
      home = Handle.inner(home, setting.value().home(), here);
    }
    MutableList<Expr> operands = Lists.mutable.empty();
    for (int i = 0; i < values.length; i++) {
      Value<?> value = values[i];
      if (value == null) {
        throw misused(
            here, "the field '" + type.fields().get(i).name() + "' of " + name + " is left out");
      }
      operands.add(value.operand(here));
    }
    return new StructValue<>(this, new MakeStruct(type, operands.toImmutable(), here), home);
  }

  /**
   * Returns the handle of a node of the model.
   *
   * @throws dev.luminar.model.ModelException LUM1101 if it has another type
   */
  public StructValue<S> of(Expr expr) {
    requireNonNull(expr, "expr");
    return wrap(Nodes.checked(expr, node()), null);
  }

  /** Returns the type of the model; no further field can be declared. */
  @Override
  public StructType node() {
    StructType made = node;
    if (made == null) {
      made = new StructType(name, fields.toImmutable(), place);
      node = made;
    }
    return made;
  }

  @Override
  StructValue<S> wrap(Expr expr, @Nullable OpenBlock home) {
    return new StructValue<>(this, expr, home);
  }

  private static RuntimeException misused(Span here, String message) {
    return Guard.failed(DiagnosticCode.STRUCT_MISUSED, here, message);
  }
}
