package dev.luminar.runtime.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorRecordTest {
  private static ErrorRecord record(String template) {
    return new ErrorRecord(0, "t", template, "f", 1, 0, -5, 9, null);
  }

  @ParameterizedTest
  @CsvSource({
    "plain, plain",
    "index {0} of {1}, index -5 of 9",
    "{1}{0}{1}, 9-59",
    "{{0}}, {0}",
    "{{{0}}}, {-5}",
    "{2} { }, {2} { }"
  })
  void argumentsAreFilledIn(String template, String message) {
    // The user would read braces in the place of the index that was wrong.
    assertThat(record(template).message()).isEqualTo(message);
  }

  @Test
  void pathsCompareLexicographically() {
    // STOP and COLLECT choose by this order; another one reports another error.
    List<ErrorRecord> sorted =
        List.of(
            record("a"),
            record("b").within(0, 0),
            record("c").within(5, 5).within(0, 0),
            record("d").within(0, 1),
            record("e").within(1, -1),
            record("f").within(1, 0));
    List<ErrorRecord> shuffled = new ArrayList<>(sorted);
    Collections.shuffle(shuffled, new Random(42));
    Collections.sort(shuffled);
    assertThat(shuffled).isEqualTo(sorted);
    assertThat(sorted.get(2).path()).containsExactly(0, 0, 5, 5);
  }

  @Test
  void statusesHaveTheTextsOfTheNativeRuntime() {
    // The same status would be explained differently by the two runtimes.
    assertThat(Status.text(Status.OK)).isEqualTo("ok");
    assertThat(Status.text(Status.WITHOUT_EFFECT)).contains("no effect yet");
    assertThat(Status.text(99)).isEqualTo("unknown status");
    assertThat(Status.text(-1)).isEqualTo("unknown status");
  }
}
