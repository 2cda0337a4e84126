package dev.luminar.plan.code;

import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.Local;
import org.eclipse.collections.api.list.ImmutableList;

/** Prints values for people: names with their ids where names repeat, operators in infix form. */
public final class ValPrinter {

  private ValPrinter() {}

  /** The text of {@code value}. */
  public static String print(Val value) {
    return switch (value) {
      case Val.Const c -> constant(c.kind(), c.bits());
      case Val.Text t -> quote(t.text());
      case Val.Read r -> name(r.local());
      case Val.RefTo r -> "&" + name(r.cell());
      case Val.Unary u -> "(" + u.op().symbol() + " " + print(u.operand()) + ")";
      case Val.Binary b ->
          "(" + print(b.left()) + " " + b.op().symbol() + " " + print(b.right()) + ")";
      case Val.OutOfRange o -> print(o.index()) + " out of 0..<" + print(o.length());
      case Val.Trips t ->
          "trips("
              + print(t.from())
              + (t.inclusive() ? ".." : "..<")
              + print(t.to())
              + " step "
              + print(t.step())
              + ")";
      case Val.Math m -> m.function().symbol() + list(m.args());
      case Val.Choose c ->
          "(if "
              + print(c.condition())
              + " then "
              + print(c.whenTrue())
              + " else "
              + print(c.whenFalse())
              + ")";
      case Val.Convert c -> c.to() + "(" + print(c.operand()) + ")";
      case Val.Load l -> print(l.buffer()) + "[" + print(l.index()) + "]";
      case Val.Length l -> "len(" + print(l.buffer()) + ")";
      case Val.Slice s ->
          print(s.buffer()) + "[from " + print(s.start()) + " take " + print(s.length()) + "]";
      case Val.Field f -> print(f.struct()) + ".#" + f.field();
      case Val.MakeStruct m -> "struct#" + m.struct() + list(m.fields());
      case Val.Call c -> "r" + c.routine() + list(c.args());
      case Val.ChannelAt c -> print(c.channels()) + "[" + print(c.index()) + "]";
      case Val.ChannelCount c -> "len(" + print(c.channels()) + ")";
    };
  }

  /** Values in parentheses, with commas. */
  public static String list(ImmutableList<Val> values) {
    return values.collect(ValPrinter::print).makeString("(", ", ", ")");
  }

  /** A local's name with its id: names need not be unique. */
  public static String name(Local local) {
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
