package dev.luminar.emit.bytecode.support;

import java.util.ArrayList;
import java.util.List;

/**
 * The fixed parts of errors, read from the emitted table when the first error leaves the program.
 */
final class Site {
  private static final int TYPE = 0;
  private static final int MESSAGE = 1;
  private static final int FILE = 2;
  private static final int LINE = 3;
  private static final int PARTS = 4;
  private static final String[] TABLE = read();

  private Site() {}

  static String type(int site) {
    return TABLE[site * PARTS + TYPE];
  }

  static String file(int site) {
    return TABLE[site * PARTS + FILE];
  }

  static int line(int site) {
    return Integer.parseInt(TABLE[site * PARTS + LINE]);
  }

  /** The message with its arguments; a doubled brace stands for one. */
  static String message(int site, long argument0, long argument1) {
    String template = template(site);
    StringBuilder out = new StringBuilder(template.length() + 16);
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (template.startsWith("{0}", i)) {
        out.append(argument0);
        i += 2;
      } else if (template.startsWith("{1}", i)) {
        out.append(argument1);
        i += 2;
      } else {
        out.append(c);
        if ((c == '{' || c == '}') && i + 1 < template.length() && template.charAt(i + 1) == c) {
          i++;
        }
      }
    }
    return out.toString();
  }

  static String template(int site) {
    return TABLE[site * PARTS + MESSAGE];
  }

  private static String[] read() {
    StringBuilder text = new StringBuilder();
    for (int number = 0; ; number++) {
      String piece = Sites.piece(number);
      if (piece == null) {
        break;
      }
      text.append(piece);
    }
    List<String> parts = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int length = text.charAt(at);
      parts.add(text.substring(at + 1, at + 1 + length));
      at += 1 + length;
    }
    return parts.toArray(new String[0]);
  }
}
