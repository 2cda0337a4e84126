package dev.luminar.emit.c;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The C that emitted code shares: sections of the files under {@code support}, of which a program
 * gets those that it uses.
 */
final class Support {
  private static final List<String> FILES =
      List.of(
          "arithmetic.c",
          "floats.c",
          "atomics.c",
          "memory.c",
          "context.c",
          "team.c",
          "region.c",
          "runtime.c");
  private static final Map<String, Section> SECTIONS = new LinkedHashMap<>();
  private static final Pattern DEFINED =
      Pattern.compile("(?m)^(?:static|struct|enum)[^={;]*?(\\w+)(?: = [^;]*;|;|\\()");

  private record Section(String name, List<String> needs, List<String> headers, String text) {}

  static {
    for (String file : FILES) {
      for (String part : ("\n" + read(file)).split("\n/// ")) {
        add(part);
      }
    }
  }

  private final Set<String> used = new HashSet<>();
  private final Set<String> headers = new TreeSet<>();
  private final Set<String> traits = new HashSet<>();

  private static void add(String part) {
    int end = part.indexOf('\n');
    if (end <= 0) {
      return; // the comment before the first section of a file
    }
    String[] head = part.substring(0, end).split(" : ");
    List<String> needs = new ArrayList<>();
    List<String> headers = new ArrayList<>();
    for (String need : head.length == 1 ? new String[0] : head[1].trim().split(" ")) {
      (need.startsWith("<") ? headers : needs).add(need);
    }
    String name = head[0].trim();
    SECTIONS.put(name, new Section(name, needs, headers, part.substring(end + 1).strip()));
  }

  /**
   * Keeps every name that a section defines, used or not, from being given to the program's own.
   */
  static void reserve(Identifiers file) {
    for (Section section : SECTIONS.values()) {
      var matcher = DEFINED.matcher(section.text());
      while (matcher.find()) {
        file.reserve(matcher.group(1));
      }
    }
  }

  /** Asks for a section, and returns its name, which is that of the function that it defines. */
  String use(String name) {
    if (used.add(name)) {
      Section section = SECTIONS.get(name);
      if (section == null) {
        throw new IllegalStateException("no support section " + name);
      }
      headers.addAll(section.headers());
      section.needs().forEach(this::use);
    }
    return name;
  }

  /** Asks for a header, such as {@code <math.h>}. */
  void include(String header) {
    headers.add(header);
  }

  /** Turns on the lines of all sections that are marked with {@code //trait}. */
  void turnOn(String trait) {
    traits.add(trait);
  }

  /** Whether a section was asked for. */
  boolean uses(String name) {
    return used.contains(name);
  }

  /** The headers asked for, in order. */
  Iterable<String> headers() {
    return headers;
  }

  /** The text of all sections asked for, for the program with that prefix. */
  String print(String prefix, String sites, String config) {
    StringBuilder out = new StringBuilder();
    for (Section section : SECTIONS.values()) {
      if (used.contains(section.name())) {
        boolean oneLiners = !section.text().contains("/*");
        out.append(oneLiners && !out.isEmpty() ? "" : "\n");
        out.append(
                marked(section.text())
                    .replace("@P@", prefix)
                    .replace("@SITES@", sites)
                    .replace("    @CONFIG@\n", config))
            .append('\n');
      }
    }
    return out.toString();
  }

  private String marked(String text) {
    StringBuilder out = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      if (!line.startsWith("//")) {
        out.append(line).append('\n');
      } else if (traits.contains(line.substring(2, line.indexOf(' ')))) {
        out.append(line.substring(line.indexOf(' ') + 1)).append('\n');
      }
    }
    return out.toString().stripTrailing();
  }

  private static String read(String file) {
    try (InputStream in = Support.class.getResourceAsStream("support/" + file)) {
      if (in == null) {
        throw new IllegalStateException("support/" + file + " is missing from the module");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
