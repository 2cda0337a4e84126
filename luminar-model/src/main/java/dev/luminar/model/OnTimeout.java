package dev.luminar.model;

import java.util.Locale;

/** What a region does when its timeout has passed and its tasks have stopped. */
public enum OnTimeout {
  /** Raises {@code timeout}; the default. */
  ERROR,
  /** Goes on with what was produced. */
  PARTIAL;

  /** Returns the spelling in the text form. */
  public String symbol() {
    return name().toLowerCase(Locale.ROOT);
  }
}
