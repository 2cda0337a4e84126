package dev.luminar.testkit.random;

import dev.luminar.host.ErrorRecord;
import dev.luminar.model.Function;
import dev.luminar.testkit.interpreter.Interpreter;
import dev.luminar.testkit.interpreter.Outcome;
import dev.luminar.testkit.value.BufferValue;
import dev.luminar.testkit.value.Value;
import dev.luminar.testkit.value.ValuePrinter;
import java.util.List;
import java.util.Set;

/** Writes a program as a filetest, whose expectations are what the interpreter answers. */
final class FiletestText {
  private FiletestText() {}

  /** Returns the text of the file. */
  static String of(String sentence, RandomProgram program, Interpreter interpreter) {
    StringBuilder out = new StringBuilder("// ").append(sentence).append('\n');
    out.append(program.text().replaceFirst("^program [^;]*;\\s*", "").strip());
    out.append("\n--- run\n");
    for (List<Value> call : program.calls()) {
      List<Value> arguments = RandomProgram.fresh(call);
      Outcome outcome = interpreter.call(program.entry(), arguments.toArray(Value[]::new));
      out.append(line(program.function(), call, outcome, arguments)).append('\n');
    }
    return out.toString();
  }

  private static String line(
      Function function, List<Value> given, Outcome outcome, List<Value> after) {
    StringBuilder out = new StringBuilder(function.name()).append('(');
    for (int i = 0; i < given.size(); i++) {
      out.append(i == 0 ? "" : ", ").append(ValuePrinter.print(given.get(i)));
    }
    out.append(") = ");
    out.append(
        outcome
            .failure()
            .map(FiletestText::print)
            .or(() -> outcome.result().map(ValuePrinter::print))
            .orElse("ok"));
    Set<String> unspecified = Unspecified.afterFailure(function);
    for (int i = 0; i < after.size(); i++) {
      String name = function.parameters().get(i).name();
      boolean isOpen = outcome.failure().isPresent() && unspecified.contains(name);
      if (after.get(i) instanceof BufferValue && !after.get(i).equals(given.get(i)) && !isOpen) {
        out.append("; ").append(name).append(" = ").append(ValuePrinter.print(after.get(i)));
      }
    }
    outcome.collected().forEach(record -> out.append("; ").append(print(record)));
    return out.toString();
  }

  private static String print(ErrorRecord record) {
    boolean isName = record.type().matches("[A-Za-z_][A-Za-z_0-9]*");
    return "error "
        + (isName ? record.type() : quoted(record.type()))
        + " "
        + quoted(record.message())
        + (record.code() == 0 ? "" : " code " + record.code())
        + (record.path().isEmpty() ? "" : " at " + record.index());
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }
}
