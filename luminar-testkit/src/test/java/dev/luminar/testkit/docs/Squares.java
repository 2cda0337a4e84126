package dev.luminar.testkit.docs;

import static dev.luminar.dsl.Dsl.*;

import dev.luminar.analyzer.Analyzer;
import dev.luminar.dsl.Cell;
import dev.luminar.dsl.Chan;
import dev.luminar.dsl.I64;
import dev.luminar.emit.bytecode.BytecodeEmitter;
import dev.luminar.emit.c.CEmitter;
import dev.luminar.model.Program;
import dev.luminar.plan.Plan;
import java.io.IOException;
import java.nio.file.Path;

/** The second program of README.md: it needs the runtime, and is written to a folder. */
final class Squares {
  private Squares() {}

  // region squares
  static Program squares() {
    return program(
        "squares",
        p ->
            p.export(
                "sum_of_squares",
                takes("n", i64).returns(i64),
                (f, n) -> {
                  Cell<I64> total = f.atomic("total", i64(0));
                  f.concurrent(c -> {
                    Chan<I64> items = c.channel("items", i64, 4);
                    c.task(t -> {
                      t.forEach(range(n), (loop, i) -> loop.send(items, i));
                      t.close(items);
                    });
                    c.worker("x", from(items).count(2), (w, x) -> w.add(total, x.times(x)));
                  });
                  f.returns(f.load("sum", total));
                }));
  }

  // endregion

  // region write
  static void write(Plan plan, Path folder) throws IOException {
    new BytecodeEmitter().emit(plan).writeTo(folder.resolve("classes")); // or writeJar
    new CEmitter().emit(plan).writeTo(folder.resolve("c")); // .c, .h, a Makefile
  }

  // endregion

  static String explained() {
    // region explain
    String why = Analyzer.analyze(Analyzer.check(squares())).explain();
    // endregion
    return why;
  }
}
