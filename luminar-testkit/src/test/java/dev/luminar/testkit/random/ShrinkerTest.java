package dev.luminar.testkit.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.analyzer.Analyzer;
import dev.luminar.diag.DiagnosticException;
import dev.luminar.model.Program;
import dev.luminar.model.expr.Binary;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.testkit.interpreter.Interpreter;
import dev.luminar.testkit.value.BufferValue;
import dev.luminar.testkit.value.Scalar;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
  private static final long MILLIS_MAX = 60_000;

  /** A compiler with a bug: it shifts an i32 to the right as if it had no sign. */
  private static final Rewriter WRONG =
      new Rewriter() {
        @Override
        Expr expr(Expr expr) {
          Expr inside = inside(expr);
          return inside instanceof Binary b
                  && b.operator() == BinaryOperator.SHR
                  && b.type() == ScalarType.I32
              ? new Binary(BinaryOperator.USHR, b.left(), b.right(), b.span())
              : inside;
        }
      };

  private static List<Answer> answers(RandomProgram program, Program instead) {
    var checked = Analyzer.check(instead);
    return Batch.expected(
        new RandomProgram(instead, program.text(), program.entry(), program.calls()),
        Interpreter.of(checked).withStepsMax(100_000));
  }

  private static boolean differs(RandomProgram program) {
    try {
      List<Answer> right = answers(program, program.program());
      return right.stream().noneMatch(Answer::isThrown)
          && !right.equals(answers(program, WRONG.program(program.program())));
    } catch (DiagnosticException e) {
      return false;
    }
  }

  @Test
  void aPlantedBugIsFoundAndMadeSmall() {
    // Whoever mends a difference would have to read a hundred lines for the one that matters.
    int found = 0;
    for (int k = 0; found < 2; k++) {
      assertThat(k).as("programs without the planted bug").isLessThan(2_000);
      RandomProgram program = Worker.program(11, k, 0, Features.found());
      if (!differs(program)) {
        continue;
      }
      found++;

      RandomProgram small = Shrinker.shrink(program, ShrinkerTest::differs, MILLIS_MAX);

      assertThat(differs(small)).isTrue();
      assertThat(small.text()).contains(">>");
      assertThat(ShrinkSteps.statements(small.program())).as(small.text()).isLessThanOrEqualTo(4);
      assertThat(small.text().lines().count()).as(small.text()).isLessThanOrEqualTo(14);
      String filetest =
          FiletestText.of("It was found.", small, Interpreter.of(Analyzer.check(small.program())));
      assertThat(filetest).startsWith("// It was found.\n").contains("\n--- run\n" + small.entry());
    }
  }

  @Test
  @SuppressWarnings("restricted") // it reaches behind the end on purpose
  void aStorePastTheEndIsSeen() {
    // Emitted C could write into memory of others, and all results would still agree.
    BufferType bytes = new BufferType(ScalarType.U8, false);
    GuardedArguments arguments = GuardedArguments.of(List.of(BufferValue.zeros(bytes, 3)));
    BufferValue copy = (BufferValue) arguments.values().get(0);
    copy.set(2, Scalar.i32(9));
    assertThat(arguments.isOverrun()).isFalse();

    var past = copy.memory().reinterpret(4);
    past.set(java.lang.foreign.ValueLayout.JAVA_BYTE, 3, (byte) 1);

    assertThat(arguments.isOverrun()).isTrue();
  }
}
