package dev.luminar.testkit.interpreter;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.host.PathStep;
import dev.luminar.model.Program;
import dev.luminar.testkit.value.Value;
import java.util.Optional;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Judges races by running programs: every two accesses to one element are held against each other.
 * It also runs programs that the analyzer refuses, so that its verdicts can be checked.
 *
 * <p>All iterations run, also behind one that failed, since on threads they may.
 */
public final class BruteForce {
  private static final long STEPS_MAX = 20_000_000;

  private BruteForce() {}

  /**
   * Two accesses to one element by iterations or tasks that may run at the same time.
   *
   * @param first where the earlier one ran
   * @param firstSpan the statement or expression
   * @param firstWrites whether it writes
   * @param second where the later one ran
   * @param secondSpan the statement or expression
   * @param secondWrites whether it writes
   * @param index the element, in the buffer that the later one was given
   */
  public record Clash(
      ImmutableList<PathStep> first,
      Span firstSpan,
      boolean firstWrites,
      ImmutableList<PathStep> second,
      Span secondSpan,
      boolean secondWrites,
      long index) {}

  /**
   * Runs an exported function and returns the first clash.
   *
   * @param program a program whose names and types are right; races are the question
   */
  public static Optional<Clash> clash(Program program, String function, Value... arguments) {
    requireNonNull(program, "program");
    var trace = new AccessTrace();
    Interpreter.traced(program, trace, STEPS_MAX).call(function, arguments);
    return trace.clash();
  }

  /** Whether a call of an exported function fails, for one thing since an index is out of range. */
  public static boolean fails(Program program, String function, Value... arguments) {
    requireNonNull(program, "program");
    Interpreter traced = Interpreter.traced(program, new AccessTrace(), STEPS_MAX);
    return traced.call(function, arguments).failure().isPresent();
  }
}
