package dev.luminar.testkit.filetest;

import dev.luminar.host.ErrorRecord;
import dev.luminar.testkit.value.ValueCursor;
import java.util.Optional;

/**
 * What an error record should look like: {@code error TYPE "message" code 7 at 3/1:2 line 12},
 * where all after the type may be left out and is then not compared. Three dots in a message stand
 * for any text.
 */
record ErrorPattern(
    String type,
    Optional<String> message,
    Optional<Long> code,
    Optional<String> index,
    Optional<Integer> line) {
  /** Reads what follows the word {@code error}. */
  static ErrorPattern parse(ValueCursor cursor) {
    String type = cursor.sees("\"") ? cursor.quoted() : cursor.name();
    if (type.isEmpty()) {
      throw cursor.failure("the type of an error");
    }
    Optional<String> message = cursor.sees("\"") ? Optional.of(cursor.quoted()) : Optional.empty();
    Optional<Long> code =
        cursor.acceptsWord("code") ? Optional.of(Long.parseLong(word(cursor))) : Optional.empty();
    Optional<String> index =
        cursor.acceptsWord("at") ? Optional.of(word(cursor)) : Optional.empty();
    Optional<Integer> line =
        cursor.acceptsWord("line") ? Optional.of(Integer.parseInt(word(cursor))) : Optional.empty();
    return new ErrorPattern(type, message, code, index, line);
  }

  private static String word(ValueCursor cursor) {
    int mark = cursor.mark();
    String rest = cursor.rest();
    int end = 0;
    while (end < rest.length() && "; ".indexOf(rest.charAt(end)) < 0) {
      end++;
    }
    cursor.reset(mark);
    String word = rest.substring(0, end);
    cursor.expect(word);
    return word;
  }

  boolean matches(ErrorRecord record) {
    return record.type().equals(type)
        && (message.isEmpty() || matches(message.get(), record.message()))
        && (code.isEmpty() || code.get() == record.code())
        && (index.isEmpty()
            || index.get().equals(record.path().isEmpty() ? "call" : record.index()))
        && (line.isEmpty() || line.get() == record.line());
  }

  private static boolean matches(String pattern, String message) {
    int at = 0;
    String[] parts = pattern.split("\\.\\.\\.", -1);
    for (int i = 0; i < parts.length; i++) {
      int found =
          i == parts.length - 1 && i > 0
              ? message.length() - parts[i].length()
              : message.indexOf(parts[i], at);
      boolean isWrong =
          found < at
              || (i == 0 && found != 0)
              || (i > 0 && !message.startsWith(parts[i], Math.max(found, 0)));
      if (isWrong) {
        return false;
      }
      at = found + parts[i].length();
    }
    return at == message.length();
  }

  /** Prints a record as it would be expected; the code if there is one. */
  static String print(ErrorRecord record) {
    String type =
        record.type().matches("[A-Za-z_][A-Za-z_0-9]*") ? record.type() : quoted(record.type());
    return "error "
        + type
        + " "
        + quoted(record.message())
        + (record.code() == 0 ? "" : " code " + record.code())
        + (record.path().isEmpty() ? "" : " at " + record.index());
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }
}
