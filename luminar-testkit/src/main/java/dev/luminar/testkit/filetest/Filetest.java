package dev.luminar.testkit.filetest;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A filetest, taken apart: a sentence, a program, and sections that say what should come of it.
 *
 * @param name its name, as in {@code reduce/sum-f64.lum}
 * @param sentence what is tested
 * @param program the text of the program, whose line numbers are those of the file
 * @param marks what the program's lines say about diagnostics
 * @param sections the sections, in their order
 */
record Filetest(
    String name, String sentence, String program, List<Mark> marks, List<Section> sections) {
  static final String HEAD = "--- ";
  static final String MARK = "//~";

  /**
   * A section: {@code --- run}, then its lines.
   *
   * @param kind the first word of its head
   * @param option the rest of its head, often empty
   * @param line the number of its head in the file
   * @param lines its lines
   */
  record Section(String kind, String option, int line, List<String> lines) {
    /** The lines that are no comments, without empty ones at the end. */
    String text() {
      return String.join("\n", lines).stripTrailing();
    }
  }

  /**
   * A diagnostic that a line of the program announces: {@code x = 1; //~ LUM3004 'x' is read-only}.
   *
   * @param line the line that the diagnostic is about
   * @param text code and message; before them a severity if it is no error
   */
  record Mark(int line, String text) {}

  /** Takes a file apart. */
  static Filetest parse(String name, String text) {
    List<String> lines = requireNonNull(text, "text").lines().toList();
    if (lines.isEmpty() || !lines.get(0).startsWith("// ")) {
      throw new IllegalArgumentException(
          name + ": a filetest begins with a comment that says what is tested");
    }
    List<Mark> marks = new ArrayList<>();
    StringBuilder program = new StringBuilder();
    int at = 0;
    for (; at < lines.size() && !lines.get(at).startsWith(HEAD); at++) {
      program.append(withoutMarks(lines.get(at), at + 1, marks)).append('\n');
    }
    List<Section> sections = new ArrayList<>();
    while (at < lines.size()) {
      int head = at++;
      int start = at;
      while (at < lines.size() && !lines.get(at).startsWith(HEAD)) {
        at++;
      }
      String[] words = lines.get(head).substring(HEAD.length()).strip().split("\\s+", 2);
      sections.add(
          new Section(
              words[0], words.length > 1 ? words[1] : "", head + 1, lines.subList(start, at)));
    }
    return new Filetest(name, sentence(lines), program.toString(), marks, sections);
  }

  private static String sentence(List<String> lines) {
    StringBuilder sentence = new StringBuilder();
    for (String line : lines) {
      if (!line.startsWith("//")) {
        break;
      }
      sentence.append(sentence.isEmpty() ? "" : " ").append(line.substring(2).strip());
    }
    return sentence.toString();
  }

  private static String withoutMarks(String line, int number, List<Mark> marks) {
    int mark = line.indexOf(MARK);
    if (mark < 0) {
      return line;
    }
    for (String text : line.substring(mark).split(MARK)) {
      if (!text.isBlank()) {
        boolean isAbove = text.startsWith("^");
        marks.add(new Mark(isAbove ? number - 1 : number, text.substring(isAbove ? 1 : 0).strip()));
      }
    }
    return line.substring(0, mark).stripTrailing();
  }

  Stream<Section> sections(String kind) {
    return sections.stream().filter(section -> section.kind().equals(kind));
  }

  Optional<Section> section(String kind) {
    return sections(kind).findFirst();
  }
}
