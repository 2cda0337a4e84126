package dev.luminar.testkit.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luminar.model.type.StructType;
import dev.luminar.model.type.Type;
import dev.luminar.model.type.Types;
import org.junit.jupiter.api.Test;

class ValueParserTest {
  private static final StructType POINT =
      Types.struct("Point", Types.field("x", Types.F64), Types.field("n", Types.U8));

  @Test
  void scalars() {
    // Arguments of filetests and of lumc would be other numbers than those written.
    assertPrinted("7", Types.I64, "7");
    assertPrinted("-0x10", Types.I32, "-16");
    assertPrinted("1_000", Types.I64, "1000");
    assertPrinted("7i32", Types.I32, "7");
    assertPrinted("i64.min", Types.I64, "-9223372036854775808");
    assertPrinted("max", Types.I32, "2147483647");
    assertPrinted("0.1", Types.F32, "0.1");
    assertPrinted("1e300", Types.F64, "1.0E300");
    assertPrinted("-inf", Types.F64, "-inf");
    assertPrinted("f32.nan", Types.F32, "nan");
    assertPrinted("-0.0", Types.F64, "-0.0");
    assertPrinted("true", Types.BOOL, "true");
  }

  @Test
  void buffers() {
    // A length would be taken for an element, or the other way round.
    assertPrinted("i64[1, 2, 3]", Types.buffer(Types.I64), "[1, 2, 3]");
    assertPrinted("i64[3]", Types.buffer(Types.I64), "[0, 0, 0]");
    assertPrinted("i64[3,]", Types.buffer(Types.I64), "[3,]");
    assertPrinted("[-3]", Types.buffer(Types.I64), "[-3]");
    assertPrinted("[true]", Types.buffer(Types.BOOL), "[true]");
    assertPrinted("[]", Types.buffer(Types.F64), "[]");
    assertPrinted("f64[2 of 1.5, -0.0]", Types.buffer(Types.F64), "[1.5, 1.5, -0.0]");
    assertPrinted("[1..3, 7..<9]", Types.buffer(Types.I32), "[1, 2, 3, 7, 8]");
    assertPrinted("u8[\"A\\n\", 255]", Types.buffer(Types.U8), "[65, 10, 255]");
    assertPrinted("atomic bool[true, false]", Types.atomicBuffer(Types.BOOL), "[true, false]");
  }

  @Test
  void structs() {
    // Fields would be mixed up.
    assertPrinted("Point(x: 1.0, n: 200)", POINT, "(1.0, 200)");
    assertPrinted("(1.0, 2)", POINT, "(1.0, 2)");
    assertPrinted("Point[(0.5, 1), Point(2.0, 3)]", Types.buffer(POINT), "[(0.5, 1), (2.0, 3)]");
  }

  @Test
  void refusals() {
    // A wrong argument would become some value instead of a message.
    assertRefused("9223372036854775808", Types.I64);
    assertRefused("[256,]", Types.buffer(Types.U8));
    assertRefused("i32[1, 2]", Types.buffer(Types.I64));
    assertRefused("1.5", Types.I64);
    assertRefused("1 2", Types.I64);
    assertRefused("0x", Types.I64);
    assertRefused("", Types.F64);
    assertRefused("1d", Types.F64);
    assertRefused("[1, 2", Types.buffer(Types.I64));
    assertRefused("[99999999999 of 1]", Types.buffer(Types.I64));
    assertRefused("(1.0)", POINT);
  }

  @Test
  void longBuffersAreShortened() {
    // lumc would print a million elements.
    Value value = ValueParser.parse("i64[0..<100]", Types.buffer(Types.I64));

    assertThat(ValuePrinter.print(value, 2)).isEqualTo("[0, 1, ... 96 more ..., 98, 99]");
    assertThat(ValuePrinter.print(value, 50)).doesNotContain("...");
  }

  @Test
  void patterns() {
    // A filetest would pass although its values differ, or fail although they do not.
    assertThat(matches("_", "7", Types.I64)).isTrue();
    assertThat(matches("1 | 7", "7", Types.I64)).isTrue();
    assertThat(matches("1 | 2", "7", Types.I64)).isFalse();
    assertThat(matches("nan", "nan", Types.F64)).isTrue();
    assertThat(matches("0.0", "-0.0", Types.F64)).isFalse();
    assertThat(matches("~1.0", "1.0000000000000002", Types.F64)).isTrue();
    assertThat(matches("~1.0", "1.000000000000001", Types.F64)).isFalse();
    assertThat(matches("[1, 2, ...]", "[1, 2, 3]", Types.buffer(Types.I64))).isTrue();
    assertThat(matches("[1, _, 3]", "[1, 2, 3]", Types.buffer(Types.I64))).isTrue();
    assertThat(matches("[1, 2]", "[1, 2, 3]", Types.buffer(Types.I64))).isFalse();
    assertThat(matches("[3 of _]", "[1, 2]", Types.buffer(Types.I64))).isFalse();
  }

  private static void assertPrinted(String text, Type type, String printed) {
    assertThat(ValuePrinter.print(ValueParser.parse(text, type))).isEqualTo(printed);
  }

  private static void assertRefused(String text, Type type) {
    assertThatThrownBy(() -> ValueParser.parse(text, type))
        .isInstanceOf(ValueSyntaxException.class)
        .hasMessageContaining("expected");
  }

  private static boolean matches(String pattern, String value, Type type) {
    return ValuePattern.parse(new ValueCursor(pattern), type)
        .matches(ValueParser.parse(value, type));
  }
}
