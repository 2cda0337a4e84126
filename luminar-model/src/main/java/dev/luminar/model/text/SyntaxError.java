package dev.luminar.model.text;

import dev.luminar.diag.Diagnostic;
import java.util.Optional;

/** Leaves a statement that cannot be understood. It is caught where reading goes on. */
final class SyntaxError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Optional<Diagnostic> diagnostic;
  private final boolean isSkipped;

  SyntaxError(Diagnostic diagnostic) {
    super(diagnostic.message(), null, false, false);
    this.diagnostic = Optional.of(diagnostic);
    this.isSkipped = false;
  }

  /** For something that only fails because of what was reported before. */
  SyntaxError() {
    this(false);
  }

  private SyntaxError(boolean isSkipped) {
    super("follows from another error", null, false, false);
    this.diagnostic = Optional.empty();
    this.isSkipped = isSkipped;
  }

  /** For a statement whose error is reported, and behind which reading goes on at once. */
  static SyntaxError skipped() {
    return new SyntaxError(true);
  }

  /** Says whether the statement is behind the cursor. */
  boolean isSkipped() {
    return isSkipped;
  }

  Optional<Diagnostic> diagnostic() {
    return diagnostic;
  }
}
