package dev.luminar.testkit.docs;

import dev.luminar.testkit.tidy.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of the documentation.
 *
 * @param name its path in the project
 * @param text what it says
 */
record Page(String name, String text) {
  private static final Pattern BLOCK =
      Pattern.compile("(?ms)(?:^<!-- ([^\\n]*) -->\\n)?^```(\\w+)[^\\n]*\\n(.*?)^```$");

  /**
   * A block of code.
   *
   * @param tag what the comment above it says, empty without one
   * @param language the language
   * @param text the code
   */
  record Block(String tag, String language, String text) {}

  static Page of(String name) {
    return new Page(name, read(name));
  }

  /** The text of a file of the project. */
  static String read(String name) {
    try {
      return Files.readString(root().resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path root() {
    return SourceTree.ofProject().root();
  }

  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      String tag = matcher.group(1) == null ? "" : matcher.group(1);
      blocks.add(new Block(tag, matcher.group(2), matcher.group(3)));
    }
    return blocks;
  }

  Block block(String tag) {
    return blocks().stream()
        .filter(block -> block.tag().equals(tag))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException(name + " has no block " + tag));
  }
}
