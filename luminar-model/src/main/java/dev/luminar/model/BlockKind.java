package dev.luminar.model;

import java.util.Locale;

/** When a concurrent block ends. */
public enum BlockKind {
  /** When its tasks have ended, all of which are known at entry or spawned by them; the default. */
  BATCH,
  /** When its sources are closed and drained. */
  STREAM,
  /** After its function has returned a handle, which the host awaits, polls or cancels. */
  ASYNC;

  /** Returns the spelling in the text form. */
  public String symbol() {
    return name().toLowerCase(Locale.ROOT);
  }
}
