package dev.luminar.model.type;

/**
 * A reference to something that asynchronous reads and writes act on; it comes from the host or
 * from an extern.
 */
public enum IoType implements Type {
  IO;

  /** Returns the text form. */
  @Override
  public String toString() {
    return "io";
  }
}
