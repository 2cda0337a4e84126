package dev.luminar.dsl;

import dev.luminar.diag.Span;
import dev.luminar.model.ModelException;
import java.util.function.Supplier;

/** Finds the line of the host's Java source that called the builder. */
final class Place {
  private static final StackWalker WALKER = StackWalker.getInstance();
  private static final String PACKAGE = "dev.luminar.dsl.";

  private Place() {}

  /**
   * Returns the line of the nearest caller that is not the builder itself. Frames of the Java
   * library lie between where the user passes a method reference.
   */
  static Span here() {
    return WALKER.walk(frames ->
        frames
            .filter(frame -> isHost(frame.getClassName()))
            .findFirst()
            .map(frame -> Span.host(frame.toStackTraceElement()))
            .orElse(Span.NONE));
  }

  private static boolean isHost(String className) {
    boolean isBuilder =
        className.startsWith(PACKAGE) && className.indexOf('.', PACKAGE.length()) < 0;
    return !isBuilder && !className.startsWith("java.");
  }

  /** Makes something whose checks know no place; a diagnostic then gets the caller's. */
  static <T> T named(Supplier<T> make) {
    try {
      return make.get();
    } catch (ModelException e) {
      if (e.diagnostic().span().isKnown()) {
        throw e;
      }
      throw new ModelException(e.diagnostic().withSpan(here()));
    }
  }
}
