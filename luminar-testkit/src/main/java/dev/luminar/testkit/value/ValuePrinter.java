package dev.luminar.testkit.value;

import static java.util.Objects.requireNonNull;

/** Prints values as {@link ValueParser} reads them where their type is known. */
public final class ValuePrinter {
  private ValuePrinter() {}

  /**
   * Returns the whole value: {@code 7}, {@code -0.0}, {@code nan}, {@code (1.0, 2.0)}, {@code [1,
   * 2, 3]}.
   */
  public static String print(Value value) {
    return print(value, Integer.MAX_VALUE);
  }

  /**
   * Returns a value; of a buffer with more than twice {@code edge} elements only the first and the
   * last {@code edge}, with the number of those left out between them.
   */
  public static String print(Value value, int edge) {
    return switch (requireNonNull(value, "value")) {
      case Scalar scalar -> scalar(scalar);
      case StructValue struct ->
          struct.fields().collect(ValuePrinter::scalar).makeString("(", ", ", ")");
      case BufferValue buffer -> buffer(buffer, edge);
    };
  }

  private static String scalar(Scalar value) {
    return switch (value.type()) {
      case BOOL -> value.asBool() ? "true" : "false";
      case F32 -> special(value.asFloat(), Float.toString(value.asFloat()));
      case F64 -> special(value.asDouble(), Double.toString(value.asDouble()));
      default -> Long.toString(value.asLong());
    };
  }

  private static String special(double value, String text) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    return Double.isInfinite(value) ? (value > 0 ? "inf" : "-inf") : text;
  }

  private static String buffer(BufferValue buffer, int edge) {
    long length = buffer.length();
    boolean isLong = length / 2 > edge || (length / 2 == edge && length % 2 == 1);
    StringBuilder out = new StringBuilder("[");
    for (long i = 0; i < length; i++) {
      if (isLong && i == edge) {
        out.append(", ... ").append(length - 2L * edge).append(" more ...");
        i = length - edge;
      }
      out.append(i == 0 ? "" : ", ").append(print(buffer.get(i)));
    }
    // A whole number alone between brackets would be a length.
    boolean isLength = length == 1 && out.substring(1).chars().allMatch(c -> c >= '0' && c <= '9');
    return out.append(isLength ? ",]" : "]").toString();
  }
}
