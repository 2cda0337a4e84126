package dev.luminar.emit.c;

import dev.luminar.diag.Span;
import org.eclipse.collections.api.list.ImmutableList;

/** The comments that lead a reader through emitted C. */
final class Banner {
  private static final int WIDTH = 100;

  private Banner() {}

  /** A line that begins a part of the file. */
  static void part(Out out, String title) {
    out.gap();
    String start = "/* ---- " + CText.comment(title) + " ";
    out.line(start + "-".repeat(Math.max(4, WIDTH - start.length() - 3)) + " */");
    out.gap();
  }

  /** What stands above a region. */
  static void region(
      Out out,
      String kind,
      String name,
      String notation,
      Span span,
      String mode,
      ImmutableList<String> reasons) {
    out.gap();
    out.line("/*");
    out.line(" * " + kind + " " + CText.comment(name) + place(span));
    out.line(" *");
    out.line(" *   " + CText.comment(notation));
    out.line(" *");
    out.line(" * mode: " + mode);
    reasons.each(reason -> out.line(" *   " + CText.comment(reason)));
    out.line(" */");
  }

  /** What stands above a function. */
  static void function(Out out, String name, Span span) {
    out.gap();
    out.line("/* " + CText.comment(name) + place(span) + " */");
  }

  static String place(Span span) {
    return span.isKnown() ? " (" + CText.comment(span.toString()) + ")" : "";
  }
}
