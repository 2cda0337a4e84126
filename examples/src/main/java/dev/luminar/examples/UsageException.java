package dev.luminar.examples;

/** The command line, or a file that it names, is not what an example takes. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }
}
