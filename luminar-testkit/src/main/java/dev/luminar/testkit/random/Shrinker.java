package dev.luminar.testkit.random;

import dev.luminar.analyzer.Analyzer;
import dev.luminar.diag.DiagnosticException;
import dev.luminar.model.Function;
import dev.luminar.model.Program;
import dev.luminar.model.text.ParseResult;
import dev.luminar.model.text.Parser;
import dev.luminar.testkit.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Makes a program small that has some property, such as that two targets do not agree on it: what
 * can be left out or be simpler while the property stays, is.
 *
 * <p>Candidates come from {@link ShrinkSteps}: first large parts of the program are left out, then
 * smaller ones, then expressions become simpler. It ends when no step helps or time is over.
 */
final class Shrinker {
  private final Predicate<RandomProgram> property;
  private final long deadline;
  private RandomProgram best;

  private Shrinker(RandomProgram program, Predicate<RandomProgram> property, long millis) {
    this.best = program;
    this.property = property;
    this.deadline = System.nanoTime() + millis * 1_000_000;
  }

  /** Returns a smaller program with the property, which {@code program} must have. */
  static RandomProgram shrink(
      RandomProgram program, Predicate<RandomProgram> property, long millis) {
    var shrinker = new Shrinker(program, property, millis);
    shrinker.run();
    return shrinker.best;
  }

  private void run() {
    for (int call = 0; call < best.calls().size() && best.calls().size() > 1; call++) {
      offer(
          new RandomProgram(
              best.program(), best.text(), best.entry(), List.of(best.calls().get(call))));
    }
    boolean isSmaller = true;
    while (isSmaller && !isOver()) {
      isSmaller = statements();
      isSmaller |= step(ShrinkSteps::withoutFunction);
      isSmaller |= step(ShrinkSteps::unwrapped);
      isSmaller |= step(ShrinkSteps::withSimplerRegion);
      isSmaller |= step(ShrinkSteps::withSimplerExpression);
      isSmaller |= arguments();
    }
  }

  private boolean isOver() {
    return System.nanoTime() > deadline;
  }

  /**
   * Leaves out stretches of statements: half of all, a quarter, and so on; from the back, since
   * what comes later uses what came before.
   */
  private boolean statements() {
    boolean isSmaller = false;
    for (int size = ShrinkSteps.statements(best.program()); size >= 1 && !isOver(); size /= 2) {
      int end = ShrinkSteps.statements(best.program());
      while (end > 0 && !isOver()) {
        int from = Math.max(0, end - size);
        isSmaller |= offer(ShrinkSteps.withoutStatements(best.program(), from, end - from));
        end = Math.min(from, ShrinkSteps.statements(best.program()));
      }
    }
    return isSmaller;
  }

  /** Makes the n-th candidate of a kind; empty if there is none of that number. */
  interface Kind {
    Optional<Program> candidate(Program program, int number);
  }

  private boolean step(Kind kind) {
    boolean isSmaller = false;
    int number = 0;
    while (!isOver()) {
      Optional<Program> candidate = kind.candidate(best.program(), number);
      if (candidate.isEmpty()) {
        return isSmaller;
      }
      if (offer(candidate.get())) {
        isSmaller = true;
      } else {
        number++;
      }
    }
    return isSmaller;
  }

  private boolean arguments() {
    boolean isSmaller = false;
    for (int parameter = best.function().parameters().size() - 1; parameter >= 0; parameter--) {
      isSmaller |= offerWithout(parameter);
    }
    for (int parameter = 0; parameter < best.function().parameters().size(); parameter++) {
      int number = 0;
      while (!isOver()) {
        Optional<List<Value>> call =
            ShrinkSteps.simplerArguments(best.calls().get(0), parameter, number);
        if (call.isEmpty()) {
          break;
        }
        boolean isSimpler =
            !call.get().equals(best.calls().get(0))
                && offer(
                    new RandomProgram(
                        best.program(), best.text(), best.entry(), List.of(call.get())));
        isSmaller |= isSimpler;
        number += isSimpler ? 0 : 1;
      }
    }
    return isSmaller;
  }

  private boolean offerWithout(int parameter) {
    Function entry = best.function();
    Program without = ShrinkSteps.withoutParameter(best.program(), entry, parameter);
    List<List<Value>> calls =
        best.calls().stream().map(call -> ShrinkSteps.without(call, parameter)).toList();
    return parsed(without)
        .map(p -> offer(new RandomProgram(p, without.toString(), best.entry(), calls)))
        .orElse(false);
  }

  private boolean offer(Program candidate) {
    if (candidate.equals(best.program())) {
      return false;
    }
    return parsed(candidate)
        .map(p -> offer(new RandomProgram(p, candidate.toString(), best.entry(), best.calls())))
        .orElse(false);
  }

  private static Optional<Program> parsed(Program program) {
    ParseResult result = Parser.parse(program.name(), program.toString());
    return result.program().filter(p -> result.diagnostics().isEmpty());
  }

  private boolean offer(RandomProgram candidate) {
    try {
      Analyzer.analyze(Analyzer.check(candidate.program()));
    } catch (DiagnosticException e) {
      return false;
    }
    if (!property.test(candidate)) {
      return false;
    }
    best = candidate;
    return true;
  }
}
