package dev.luminar.dsl.usage;

import static dev.luminar.dsl.Dsl.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.luminar.diag.DiagnosticException;
import dev.luminar.diag.Span;
import dev.luminar.dsl.Buf;
import dev.luminar.dsl.F64;
import dev.luminar.dsl.FunctionBlock;
import dev.luminar.dsl.I64;
import dev.luminar.dsl.Nothing;
import dev.luminar.model.Function;
import dev.luminar.model.If;
import dev.luminar.model.ModelException;
import dev.luminar.model.Program;
import dev.luminar.model.Stmt;
import dev.luminar.model.Store;
import dev.luminar.model.Walk;
import dev.luminar.model.expr.Expr;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.MutableList;
import org.junit.jupiter.api.Test;

/** The Java lines that nodes and diagnostics point at. */
final class SpanTest {
  /** Returns the line of the caller. */
  private static int line() {
    return StackWalker.getInstance()
        .walk(frames -> frames.skip(1).findFirst().orElseThrow().getLineNumber());
  }

  private static Function function(Program program) {
    return program.functions().get(0);
  }

  @Test
  void everyNodePointsAtTheLineThatBuiltIt() {
    // A diagnostic of the analyzer would point at another line of the user, or at none.
    AtomicReference<List<Integer>> lines = new AtomicReference<>();
    Program program =
        program(
            "spans",
            p ->
                p.export(
                    "f",
                    takes("xs", buf(f64)),
                    (f, xs) -> {
                      int first = line() + 1;
                      F64 x = f.let("x", xs.at(0));
                      F64 y = x.plus(xs.at(2));
                      f.store(xs, i64(1), y);
                      f.when(x.lt(0), t -> t.returns());
                      lines.set(List.of(first, first + 2, first + 3));
                    }));
    var statements = function(program).body().statements();
    assertThat(statements.collect(s -> s.span().line())).isEqualTo(lines.get());
    assertThat(statements)
        .allSatisfy(s -> assertThat(s.span().source()).isEqualTo("SpanTest.java"));
    Store store = (Store) statements.get(1);
    assertThat(store.value().span().line()).isEqualTo(lines.get().get(0) + 1);
    assertThat(store.span().owner()).startsWith("dev.luminar.dsl.usage.SpanTest.");
    If branch = (If) statements.get(2);
    assertThat(branch.arms().get(0).body().statements().get(0).span().line())
        .isEqualTo(lines.get().get(2));
  }

  @Test
  void noNodeIsWithoutAPlace() {
    // Some statement or expression of the builder would forget the place of the call.
    Program program = QuickStartTest.stats();
    MutableList<Span> spans = Lists.mutable.empty();
    for (Function function : program.functions()) {
      spans.add(function.span());
      function.parameters().forEach(parameter -> spans.add(parameter.span()));
      Walk.statements(function.body(), statement -> spans.add(statement.span()));
      Walk.expressions(function.body(), expr -> spans.add(expr.span()));
    }
    assertThat(spans)
        .hasSizeGreaterThan(20)
        .allSatisfy(span -> assertThat(span.toString()).startsWith("QuickStartTest.java:"));
  }

  @Test
  void guardsPointAtTheCallAndBothBlocks() {
    // The user would have to search for the call that the guard refused.
    AtomicReference<Integer> inner = new AtomicReference<>();
    AtomicReference<Integer> wrong = new AtomicReference<>();
    DiagnosticException thrown =
        catchThrowableOfType(
            DiagnosticException.class,
            () ->
                program(
                    "p",
                    p ->
                        p.export(
                            "f",
                            takes(),
                            f -> {
                              inner.set(line() + 1);
                              f.forEach(
                                  range(3),
                                  (l, i) -> {
                                    wrong.set(line() + 1);
                                    f.let("x", i);
                                  });
                            })));
    var diagnostic = thrown.diagnostics().get(0);
    assertThat(diagnostic.span().toString()).isEqualTo("SpanTest.java:" + wrong.get());
    assertThat(diagnostic.notes().get(1).span().toString())
        .isEqualTo("SpanTest.java:" + inner.get());
    assertThat(thrown).hasMessageContaining("SpanTest.java:" + wrong.get() + ": error LUM2001");
  }

  @Test
  void diagnosticsOfTheModelPointAtTheCall() {
    // A name or operand that the model refuses would be reported without the user's line.
    AtomicReference<Integer> wrong = new AtomicReference<>();
    ModelException thrown =
        catchThrowableOfType(
            ModelException.class,
            () ->
                program(
                    "p",
                    p ->
                        p.export(
                            "f",
                            takes(),
                            f -> {
                              wrong.set(line() + 1);
                              f.raise("parse", "line {0}");
                            })));
    assertThat(thrown.diagnostic().span().toString()).isEqualTo("SpanTest.java:" + wrong.get());
  }

  @Test
  void methodReferencesThroughTheJavaLibrary() {
    // With a method reference, a node would point into the Java library.
    MutableList<Stmt> statements = Lists.mutable.empty();
    AtomicReference<Integer> here = new AtomicReference<>();
    Program program =
        program(
            "p",
            p ->
                p.export(
                    "f",
                    takes("n", i64).takes("xs", buf(i64)),
                    (FunctionBlock<Nothing> f, I64 n, Buf<I64> xs) -> {
                      here.set(line() + 1);
                      Stream.of(n, n.plus(1)).map(xs::at).forEach(x -> f.let("x", x));
                    }));
    Walk.statements(function(program).body(), statements::add);
    MutableList<Expr> exprs = Lists.mutable.empty();
    Walk.expressions(function(program).body(), exprs::add);
    assertThat(statements.collect(s -> s.span().line())).containsOnly(here.get());
    assertThat(exprs.collect(e -> e.span().toString())).containsOnly("SpanTest.java:" + here.get());
  }
}
