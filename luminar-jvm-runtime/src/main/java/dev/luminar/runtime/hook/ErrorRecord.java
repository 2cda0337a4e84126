package dev.luminar.runtime.hook;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Objects;

/**
 * One error of a program at run time: its site (which fixes type, message template and place), the
 * message's arguments, a code, and the path of the task that raised it. Immutable.
 *
 * <p>The path has one entry per enclosing region, outermost first; an entry is the pair (statement
 * ordinal, position). Paths compare lexicographically, a prefix before what it starts.
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
  private final Object userData;
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
    this.userData = from.userData;
    this.path = path;
  }

  /**
   * A record as it is raised, with an empty path.
   *
   * @param site the program's number of the place that raises
   * @param type the error's type, such as {@code index_out_of_range}
   * @param template the message; <code>{0}</code> and <code>{1}</code> stand for the arguments, a
   *     doubled brace for itself
   * @param file the source file of the place
   * @param line its line, from 1; 0 where it has none
   * @param code the error's code
   * @param argument0 what <code>{0}</code> stands for
   * @param argument1 what <code>{1}</code> stands for
   * @param userData carried along; may be null
   */
  public ErrorRecord(
      int site,
      String type,
      String template,
      String file,
      int line,
      long code,
      long argument0,
      long argument1,
      Object userData) {
    this.site = site;
    this.type = Objects.requireNonNull(type, "type");
    this.template = Objects.requireNonNull(template, "template");
    this.file = Objects.requireNonNull(file, "file");
    this.line = line;
    this.code = code;
    this.argument0 = argument0;
    this.argument1 = argument1;
    this.userData = userData;
    this.path = NO_PATH;
  }

  /**
   * The program's number of the place that raised; negative for records that a runtime makes
   * itself.
   */
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

  /**
   * The message with its arguments. A record that a runtime makes itself has none, and its template
   * is the message.
   */
  public String message() {
    return site < 0 || (template.indexOf('{') < 0 && template.indexOf('}') < 0)
        ? template
        : filledIn();
  }

  private String filledIn() {
    StringBuilder text = new StringBuilder(template.length() + 16);
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (template.startsWith("{0}", i)) {
        text.append(argument0);
        i += 2;
      } else if (template.startsWith("{1}", i)) {
        text.append(argument1);
        i += 2;
      } else {
        text.append(c);
        boolean isDoubled =
            (c == '{' || c == '}') && i + 1 < template.length() && template.charAt(i + 1) == c;
        i += isDoubled ? 1 : 0;
      }
    }
    return text.toString();
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

  /** What the raiser attached; null if nothing. A record made of an exception carries that. */
  public Object userData() {
    return userData;
  }

  /** The path as pairs (ordinal, position), outermost first; a copy. */
  public long[] path() {
    return path.length == 0 ? path : path.clone();
  }

  /** This record with (ordinal, position) in front of its path. */
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
    return Arrays.compare(path, requireNonNull(other, "other").path);
  }

  /** Whether all components are equal, the path included, except what is carried along. */
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
    return Objects.hash(
        site, type, template, line, code, argument0, argument1, Arrays.hashCode(path));
  }

  /** {@code type "message" at file:line, path [...]}. */
  @Override
  public String toString() {
    return type
        + " \""
        + message()
        + "\" at "
        + file
        + ":"
        + line
        + ", path "
        + Arrays.toString(path);
  }
}
