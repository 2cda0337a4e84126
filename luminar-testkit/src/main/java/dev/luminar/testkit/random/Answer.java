package dev.luminar.testkit.random;

import dev.luminar.host.ErrorRecord;
import dev.luminar.host.PathStep;
import dev.luminar.model.Function;
import dev.luminar.testkit.interpreter.Outcome;
import dev.luminar.testkit.value.BufferValue;
import dev.luminar.testkit.value.Value;
import dev.luminar.testkit.value.ValuePrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * All that a host can see of a call, as text: the result or the error, what buffers hold, and the
 * records that were collected. Two targets agree if their answers are equal.
 */
record Answer(List<String> lines) {
  private static final int SHOWN_MAX = 5;

  static Answer of(Function function, Outcome outcome, List<Value> after, Set<String> unspecified) {
    List<String> lines = new ArrayList<>();
    lines.add(
        outcome
            .failure()
            .map(Answer::record)
            .or(() -> outcome.result().map(ValuePrinter::print))
            .orElse("ok"));
    for (int i = 0; i < after.size(); i++) {
      String name = function.parameters().get(i).name();
      boolean isOpen = outcome.failure().isPresent() && unspecified.contains(name);
      if (after.get(i) instanceof BufferValue buffer && !isOpen) {
        lines.add(name + " = " + ValuePrinter.print(buffer));
      }
    }
    outcome.collected().forEach(record -> lines.add(record(record)));
    return new Answer(lines);
  }

  /** What a call ended with that should not: an exception of the target itself. */
  static Answer thrown(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    List<String> lines = new ArrayList<>();
    lines.add("threw " + cause);
    for (int i = 0; i < Math.min(6, cause.getStackTrace().length); i++) {
      lines.add("  at " + cause.getStackTrace()[i]);
    }
    return new Answer(lines);
  }

  boolean isThrown() {
    return lines.get(0).startsWith("threw ");
  }

  private static String record(ErrorRecord r) {
    StringBuilder out = new StringBuilder("error ");
    out.append(r.type()).append(' ').append(r.code()).append(' ');
    out.append(r.message().replace("\\", "\\\\").replace("\n", "\\n"));
    out.append(" in ").append(r.file()).append(':').append(r.line()).append(" at ");
    for (PathStep step : r.path()) {
      out.append(step).append('(').append(step.value()).append(")/");
    }
    return out.toString();
  }

  /** The first lines in which this one and another differ. */
  String against(Answer other) {
    StringBuilder out = new StringBuilder();
    int shown = 0;
    for (int i = 0; i < Math.max(lines.size(), other.lines.size()); i++) {
      String mine = i < lines.size() ? lines.get(i) : "(nothing)";
      String others = i < other.lines.size() ? other.lines.get(i) : "(nothing)";
      if (!mine.equals(others) && shown++ < SHOWN_MAX) {
        out.append("  expected ").append(shown(mine, others)).append('\n');
        out.append("     found ").append(shown(others, mine)).append('\n');
      }
    }
    return out.toString();
  }

  /** A line from a little before where it differs. */
  private static String shown(String line, String other) {
    int same = 0;
    while (same < Math.min(line.length(), other.length())
        && line.charAt(same) == other.charAt(same)) {
      same++;
    }
    int from = line.length() < 160 ? 0 : Math.max(0, same - 60);
    String text = line.substring(from, Math.min(line.length(), from + 160));
    return (from > 0 ? line.substring(0, Math.min(20, from)) + " ... " : "") + text;
  }

  @Override
  public String toString() {
    return String.join("\n", lines);
  }
}
