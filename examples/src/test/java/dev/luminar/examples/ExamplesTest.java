package dev.luminar.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each example on each target, on small input with a known answer. */
final class ExamplesTest {

  private static final String REQUEST =
      "1.2.3.4 - - [01/Jan/2026:00:00:00 +0000] \"GET / HTTP/1.1\" 200 10\n";

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Target.class)
  void countsBytesAndLines(Target target) throws Exception {
    // The histogram would lose bytes, or count parts of the file twice.
    byte[] data = new byte[300_001];
    new Random(7).nextBytes(data);
    Path file = Files.write(folder.resolve("data"), data);
    long[] counts = new long[256];
    for (byte b : data) {
      counts[b & 255]++;
    }
    List<String> lines = new Histogram().run(target, List.of(file.toString()));
    assertThat(lines).hasSize(257).contains("byte 0 " + counts[0], "byte 255 " + counts[255]);
    assertThat(lines.getLast()).isEqualTo("lines " + counts['\n']);
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void countsNothingInAnEmptyFile(Target target) throws Exception {
    // An empty file would fail instead of having no bytes.
    Path file = Files.write(folder.resolve("empty"), new byte[0]);
    assertThat(new Histogram().run(target, List.of(file.toString()))).containsExactly("lines 0");
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void drawsTheSet(Target target) throws Exception {
    // The picture would be missing, or have another size than was asked for.
    Path file = folder.resolve("set.png");
    assertThat(new Mandelbrot().run(target, List.of("60", file.toString())))
        .containsExactly("inside 610");
    assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(60);
    assertThat(ImageIO.read(file.toFile()).getHeight()).isEqualTo(50);
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void findsPrimesThroughTheChain(Target target) {
    // A filter of the chain would drop or repeat a number.
    assertThat(new Sieve().run(target, List.of("1"))).containsExactly("prime 2");
    assertThat(new Sieve().run(target, List.of("120"))).containsExactly("prime 659");
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void countsTheWordsOfATree(Target target) throws Exception {
    // A word would be lost, cut, or counted apart because it stands in another file or is in upper
    // case.
    Path inner = Files.createDirectories(folder.resolve("tree/inner/most"));
    Files.writeString(folder.resolve("tree/a"), "To be, or not to be: that is the Question");
    Files.writeString(inner.resolve("b"), "be\u00e9be question");
    Files.write(inner.resolve("empty"), new byte[0]);
    String root = folder.resolve("tree").toString();
    assertThat(new Words().run(target, List.of(root, "4")))
        .containsExactly(
            "files 3", "words 12", "different 9", "2 be", "2 question", "2 to", "1 be\u00e9be");
    assertThat(new Words().run(target, List.of(inner.resolve("..").toString(), "0")))
        .containsExactly("files 2", "words 2", "different 2");
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void countsMoreWordsThanOneBatchHolds(Target target) throws Exception {
    // A word on the border of two batches would be cut, or the counts of batches not added up.
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 60_000; i++) {
      text.append("luminar ").append("abcdefghij", i % 10, 10).append(" x".repeat(i % 7));
      text.append('\n');
    }
    text.append("y".repeat(3 << 20));
    Path tree = Files.createDirectory(folder.resolve("large"));
    Files.writeString(tree.resolve("text"), text);
    List<String> lines = new Words().run(target, List.of(tree.toString(), "2"));
    assertThat(lines)
        .containsExactly("files 1", "words 299995", "different 13", "179994 x", "60000 luminar");
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void startsTheRuntimeOnceAndOnlyWhenNeeded(Target target) {
    // A bare-metal block would start the runtime, or each call one of its own.
    List<String> lines = new Hybrid().run(target, List.of());
    assertThat(lines).hasSize(5);
    assertThat(lines.get(0)).startsWith("threshold 1000000: result 338350, runtime starts 0");
    String last = lines.getLast();
    assertThat(last).startsWith("threshold 1000000: result 338350, runtime starts ");
    assertThat(last.charAt(last.length() - 1)).isIn('0', '1');
    assertThat(lines.get(2)).contains("result 78");
    assertThat(lines.get(3)).isEqualTo(lines.get(2));
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void reportsEveryMalformedLine(Target target) throws Exception {
    // A malformed line would be lost, or reported under another number.
    String log =
        """
        1.2.3.4 - - [01/Jan/2026:00:00:00 +0000] "GET / HTTP/1.1" 200 10
        garbage
        1.2.3.4 - ann [01/Jan/2026:00:00:00 +0000] "GET /\\"x HTTP/1.1" 404 -

        1.2.3.4 - - [01/Jan/2026:00:00:00 +0000] "GET / HTTP/1.1" 2x0 10
        1.2.3.4 - - [01/Jan/2026:00:00:00 +0000] "POST / HTTP/1.1" 200 32\
        """;
    Path file = Files.writeString(folder.resolve("log"), log, StandardCharsets.US_ASCII);
    assertThat(new Logs().run(target, List.of(file.toString())))
        .containsExactly(
            "requests 3",
            "bytes 42",
            "status 200 2",
            "status 404 1",
            "malformed 3",
            "error 2 no host",
            "error 4 no host",
            "error 5 bad status");
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void carriesLinesFromBlockToBlock(Target target) throws Exception {
    // A line on the border of two blocks would be cut in two.
    StringBuilder log = new StringBuilder();
    for (int i = 0; i < 40_000; i++) {
      log.append("10.0.0.1 - - [01/Jan/2026:00:00:00 +0000] \"GET /").append(i);
      log.append(" HTTP/1.1\" 200 ").append(i % 7).append('\n');
    }
    Path file = Files.writeString(folder.resolve("log"), log);
    List<String> lines = new Logs().run(target, List.of(file.toString()));
    assertThat(lines).contains("requests 40000", "malformed 0", "status 200 40000");
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void readsALogWithoutALineEnd(Target target) throws Exception {
    // A log of one line that has no line end would be refused.
    Path file = Files.writeString(folder.resolve("log"), REQUEST.strip());
    assertThat(new Logs().run(target, List.of(file.toString())))
        .containsExactly("requests 1", "bytes 10", "status 200 1", "malformed 0");
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void skipsALineThatFillsBlocks(Target target) throws Exception {
    // One huge line would end the run, and the lines behind it would be lost or get wrong numbers.
    String huge = "x".repeat(1 << 20);
    String log = REQUEST + huge + '\n' + REQUEST + huge + huge + huge + "x\nbad\n" + huge + huge;
    Path file = Files.writeString(folder.resolve("log"), log);
    assertThat(new Logs().run(target, List.of(file.toString())))
        .containsExactly(
            "requests 2",
            "bytes 20",
            "status 200 2",
            "malformed 4",
            "error 2 does not fit into a block",
            "error 4 does not fit into a block",
            "error 5 no host",
            "error 6 does not fit into a block");
  }

  @Test
  void keepsWhatIsNoFile() throws Exception {
    // The picture would replace an empty folder, or a device.
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> new Mandelbrot().run(Target.JVM, List.of("2", empty.toString())))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("is no file");
    assertThat(empty).isDirectory();
    String nowhere = folder.resolve("none/set.png").toString();
    assertThatThrownBy(() -> new Mandelbrot().run(Target.JVM, List.of("2", nowhere)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("does not exist");
  }

  @Test
  void refusesToReadAPipeTwice() {
    // The second target would find nothing to read, and the answers would differ.
    assertThatThrownBy(() -> Arguments.checkReadableTwice(List.of("/dev/null")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--target c");
    Arguments.checkReadableTwice(List.of(folder.toString(), "no such file", "a\0b"));
  }

  @Test
  void takesTheTargetInBothForms() {
    // --target=jvm would count as an argument of the example.
    assertThat(Main.run("sieve", new ArrayList<>(List.of("1", "--target=jvm")))).isZero();
    assertThat(Main.run("sieve", new ArrayList<>(List.of("--target", "jvm", "1")))).isZero();
    assertThat(Main.run("sieve", new ArrayList<>(List.of("1", "--target=x")))).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void refusesWrongArguments(Target target) {
    // A wrong argument would end in a stack trace.
    assertThatThrownBy(() -> new Sieve().run(target, List.of("0")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("N is a number from 1");
    assertThatThrownBy(() -> new Histogram().run(target, List.of("no such file")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("cannot read the file");
    assertThatThrownBy(() -> new Words().run(target, List.of("no such folder", "1")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("cannot read the folder");
    assertThatThrownBy(() -> new Logs().run(target, List.of()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("usage");
  }
}
