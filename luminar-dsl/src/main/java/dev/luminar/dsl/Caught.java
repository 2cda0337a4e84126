package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.ErrorCode;
import dev.luminar.model.expr.ErrorIs;

/** The error that a handler looks at. */
public final class Caught {
  private final String name;
  private final OpenBlock home;

  Caught(String name, OpenBlock home) {
    this.name = name;
    this.home = home;
  }

  /** Returns whether the error has a type: one that {@code raise} names, or a built-in one. */
  public Bool is(String errorType) {
    requireNonNull(errorType, "errorType");
    Span here = live();
    return new Bool(new ErrorIs(name, errorType, here), home);
  }

  /** Returns the code of the error; 0 if it was raised without one. */
  public I64 code() {
    Span here = live();
    return new I64(new ErrorCode(name, here), home);
  }

  /** Returns the name. */
  @Override
  public String toString() {
    return name;
  }

  OpenBlock home() {
    return home;
  }

  private Span live() {
    Span here = Place.here();
    if (!home.isOpen()) {
      throw Guard.leaked(name, home, here);
    }
    return here;
  }
}
