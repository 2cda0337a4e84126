package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;

/**
 * Thrown by the factories and constructors of the model when a node cannot be: it carries the
 * diagnostic, a LUM1xxx.
 */
public final class ModelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Diagnostic diagnostic;

  /** Makes an exception that carries a diagnostic. */
  public ModelException(Diagnostic diagnostic) {
    super(requireNonNull(diagnostic, "diagnostic").toString());
    this.diagnostic = diagnostic;
  }

  /** Makes an exception that carries an error. */
  public ModelException(DiagnosticCode code, Span span, String message) {
    this(Diagnostic.error(code, span, message));
  }

  /** Returns what is wrong. */
  public Diagnostic diagnostic() {
    return diagnostic;
  }
}
