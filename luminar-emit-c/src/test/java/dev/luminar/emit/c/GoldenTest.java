package dev.luminar.emit.c;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.plan.Plan;
import dev.luminar.plan.RegionErrors;
import dev.luminar.plan.Threads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * What emitted C looks like. Run with {@code -Dluminar.bless=true} to accept the present text, and
 * read the difference.
 */
final class GoldenTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

  private static void check(String name, Plan plan) throws IOException {
    CFiles files = new CEmitter().emit(plan);
    String text =
        files.source() + "\n/* ======== " + files.name() + ".h ======== */\n\n" + files.header();
    Path golden = FOLDER.resolve(name + ".c");
    if (Boolean.getBoolean("luminar.bless")) {
      Files.createDirectories(FOLDER);
      Files.writeString(golden, text);
    }
    assertThat(golden).as("missing; bless it with -Dluminar.bless=true").exists();
    assertThat(text)
        .as("differs from %s; bless with -Dluminar.bless=true", golden)
        .isEqualTo(Files.readString(golden));
  }

  @Test
  void aReduction() throws Exception {
    // A parallel sum reads otherwise than it was reviewed.
    check("dot", SamplePlans.dot(new Threads.Auto(4096, 512)));
  }

  @Test
  void errorsOfARegion() throws Exception {
    // The error handling of a parallel block reads otherwise than it was reviewed.
    check("divide", SamplePlans.divide(new RegionErrors.Stop()));
  }

  @Test
  void tasks() throws Exception {
    // A program with tasks and a channel reads otherwise than it was reviewed.
    check("pipe", TaskPlans.pipe(new RegionErrors.Collect(3)));
  }
}
