package dev.luminar.model.type;

/**
 * The type of the error that a handler looks at; it is bound by {@code handle} only and cannot be
 * stored.
 */
public enum ErrorType implements Type {
  ERROR;

  /** Returns the text form. */
  @Override
  public String toString() {
    return "error";
  }
}
