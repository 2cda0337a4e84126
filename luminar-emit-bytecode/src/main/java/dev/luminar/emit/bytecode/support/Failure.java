package dev.luminar.emit.bytecode.support;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * An error record of the program: thrown by a call that fails, and handed out by one that collects.
 */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String type;
  private final long code;
  private final String text;
  private final String file;
  private final int line;
  private final long[] path;
  private final transient List<Failure> more = new ArrayList<>();

  private Failure(
      Raised raised, String type, String text, String file, int line, boolean isThrown) {
    super(null, null, false, isThrown);
    this.type = type;
    this.code = raised.code;
    this.text = text;
    this.file = file;
    this.line = line;
    this.path = raised.pathOrNone();
  }

  static Failure of(Raised raised, boolean isThrown) {
    if (raised.foreign != null) {
      String[] foreign = raised.foreign;
      return new Failure(raised, foreign[0], foreign[1], foreign[2], raised.foreignLine, isThrown);
    }
    String message = Site.message(raised.site, raised.argument0, raised.argument1);
    int site = raised.site;
    return new Failure(
        raised, Site.type(site), message, Site.file(site), Site.line(site), isThrown);
  }

  void add(Failure other) {
    more.add(other);
  }

  /** The error's type, such as {@code index_out_of_range}. */
  public String type() {
    return type;
  }

  /** The error's code, 0 where it has none. */
  public long code() {
    return code;
  }

  /** The text, its arguments filled in. */
  public String text() {
    return text;
  }

  /** The source of the place that raised the error. */
  public String file() {
    return file;
  }

  /** The line of that place, from 1; 0 where it is not known. */
  public int line() {
    return line;
  }

  /**
   * The path, outermost region first: three numbers each, ordinal (-1 in a parallel block),
   * position, value.
   */
  public long[] path() {
    return path.clone();
  }

  /** The printed path, such as {@code 3} or {@code 1:2/5}; empty outside of any region. */
  public String index() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < path.length; i += Raised.STEP) {
      if (i > 0) {
        out.append('/');
      }
      if (path[i] >= 0) {
        out.append(path[i]).append(':');
      }
      out.append(path[i + 1]);
    }
    return out.toString();
  }

  /** The other records of the call. */
  public List<Failure> more() {
    return Collections.unmodifiableList(more);
  }

  @Override
  public String getMessage() {
    String at = path.length == 0 ? "" : " at " + index();
    String place = line > 0 ? " (" + file + ":" + line + ")" : "";
    return "error " + type + " \"" + text + "\"" + at + place;
  }
}
