package dev.luminar.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.model.Function;
import dev.luminar.model.Program;
import dev.luminar.model.Stmt;
import dev.luminar.model.Walk;
import dev.luminar.model.expr.Expr;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoundTripTest {
  private static final int PROGRAMS = Integer.getInteger("luminar.roundtrip.programs", 1_000);
  private static final long SEED = Long.getLong("luminar.roundtrip.seed", 1L);

  @Test
  void aPrintedProgramIsReadBackEqual() {
    // A program would change, or be lost, on its way through the text form.
    for (long seed = SEED; seed < SEED + PROGRAMS; seed++) {
      Program program = RandomPrograms.program(seed);
      String text = Printer.print(program);
      ParseResult result = Parser.parse("seed " + seed, text);
      assertThat(result.diagnostics()).as("%s%nof%n%s", result.render(), text).isEmpty();
      Program again = result.orThrow();
      assertThat(again).as("seed %s: %s", seed, text).isEqualTo(program);
      assertThat(again.hashCode()).isEqualTo(program.hashCode());
      assertThat(Printer.print(again)).as("seed %s", seed).isEqualTo(text);
    }
  }

  @Test
  void everyNodeIsTried() {
    // A node that the generator never makes would not be covered by the round trip.
    Set<Class<?>> seen = new HashSet<>();
    for (long seed = SEED; seed < SEED + 300; seed++) {
      for (Function function : RandomPrograms.program(seed).functions()) {
        Walk.statements(function.body(), statement -> seen.add(statement.getClass()));
        Walk.expressions(function.body(), expr -> seen.add(expr.getClass()));
      }
    }
    assertThat(seen).containsAll(leaves(Stmt.class)).containsAll(leaves(Expr.class));
  }

  private static Set<Class<?>> leaves(Class<?> sealed) {
    Set<Class<?>> leaves = new HashSet<>();
    for (Class<?> permitted : sealed.getPermittedSubclasses()) {
      if (permitted.isSealed()) {
        leaves.addAll(leaves(permitted));
      } else {
        leaves.add(permitted);
      }
    }
    return leaves;
  }
}
