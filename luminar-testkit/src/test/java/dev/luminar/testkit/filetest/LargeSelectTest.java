package dev.luminar.testkit.filetest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A select that is too long for a file that people read. */
class LargeSelectTest {
  private static final int CHANNELS = 1_000;

  @TestFactory
  Stream<DynamicNode> aThousandChannelsInOneSelect(@TempDir Path folder) throws IOException {
    // A select over a thousand channels does not fit into a method, or loses a message on the way.
    StringBuilder arms = new StringBuilder();
    for (int i = 0; i < CHANNELS; i++) {
      arms.append("          let x = receive(c[").append(i).append("]) => { all = all + x; }\n");
    }
    String text =
        """
        // A task receives from a thousand channels, each of which has a sender of its own.
        export fn f(rounds: i64) -> i64 {
          var sum: i64 = 0;
          concurrent {
            channel c: i64[$N] (capacity = 0);
            channel out: i64 (capacity = 1);
            task(i in 0..<$N) { for k in 0..<rounds { send(c[i], i + k); } }
            task {
              var all: i64 = 0;
              for k in 0..<rounds * $N {
                select {
        $ARMS        }
              }
              send(out, all);
            }
            let r = receive(out);
            sum = r;
          }
          return sum;
        }
        --- run
        f(2) = $SUM
        """;
    long sum = CHANNELS * (CHANNELS - 1L) + CHANNELS;
    Files.writeString(
        folder.resolve("thousand.lum"),
        text.replace("$N", "" + CHANNELS).replace("$ARMS", arms).replace("$SUM", "" + sum));
    return Filetests.in(folder);
  }
}
