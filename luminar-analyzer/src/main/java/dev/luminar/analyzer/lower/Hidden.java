package dev.luminar.analyzer.lower;

/**
 * A name that lowering itself gives to a value. Any string can be a name of the source, so these
 * are of a type of their own.
 *
 * @param role what the value is for, as readers of the plan see it
 */
record Hidden(String role) {

  /** How deep a recursive routine was called. */
  static final Hidden DEPTH = new Hidden("(depth)");

  /** The first value of the range of a parallel block. */
  static final Hidden FIRST = new Hidden("(first)");

  /** The step of the range of a parallel block. */
  static final Hidden STEP = new Hidden("(step)");

  /** The group of the innermost concurrent block on a runtime. */
  static final Hidden GROUP = new Hidden("group");

  /** The group of a labelled concurrent block on a runtime. */
  static Hidden groupOf(String label) {
    return new Hidden("group of " + label);
  }

  /** The number of errors of a labelled block. */
  static Hidden errorsOf(String label) {
    return new Hidden("(errors of " + label + ")");
  }
}
