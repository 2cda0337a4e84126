package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.StructType;
import java.util.Optional;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A program: the unit that is checked, lowered and emitted.
 *
 * @param name the name
 * @param structs its structs
 * @param externs what the host provides
 * @param functions its functions
 * @param span the place
 */
public record Program(
    String name,
    ImmutableList<StructType> structs,
    ImmutableList<Extern> externs,
    ImmutableList<Function> functions,
    Span span) {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty name
   */
  public Program {
    requireNonNull(name, "name");
    requireNonNull(structs, "structs");
    requireNonNull(externs, "externs");
    requireNonNull(functions, "functions");
    requireNonNull(span, "span");
    StmtChecks.name(name, "a program", span);
  }

  /** Returns the function of a name; takes time linear in the number of functions. */
  public Optional<Function> function(String functionName) {
    requireNonNull(functionName, "functionName");
    return functions.detectOptional(function -> function.name().equals(functionName));
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
