package dev.luminar.testkit.filetest;

import dev.luminar.analyzer.program.AnalyzedProgram;
import dev.luminar.model.Function;
import dev.luminar.testkit.interpreter.Outcome;
import dev.luminar.testkit.value.Value;
import java.util.List;

/** Something that runs programs. */
interface Target {
  /** Its name in the names of tests. */
  String name();

  /** Makes a program ready to run. */
  Loaded load(AnalyzedProgram program);

  /** A program that is ready to run. */
  interface Loaded extends AutoCloseable {
    /** Calls a function; buffers among the arguments are changed in place. */
    Outcome call(Function function, List<Value> arguments);

    @Override
    default void close() {}
  }
}
