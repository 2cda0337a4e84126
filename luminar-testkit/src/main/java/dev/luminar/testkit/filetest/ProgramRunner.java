package dev.luminar.testkit.filetest;

import static java.util.Objects.requireNonNull;

import dev.luminar.analyzer.Analyzer;
import dev.luminar.analyzer.program.AnalyzedProgram;
import dev.luminar.analyzer.program.LoweringOptions;
import dev.luminar.emit.bytecode.BytecodeEmitter;
import dev.luminar.emit.c.NativeOptions;
import dev.luminar.emit.c.NativeProgram;
import dev.luminar.model.Function;
import dev.luminar.testkit.interpreter.Interpreter;
import dev.luminar.testkit.interpreter.Outcome;
import dev.luminar.testkit.value.Value;
import java.lang.invoke.MethodHandles;
import java.util.List;

/**
 * Runs functions of a program without externs on values, for tools that know the program only at
 * run time. Each call goes through the door that a user's own interface would use.
 */
public final class ProgramRunner implements AutoCloseable {

  private final Target.Loaded loaded;

  private ProgramRunner(Target.Loaded loaded) {
    this.loaded = loaded;
  }

  /** Runs on the reference interpreter. */
  public static ProgramRunner ofInterpreter(AnalyzedProgram program) {
    requireNonNull(program, "program");
    Interpreter interpreter = Interpreter.of(program.checked());
    return new ProgramRunner((function, arguments) ->
        interpreter.call(function.name(), arguments.toArray(Value[]::new)));
  }

  /** Runs emitted bytecode in this JVM. */
  public static ProgramRunner ofBytecode(AnalyzedProgram program, LoweringOptions options) {
    HostCaller caller = new HostCaller(requireNonNull(program, "program").program());
    Object bound =
        new BytecodeEmitter()
            .emit(Analyzer.lower(program, options))
            .bind(MethodHandles.publicLookup(), caller.type());
    return new ProgramRunner((function, arguments) -> caller.call(bound, function, arguments));
  }

  /**
   * Runs emitted C, compiled and loaded into this process.
   *
   * @throws dev.luminar.diag.DiagnosticException LUM5001 if there is no C compiler
   */
  public static ProgramRunner ofC(AnalyzedProgram program, LoweringOptions options) {
    return ofC(program, options, NativeOptions.DEFAULT);
  }

  /**
   * As {@link #ofC(AnalyzedProgram, LoweringOptions)}, with a compiler and flags.
   *
   * @throws dev.luminar.diag.DiagnosticException LUM5001 if there is no such C compiler
   */
  public static ProgramRunner ofC(
      AnalyzedProgram program, LoweringOptions options, NativeOptions compiler) {
    HostCaller caller = new HostCaller(requireNonNull(program, "program").program());
    NativeProgram compiled = NativeProgram.compile(Analyzer.lower(program, options), compiler);
    Object bound = compiled.bind(caller.type());
    return new ProgramRunner(
        new Target.Loaded() {
          @Override
          public Outcome call(Function function, List<Value> arguments) {
            return caller.call(bound, function, arguments);
          }

          @Override
          public void close() {
            compiled.close();
          }
        });
  }

  /** Calls a function; buffers among the arguments are changed in place. */
  public Outcome call(Function function, List<Value> arguments) {
    requireNonNull(function, "function");
    requireNonNull(arguments, "arguments");
    return loaded.call(function, arguments);
  }

  @Override
  public void close() {
    loaded.close();
  }
}
