package dev.luminar.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.collections.api.factory.Lists;
import org.junit.jupiter.api.Test;

/** How an error record prints. */
final class ErrorRecordTest {

  private static String print(String type, String message) {
    return new ErrorRecord(type, 0, message, "", 0, Lists.immutable.empty()).toString();
  }

  @Test
  void staysOneLine() {
    // A message with line ends would look like several records, or forge one.
    assertThat(print("bad", "a\nerror forged \"x\"\r\t\u0000\\"))
        .isEqualTo("error bad \"a\\nerror forged \\\"x\\\"\\r\\t\\u0000\\\\\"");
    assertThat(print("bad\nkind", "")).isEqualTo("error \"bad\\nkind\" \"\"");
  }

  @Test
  void keepsOrdinaryText() {
    // Messages would become hard to read.
    assertThat(print("bad", "h\u00e9 'x' 100 %")).isEqualTo("error bad \"h\u00e9 'x' 100 %\"");
  }
}
