/**
 * Diagnostics: what the compiler tells its user about a program.
 *
 * <p>A {@link dev.luminar.diag.Diagnostic} joins a stable {@link dev.luminar.diag.DiagnosticCode},
 * a {@link dev.luminar.diag.Severity}, the {@link dev.luminar.diag.Span} it is about, a message,
 * notes and a help line. {@link dev.luminar.diag.Diagnostics} renders them with the source line and
 * a caret.
 */
@NullMarked
package dev.luminar.diag;

import org.jspecify.annotations.NullMarked;
