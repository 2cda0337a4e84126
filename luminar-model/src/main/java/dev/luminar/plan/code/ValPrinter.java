package dev.luminar.plan.code;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.Local;
import org.eclipse.collections.api.list.ImmutableList;

/** Prints values for people: names with their ids where names repeat, operators in infix form. */
public final class ValPrinter {

  private ValPrinter() {}

  /** The text of {@code value}. */
  public static String text(Val value) {
    requireNonNull(value, "value");
    return switch (value) {
      case Val.Const c -> constant(c.kind(), c.bits());
      case Val.Text t -> quote(t.text());
      case Val.Read r -> name(r.local());
      case Val.RefTo r -> "&" + name(r.cell());
      case Val.ErrorIs e -> name(e.error()) + " is " + quote(e.errorType());
      case Val.ErrorCode e -> "code(" + name(e.error()) + ")";
      case Val.Unary u -> "(" + u.op().symbol() + " " + text(u.operand()) + ")";
      case Val.Binary b ->
          "(" + text(b.left()) + " " + b.op().symbol() + " " + text(b.right()) + ")";
      case Val.OutOfRange o -> text(o.index()) + " out of 0..<" + text(o.length());
      case Val.Trips t ->
          "trips("
              + text(t.from())
              + (t.inclusive() ? ".." : "..<")
              + text(t.to())
              + " step "
              + text(t.step())
              + ")";
      case Val.Math m -> m.function().symbol() + list(m.args());
      case Val.Choose c ->
          "(if "
              + text(c.condition())
              + " then "
              + text(c.whenTrue())
              + " else "
              + text(c.whenFalse())
              + ")";
      case Val.Convert c -> c.to() + "(" + text(c.operand()) + ")";
      case Val.Load l -> text(l.buffer()) + "[" + text(l.index()) + "]";
      case Val.Length l -> "len(" + text(l.buffer()) + ")";
      case Val.Slice s ->
          text(s.buffer()) + "[from " + text(s.start()) + " take " + text(s.length()) + "]";
      case Val.Field f -> text(f.struct()) + ".#" + f.field();
      case Val.MakeStruct m -> "struct#" + m.struct() + list(m.fields());
      case Val.Call c -> "r" + c.routine() + list(c.args());
      case Val.ChannelAt c -> text(c.channels()) + "[" + text(c.index()) + "]";
      case Val.ChannelCount c -> "len(" + text(c.channels()) + ")";
    };
  }

  /** Values in parentheses, with commas. */
  public static String list(ImmutableList<Val> values) {
    requireNonNull(values, "values");
    return values.collect(ValPrinter::text).makeString("(", ", ", ")");
  }

  /** A local's name with its id: names need not be unique. */
  public static String name(Local local) {
    requireNonNull(local, "local");
    return local.name() + "." + local.id();
  }

  private static String constant(ScalarType kind, long bits) {
    return switch (kind) {
      case BOOL -> bits != 0 ? "true" : "false";
      case F32 -> Float.intBitsToFloat((int) bits) + "f";
      case F64 -> Double.toString(Double.longBitsToDouble(bits));
      case I64 -> bits + "L";
      default -> Long.toString(bits);
    };
  }

  static String quote(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
