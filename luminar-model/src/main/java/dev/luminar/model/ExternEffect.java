package dev.luminar.model;

import java.util.Locale;

/** What an extern may do besides returning a result. */
public enum ExternEffect {
  /** Nothing: it may be called in expressions, and calls may be dropped, moved or repeated. */
  PURE,
  /** It reads memory or the world. */
  READS,
  /** It changes memory or the world; the default. */
  WRITES;

  /** Returns the spelling in the text form. */
  public String symbol() {
    return name().toLowerCase(Locale.ROOT);
  }
}
