package dev.luminar.analyzer.mode;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;

/**
 * One cause of a decision.
 *
 * @param rule the row of the table that fired
 * @param text what was found
 * @param span where it was found
 */
public record Reason(ModeRules rule, String text, Span span) {
  /** Checks the components. */
  public Reason {
    requireNonNull(rule, "rule");
    requireNonNull(text, "text");
    requireNonNull(span, "span");
  }

  /** Returns the line that explain prints, such as {@code channels: it has one (a.lum:3:5)}. */
  @Override
  public String toString() {
    String place = span.isKnown() ? " (" + span + ")" : "";
    return rule.symbol() + ": " + text + place;
  }
}
