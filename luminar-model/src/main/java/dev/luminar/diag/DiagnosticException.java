package dev.luminar.diag;

import static java.util.Objects.requireNonNull;

import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/** Thrown by a step of the compiler that cannot go on: it carries what is wrong. */
public final class DiagnosticException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ImmutableList<Diagnostic> diagnostics;

  /**
   * Makes an exception that carries diagnostics.
   *
   * @throws IllegalArgumentException if there is none
   */
  public DiagnosticException(ImmutableList<Diagnostic> diagnostics) {
    super(text(requireNonNull(diagnostics, "diagnostics")));
    this.diagnostics = diagnostics;
  }

  /** Makes an exception that carries one diagnostic. */
  public DiagnosticException(Diagnostic diagnostic) {
    this(Lists.immutable.of(requireNonNull(diagnostic, "diagnostic")));
  }

  /** Returns what is wrong, at least one diagnostic. */
  public ImmutableList<Diagnostic> diagnostics() {
    return diagnostics;
  }

  private static String text(ImmutableList<Diagnostic> diagnostics) {
    if (diagnostics.isEmpty()) {
      throw new IllegalArgumentException("an exception without a diagnostic");
    }
    return Diagnostics.render(diagnostics).strip();
  }
}
