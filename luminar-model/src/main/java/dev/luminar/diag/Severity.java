package dev.luminar.diag;

import java.util.Locale;

/** How bad a diagnostic is. */
public enum Severity {
  /** The program is refused. */
  ERROR,
  /** The program is accepted, and probably does not do what was meant. */
  WARNING,
  /** Information only. */
  NOTE;

  /** Returns the word that rendered diagnostics show. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
