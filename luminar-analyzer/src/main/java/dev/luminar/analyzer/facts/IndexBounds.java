package dev.luminar.analyzer.facts;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.expr.Binary;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.Convert;
import dev.luminar.model.expr.Element;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.FieldOf;
import dev.luminar.model.expr.Literal;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.StructType;

/** What the type of an index alone says about its value. */
public final class IndexBounds {
  private IndexBounds() {}

  /** Returns a number that the value lies below, from 0 on; 0 if that is not known. */
  public static long below(Expr index) {
    return switch (requireNonNull(index, "index")) {
      case Literal l -> l.bits() >= 0 && l.bits() < Integer.MAX_VALUE ? l.bits() + 1 : 0;
      case Convert c when isWidening(c) -> below(c.operand());
      case Element e -> below(((BufferType) e.buffer().type()).element());
      case FieldOf f -> {
        StructType type = (StructType) f.struct().type();
        yield below(type.fields().get(type.indexOf(f.field())).type());
      }
      case Binary b when b.operator() == BinaryOperator.AND -> {
        long left = below(b.left());
        long right = below(b.right());
        yield left == 0 ? right : right == 0 ? left : Math.min(left, right);
      }
      default -> 0;
    };
  }

  private static boolean isWidening(Convert convert) {
    return convert.type() == ScalarType.I64 && convert.operand().type() == ScalarType.I32;
  }

  private static long below(Object type) {
    return type == ScalarType.U8 ? 0x100 : type == ScalarType.U16 ? 0x1_0000 : 0;
  }
}
