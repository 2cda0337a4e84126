package dev.luminar.emit.bytecode.support;

/**
 * An error record while it travels: its site (everything fixed), what the site does not know, and
 * its path.
 */
public final class Raised implements Comparable<Raised> {
  /** The numbers of one step of a path: ordinal, position, value. */
  static final int STEP = 3;

  static final long[] NO_PATH = {};

  final int site;
  public final long code;
  final long argument0;
  final long argument1;

  /** All steps, outermost first; null until a region has put its step there. */
  long[] path;

  /** For a record that a runtime made, which has no site: type, message, file. */
  final String[] foreign;

  final int foreignLine;

  /** Whether this only makes a cancelled routine leave. */
  boolean isCancelled;

  Raised(int site, long code, long argument0, long argument1) {
    this.site = site;
    this.code = code;
    this.argument0 = argument0;
    this.argument1 = argument1;
    this.foreign = null;
    this.foreignLine = 0;
  }

  Raised(String type, String message, String file, int line, long code) {
    this.site = -1;
    this.code = code;
    this.argument0 = 0;
    this.argument1 = 0;
    this.foreign = new String[] {type, message, file};
    this.foreignLine = line;
  }

  /** Whether the error has a type. */
  public boolean is(String type) {
    return type.equals(foreign == null ? Site.type(site) : foreign[0]);
  }

  long[] pathOrNone() {
    return path == null ? NO_PATH : path;
  }

  /** Orders by one step of the paths, which both have: by ordinal and position. */
  int compareStep(Raised other, int step) {
    int order = Long.compare(path[step], other.path[step]);
    return order != 0 ? order : Long.compare(path[step + 1], other.path[step + 1]);
  }

  /** Orders by path: step by step, each by ordinal and position; a prefix comes first. */
  @Override
  public int compareTo(Raised other) {
    long[] left = pathOrNone();
    long[] right = other.pathOrNone();
    int length = Math.min(left.length, right.length);
    for (int i = 0; i < length; i += STEP) {
      int order = Long.compare(left[i], right[i]);
      if (order == 0) {
        order = Long.compare(left[i + 1], right[i + 1]);
      }
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.length, right.length);
  }
}
