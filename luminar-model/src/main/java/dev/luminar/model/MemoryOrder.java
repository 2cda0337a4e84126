package dev.luminar.model;

import java.util.Locale;

/**
 * How an atomic operation orders other accesses: C11's orders, without consume. The default is
 * {@link #SEQ_CST}.
 */
public enum MemoryOrder {
  RELAXED,
  ACQUIRE,
  RELEASE,
  ACQ_REL,
  SEQ_CST;

  /** Returns the spelling in the text form. */
  public String symbol() {
    return name().toLowerCase(Locale.ROOT);
  }
}
