package dev.luminar.testkit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.testkit.tidy.SourceTree;
import dev.luminar.testkit.tidy.SourceTree.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds docs/seed-map.md to the original design's names and to the files of the project. */
class SeedMapTest {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern REFERENCE =
      Pattern.compile("([\\w/.-]+\\.(?:java|c|h|lum|md|txt))(?:#(\\w+))?");

  /** A row: a name of the original design, where it lives, what shows it. */
  private record Row(String name, String place, String test) {}

  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (String line : Page.read("docs/seed-map.md").split("\n")) {
      if (line.startsWith("| ") && !line.startsWith("| seed |")) {
        String[] cells = line.substring(1, line.lastIndexOf('|')).split("\\|");
        assertThat(cells).as(line).hasSize(3);
        rows.add(new Row(cells[0].strip().replace("`", ""), cells[1].strip(), cells[2].strip()));
      }
    }
    return rows;
  }

  @Test
  void everyNameOfTheSeedHasARow() throws IOException {
    // A name of the original design would be left out, and nobody could tell.
    try (InputStream in = SeedMapTest.class.getResourceAsStream("seed-names.txt")) {
      List<String> names =
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .toList();
      assertThat(rows()).extracting(Row::name).containsExactlyElementsOf(names);
    }
  }

  @Test
  void everyPlaceExists() {
    // A row would point to a file, a member or a test that is not there any more.
    List<SourceFile> files = SourceTree.ofProject().files();
    List<String> wrong = new ArrayList<>();
    for (Row row : rows()) {
      for (String reference : references(row.place())) {
        check(row, reference, files, wrong);
      }
      for (String reference : references(row.test())) {
        String path = check(row, reference, files, wrong);
        if (!path.isEmpty() && !path.contains("/src/test/")) {
          wrong.add(row.name() + ": " + reference + " is no test");
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyRowNamesATestOrSaysNotYet() {
    // A row would claim what nothing shows.
    assertThat(rows())
        .allSatisfy(row -> {
          if (references(row.test()).isEmpty()) {
            assertThat(row.test()).as(row.name()).isEqualTo("not yet");
            assertThat(row.place()).as(row.name()).contains("not yet: ");
          }
        });
  }

  private static List<String> references(String cell) {
    List<String> references = new ArrayList<>();
    Matcher code = CODE.matcher(cell);
    while (code.find()) {
      if (REFERENCE.matcher(code.group(1)).matches()) {
        references.add(code.group(1));
      }
    }
    return references;
  }

  /** The path of the file, empty if there is none or more than one. */
  private static String check(
      Row row, String reference, List<SourceFile> files, List<String> wrong) {
    Matcher parts = REFERENCE.matcher(reference);
    assertThat(parts.matches()).isTrue();
    List<SourceFile> found =
        files.stream().filter(file -> ("/" + file.path()).endsWith("/" + parts.group(1))).toList();
    if (found.size() != 1) {
      wrong.add(row.name() + ": " + reference + " names " + found.size() + " files");
      return "";
    }
    String member = parts.group(2);
    if (member != null
        && !Pattern.compile("\\b" + member + "\\b").matcher(found.getFirst().text()).find()) {
      wrong.add(row.name() + ": " + reference + " is not in the file");
    }
    return found.getFirst().path();
  }
}
