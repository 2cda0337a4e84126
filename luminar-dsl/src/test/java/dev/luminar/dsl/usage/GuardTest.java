package dev.luminar.dsl.usage;

import static dev.luminar.dsl.Dsl.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.DiagnosticException;
import dev.luminar.dsl.Alternatives;
import dev.luminar.dsl.EndedRegion;
import dev.luminar.dsl.F64;
import dev.luminar.dsl.Field;
import dev.luminar.dsl.FunctionBlock;
import dev.luminar.dsl.I64;
import dev.luminar.dsl.Invocation;
import dev.luminar.dsl.Nothing;
import dev.luminar.dsl.ProgramBlock;
import dev.luminar.dsl.Reduction;
import dev.luminar.dsl.StructDef;
import dev.luminar.dsl.TaskBlock;
import dev.luminar.model.ModelException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is refused although it compiles as Java. */
final class GuardTest {
  private static Diagnostic refused(Consumer<ProgramBlock> body) {
    DiagnosticException thrown =
        catchThrowableOfType(DiagnosticException.class, () -> program("guarded", body::accept));
    assertThat(thrown).as("the program is refused").isNotNull();
    return thrown.diagnostics().get(0);
  }

  private static Diagnostic refusedIn(Consumer<FunctionBlock<Nothing>> body) {
    return refused(p -> p.export("f", takes(), body::accept));
  }

  private static void says(Diagnostic found, DiagnosticCode code, String... parts) {
    assertThat(found.code()).isEqualTo(code);
    assertThat(found.span().source()).isEqualTo("GuardTest.java");
    assertThat(found.message() + found.notes()).contains(parts);
  }

  @Test
  void outerBlockWhileAnInnerOneIsOpen() {
    // A statement would silently land in front of the block it was written in.
    says(
        refusedIn(f -> f.when(bool(true), t -> f.let("x", i64(1)))),
        DiagnosticCode.OUTER_BLOCK_USED,
        "'function f'",
        "'if'",
        "GuardTest.java:");
  }

  @Test
  void functionsInsideFunctions() {
    // A function would be built inside the body of another one.
    says(
        refused(p -> p.export("f", takes(), f -> p.export("g", takes(), g -> g.returns()))),
        DiagnosticCode.OUTER_BLOCK_USED,
        "'program guarded'",
        "'function f'");
  }

  @Test
  void closedBlock() {
    // A statement for a block that has ended would be lost.
    AtomicReference<TaskBlock> kept = new AtomicReference<>();
    says(
        refusedIn(f -> {
          f.concurrent(c -> c.task(kept::set));
          kept.get().yields();
        }),
        DiagnosticCode.CLOSED_BLOCK_USED,
        "'task'",
        "'function f'");
  }

  @Test
  void closedProgram() {
    // A statement would be added to a program that is already made.
    AtomicReference<ProgramBlock> kept = new AtomicReference<>();
    program("done", kept::set);
    DiagnosticException thrown =
        catchThrowableOfType(DiagnosticException.class, () -> kept.get().declare("f", takes()));
    says(
        thrown.diagnostics().get(0),
        DiagnosticCode.CLOSED_BLOCK_USED,
        "'program done'",
        "its program is complete");
  }

  @Test
  void leakedValueInAnExpression() {
    // A name would be used where it does not exist.
    AtomicReference<I64> kept = new AtomicReference<>();
    says(
        refusedIn(f -> {
          f.forEach(range(3), (l, i) -> kept.set(i));
          kept.get().plus(1);
        }),
        DiagnosticCode.VALUE_OUT_OF_SCOPE,
        "'i'",
        "'for'",
        "'function f'");
  }

  @Test
  void leakedValueInAStatement() {
    // A name would be used where it does not exist, through an expression made while it did.
    AtomicReference<I64> kept = new AtomicReference<>();
    says(
        refusedIn(f -> {
          f.forEach(range(3), (l, i) -> kept.set(i.plus(1)));
          f.let("x", kept.get());
        }),
        DiagnosticCode.VALUE_OUT_OF_SCOPE,
        "'i + 1'",
        "'for'",
        "'function f'");
  }

