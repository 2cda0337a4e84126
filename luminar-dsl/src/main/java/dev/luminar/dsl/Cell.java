package dev.luminar.dsl;

import dev.luminar.model.AtomicPlace;
import org.jspecify.annotations.Nullable;

/**
 * What an atomic operation acts on: a cell, or an element of an atomic buffer. It is no value: a
 * statement reads it, such as {@code b.load("seen", hits)}.
 *
 * @param <V> the class of the value in it
 */
public final class Cell<V extends Value<V> & Atomic> {
  private final AtomicType<V> type;
  private final AtomicPlace node;
  private final @Nullable OpenBlock home;

  Cell(AtomicType<V> type, AtomicPlace node, @Nullable OpenBlock home) {
    this.type = type;
    this.node = node;
    this.home = home;
  }

  /** Returns the node of the model. */
  public AtomicPlace node() {
    return node;
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return node.toString();
  }

  AtomicType<V> type() {
    return type;
  }

  @Nullable OpenBlock home() {
    return home;
  }
}
