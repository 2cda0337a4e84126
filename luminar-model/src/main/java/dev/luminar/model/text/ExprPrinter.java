package dev.luminar.model.text;

import dev.luminar.model.expr.Binary;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.CallExpr;
import dev.luminar.model.expr.Conditional;
import dev.luminar.model.expr.Convert;
import dev.luminar.model.expr.Element;
import dev.luminar.model.expr.ElementOf;
import dev.luminar.model.expr.ErrorCode;
import dev.luminar.model.expr.ErrorIs;
import dev.luminar.model.expr.ErrorsOf;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.FieldOf;
import dev.luminar.model.expr.Intrinsic;
import dev.luminar.model.expr.Length;
import dev.luminar.model.expr.Literal;
import dev.luminar.model.expr.MakeStruct;
import dev.luminar.model.expr.Ref;
import dev.luminar.model.expr.Slice;
import dev.luminar.model.expr.Text;
import dev.luminar.model.expr.Unary;
import dev.luminar.model.expr.UnaryOperator;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.Type;
import java.time.Duration;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * Prints expressions with the parentheses they need and no others.
 *
 * <p>{@code expected} is the type that the parser will know to be needed at this point, or null. A
 * literal of that type needs no suffix; {@link ExprParser} has the same rules.
 */
final class ExprPrinter {
  private final StringBuilder out;

  ExprPrinter(StringBuilder out) {
    this.out = out;
  }

  void print(Expr expr, @Nullable Type expected) {
    print(expr, Precedence.CONDITIONAL, expected);
  }

  /** Prints a number of nanoseconds, which the parser reads as a plain i64 or with a unit. */
  void printDuration(Expr expr) {
    if (expr instanceof Literal literal
        && literal.type() == ScalarType.I64
        && literal.bits() >= 0) {
      out.append(duration(Duration.ofNanos(literal.bits())));
    } else {
      print(expr, ScalarType.I64);
    }
  }

  /** Prints two operands that must have one type, where nothing outside says which. */
  void printPair(Expr first, int firstLevel, String between, Expr second, int secondLevel) {
    boolean isFirstPlain = first instanceof Literal;
    boolean isSecondPlain = second instanceof Literal;
    print(first, firstLevel, isFirstPlain && !isSecondPlain ? second.type() : null);
    out.append(between);
    print(second, secondLevel, isFirstPlain ? null : first.type());
  }

  void print(Expr expr, int level, @Nullable Type expected) {
    boolean isOpen = Precedence.of(expr) < level;
    if (isOpen) {
      out.append('(');
    }
    switch (expr) {
      case Literal e -> literal(e, expected);
      case Text e -> out.append(Quoting.string(e.value()));
      case Ref e -> out.append(Quoting.name(e.name()));
      case Unary e -> unary(e, expected);
      case Binary e -> binary(e, expected);
      case Intrinsic e -> intrinsic(e, expected);
      case Conditional e -> conditional(e, expected);
      case Convert e -> call(e.type().toString(), e.children());
      case Element e -> element(e.buffer(), e.index());
      case ElementOf e -> element(e.array(), e.index());
      case Length e -> call("len", e.children());
      case Slice e -> slice(e);
      case FieldOf e -> {
        print(e.struct(), Precedence.POSTFIX, null);
        out.append('.').append(Quoting.name(e.field()));
      }
      case MakeStruct e -> makeStruct(e);
      case CallExpr e -> call(Quoting.callee(e.callee()), e.arguments());
      case ErrorsOf e -> out.append("errors(").append(Quoting.name(e.label())).append(')');
      case ErrorCode e -> out.append("code(").append(Quoting.name(e.error())).append(')');
      case ErrorIs e ->
          out.append(Quoting.name(e.error())).append(" is ").append(Quoting.string(e.errorType()));
    }
    if (isOpen) {
      out.append(')');
    }
  }

  private void literal(Literal e, @Nullable Type expected) {
    String suffix = e.type() == expected ? "" : e.type().toString();
    switch (e.type()) {
      case BOOL -> out.append(e.booleanValue());
      case I64 -> out.append(e.longValue());
      case I32 -> out.append(e.intValue()).append(suffix);
      case F64 -> floating(e, Double.toString(e.doubleValue()), "");
      case F32 -> floating(e, Float.toString(e.floatValue()), suffix);
      case I8, U8, I16, U16 -> throw new IllegalStateException("a literal of a storage type");
    }
  }

