package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * When the chunks of a parallel block meet the threads.
 *
 * @param kind the rule
 * @param chunk the iterations of a chunk, at least 1, for a dynamic schedule; 0 for the others
 */
public record Schedule(Kind kind, long chunk) {
  /** The rules. */
  public enum Kind {
    /** The compiler chooses. */
    AUTO,
    /** Each thread has one part with fixed boundaries. */
    STATIC,
    /** A thread that is free takes the next chunk. */
    DYNAMIC,
    /** As dynamic, with chunks that shrink toward the end. */
    GUIDED
  }

  /** The compiler chooses; the default. */
  public static final Schedule AUTO = new Schedule(Kind.AUTO, 0);

  /** Each thread has one part with fixed boundaries. */
  public static final Schedule STATIC = new Schedule(Kind.STATIC, 0);

  /** Chunks that shrink toward the end. */
  public static final Schedule GUIDED = new Schedule(Kind.GUIDED, 0);

  /**
   * Checks the components.
   *
   * @throws ModelException LUM1106 if a dynamic schedule has no chunk of at least 1
   */
  public Schedule {
    requireNonNull(kind, "kind");
    if (kind != Kind.DYNAMIC) {
      chunk = 0;
    } else if (chunk < 1) {
      throw StmtChecks.option("the chunk of a dynamic schedule must be at least 1, not " + chunk);
    }
  }

  /** Returns the schedule in which a free thread takes the next chunk. */
  public static Schedule dynamic(long chunk) {
    return new Schedule(Kind.DYNAMIC, chunk);
  }

  /** Returns the text form: {@code static}, {@code dynamic(64)}, {@code guided} or {@code auto}. */
  @Override
  public String toString() {
    String word = kind.name().toLowerCase(Locale.ROOT);
    return kind == Kind.DYNAMIC ? word + "(" + chunk + ")" : word;
  }
}
