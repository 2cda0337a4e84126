package dev.luminar.host;

import static java.util.Objects.requireNonNull;

import org.eclipse.collections.api.list.ImmutableList;

/** A call of a program's function failed: it ended with an error record. */
public final class LuminarException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ErrorRecord error;
  private final transient ImmutableList<ErrorRecord> more;

  /**
   * Makes the exception of a failed call.
   *
   * @param error what made the call fail
   * @param more records that were collected before, or besides, in the order of their paths
   */
  public LuminarException(ErrorRecord error, ImmutableList<ErrorRecord> more) {
    super(text(requireNonNull(error, "error")));
    this.error = error;
    this.more = requireNonNull(more, "more");
  }

  /** Returns what made the call fail. */
  public ErrorRecord error() {
    return error;
  }

  /** Returns the other records of the call. */
  public ImmutableList<ErrorRecord> more() {
    return more;
  }

  private static String text(ErrorRecord error) {
    return error.line() > 0
        ? error + " (" + error.file() + ":" + error.line() + ")"
        : error.toString();
  }
}
