package dev.luminar.model;

import java.util.Locale;

/** How a region runs. */
public enum ConcurrencyMode {
  /** On plain threads that the emitted code starts and joins; nothing is linked. */
  BARE_METAL,
  /** Through the hooks of a replaceable runtime. */
  RUNTIME_ASSISTED;

  /** Returns the spelling in the text form. */
  public String symbol() {
    return name().toLowerCase(Locale.ROOT);
  }
}
