package dev.luminar.model.text;

/** Prints nodes in the text form. This first version names the class of the node only. */
public final class Printer {
  private Printer() {}

  /** Returns a name. */
  public static String name(String name) {
    return name;
  }

  /** Returns the class of a node. */
  public static String print(Object node) {
    return node.getClass().getSimpleName();
  }
}
