package dev.luminar.model.type;

/** The type of string constants, which only externs take. */
public enum StringType implements Type {
  STRING;

  /** Returns the text form. */
  @Override
  public String toString() {
    return "string";
  }
}
