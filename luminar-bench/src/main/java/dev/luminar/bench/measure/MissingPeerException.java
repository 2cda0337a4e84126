package dev.luminar.bench.measure;

/** A peer is not installed; what is missing, and how to install it, was printed on stderr. */
public final class MissingPeerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Makes one. */
  public MissingPeerException() {
    super("peers are missing; --skip-missing goes on without them");
  }
}
