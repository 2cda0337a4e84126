package dev.luminar.testkit.tidy;

import dev.luminar.testkit.tidy.SourceTree.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds test methods that no sentence introduces: neither first in the body nor right above. */
final class TestSentences {
  private static final Pattern ANNOTATION =
      Pattern.compile(
          "^[ \\t]*@(Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate)\\b",
          Pattern.MULTILINE);
  private static final Pattern METHOD_NAME = Pattern.compile("(\\w+)\\s*\\(");
  private static final Pattern COMMENT_FIRST = Pattern.compile("\\s*(//.*|/\\*[\\s\\S]*?\\*/)");
  private static final Pattern COMMENT_ABOVE =
      Pattern.compile("(//[^\\n]*|\\*/)\\s*(@[^\\n]*\\s*)*$");
  private static final int WORDS_MIN = 4;

  private TestSentences() {}

  static List<String> missingIn(SourceFile file) {
    if (!file.isJava() || !file.path().contains("src/test/")) {
      return List.of();
    }
    var missing = new ArrayList<String>();
    String text = file.text();
    Matcher annotation = ANNOTATION.matcher(text);
    while (annotation.find()) {
      int body = bodyOf(text, annotation.end());
      if (body < 0) {
        continue; // the last characters of a text block that only looks like a test
      }
      String above = text.substring(0, annotation.start());
      if (!startsWithSentence(text, body) && !COMMENT_ABOVE.matcher(lastLines(above)).find()) {
        long line = above.lines().count() + 1;
        missing.add(
            "%s:%d: %s does not begin with a sentence that says what goes wrong if it fails"
                .formatted(file.path(), line, nameOf(text.substring(annotation.end(), body))));
      }
    }
    return missing;
  }

  private static boolean startsWithSentence(String text, int body) {
    Matcher comment = COMMENT_FIRST.matcher(text).region(body, text.length());
    return comment.lookingAt() && comment.group().split("\\s+").length > WORDS_MIN;
  }

  /** Enough to hold annotations and the end of a comment; keeps the pattern from reading it all. */
  private static String lastLines(String above) {
    return above.substring(Math.max(0, above.length() - 600));
  }

  private static String nameOf(String header) {
    String name = "a test";
    Matcher candidate = METHOD_NAME.matcher(header);
    while (candidate.find()) {
      name = candidate.group(1);
    }
    return name;
  }

  /** The index after the brace that opens the body; braces of annotations are in parentheses. */
  private static int bodyOf(String text, int from) {
    int depth = 0;
    for (int i = from; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '(' -> depth++;
        case ')' -> depth--;
        case '"' -> i = endOfString(text, i);
        case '\'' -> i = text.indexOf('\'', text.charAt(i + 1) == '\\' ? i + 3 : i + 2);
        case '{' -> {
          if (depth == 0) {
            return i + 1;
          }
        }
        default -> {}
      }
      if (i < 0) {
        return -1;
      }
    }
    return -1;
  }

  private static int endOfString(String text, int quote) {
    String end = text.startsWith("\"\"\"", quote) ? "\"\"\"" : "\"";
    for (int i = quote + end.length(); i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.startsWith(end, i)) {
        return i + end.length() - 1;
      }
    }
    return -1;
  }
}
