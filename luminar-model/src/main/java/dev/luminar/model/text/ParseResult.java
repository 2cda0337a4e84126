package dev.luminar.model.text;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.Diagnostics;
import dev.luminar.diag.Sources;
import dev.luminar.model.ModelException;
import dev.luminar.model.Program;
import java.util.Optional;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * What reading a text gave: a program, or what is wrong with the text.
 *
 * @param program the program; none if there is an error
 * @param diagnostics all that was found, in the order of their places
 * @param sources gives the lines of the text to a renderer
 */
public record ParseResult(
    Optional<Program> program, ImmutableList<Diagnostic> diagnostics, Sources sources) {
  /** Checks the components. */
  public ParseResult {
    requireNonNull(program, "program");
    requireNonNull(diagnostics, "diagnostics");
    requireNonNull(sources, "sources");
  }

  /**
   * Returns the program.
   *
   * @throws ModelException with the first error if there is none; {@link #render} shows them all
   */
  public Program orThrow() {
    return program.orElseThrow(() -> new ModelException(diagnostics.getFirst()));
  }

  /** Returns all diagnostics with the lines they are about, for people. */
  public String render() {
    return Diagnostics.render(diagnostics, sources);
  }
}
