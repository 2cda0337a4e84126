package dev.luminar.analyzer.validate;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.Program;
import java.util.HashMap;
import java.util.Map;

/** Functions, externs and structs of a program have different names. */
final class ProgramNamesUnique extends Rule {
  @Override
  void program(Program program, Findings found) {
    Map<String, Span> first = new HashMap<>();
    Map<String, String> kinds = new HashMap<>();
    program.structs().forEach(s -> check("struct", s.name(), s.span(), first, kinds, found));
    program.externs().forEach(e -> check("extern", e.name(), e.span(), first, kinds, found));
    program.functions().forEach(f -> check("function", f.name(), f.span(), first, kinds, found));
  }

  private static void check(
      String kind,
      String name,
      Span span,
      Map<String, Span> first,
      Map<String, String> kinds,
      Findings found) {
    Span before = first.putIfAbsent(name, span);
    String other = kinds.putIfAbsent(name, kind);
    if (before != null) {
      found.add(
          Diagnostic.error(
                  DiagnosticCode.PROGRAM_NAME_TWICE,
                  span,
                  "the "
                      + kind
                      + " '"
                      + name
                      + "' has the name of "
                      + (kind.equals(other) ? "another " : other.equals("extern") ? "an " : "a ")
                      + other)
              .withNote("the other one is here", before)
              .withHelp("give one of them another name"));
    }
  }
}
