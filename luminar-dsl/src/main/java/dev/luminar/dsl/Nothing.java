package dev.luminar.dsl;

/** The result of a function that has none; there is no such value. */
public final class Nothing {
  private Nothing() {}
}
