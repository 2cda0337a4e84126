package dev.luminar.testkit.random;

import dev.luminar.model.Stmt;
import dev.luminar.model.Stmts;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Exprs;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.StructField;
import dev.luminar.model.type.StructType;
import dev.luminar.testkit.random.Place.Named;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets what blocks compute reach the host: each function and each iteration has a variable into
 * which the values of its blocks are mixed. Otherwise most of them would be dead, and wrong unseen.
 */
final class Mixing {
  private final Choices choices;
  private final Names names;

  Mixing(Choices choices, Names names) {
    this.choices = choices;
    this.names = names;
  }

  /** Declares the variable of a function, an iteration or a task. */
  void open(List<Stmt> into, Place place) {
    String name = names.fresh("mix");
    into.add(Stmts.variable(name, ScalarType.I64, Exprs.i64(choices.between(0, 99))));
    place.mix = new Named(name, ScalarType.I64, place.depth, false, 0);
    place.values.add(place.mix);
  }

  /** Mixes some of the values that a place has learned to know behind the first {@code known}. */
  void add(List<Stmt> into, Place place, int known) {
    if (place.mix == null || place.mix.depth != place.depth) {
      return;
    }
    List<Named> fresh =
        place.values.subList(Math.min(known, place.values.size()), place.values.size());
    for (Named value : List.copyOf(fresh)) {
      if (value != place.mix && choices.percent(45)) {
        add(into, place, value(value));
      }
    }
  }

  /** Mixes an i64. */
  void add(List<Stmt> into, Place place, Expr value) {
    if (place.mix == null || place.mix.depth != place.depth) {
      return;
    }
    Expr before = Exprs.mul(GenerateExpr.ref(place.mix), Exprs.i64(31));
    into.add(Stmts.assign(Exprs.ref(place.mix.name, ScalarType.I64), Exprs.add(before, value)));
  }

  private Expr value(Named named) {
    if (named.type instanceof StructType struct) {
      List<Expr> fields = new ArrayList<>();
      for (StructField field : struct.fields()) {
        fields.add(integer(Exprs.fieldOf(GenerateExpr.ref(named), field.name())));
      }
      return choices.of(fields);
    }
    return integer(GenerateExpr.ref(named));
  }

  /** Of a float some of its fraction too. */
  private static Expr integer(Expr value) {
    if (value.type() == ScalarType.I64) {
      return value;
    }
    return Exprs.convert(
        ScalarType.I64,
        value.type() == ScalarType.F32
            ? Exprs.mul(value, Exprs.f32(1024))
            : value.type() == ScalarType.F64 ? Exprs.mul(value, Exprs.f64(1L << 30)) : value);
  }
}
