package dev.luminar.model;

import java.util.Locale;

/** Whether threads that have nothing to do take work from others. */
public enum Balance {
  /** They do not; the default. */
  NONE,
  /** They steal; needs the runtime. */
  STEAL;

  /** Returns the spelling in the text form. */
  public String symbol() {
    return name().toLowerCase(Locale.ROOT);
  }
}
