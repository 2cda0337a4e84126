package dev.luminar.analyzer.program;

import static java.util.Objects.requireNonNull;

import dev.luminar.analyzer.facts.ProgramFacts;
import dev.luminar.diag.Diagnostic;
import dev.luminar.model.Extern;
import dev.luminar.model.Function;
import dev.luminar.model.Program;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A program without errors: every name is declared, every call fits, nothing races. What it means
 * is defined, also where nothing can run it yet.
 */
public final class CheckedProgram {
  private final Program program;
  private final ProgramFacts facts;
  private final ImmutableList<Diagnostic> warnings;
  private final Map<String, Function> functions = new HashMap<>();
  private final Map<String, Extern> externs = new HashMap<>();

  /** Made by {@code Analyzer.check}; nobody else knows that the program is right. */
  public CheckedProgram(Program program, ProgramFacts facts, ImmutableList<Diagnostic> warnings) {
    this.program = requireNonNull(program, "program");
    this.facts = requireNonNull(facts, "facts");
    this.warnings = requireNonNull(warnings, "warnings");
    program.functions().forEach(function -> functions.put(function.name(), function));
    program.externs().forEach(extern -> externs.put(extern.name(), extern));
  }

  /** Returns the program. */
  public Program program() {
    return program;
  }

  /** Returns what is known about it. */
  public ProgramFacts facts() {
    return facts;
  }

  /** Returns what is probably not meant, sorted by place. */
  public ImmutableList<Diagnostic> warnings() {
    return warnings;
  }

  /** Returns the function of a name. */
  public Optional<Function> function(String name) {
    return Optional.ofNullable(functions.get(requireNonNull(name, "name")));
  }

  /** Returns the extern of a name. */
  public Optional<Extern> extern(String name) {
    return Optional.ofNullable(externs.get(requireNonNull(name, "name")));
  }
}