  @Test
  void leakedArguments() {
    // A call made inside a block would be carried out outside, where its arguments do not exist.
    AtomicReference<Invocation<I64>> kept = new AtomicReference<>();
    says(
        refused(p -> {
          var g = p.function("g", takes("n", i64).returns(i64), (f, n) -> f.returns(n));
          p.export(
              "f",
              takes(),
              f -> {
                f.forEach(range(3), (l, i) -> kept.set(g.with(i)));
                f.call(kept.get());
              });
        }),
        DiagnosticCode.VALUE_OUT_OF_SCOPE,
        "'g(i)'");
  }

  @Test
  void parametersOfAnotherFunction() {
    // A parameter would be used in another function.
    AtomicReference<I64> kept = new AtomicReference<>();
    says(
        refused(p -> {
          p.function("g", takes("n", i64), (f, n) -> kept.set(n));
          p.function("h", takes().returns(i64), f -> f.returns(kept.get()));
        }),
        DiagnosticCode.VALUE_OUT_OF_SCOPE,
        "'function g'",
        "'function h'");
  }

  @Test
  void itemsBetweenStages() {
    // A stage would see an item that only an earlier stage has.
    AtomicReference<I64> kept = new AtomicReference<>();
    says(
        refusedIn(f ->
            f.concurrent(c -> {
              var out = c.channel("out", i64);
              c.pipeline(s ->
                  s.from(range(3))
                      .map(x -> {
                        kept.set(x);
                        return x.plus(1);
                      })
                      .map(y -> y.plus(kept.get()))
                      .into(out));
            })),
        DiagnosticCode.VALUE_OUT_OF_SCOPE,
        "'item'");
  }

  @Test
  void valuesOfAnotherProgram() {
    // A value or function of one program would end up in another.
    says(
        refused(outer ->
            outer.function(
                "f",
                takes("n", i64),
                (f, n) -> program("inner", p -> p.function("g", takes(), g -> g.let("m", n))))),
        DiagnosticCode.WRONG_PROGRAM,
        "'n'",
        "'function f'",
        "'function g'");
    says(
        refused(outer -> {
          var f = outer.declare("f", takes());
          program("inner", p -> p.function("g", takes(), g -> g.call(f.with())));
        }),
        DiagnosticCode.WRONG_PROGRAM,
        "'f'");
  }

  @Test
  void namesThatTheHostSees() {
    // A second function or struct of one name would hide the first.
    says(
        refused(p -> {
          p.declare("f", takes());
          p.extern("f", takes(), pure());
        }),
        DiagnosticCode.DUPLICATE_NAME,
        "'f'",
        "functions");
    says(
        refused(p -> {
          p.struct("S", Integer.class);
          p.struct("S", String.class);
        }),
        DiagnosticCode.DUPLICATE_NAME,
        "'S'",
        "structs");
  }

  @Test
  void functionsWithoutAndWithTwoBodies() {
    // A declared function would have no body, or lose one.
    says(refused(p -> p.declare("f", takes())), DiagnosticCode.FUNCTION_NOT_DEFINED, "'f'");
    says(
        refused(p -> {
          var f = p.function("f", takes(), b -> b.returns());
          p.define(f, b -> b.returns());
        }),
        DiagnosticCode.FUNCTION_DEFINED_TWICE,
        "'f'");
    says(
        refused(p -> p.define(p.extern("f", takes(), pure()), b -> b.returns())),
        DiagnosticCode.FUNCTION_DEFINED_TWICE,
        "is an extern");
  }

