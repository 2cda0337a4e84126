package dev.luminar.testkit.filetest;

import dev.luminar.analyzer.Analyzer;
import dev.luminar.analyzer.program.AnalyzedProgram;
import dev.luminar.analyzer.program.RegionAnalysis;
import dev.luminar.diag.Diagnostic;
import dev.luminar.emit.bytecode.BytecodeEmitter;
import dev.luminar.emit.c.CEmitter;
import dev.luminar.emit.c.CFiles;
import dev.luminar.model.ConcurrencyMode;
import dev.luminar.plan.Plan;
import dev.luminar.plan.PlanPrinter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** What the sections of a filetest that are not run are compared with. */
final class Expectations {
  private Expectations() {}

  /** A section's text as it should be, for the kinds that are compared as a whole. */
  static List<String> golden(Filetest.Section section, AnalyzedProgram program) {
    return switch (section.kind()) {
      case "decisions" -> decisions(section, program);
      case "explain" -> program.explain().lines().toList();
      case "plan" -> plan(section, program);
      case "c" -> excerpt(files(program).source(), section.option());
      case "header" -> excerpt(files(program).header(), section.option());
      case "bytecode" -> bytecode(program);
      default ->
          throw new IllegalArgumentException("no section is called '" + section.kind() + "'");
    };
  }

  private static CFiles files(AnalyzedProgram program) {
    return new CEmitter().emit(Analyzer.lower(program));
  }

  private static List<String> bytecode(AnalyzedProgram program) {
    List<String> names =
        new ArrayList<>(new BytecodeEmitter().emit(Analyzer.lower(program)).classes().keySet());
    names.sort(Comparator.naturalOrder());
    return names;
  }

  /** One line for each region, with those of its reasons that the section asks for. */
  private static List<String> decisions(Filetest.Section section, AnalyzedProgram program) {
    List<String> lines = new ArrayList<>();
    for (RegionAnalysis region : program.regions()) {
      boolean isBare = region.mode() == ConcurrencyMode.BARE_METAL;
      lines.add(region.key() + ": " + (isBare ? "bare metal" : "runtime-assisted"));
      for (String reason : region.reasons()) {
        String line = "  because " + reason;
        if (section.lines().contains(line)) {
          lines.add(line);
        }
      }
    }
    return lines;
  }

  private static List<String> plan(Filetest.Section section, AnalyzedProgram program) {
    Plan plan = Analyzer.lower(program);
    String text =
        section.option().isEmpty()
            ? PlanPrinter.print(plan)
            : plan.routines()
                .detectOptional(routine -> routine.name().equals(section.option()))
                .map(routine -> PlanPrinter.print(plan, routine))
                .orElse("no routine " + section.option());
    return text.lines().toList();
  }

  /**
   * The whole text, or the definition of one function: from the line that begins it to its closing
   * brace.
   */
  private static List<String> excerpt(String text, String function) {
    List<String> lines = text.lines().toList();
    if (function.isEmpty()) {
      return lines;
    }
    for (int start = 0; start < lines.size(); start++) {
      String line = lines.get(start);
      boolean begins =
          line.contains(function + "(") && !line.startsWith(" ") && !line.endsWith(";");
      int end = lines.subList(start, lines.size()).indexOf("}");
      if (begins && end >= 0) {
        return lines.subList(start, start + end + 1);
      }
    }
    return List.of("no function " + function);
  }

  /** Says which lines of a {@code contains} or {@code lacks} section are not as they should be. */
  static List<String> wrongLines(Filetest.Section section, AnalyzedProgram program) {
    boolean isWanted = section.kind().equals("contains");
    String text =
        switch (section.option()) {
          case "c" -> files(program).files().makeString("\n");
          case "plan" -> PlanPrinter.print(Analyzer.lower(program));
          case "explain" -> program.explain();
          default ->
              throw new IllegalArgumentException(
                  "'" + section.kind() + "' is followed by c, plan or explain");
        };
    return section.lines().stream()
        .filter(line -> !line.isBlank())
        .filter(line -> text.contains(line.strip()) != isWanted)
        .map(line -> (isWanted ? "is missing: " : "is there: ") + line.strip())
        .toList();
  }

  /** The diagnostics as marks of their lines. */
  static List<Filetest.Mark> marks(List<Diagnostic> diagnostics) {
    TreeMap<Integer, List<String>> byLine = new TreeMap<>();
    for (Diagnostic diagnostic : diagnostics) {
      String severity = diagnostic.isError() ? "" : diagnostic.severity().word() + " ";
      byLine
          .computeIfAbsent(diagnostic.span().line(), line -> new ArrayList<>())
          .add(severity + diagnostic.code().id() + " " + diagnostic.message().replace('\n', ' '));
    }
    List<Filetest.Mark> marks = new ArrayList<>();
    byLine.forEach((line, texts) ->
        texts.stream().sorted().forEach(text -> marks.add(new Filetest.Mark(line, text))));
    return marks;
  }
}
