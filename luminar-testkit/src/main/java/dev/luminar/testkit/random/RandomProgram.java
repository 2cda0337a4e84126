package dev.luminar.testkit.random;

import dev.luminar.model.Function;
import dev.luminar.model.Program;
import dev.luminar.testkit.value.BufferValue;
import dev.luminar.testkit.value.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * A program with the calls that are made of it.
 *
 * @param program parsed from its text, so that its nodes have places
 * @param text the text
 * @param entry the name of the function that is called
 * @param calls the arguments of each call
 */
record RandomProgram(Program program, String text, String entry, List<List<Value>> calls) {
  Function function() {
    return program.function(entry).orElseThrow();
  }

  /** Arguments that nobody has changed yet. */
  static List<Value> fresh(List<Value> arguments) {
    List<Value> fresh = new ArrayList<>();
    for (Value argument : arguments) {
      fresh.add(argument instanceof BufferValue buffer ? buffer.copy() : argument);
    }
    return fresh;
  }
}
