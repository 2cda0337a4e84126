package dev.luminar.analyzer;

import dev.luminar.analyzer.program.AnalyzedProgram;
import dev.luminar.analyzer.program.CheckedProgram;
import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticException;
import dev.luminar.diag.Diagnostics;
import dev.luminar.diag.Sources;
import dev.luminar.model.Program;
import dev.luminar.model.text.ParseResult;
import dev.luminar.model.text.Parser;
import java.util.ArrayList;
import java.util.List;

/** Test support: programs from text, and all that is said about them. */
public final class Compiled {
  private Compiled() {}

  /** The program of a text that is one. */
  public static Program program(String text) {
    return Parser.parse("example.lum", text).orThrow();
  }

  /** The analysis of a text that is right. */
  public static AnalyzedProgram analyzed(String text) {
    return Analyzer.analyze(Analyzer.check(program(text)));
  }

  /** All that parser and analyzer say about a text, warnings among it. */
  public static List<Diagnostic> diagnostics(String text) {
    ParseResult parsed = Parser.parse("example.lum", text);
    List<Diagnostic> all = new ArrayList<>(parsed.diagnostics().castToList());
    parsed.program().ifPresent(program -> all.addAll(diagnostics(program)));
    return all;
  }

  /** All that the analyzer says about a program. */
  public static List<Diagnostic> diagnostics(Program program) {
    List<Diagnostic> all = new ArrayList<>();
    try {
      CheckedProgram checked = Analyzer.check(program);
      all.addAll(checked.warnings().castToList());
      Analyzer.analyze(checked);
    } catch (DiagnosticException e) {
      all.addAll(e.diagnostics().castToList());
    }
    return all;
  }

  /** The codes of all that is said about a text. */
  public static List<String> codes(String text) {
    return diagnostics(text).stream().map(d -> d.code().id()).toList();
  }

  /** What a person reads about a text. */
  static String rendered(String text) {
    return Diagnostics.render(diagnostics(text), Sources.of("example.lum", text)).stripTrailing();
  }
}
