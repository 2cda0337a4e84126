package dev.luminar.runtime.hook;

/**
 * Is shown errors, each once, by the thread that has the error, never two at a time for one
 * runtime. May not block. What it throws is ignored.
 */
@FunctionalInterface
public interface ErrorHandler {
  /** Looks at one error. */
  void handle(ErrorContext context);
}
