package dev.luminar.testkit.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luminar.analyzer.Analyzer;
import dev.luminar.host.ErrorRecord;
import dev.luminar.host.LuminarException;
import dev.luminar.model.text.Parser;
import dev.luminar.testkit.value.Scalar;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterpreterTest {
  /** A user's interface. */
  public interface Program {
    double sum(double[] xs);

    long divide(long[] xs, List<ErrorRecord> errors);

    long fails(long x);

    long outside(long x);

    long endless();
  }

  /** A user's externs. */
  public static final class Externs {
    /** Doubles. */
    public long twice(long x) {
      if (x == 13) {
        throw new IllegalStateException("unlucky");
      }
      return 2 * x;
    }
  }

  private static final Interpreter INTERPRETER =
      Interpreter.of(
          Analyzer.check(
              Parser.parse(
                      "test.lum",
                      """
                      program test;
                      extern fn twice(x: i64) -> i64 pure;
                      export fn sum(xs: f64[]) -> f64 {
                        parallel(i in 0..<len(xs)) reduce(s: f64 = sum) { s <- xs[i]; }
                        return s;
                      }
                      export fn divide(xs: i64[]) -> i64 {
                        w: parallel(i in 0..<len(xs), on_error = collect) { xs[i] = 10 / xs[i]; }
                        return errors(w);
                      }
                      export fn fails(x: i64) -> i64 { return 1 / x; }
                      export fn outside(x: i64) -> i64 {
                        concurrent { task { let a = twice(x); } task { let b = 1; } }
                        return twice(x);
                      }
                      export fn endless() -> i64 { var x: i64 = 0; while x >= 0 { x = 0; } return x; }
                      """)
                  .orThrow()));

  @Test
  void bindsToTheUsersInterface() {
    // A user's tests could not run their programs on the interpreter.
    Program program = INTERPRETER.bind(Program.class, new Externs());
    long[] xs = {5, 0, 2};
    List<ErrorRecord> errors = new ArrayList<>();

    assertThat(program.sum(new double[] {1, 2, 3.5})).isEqualTo(6.5);
    assertThat(program.divide(xs, errors)).isEqualTo(1);
    assertThat(xs).containsExactly(2, 0, 5);
    assertThat(errors).hasToString("[error division_by_zero \"division by zero\" at 1]");
    assertThat(program.outside(4)).isEqualTo(8);
  }

  @Test
  void failsAsOtherTargetsDo() {
    // A failed call would look different from the same call on another target.
    assertThatThrownBy(() -> INTERPRETER.bind(Program.class, new Externs()).fails(0))
        .isInstanceOf(LuminarException.class)
        .hasMessageContaining("division_by_zero")
        .hasMessageContaining("test.lum:11");
  }

  @Test
  void anExternThatMayNotFailEndsTheCall() {
    // An exception of the host's own code in a task would be lost, or the call would hang.
    Program program = INTERPRETER.bind(Program.class, new Externs());

    assertThatThrownBy(() -> program.outside(13)).hasMessageContaining("twice");
  }

  @Test
  void endsAfterItsSteps() {
    // A filetest with an endless loop would hang the build.
    Interpreter bounded = INTERPRETER.withExterns(new Externs()).withStepsMax(1000);

    assertThatThrownBy(() -> bounded.call("endless"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("steps");
  }

  @Test
  void refusesWrongArguments() {
    // A wrong call would fail deep inside instead of naming the parameter.
    assertThatThrownBy(() -> INTERPRETER.call("fails"))
        .hasMessage("fails takes 1 arguments, not 0");
    assertThatThrownBy(() -> INTERPRETER.call("fails", Scalar.f64(1)))
        .hasMessageContaining("the parameter x of fails has the type i64, not f64");
    assertThatThrownBy(() -> INTERPRETER.call("nothing"))
        .hasMessageContaining("no exported function nothing");
  }
}
