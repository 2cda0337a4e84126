package dev.luminar.runtime.hook;

/**
 * The tasks of one run of a concurrent block; made by {@link TaskHooks#groupOpen}. A runtime
 * extends it with its own.
 */
public abstract class Group {
  private final String name;
  private final String place;

  /**
   * A group of no tasks.
   *
   * @param name the block's label in the program
   * @param place where the block is, as {@code file:line}
   */
  protected Group(String name, String place) {
    this.name = name;
    this.place = place;
  }

  /** The block's label in the program. */
  public final String name() {
    return name;
  }

  /** Where the block is, as {@code file:line}. */
  public final String place() {
    return place;
  }
}
