package dev.luminar.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.model.Limits;
import dev.luminar.model.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds docs/notation.md to what the parser does. */
class NotationTest {
  private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```luminar ?(\\w*)$\\n(.*?)^```$");

  private record Example(String kind, String text) {}

  private static String page() throws IOException {
    Path page = Path.of("docs/notation.md");
    return Files.readString(Files.exists(page) ? page : Path.of("..").resolve(page));
  }

  private static List<Example> examples(String page) {
    List<Example> examples = new ArrayList<>();
    Matcher matcher = EXAMPLE.matcher(page);
    while (matcher.find()) {
      examples.add(new Example(matcher.group(1), matcher.group(2)));
    }
    return examples;
  }

  @Test
  void everyExampleIsReadAndPrintedBack() throws IOException {
    // The page would teach a notation that the parser refuses.
    List<Example> examples = examples(page());
    assertThat(examples).hasSizeGreaterThan(10);
    String frame =
        examples.stream().filter(e -> e.kind().equals("frame")).findFirst().orElseThrow().text();
    for (Example example : examples) {
      String text =
          switch (example.kind()) {
            case "frame" -> frame.replace("...", "");
            case "fragment" -> frame.replace("...", example.text());
            default -> example.text();
          };
      ParseResult result = Parser.parse("notation.md", text);
      assertThat(result.diagnostics()).as(result.render()).isEmpty();
      Program program = result.orThrow();
      assertThat(Parser.parse("again", Printer.print(program)).orThrow()).isEqualTo(program);
    }
  }

  @Test
  void theReservedWordsAreThoseOfThePage() throws IOException {
    // A user could not know why a name is refused, or would quote one for nothing.
    Matcher list = Pattern.compile("(?s)\\*\\*Reserved words\\*\\*: `([^`]*)`").matcher(page());
    assertThat(list.find()).isTrue();
    TreeSet<String> words = new TreeSet<>(List.of(list.group(1).strip().split("\\s+")));
    TreeSet<String> all = new TreeSet<>(Words.all());
    all.remove("_");
    assertThat(words).isEqualTo(all);
  }

  @Test
  void theLimitsAreThoseOfThePage() throws IOException {
    // The page would promise other limits than the compiler has.
    String page = page().replaceAll("\\s+", " ");
    assertThat(page).contains("at most " + (Limits.SOURCE_LENGTH_MAX >> 20) + " Mi characters");
    assertThat(page)
        .contains("expressions have at most " + Limits.EXPRESSION_DEPTH_MAX + " levels");
    assertThat(page).contains("blocks " + Limits.BLOCK_DEPTH_MAX + " (LUM1009)");
    assertThat(page).contains("At most " + Parser.ERRORS_MAX + " errors");
  }
}
