package dev.luminar.runtime;

/** Is shown errors as they are raised, on the thread that raises them; must not block. What it throws is ignored. */
@FunctionalInterface
public interface ErrorHandler {
  /** Looks at one error. */
  void handle(ErrorContext context);
}