  @Test
  void anotherThread() {
    // Two threads would race for the statements of one block.
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    program(
        "threads",
        p -> {
          Thread other =
              new Thread(
                  () -> {
                    try {
                      p.declare("f", takes());
                    } catch (DiagnosticException e) {
                      thrown.set(e);
                    }
                  },
                  "other");
          other.start();
          try {
            other.join();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    says(
        ((DiagnosticException) thrown.get()).diagnostics().get(0),
        DiagnosticCode.WRONG_THREAD,
        "'program threads'",
        "'other'");
  }

  @Test
  void reductionsOutsideTheirBlock() {
    // A reduction would get a contribution, or be read, where it does not exist.
    Reduction<F64> foreign = sum("foreign", f64);
    says(
        refusedIn(f -> f.parallel(over(range(3)), (it, i) -> it.contribute(foreign, i.toF64()))),
        DiagnosticCode.REDUCTION_MISUSED,
        "'foreign'",
        "'parallel'");
    Reduction<F64> early = sum("early", f64);
    says(refusedIn(f -> f.let("x", early.result())), DiagnosticCode.REDUCTION_MISUSED, "'early'");
    Reduction<I64> twice = sum("twice", i64);
    says(
        refusedIn(f -> {
          f.reduce(over(range(3)), twice, (it, i) -> i);
          f.reduce(over(range(3)), twice, (it, i) -> i);
        }),
        DiagnosticCode.REDUCTION_MISUSED,
        "'twice'",
        "'function f'");
  }

  @Test
  void structs() {
    // A struct would change after its first use, or a value lack a field.
    says(
        refused(p -> {
          StructDef<Integer> s = p.struct("S", Integer.class);
          Field<Integer, I64> a = s.field("a", i64);
          s.with(a.is(i64(1)));
          s.field("b", i64);
        }),
        DiagnosticCode.STRUCT_MISUSED,
        "'b'");
    says(
        refused(p -> {
          StructDef<Integer> s = p.struct("S", Integer.class);
          Field<Integer, I64> a = s.field("a", i64);
          s.field("b", i64);
          s.with(a.is(i64(1)));
        }),
        DiagnosticCode.STRUCT_MISUSED,
        "'b'",
        "left out");
    says(
        refused(p -> {
          StructDef<Integer> s = p.struct("S", Integer.class);
          Field<Integer, I64> a = s.field("a", i64);
          s.with(a.is(i64(1)), a.is(i64(2)));
        }),
        DiagnosticCode.STRUCT_MISUSED,
        "'a'",
        "twice");
  }

  @Test
  void alternativesBehindOtherStatements() {
    // An else would be joined to an if that other statements follow.
    says(
        refusedIn(f -> {
          Alternatives<?> branch = f.when(bool(true), t -> t.returns());
          f.let("x", i64(1));
          branch.otherwise(t -> {});
        }),
        DiagnosticCode.ALTERNATIVE_TOO_LATE,
        "'function f'");
    says(
        refusedIn(f -> {
          Alternatives<?> branch = f.when(bool(true), t -> t.returns());
          branch.otherwise(t -> {});
          branch.elseWhen(bool(false), t -> {});
        }),
        DiagnosticCode.ALTERNATIVE_TOO_LATE,
        "behind its else");
  }

  @Test
  void swapsOfSlices() {
    // A slice would be swapped, which has no name to exchange.
    says(
        refusedIn(f -> {
          var xs = f.buffer("xs", f64, 4);
          f.swap(xs, xs.slice(0, 2));
        }),
        DiagnosticCode.NAME_NEEDED,
        "let");
  }

  @Test
  void labelsOfEndedBlocks() {
    // The errors of a block would be counted under a label that it never got.
    AtomicReference<EndedRegion> kept = new AtomicReference<>();
    says(
        refusedIn(f -> {
          f.when(bool(true), t -> kept.set(t.concurrent(c -> c.task(x -> x.yields()))));
          kept.get().errors();
        }),
        DiagnosticCode.LABEL_TOO_LATE,
        "'if'");
  }

  @Test
  void blocksAreClosedWhenABodyThrows() {
    // After an exception that the user catches, the outer block would stay unusable.
    assertThat(
            Built.statements(f -> {
              try {
                f.when(
                    bool(true),
                    t -> {
                      throw new IllegalStateException("mine");
                    });
              } catch (IllegalStateException e) {
                f.let("x", i64(1));
              }
            }))
        .isEqualTo("let x = 1;\n");
  }

  @Test
  void modelDiagnosticsHaveThePlaceOfOptions() {
    // A value out of its bounds would be reported without a place.
    ModelException thrown =
        catchThrowableOfType(ModelException.class, () -> over(range(3)).cores(0));
    assertThat(thrown.diagnostic().code()).isEqualTo(DiagnosticCode.INVALID_OPTION);
    assertThat(thrown.diagnostic().span().source()).isEqualTo("GuardTest.java");
  }
}
