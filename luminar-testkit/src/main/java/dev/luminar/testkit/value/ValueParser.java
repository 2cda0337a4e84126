package dev.luminar.testkit.value;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ElementType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.StructField;
import dev.luminar.model.type.StructType;
import dev.luminar.model.type.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.collections.api.factory.Lists;

/**
 * Reads a value of a known type.
 *
 * <pre>
 * scalar   true  7  -1  0x1f  1_000  i64.min  i64.max  0.5  1e-3  nan  inf  -inf
 * struct   (1.0, 2.0)   Point(1.0, 2.0)   Point(x: 1.0, y: 2.0)
 * buffer   i64[1, 2, 3]   i64[]   f64[1000]   u8["GET /"]   [1, 2]
 * item     a value   3 of 1.5   0..&lt;10   1..10
 * </pre>
 *
 * <p>One whole number alone between the brackets is a length: {@code f64[1000]} is a thousand
 * zeros. A buffer of one such element has a comma, {@code i64[5,]}. A string stands for its UTF-8
 * bytes in a buffer of {@code u8} or {@code i8}.
 */
public final class ValueParser {
  private static final long ELEMENTS_MAX = 1L << 31;

  private ValueParser() {}

  /**
   * Reads a text that is one value.
   *
   * @throws ValueSyntaxException if it is none of this type
   */
  public static Value parse(String text, Type type) {
    ValueCursor cursor = new ValueCursor(text);
    Value value = parse(cursor, type);
    if (!cursor.isAtEnd()) {
      throw cursor.failure("the end");
    }
    return value;
  }

  /**
   * Reads the value that comes next.
   *
   * @throws ValueSyntaxException if none of this type does
   */
  public static Value parse(ValueCursor cursor, Type type) {
    requireNonNull(cursor, "cursor");
    return switch (requireNonNull(type, "type")) {
      case ScalarType scalar -> ScalarParser.parse(cursor, scalar);
      case StructType struct -> struct(cursor, struct);
      case BufferType buffer -> buffer(cursor, buffer);
      default -> throw new ValueSyntaxException("a value of type " + type + " cannot be written");
    };
  }

  private static Value struct(ValueCursor cursor, StructType type) {
    String name = cursor.name();
    if (!name.isEmpty() && !name.equals(type.name())) {
      throw cursor.failure("a value of " + type);
    }
    cursor.expect("(");
    List<Scalar> fields = new ArrayList<>();
    for (StructField field : type.fields()) {
      if (!fields.isEmpty()) {
        cursor.expect(",");
      }
      int mark = cursor.mark();
      if (!(cursor.name().equals(field.name()) && cursor.accepts(":"))) {
        cursor.reset(mark);
      }
      fields.add(ScalarParser.parse(cursor, field.type()));
    }
    cursor.expect(")");
    return new StructValue(type, Lists.immutable.ofAll(fields));
  }

  private static Value buffer(ValueCursor cursor, BufferType type) {
    openBracket(cursor, type);
    int mark = cursor.mark();
    if (cursor.accepts("]")) {
      return BufferValue.zeros(type, 0);
    }
    String alone = cursor.token();
    if (alone.matches("[0-9][0-9_]*") && cursor.accepts("]")) {
      return BufferValue.zeros(type, length(cursor, alone));
    }
    cursor.reset(mark);
    List<Value> elements = new ArrayList<>();
    do {
      if (cursor.sees("]")) {
        break;
      }
      item(cursor, type.element(), elements);
    } while (cursor.accepts(","));
    cursor.expect("]");
    BufferValue buffer = BufferValue.zeros(type, elements.size());
    for (int i = 0; i < elements.size(); i++) {
      buffer.set(i, elements.get(i));
    }
    return buffer;
  }

  /** Takes {@code atomic i64[}, {@code i64[}, or {@code [}. */
  static void openBracket(ValueCursor cursor, BufferType type) {
    if (type.isAtomic()) {
      cursor.acceptsWord("atomic");
    }
    int mark = cursor.mark();
    String name = cursor.name();
    String needed =
        type.element() instanceof StructType struct ? struct.name() : type.element().toString();
    if (!name.isEmpty() && !name.equals(needed)) {
      cursor.reset(mark);
      throw cursor.failure("a buffer " + type);
    }
    cursor.expect("[");
  }

  private static void item(ValueCursor cursor, ElementType type, List<Value> into) {
    if (cursor.sees("\"") && (type == ScalarType.U8 || type == ScalarType.I8)) {
      for (byte b : cursor.quoted().getBytes(StandardCharsets.UTF_8)) {
        into.add(Scalar.i32(type == ScalarType.U8 ? b & 0xff : b));
      }
      return;
    }
    long count = repetition(cursor);
    Value first = parse(cursor, type);
    if (cursor.accepts("..")) {
      boolean isOpen = cursor.accepts("<");
      if (!(first instanceof Scalar from)
          || from.type().isFloat()
          || from.type() == ScalarType.BOOL) {
        throw cursor.failure("no range of " + type);
      }
      long end = ((Scalar) parse(cursor, type)).asLong() + (isOpen ? 0 : 1);
      checkRoom(cursor, end - from.asLong());
      for (long i = from.asLong(); i < end; i++) {
        into.add(new Scalar(from.type(), i));
      }
      return;
    }
    checkRoom(cursor, count);
    for (long i = 0; i < count; i++) {
      into.add(first);
    }
  }

  /** Takes {@code 3 of}; gives 1 if it does not come next. */
  static long repetition(ValueCursor cursor) {
    int mark = cursor.mark();
    String token = cursor.token();
    if (token.matches("[0-9][0-9_]*") && cursor.acceptsWord("of")) {
      return length(cursor, token);
    }
    cursor.reset(mark);
    return 1;
  }

  private static long length(ValueCursor cursor, String digits) {
    try {
      long length = Long.parseLong(digits.replace("_", ""));
      checkRoom(cursor, length);
      return length;
    } catch (NumberFormatException e) {
      throw cursor.failure("a length below " + ELEMENTS_MAX);
    }
  }

  private static void checkRoom(ValueCursor cursor, long elements) {
    if (elements > ELEMENTS_MAX) {
      throw cursor.failure("at most " + ELEMENTS_MAX + " elements");
    }
  }
}
