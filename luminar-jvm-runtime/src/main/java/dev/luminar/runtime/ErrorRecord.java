package dev.luminar.runtime;

import java.util.Arrays;
import java.util.Objects;

/**
 * One error of a program at run time: its site (which fixes type, message template and place), the message's arguments,
 * a code, and the path of the task that raised it. Immutable.
 *
 * <p>The path has one entry per enclosing region, outermost first; an entry is the pair (statement ordinal, position).
 * Paths compare lexicographically, a prefix before what it starts.
 */
public final class ErrorRecord implements Comparable<ErrorRecord> {
  private static final long[] NO_PATH = {};

  private final int site;
  private final String type;
  private final String template;
  private final String file;
  private final int line;
  private final long code;
  private final long argument0;
  private final long argument1;
  private final long[] path;

  private ErrorRecord(ErrorRecord from, long[] path) {
    this.site = from.site;
    this.type = from.type;
    this.template = from.template;
    this.file = from.file;
    this.line = from.line;
    this.code = from.code;
    this.argument0 = from.argument0;
    this.argument1 = from.argument1;
    this.path = path;
  }

  /**
   * A record as it is raised, with an empty path.
   *
   * @param site the program's number of the place that raises
   * @param type the error's type, such as {@code index_out_of_range}
   * @param template the message; <code>{0}</code> and <code>{1}</code> stand for the arguments
   * @param file the source file of the place
   * @param line its line, from 1; 0 where it has none
   * @param code the error's code
   * @param argument0 what <code>{0}</code> stands for
   * @param argument1 what <code>{1}</code> stands for
   */
  public ErrorRecord(
      int site, String type, String template, String file, int line, long code, long argument0, long argument1) {
    this.site = site;
    this.type = Objects.requireNonNull(type, "type");
    this.template = Objects.requireNonNull(template, "template");
    this.file = Objects.requireNonNull(file, "file");
    this.line = line;
    this.code = code;
    this.argument0 = argument0;
    this.argument1 = argument1;
    this.path = NO_PATH;
  }

  /** The program's number of the place that raised; negative for records that a runtime makes itself. */
  public int site() {
    return site;
  }

  /** The error's type. */
  public String type() {
    return type;
  }

  /** The message as the site gives it, arguments not yet filled in. */
  public String template() {
    return template;
  }

  /** The message with its arguments. */
  public String message() {
    return template.indexOf('{') < 0
        ? template
        : template.replace("{0}", Long.toString(argument0)).replace("{1}", Long.toString(argument1));
  }

  /** The source file of the place that raised. */
  public String file() {
    return file;
  }

  /** The line of the place that raised, from 1; 0 where it has none. */
  public int line() {
    return line;
  }

  /** The error's code. */
  public long code() {
    return code;
  }

  /** What <code>{0}</code> stands for. */
  public long argument0() {
    return argument0;
  }

  /** What <code>{1}</code> stands for. */
  public long argument1() {
    return argument1;
  }

  /** The path as pairs (ordinal, position), outermost first; a copy. */
  public long[] path() {
    return path.length == 0 ? path : path.clone();
  }

  /** This record seen from one region further out: (ordinal, position) goes in front of the path. */
  public ErrorRecord within(long ordinal, long position) {
    long[] longer = new long[path.length + 2];
    longer[0] = ordinal;
    longer[1] = position;
    System.arraycopy(path, 0, longer, 2, path.length);
    return new ErrorRecord(this, longer);
  }

  /** Orders by path only. */
  @Override
  public int compareTo(ErrorRecord other) {
    return Arrays.compare(path, other.path);
  }

  /** Whether all components are equal, the path included. */
  @Override
  public boolean equals(Object object) {
    return object instanceof ErrorRecord other
        && site == other.site
        && line == other.line
        && code == other.code
        && argument0 == other.argument0
        && argument1 == other.argument1
        && type.equals(other.type)
        && template.equals(other.template)
        && file.equals(other.file)
        && Arrays.equals(path, other.path);
  }

  @Override
  public int hashCode() {
    return Objects.hash(site, type, template, line, code, argument0, argument1, Arrays.hashCode(path));
  }

  /** {@code type "message" at file:line, path [...]}. */
  @Override
  public String toString() {
    return type + " \"" + message() + "\" at " + file + ":" + line + ", path " + Arrays.toString(path);
  }
}