  private void floating(Literal e, String digits, String suffix) {
    switch (digits) {
      case "NaN" -> out.append(e.type()).append(".nan");
      case "Infinity" -> out.append(e.type()).append(".inf");
      case "-Infinity" -> out.append('-').append(e.type()).append(".inf");
      default -> out.append(digits).append(suffix);
    }
  }

  private void unary(Unary e, @Nullable Type expected) {
    switch (e.operator()) {
      case NOT -> {
        out.append("not ");
        print(e.operand(), Precedence.NOT, null);
      }
      case COMPLEMENT -> {
        out.append('~');
        print(e.operand(), Precedence.UNARY, expected);
      }
      case NEG -> {
        // A minus before a number is part of the literal, and two of them in a row are hard to see.
        boolean needsParentheses =
            e.operand() instanceof Literal
                || e.operand() instanceof Unary u && u.operator() == UnaryOperator.NEG;
        out.append('-');
        print(e.operand(), needsParentheses ? Precedence.ALWAYS : Precedence.UNARY, expected);
      }
    }
  }

  private void binary(Binary e, @Nullable Type expected) {
    int level = Precedence.of(e.operator());
    int left = e.operator().isComparison() ? level + 1 : level;
    String between = " " + e.operator().symbol() + " ";
    if (expected != null && e.type() == expected && isSameTyped(e.operator())) {
      print(e.left(), left, expected);
      out.append(between);
      print(e.right(), level + 1, expected);
    } else {
      printPair(e.left(), left, between, e.right(), level + 1);
    }
  }

  /**
   * Says whether the operands have the type of the result, so that what is expected of it is
   * expected of them.
   */
  static boolean isSameTyped(BinaryOperator operator) {
    return !operator.isComparison() && !operator.isShortCircuit();
  }

  private void intrinsic(Intrinsic e, @Nullable Type expected) {
    out.append(e.function().symbol()).append('(');
    if (e.type() == expected) {
      list(e.arguments(), expected);
    } else {
      // The first argument that is no literal gives its type to those that are.
      boolean hasOther = e.arguments().anySatisfy(argument -> !(argument instanceof Literal));
      String separator = "";
      for (Expr argument : e.arguments()) {
        out.append(separator);
        print(
            argument,
            Precedence.CONDITIONAL,
            argument instanceof Literal && hasOther ? e.type() : null);
        separator = ", ";
      }
    }
    out.append(')');
  }

  private void conditional(Conditional e, @Nullable Type expected) {
    out.append("if ");
    print(e.condition(), Precedence.OR, null);
    out.append(" then ");
    if (e.type().equals(expected)) {
      print(e.then(), Precedence.OR, expected);
      out.append(" else ");
      print(e.otherwise(), Precedence.CONDITIONAL, expected);
    } else {
      printPair(e.then(), Precedence.OR, " else ", e.otherwise(), Precedence.CONDITIONAL);
    }
  }

  private void element(Expr base, Expr index) {
    print(base, Precedence.POSTFIX, null);
    out.append('[');
    print(index, null);
    out.append(']');
  }

  private void slice(Slice e) {
    print(e.buffer(), Precedence.POSTFIX, null);
    out.append('[');
    printPair(e.start(), Precedence.OR, e.isInclusive() ? ".." : "..<", e.end(), Precedence.OR);
    out.append(']');
  }

  private void makeStruct(MakeStruct e) {
    out.append(Quoting.name(e.type().name())).append('(');
    for (int i = 0; i < e.fields().size(); i++) {
      out.append(i == 0 ? "" : ", ")
          .append(Quoting.name(e.type().fields().get(i).name()))
          .append(": ");
      print(e.fields().get(i), e.fields().get(i).type());
    }
    out.append(')');
  }

  private void call(String callee, ImmutableList<Expr> arguments) {
    out.append(callee).append('(');
    list(arguments, null);
    out.append(')');
  }

  void list(ImmutableList<Expr> exprs, @Nullable Type expected) {
    String separator = "";
    for (Expr expr : exprs) {
      out.append(separator);
      print(expr, expected);
      separator = ", ";
    }
  }

  /** The text form of a duration: in the greatest unit that divides it. */
  static String duration(Duration duration) {
    long nanos = duration.toNanos();
    for (TimeUnitName unit : TimeUnitName.DESCENDING) {
      if (nanos != 0 && nanos % unit.nanos() == 0) {
        return nanos / unit.nanos() + unit.symbol();
      }
    }
    return nanos + TimeUnitName.NS.symbol();
  }
}
