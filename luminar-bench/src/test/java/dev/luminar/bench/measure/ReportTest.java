package dev.luminar.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static Row row(double ours, double peer, OptionalDouble bound) {
    return new Row(
        "bare-metal",
        "dot",
        "c",
        Samples.of(ours, ours * 2, ours / 2),
        "ms",
        "pthreads",
        Samples.of(peer),
        bound);
  }

  @Test
  void aLineForProgramsHasNineColumns() {
    // A program that reads the figures would take one column for another.
    assertThat(Report.tsv(row(12.5, 10, OptionalDouble.of(1.5))))
        .isEqualTo("bare-metal\tdot\tc\t12.50\tms\tpthreads\t10.00\t1.25\t1.50");
    assertThat(Report.tsv(row(1, 4, OptionalDouble.empty())))
        .isEqualTo("bare-metal\tdot\tc\t1.000\tms\tpthreads\t4.000\t0.25\t-");
  }

  @Test
  void theTableMarksWhatIsAboveItsBound() {
    // A broken promise would stand in the table like a kept one.
    List<String> table =
        Report.table(
            List.of(row(20, 10, OptionalDouble.of(1.5)), row(10, 10, OptionalDouble.of(1.5))));
    assertThat(table).hasSize(3);
    assertThat(table.get(1)).contains("10.00-40.00").endsWith("2.00   1.50  above its bound");
    assertThat(table.get(2)).endsWith("1.00   1.50");
  }

  @Test
  void numbersHaveNoExponent() {
    // Columns of very small or very large values could not be compared by eye.
    assertThat(Report.number(0)).isEqualTo("0");
    assertThat(Report.number(0.01234)).isEqualTo("0.0123");
    assertThat(Report.number(9.87654)).isEqualTo("9.877");
    assertThat(Report.number(123_456_789)).isEqualTo("123456789");
  }
}
