package dev.luminar.testkit.filetest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.analyzer.Analyzer;
import dev.luminar.emit.c.CEmitter;
import dev.luminar.emit.c.CFiles;
import dev.luminar.model.text.Parser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the C compilers say about the loops of {@code kernels.lum}, beside the same loops written by
 * hand in {@code kernels.c}.
 */
class VectorizedLoopsTest {

  private static final Path KERNELS = Path.of("src/test/kernels");

  /** A function of either file: its name stands at the start of a line, behind its type. */
  private static final Pattern FUNCTION = Pattern.compile("^[a-zA-Z][^(;=]*?\\b(\\w+)\\(.*");

  private static final Map<String, Reports> COMPILERS =
      Map.of(
          "gcc",
          new Reports(
              List.of("-fopt-info-vec-optimized"),
              Pattern.compile(":(\\d+):\\d+: optimized: (?:loop|.*outer loop) vectorized")),
          "clang",
          new Reports(
              List.of("-Rpass=loop-vectorize|slp-vectorizer"),
              Pattern.compile(":(\\d+):\\d+: remark: (?:vectorized loop|.*SLP vectorized)")));

  /** Sums of floats have lanes, so they are vectors also where a loop by hand cannot be. */
  private static final Set<String> WITH_LANES = Set.of("dot_f64", "dot_f32", "sum_f64");

  @TempDir static Path folder;

  private record Reports(List<String> flags, Pattern vectorized) {}

  @TestFactory
  Stream<DynamicTest> vectorizesWhatTheHandWrittenLoopDoes() throws IOException {
    // Emitted loops would be several times slower than what a careful person writes.
    String emitted = emitted();
    String byHand = Files.readString(KERNELS.resolve("kernels.c"));
    Files.writeString(folder.resolve("by_hand.c"), byHand);
    Commands commands = new Commands(folder);
    List<DynamicTest> tests = new ArrayList<>();
    for (Map.Entry<String, Reports> compiler : new TreeMap<>(COMPILERS).entrySet()) {
      String name = compiler.getKey();
      if (!Commands.isInstalled(name)) {
        continue;
      }
      Reports reports = compiler.getValue();
      Set<String> ours = vectorized(commands, name, reports, "kernels.c", emitted);
      Set<String> theirs = vectorized(commands, name, reports, "by_hand.c", byHand);
      for (String kernel : kernels(byHand)) {
        boolean isExpected = theirs.contains(kernel) || WITH_LANES.contains(kernel);
        tests.add(
            DynamicTest.dynamicTest(
                kernel + " by " + name,
                () ->
                    assertThat(isExpected && loops(ours, kernel).isEmpty())
                        .describedAs("the loop by hand is vectorized, the emitted one is not")
                        .isFalse()));
      }
      tests.add(
          DynamicTest.dynamicTest(
              "reports of " + name, () -> assertThat(theirs).hasSizeGreaterThan(8)));
    }
    commands.close();
    return tests.stream();
  }

  @Test
  void readsReportsByFunction() {
    // The test above would compare nothing, or the wrong functions.
    String source = "static void a(\n  int x) {\n  loop\n}\n\nint64_t b(void) {\n  loop\n}\n";
    String said = "f.c:3:1: optimized: loop vectorized using 16 byte vectors\n";
    assertThat(functions(COMPILERS.get("gcc").vectorized(), source, said)).containsExactly("a");
    String remark = "f.c:7:3: remark: vectorized loop (vectorization width: 2) [-Rpass]\n";
    assertThat(functions(COMPILERS.get("clang").vectorized(), source, remark)).containsExactly("b");
  }

  private static String emitted() throws IOException {
    byte[] text = Files.readAllBytes(KERNELS.resolve("kernels.lum"));
    CFiles files = new CEmitter().emit(Analyzer.plan(Parser.parse("kernels.lum", text).orThrow()));
    files.writeTo(folder);
    return files.source();
  }

  /** The functions without checks that belong to a kernel and have a loop of vectors. */
  private static List<String> loops(Set<String> functions, String kernel) {
    return functions.stream()
        .filter(f -> f.equals(kernel) || (f.startsWith(kernel + "_") && f.endsWith("_chunk")))
        .filter(f -> !f.contains("_checked"))
        .toList();
  }

  private static Set<String> kernels(String source) {
    Set<String> names = new LinkedHashSet<>();
    source
        .lines()
        .map(FUNCTION::matcher)
        .filter(Matcher::matches)
        .forEach(m -> names.add(m.group(1)));
    return names;
  }

  private static Set<String> vectorized(
      Commands commands, String compiler, Reports reports, String file, String source) {
    List<String> command = new ArrayList<>(List.of(compiler, "-std=c11", "-O3", "-pthread"));
    command.addAll(reports.flags());
    command.addAll(List.of("-c", file, "-o", file + ".o"));
    Commands.Ended ended = commands.run(command);
    assertThat(ended.status()).describedAs(ended.shown()).isZero();
    return functions(reports.vectorized(), source, ended.output());
  }

  private static Set<String> functions(Pattern vectorized, String source, String said) {
    Map<Integer, String> starts = new LinkedHashMap<>();
    List<String> lines = source.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      Matcher function = FUNCTION.matcher(lines.get(i));
      if (function.matches()) {
        starts.put(i + 1, function.group(1));
      }
    }
    TreeMap<Integer, String> byLine = new TreeMap<>(starts);
    Set<String> found = new LinkedHashSet<>();
    Matcher report = vectorized.matcher(said);
    while (report.find()) {
      var function = byLine.floorEntry(Integer.parseInt(report.group(1)));
      if (function != null) {
        found.add(function.getValue());
      }
    }
    return found;
  }
}
