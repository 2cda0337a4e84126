package dev.luminar.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterleavedTest {
  @Test
  void contendersTakeTurns() {
    // A machine that gets slower would meet one contender only.
    List<String> order = new ArrayList<>();
    var samples =
        Interleaved.measure(
            List.of(
                new Contender("a", () -> order.add("a")), new Contender("b", () -> order.add("b"))),
            new Pace(3, 2, 0, 0, () -> order.add("-")));
    assertThat(String.join("", order)).isEqualTo("aabb-a-b-b-a-a-b");
    assertThat(samples).containsOnlyKeys("a", "b");
    assertThat(samples.get("a").count()).isEqualTo(3);
  }

  @Test
  void shortCallsAreRepeated() {
    // A call of nanoseconds would be measured by a clock that cannot see it.
    int[] calls = {0};
    Interleaved.measure(
        List.of(new Contender("short", () -> calls[0]++)), new Pace(1, 1, 0, 200_000, () -> {}));
    assertThat(calls[0]).isGreaterThan(10);
  }

  @Test
  void oneNameStandsForOneContender() {
    // The samples of one would silently replace those of the other.
    var twice = List.of(new Contender("a", () -> {}), new Contender("a", () -> {}));
    assertThatThrownBy(() -> Interleaved.measure(twice, new Pace(1, 1, 0, 0, () -> {})))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
