package dev.luminar.model;

import java.util.Locale;

/** What a region does with the errors of its iterations and tasks. */
public enum ErrorStrategy {
  /** Stops all of them and raises the error that comes first in program order. */
  STOP,
  /**
   * Goes on, and keeps the records in the order of their task indices, bounded, with the true
   * count.
   */
  COLLECT,
  /** Goes on, and counts. */
  IGNORE,
  /** Hands each error to the runtime's handler. */
  RUNTIME;

  /** Returns the spelling in the text form. */
  public String symbol() {
    return name().toLowerCase(Locale.ROOT);
  }
}
