package dev.luminar.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SamplesTest {
  @Test
  void theMedianIsTheMiddleOne() {
    // One disturbed run would move the figure.
    assertThat(Samples.of(5, 1, 900, 3, 4).median()).isEqualTo(4);
    assertThat(Samples.of(4, 1, 2, 900).median()).isEqualTo(3);
    assertThat(Samples.of(7).median()).isEqualTo(7);
  }

  @Test
  void theSpreadIsThatOfAllRuns() {
    // The table would hide how noisy the machine was.
    Samples samples = Samples.of(5, 1, 900);
    assertThat(samples.min()).isEqualTo(1);
    assertThat(samples.max()).isEqualTo(900);
    assertThat(samples.count()).isEqualTo(3);
  }

  @Test
  void valuesKeepTheirOrderInAnotherUnit() {
    // A mapping that turns the order around would exchange least and most.
    Samples halves = Samples.of(8, 2, 4).map(value -> -value / 2);
    assertThat(halves.min()).isEqualTo(-4);
    assertThat(halves.median()).isEqualTo(-2);
  }

  @Test
  void noSamplesAreRefused() {
    // A median of nothing would be an index out of range far away from the mistake.
    assertThatThrownBy(Samples::of).isInstanceOf(IllegalArgumentException.class);
  }
}
