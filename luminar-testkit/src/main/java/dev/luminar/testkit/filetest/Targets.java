package dev.luminar.testkit.filetest;

import dev.luminar.analyzer.Analyzer;
import dev.luminar.analyzer.program.AnalyzedProgram;
import dev.luminar.emit.bytecode.BytecodeEmitter;
import dev.luminar.emit.bytecode.ClassFiles;
import dev.luminar.emit.c.NativeOptions;
import dev.luminar.emit.c.NativeProgram;
import dev.luminar.model.Function;
import dev.luminar.model.Program;
import dev.luminar.testkit.interpreter.Interpreter;
import dev.luminar.testkit.interpreter.Outcome;
import dev.luminar.testkit.value.Value;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** The targets that filetests run on. */
final class Targets {
  private static final long STEPS_MAX = 200_000_000;

  private Targets() {}

  /** The reference interpreter. */
  record OfInterpreter() implements Target {
    @Override
    public String name() {
      return "interpreter";
    }

    @Override
    public Loaded load(AnalyzedProgram program) {
      Interpreter plain = Interpreter.of(program.checked()).withStepsMax(STEPS_MAX);
      Interpreter ready =
          program.program().externs().isEmpty() ? plain : plain.withExterns(new FiletestExterns());
      return (function, arguments) -> ready.call(function.name(), arguments.toArray(Value[]::new));
    }
  }

  /** Emitted bytecode, loaded into this JVM. */
  record OfBytecode() implements Target {
    @Override
    public String name() {
      return "jvm";
    }

    @Override
    public Loaded load(AnalyzedProgram program) {
      ClassFiles classes = new BytecodeEmitter().emit(Analyzer.lower(program));
      HostCaller caller = new HostCaller(program.program());
      Object bound =
          program.program().externs().isEmpty()
              ? classes.load().bind(MethodHandles.publicLookup(), caller.type())
              : classes
                  .load()
                  .bind(MethodHandles.publicLookup(), caller.type(), new FiletestExterns());
      return new Bound(caller, bound, () -> {});
    }
  }

  /** Emitted C, compiled and loaded into this process. */
  record OfC(NativeOptions options) implements Target {
    @Override
    public String name() {
      return "c";
    }

    @Override
    public Loaded load(AnalyzedProgram program) {
      NativeProgram compiled = NativeProgram.compile(Analyzer.lower(program), options);
      HostCaller caller = new HostCaller(program.program());
      Program source = program.program();
      Object bound =
          source.externs().isEmpty()
              ? compiled.bind(caller.type())
              : compiled.bind(caller.type(), new FiletestExterns());
      return new Bound(caller, bound, compiled::close);
    }
  }

  /** An object that implements the generated interface. */
  private record Bound(HostCaller caller, Object object, Runnable closing)
      implements Target.Loaded {
    @Override
    public Outcome call(Function function, List<Value> arguments) {
      return caller.call(object, function, arguments);
    }

    @Override
    public void close() {
      closing.run();
    }
  }
}
