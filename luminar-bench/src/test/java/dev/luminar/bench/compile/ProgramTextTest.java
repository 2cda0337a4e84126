package dev.luminar.bench.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.emit.c.CFiles;
import org.junit.jupiter.api.Test;

class ProgramTextTest {
  @Test
  void theAnalyzerAcceptsThePrograms() {
    // The suite would measure how fast diagnostics are.
    var plan = Compilation.plan(new ProgramText(1).program(0, 60));
    assertThat(plan.entries()).hasSize(60);
  }

  @Test
  void eachFunctionHasAParallelBlock() {
    // Cost per function would not be that of a function with a region.
    String text = new ProgramText(1).program(0, 30);
    assertThat(text.split("parallel\\(", -1)).hasSize(31);
    assertThat(text).contains("reduce(").contains("ys[i] =").contains("raise");
  }

  @Test
  void aFunctionIsTheSameInEachProgram() {
    // Programs of different sizes would differ in more than their size.
    ProgramText generator = new ProgramText(5);
    String large = generator.program(0, 12);
    String last = generator.program(9, 12);
    assertThat(large).endsWith(last.substring(last.indexOf('\n')));
    assertThat(new ProgramText(6).program(9, 12)).isNotEqualTo(last);
  }

  @Test
  void bothTargetsTakeThem() {
    // One target's figures would be missing at the end of a long run.
    String text = new ProgramText(2).program(0, 9);
    assertThat(Compilation.JVM.compile(text)).isNotNull();
    assertThat(((CFiles) Compilation.C.compile(text)).source()).contains("check_8");
  }
}
