package dev.luminar.testkit.random;

import dev.luminar.analyzer.Analyzer;
import dev.luminar.analyzer.program.AnalyzedProgram;
import dev.luminar.analyzer.program.LoweringOptions;
import dev.luminar.diag.Span;
import dev.luminar.model.Program;
import dev.luminar.testkit.filetest.ProgramRunner;
import dev.luminar.testkit.interpreter.Interpreter;
import dev.luminar.testkit.interpreter.Outcome;
import dev.luminar.testkit.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.collections.api.factory.Lists;

/**
 * Programs that are compiled together and run one after the other. They are put into one program,
 * since compiling C is what takes the time.
 */
final class Batch {
  /** The interpreter gives up behind so many statements: a generated program runs far fewer. */
  static final long STEPS_MAX = 3_000_000;

  private final List<RandomProgram> programs;
  private final AnalyzedProgram analyzed;

  /**
   * A call whose answers differ.
   *
   * @param program the position of the program in the batch
   * @param call the number of the call
   */
  record Difference(int program, int call, Variant variant, Answer expected, Answer found) {}

  private Batch(List<RandomProgram> programs, AnalyzedProgram analyzed) {
    this.programs = programs;
    this.analyzed = analyzed;
  }

  /**
   * Puts programs into one.
   *
   * @throws dev.luminar.diag.DiagnosticException if the analyzer refuses one
   */
  static Batch of(List<RandomProgram> programs) {
    Program one =
        new Program(
            "random",
            Lists.immutable.ofAll(programs).flatCollect(p -> p.program().structs()),
            Lists.immutable.empty(),
            Lists.immutable.ofAll(programs).flatCollect(p -> p.program().functions()),
            Span.NONE);
    return new Batch(programs, Analyzer.analyze(Analyzer.check(one)));
  }

  AnalyzedProgram analyzed() {
    return analyzed;
  }

  /** What the interpreter answers to each call of each program. */
  List<List<Answer>> expected() {
    Interpreter interpreter = Interpreter.of(analyzed.checked()).withStepsMax(STEPS_MAX);
    List<List<Answer>> answers = new ArrayList<>();
    for (RandomProgram program : programs) {
      answers.add(expected(program, interpreter));
    }
    return answers;
  }

  static List<Answer> expected(RandomProgram program, Interpreter interpreter) {
    Set<String> unspecified = Unspecified.afterFailure(program.function());
    List<Answer> answers = new ArrayList<>();
    for (List<Value> call : program.calls()) {
      List<Value> arguments = RandomProgram.fresh(call);
      Answer answer;
      try {
        Outcome outcome = interpreter.call(program.entry(), arguments.toArray(Value[]::new));
        answer = Answer.of(program.function(), outcome, arguments, unspecified);
      } catch (RuntimeException e) {
        answer = Answer.thrown(e);
      }
      answers.add(answer);
    }
    return answers;
  }

  /** Makes the programs ready to run on a variant. */
  ProgramRunner load(Variant variant) {
    LoweringOptions options = LoweringOptions.DEFAULT;
    if (variant.threads() > 0) {
      options = options.withThreads(variant.threads());
    }
    return variant.compiler().isPresent()
        ? ProgramRunner.ofC(analyzed, options, variant.compiler().get())
        : ProgramRunner.ofBytecode(analyzed, options);
  }

  /**
   * Runs all calls on a variant and gives those that end otherwise than they should.
   *
   * @param before told the position of each program before it runs
   */
  List<Difference> differences(
      Variant variant, List<List<Answer>> expected, Consumer<Integer> before) {
    List<Difference> found = new ArrayList<>();
    before.accept(-1);
    try (ProgramRunner runner = load(variant)) {
      for (int k = 0; k < programs.size(); k++) {
        before.accept(k);
        for (int c = 0; c < programs.get(k).calls().size(); c++) {
          Answer answer = answer(runner, programs.get(k), programs.get(k).calls().get(c));
          if (!answer.equals(expected.get(k).get(c))) {
            found.add(new Difference(k, c, variant, expected.get(k).get(c), answer));
          }
        }
      }
    }
    return found;
  }

  private static Answer answer(ProgramRunner runner, RandomProgram program, List<Value> call) {
    GuardedArguments arguments = GuardedArguments.of(call);
    try {
      Outcome outcome = runner.call(program.function(), arguments.values());
      if (arguments.isOverrun()) {
        return Answer.thrown(new IllegalStateException("a store went past the end of a buffer"));
      }
      return Answer.of(
          program.function(),
          outcome,
          arguments.values(),
          Unspecified.afterFailure(program.function()));
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return Answer.thrown(e);
    }
  }
}
