package dev.luminar.testkit.docs;

// region imports
import static dev.luminar.dsl.Dsl.*;

import dev.luminar.analyzer.Analyzer;
import dev.luminar.dsl.F64;
import dev.luminar.emit.bytecode.BytecodeEmitter;
import dev.luminar.emit.c.NativeProgram;
import dev.luminar.model.Program;
import dev.luminar.plan.Plan;

// endregion

/** The program of README.md; what stands between the markers is printed there. */
// region quick-start
public class QuickStart {
  public interface Stats {
    double dot(double[] xs, double[] ys);
  }

  static Program stats() {
    var dot = takes("xs", buf(f64)).takes("ys", buf(f64)).returns(f64);
    return program(
        "stats",
        p ->
            p.export(
                "dot",
                dot,
                (f, xs, ys) -> {
                  F64 sum =
                      f.reduce(over(xs), sum("sum", f64), (it, i) -> xs.at(i).times(ys.at(i)));
                  f.returns(sum);
                }));
  }

  public static void main(String[] args) {
    double[] xs = {1, 2, 3};
    double[] ys = {4, 5, 6};
    Plan plan = Analyzer.plan(stats()); // checks the program and decides how each block runs
    Stats onJvm = new BytecodeEmitter().emit(plan).bind(Stats.class);
    System.out.println(onJvm.dot(xs, ys)); // 32.0
    try (NativeProgram compiled = NativeProgram.compile(plan)) {
      System.out.println(compiled.bind(Stats.class).dot(xs, ys)); // the same bits, from C
    }
  }
}
// endregion
