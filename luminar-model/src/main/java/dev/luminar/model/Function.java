package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.Type;
import java.util.Optional;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A function.
 *
 * @param name the name, unique in the program
 * @param isExported whether the host can call it
 * @param parameters its parameters
 * @param result what it returns: a scalar, a struct or io
 * @param body what it does
 * @param span the place
 */
public record Function(
    String name,
    boolean isExported,
    ImmutableList<Parameter> parameters,
    Optional<Type> result,
    Block body,
    Span span) {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty name, LUM1110 for two parameters of one name,
   *     LUM1105 for a result or a parameter that is not possible
   */
  public Function {
    requireNonNull(name, "name");
    requireNonNull(parameters, "parameters");
    requireNonNull(result, "result");
    requireNonNull(body, "body");
    requireNonNull(span, "span");
    StmtChecks.name(name, "a function", span);
    SignatureChecks.parameters(parameters);
    SignatureChecks.noStrings(parameters);
    SignatureChecks.result(result, span);
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
