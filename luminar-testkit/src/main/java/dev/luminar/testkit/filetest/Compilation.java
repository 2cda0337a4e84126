package dev.luminar.testkit.filetest;

import dev.luminar.analyzer.Analyzer;
import dev.luminar.analyzer.program.AnalyzedProgram;
import dev.luminar.analyzer.program.CheckedProgram;
import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticException;
import dev.luminar.model.Program;
import dev.luminar.model.text.ParseResult;
import dev.luminar.model.text.Parser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text on its way through the front end, as far as it gets.
 *
 * @param text the text with a program declaration
 * @param program the program; empty if the text is none
 * @param analyzed the analyzed program; empty if the program is refused
 * @param diagnostics all that was said about it
 */
record Compilation(
    String text,
    Optional<Program> program,
    Optional<AnalyzedProgram> analyzed,
    List<Diagnostic> diagnostics) {
  private static final String DECLARATION = "program filetest; ";

  /** Compiles a text; one without a program declaration gets one, in front of its first line. */
  static Compilation of(String name, String text) {
    boolean isDeclared = text.lines().anyMatch(line -> line.startsWith("program "));
    return declared(name, isDeclared ? text : DECLARATION + text);
  }

  /** Compiles a text that declares its program. */
  static Compilation declared(String name, String text) {
    ParseResult parsed = Parser.parse(name, text);
    List<Diagnostic> diagnostics = new ArrayList<>(parsed.diagnostics().castToList());
    if (parsed.program().isEmpty()) {
      return new Compilation(text, Optional.empty(), Optional.empty(), diagnostics);
    }
    Optional<AnalyzedProgram> analyzed = Optional.empty();
    try {
      CheckedProgram checked = Analyzer.check(parsed.program().get());
      diagnostics.addAll(checked.warnings().castToList());
      analyzed = Optional.of(Analyzer.analyze(checked));
    } catch (DiagnosticException e) {
      diagnostics.addAll(e.diagnostics().castToList());
    }
    return new Compilation(text, parsed.program(), analyzed, diagnostics);
  }

  /** Returns the same program with its parallel blocks on exactly so many threads. */
  Compilation withThreads(int threads) {
    return declared("forced", ForcedThreads.rewrite(text, program.orElseThrow(), threads));
  }
}
