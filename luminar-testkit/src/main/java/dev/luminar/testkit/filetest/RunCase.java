package dev.luminar.testkit.filetest;

import dev.luminar.host.ErrorRecord;
import dev.luminar.model.Function;
import dev.luminar.model.Parameter;
import dev.luminar.model.Program;
import dev.luminar.model.type.BufferType;
import dev.luminar.testkit.interpreter.Outcome;
import dev.luminar.testkit.value.BufferValue;
import dev.luminar.testkit.value.Value;
import dev.luminar.testkit.value.ValueCursor;
import dev.luminar.testkit.value.ValueParser;
import dev.luminar.testkit.value.ValuePattern;
import dev.luminar.testkit.value.ValuePrinter;
import dev.luminar.testkit.value.ValueSyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One line of a {@code run} section: a call, and how it should end.
 *
 * <pre>
 * sum(f64[1.0, 2.0]) = 3.0
 * scale(xs: [1, 2], by: 3) = ok; xs = [3, 6]
 * parse("...") = 2; error malformed "line 3" at 3; error malformed at 7
 * first([1, 0]) = error division_by_zero "division by zero" at 1; ...
 * </pre>
 *
 * @param text the line as it is written
 * @param line its number in the file
 * @param call the text before the equals sign
 * @param function the function that is called
 * @param arguments the arguments
 * @param result what it should return; empty if it returns nothing, or fails
 * @param failure how it should fail, if it should
 * @param buffers what buffers should hold afterwards; those left out are only compared between back
 *     ends
 * @param records the records that should be collected
 * @param isOpen whether more records may be collected
 */
record RunCase(
    String text,
    int line,
    String call,
    Function function,
    List<Value> arguments,
    Optional<ValuePattern> result,
    Optional<ErrorPattern> failure,
    Map<String, ValuePattern> buffers,
    List<ErrorPattern> records,
    boolean isOpen) {

  /** Reads a line. */
  static RunCase parse(String text, int line, Program program) {
    ValueCursor cursor = new ValueCursor(text);
    String name = cursor.name();
    Function function =
        program
            .functions()
            .detectOptional(f -> f.isExported() && f.name().equals(name))
            .orElseThrow(() ->
                new ValueSyntaxException("there is no exported function '" + name + "': " + text));
    List<Value> arguments = arguments(cursor, function);
    String call = text.substring(0, cursor.mark()).strip();
    cursor.expect("=");
    Optional<ValuePattern> result = Optional.empty();
    Optional<ErrorPattern> failure = Optional.empty();
    if (cursor.acceptsWord("error")) {
      failure = Optional.of(ErrorPattern.parse(cursor));
    } else if (function.result().isPresent()) {
      result = Optional.of(ValuePattern.parse(cursor, function.result().get()));
    } else if (!cursor.acceptsWord("ok")) {
      throw cursor.failure("ok, for a function that returns nothing");
    }
    Map<String, ValuePattern> buffers = new LinkedHashMap<>();
    List<ErrorPattern> records = new ArrayList<>();
    boolean isOpen = false;
    while (cursor.accepts(";")) {
      if (cursor.acceptsWord("error")) {
        records.add(ErrorPattern.parse(cursor));
      } else if (cursor.accepts("...")) {
        isOpen = true;
      } else {
        String buffer = cursor.name();
        Parameter parameter =
            function
                .parameters()
                .detectOptional(p -> p.name().equals(buffer))
                .orElseThrow(() -> cursor.failure("a parameter"));
        cursor.expect("=");
        buffers.put(buffer, ValuePattern.parse(cursor, parameter.type()));
      }
    }
    if (!cursor.isAtEnd()) {
      throw cursor.failure("';' or the end");
    }
    return new RunCase(
        text, line, call, function, arguments, result, failure, buffers, records, isOpen);
  }

  private static List<Value> arguments(ValueCursor cursor, Function function) {
    cursor.expect("(");
    List<Value> arguments = new ArrayList<>();
    for (Parameter parameter : function.parameters()) {
      if (!arguments.isEmpty()) {
        cursor.expect(",");
      }
      int mark = cursor.mark();
      if (!(cursor.name().equals(parameter.name()) && cursor.accepts(":"))) {
        cursor.reset(mark);
      }
      arguments.add(ValueParser.parse(cursor, parameter.type()));
    }
    cursor.expect(")");
    return arguments;
  }

  /** Returns arguments that nobody has changed yet. */
  List<Value> freshArguments() {
    List<Value> fresh = new ArrayList<>();
    for (Value argument : arguments) {
      fresh.add(argument instanceof BufferValue buffer ? buffer.copy() : argument);
    }
    return fresh;
  }

  /** Returns what is wrong with how the call ended; empty if nothing is. */
  Optional<String> mismatch(Outcome outcome, List<Value> after) {
    boolean isWrong =
        failure.isPresent() != outcome.failure().isPresent()
            || (failure.isPresent() && !failure.get().matches(outcome.failure().get()))
            || (result.isPresent()
                && (outcome.result().isEmpty() || !result.get().matches(outcome.result().get())))
            || !matchesRecords(outcome.collected().castToList())
            || !matchesBuffers(after);
    return isWrong
        ? Optional.of("expected  " + text + "\n   found  " + print(outcome, after))
        : Optional.empty();
  }

  private boolean matchesRecords(List<ErrorRecord> found) {
    if (found.size() < records.size() || (found.size() > records.size() && !isOpen)) {
      return false;
    }
    for (int i = 0; i < records.size(); i++) {
      if (!records.get(i).matches(found.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean matchesBuffers(List<Value> after) {
    for (int i = 0; i < after.size(); i++) {
      ValuePattern pattern = buffers.get(function.parameters().get(i).name());
      if (pattern != null && !pattern.matches(after.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Returns how the line would read if the call should end so. */
  String print(Outcome outcome, List<Value> after) {
    StringBuilder out = new StringBuilder(call).append(" = ");
    out.append(
        outcome
            .failure()
            .map(ErrorPattern::print)
            .or(() -> outcome.result().map(ValuePrinter::print))
            .orElse("ok"));
    for (int i = 0; i < after.size(); i++) {
      Parameter parameter = function.parameters().get(i);
      boolean isShown =
          parameter.type() instanceof BufferType
              && (buffers.containsKey(parameter.name()) || !after.get(i).equals(arguments.get(i)));
      if (isShown) {
        out.append("; ")
            .append(parameter.name())
            .append(" = ")
            .append(ValuePrinter.print(after.get(i)));
      }
    }
    outcome.collected().forEach(record -> out.append("; ").append(ErrorPattern.print(record)));
    return out.toString();
  }
}
