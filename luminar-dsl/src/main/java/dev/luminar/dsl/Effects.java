package dev.luminar.dsl;

import dev.luminar.model.ExternEffect;

/** What an extern may do: {@code reads().fails().blocks()}. */
public final class Effects {
  private final ExternEffect effect;
  private final boolean isFailing;
  private final boolean isBlocking;
  private final boolean isAbandonable;

  Effects(ExternEffect effect, boolean isFailing, boolean isBlocking, boolean isAbandonable) {
    this.effect = effect;
    this.isFailing = isFailing;
    this.isBlocking = isBlocking;
    this.isAbandonable = isAbandonable;
  }

  /** Returns these effects of an extern that may raise an error. */
  public Effects fails() {
    return new Effects(effect, true, isBlocking, isAbandonable);
  }

  /** Returns these effects of an extern that may wait for something outside. */
  public Effects blocks() {
    return new Effects(effect, isFailing, true, isAbandonable);
  }

  /** Returns these effects of an extern that may be left behind; it blocks, and gets no buffers. */
  public Effects abandonable() {
    return new Effects(effect, isFailing, isBlocking, true);
  }

  ExternEffect effect() {
    return effect;
  }

  boolean isFailing() {
    return isFailing;
  }

  boolean isBlocking() {
    return isBlocking;
  }

  boolean isAbandonable() {
    return isAbandonable;
  }
}
