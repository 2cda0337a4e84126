package dev.luminar.analyzer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.luminar.analyzer.facts.RegionKey;
import dev.luminar.diag.Diagnostic;
import dev.luminar.model.Program;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnalyzerTest {
  @Test
  void allThatIsWrongIsSaidAtOnceInTheOrderOfTheSource() {
    // A user mends one error, compiles, mends the next, and so on.
    List<Diagnostic> found =
        Compiled.diagnostics(
            "program p;\nexport fn f(xs: i64[], n: i64) -> i64 {\n  n = 1;\n  if n > 1 { break; }\n"
                + "  parallel(i in 0..<n) { return 1; }\n}\nfn f(n: i64) { return n; }\n");
    assertThat(found)
        .extracting(d -> d.code().id())
        .containsExactly("LUM3021", "LUM3010", "LUM3023", "LUM3024", "LUM3002", "LUM3022");
    assertThat(found).allSatisfy(d -> assertThat(d.help()).isPresent());
  }

  @Test
  void racesAreSaidWithTheRest() {
    // Races come to light only after everything else is mended.
    assertThat(
            Compiled.codes(
                "program p;\nexport fn f(xs: i64[], n: i64) -> i64 {\n"
                    + "  parallel(i in 0..<n) { xs[0] = i; }\n}\n"))
        .containsExactly("LUM3021", "LUM3060");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "var x: i64; if n > 0 { x = 1; } else { raise \"e\" (\"m\"); } let y = x;",
        "var x: i64; while true { x = n; if x > 0 { break; } } let y = x;",
        "var x: i64; for i in 0..<n { x = i; let y = x; }",
        "concurrent { }",
        "while true { if n > 0 { break; } continue; }",
        "return; let x = n;",
        "atomic a: i64 = 0; parallel(i in 0..<n) { var go: bool = true; while go { let s ="
            + " a.load(); let o, ok = a.cas_weak(s, s + i); go = not ok; } }",
        "parallel(i in 0..<n) { concurrent { channel c: i64 (capacity = 1); task { send(c, i);"
            + " close(c); } task { for x from c { } } } }",
        "work: parallel(i in 0..<n, on_error = collect) { assert i > 3, \"m\"; } let e ="
            + " errors(work);",
        "if n > 0 { let a = 1; } if n > 1 { let a = 2; }",
        "let a = xs[0..<n]; for t in 0..<3 { swap(xs, ys); } let b = a[0];",
        "parallel(i in 0..<n) reduce(s: i64 = sum, m: i64 = max) { if i > 2 { s <- i; } for k in"
            + " 0..<3 { m <- k; } } let both = s + m;",
        "let k = ys[0]; parallel(i in 0..<n) { if i == k { xs[i] = 1; } }",
        "concurrent { channel c: i64[3] (capacity = 1); for k in 0..<3 { task { send(c[k], k);"
            + " close(c[k]); } task { for x from c[k] { } } } }"
      })
  void rightProgramsAreAccepted(String body) {
    // A rule refuses a program that has a meaning.
    String text = "program p;\nexport fn f(xs: i64[], ys: i64[], n: i64) {\n" + body + "\n}\n";
    assertThat(Compiled.diagnostics(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "timeout = 1s",
        "grace = 1s",
        "retry(3, 1ms)",
        "monitor",
        "balance = steal",
        "mode = runtime_assisted",
        "on_error = runtime",
        "on_timeout = partial, timeout = 1s"
      })
  void optionsThatAreNotBuiltAreRefused(String option) {
    // An option is accepted and does nothing.
    assertThat(
            Compiled.codes(
                "program p;\nexport fn f(n: i64) { parallel(i in 0..<n, " + option + ") { } }\n"))
        .isNotEmpty()
        .allMatch("LUM4002"::equals);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "concurrent(kind = stream) { task { } }",
        "concurrent { pipeline { source x in 0..<n; sink xs; } }",
        "parallel(i in 0..<n, retry(1, 1ms)) { }",
        "parallel(i in 0..<n, balance = steal) { }"
      })
  void constructsThatAreNotBuiltAreRefused(String body) {
    // A construct reaches lowering, which cannot do anything with it.
    String text =
        "program p;\nfn g(n: i64) { assert n > 0, \"m\"; }\n"
            + "export fn f(xs: i64[], xs2: i64[], n: i64) {\n"
            + body
            + "\n}\n";
    assertThat(Compiled.codes(text)).contains("LUM4002").allMatch(code -> code.startsWith("LUM4"));
  }

  @Test
  void nullsAreNamed() {
    // A null travels into the compiler and fails somewhere else.
    assertThatNullPointerException().isThrownBy(() -> Analyzer.check(null)).withMessage("program");
    assertThatNullPointerException()
        .isThrownBy(() -> Analyzer.analyze(null))
        .withMessage("checked");
    var program = Compiled.analyzed("program p;\n");
    assertThatNullPointerException().isThrownBy(() -> program.region(null)).withMessage("key");
    assertThatNullPointerException().isThrownBy(() -> program.waits(null)).withMessage("function");
  }

  @Test
  void explainIsStable() {
    // What explain prints changes without anybody having decided so.
    var program =
        Compiled.analyzed(
            """
            program p;

            export fn scale(xs: f64[], ys: f64[], by: f64) -> i64 {
              parallel(i in 0..<len(xs)) {
                ys[i] = xs[i] * by;
              }
              work: concurrent {
                channel c: i64 (capacity = 2);
                task {
                  send(c, len(xs));
                  close(c);
                }
                task {
                  for x from c {
                    unchecked ys[x] = 0.0;
                  }
                }
              }
              return 0;
            }
            """);
    assertThat(program.explain())
        .isEqualTo(
            """
            parallel block (scale#0) at example.lum:4:3: bare metal
              because plain: nothing in it needs a runtime (example.lum:4:3)
              schedule: static, since iterations take about the same time
              cost: about 1.0 ns per iteration; runs on the calling thread below 90000 iterations, \
            since giving work to threads takes about 45 us
              captures ys: f64[], disjoint write
              captures xs: f64[], read only
              captures by: f64, read only
              writes ys[i] at example.lum:5:5: proven, no two iterations touch the same element
              reads xs[i] at example.lum:5:13: proven, nobody writes
              checks at entry that ys and xs are the same or do not overlap
              would be runtime-assisted if something in it needs a runtime, such as a channel
            concurrent block 'work' (scale#1) at example.lum:7:3: runtime-assisted
              because channels: it uses a channel (example.lum:8:5)
              because channels: it uses a channel (example.lum:10:7)
              because channels: it uses a channel (example.lum:11:7)
              because channels: it uses a channel (example.lum:14:7)
              captures xs: f64[], read only
              captures ys: f64[], disjoint write
              NOT PROVEN: writes ys[x] at example.lum:15:9: assumed, the program says unchecked
              would be bare metal if no channel is declared or used in it
            """);
    assertThat(program.explain()).isEqualTo(program.explain());
    assertThat(program.region(new RegionKey("scale", 1)).reasons()).hasSize(4);
    assertThat(Compiled.analyzed("program p;\nexport fn f() { }\n").explain())
        .isEqualTo("no parallel or concurrent block: nothing is linked\n");
  }

  private static Duration time(Program program) {
    long start = System.nanoTime();
    Analyzer.analyze(Analyzer.check(program));
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Test
  @Timeout(120)
  void timeGrowsWithTheProgramOnly() {
    // Thousands of functions, or one of many thousand statements, take minutes.
    var many = new StringBuilder("program p;\n");
    for (int k = 0; k < 3_000; k++) {
      many.append("export fn g_").append(k).append("(xs: i64[], n: i64) -> i64 {\n");
      many.append("  parallel(i in 0..<n) reduce(s: i64 = sum) { xs[i] = xs[i] + ").append(k);
      many.append("; s <- xs[i]; }\n  return s;\n}\n");
    }
    var chain = new StringBuilder("program p;\n");
    for (int k = 0; k < 3_000; k++) {
      chain.append("fn g_").append(k).append("(n: i64) -> i64 { return ");
      chain.append(k == 2_999 ? "n" : "g_" + (k + 1) + "(n) + 1").append("; }\n");
    }
    var large = new StringBuilder("program p;\nexport fn f(xs: i64[], n: i64) {\n");
    var body = new StringBuilder("  parallel(i in 0..<n) {\n");
    for (int k = 0; k < 20_000; k++) {
      large.append("  let a").append(k).append(" = xs[").append(k).append("] + n;\n");
      body.append("    xs[20000 * i + ").append(k).append("] = n;\n");
    }
    var tasks = new StringBuilder("  concurrent {\n");
    for (int k = 0; k < 2_000; k++) {
      tasks.append("    task { xs[").append(k).append("] = n; }\n");
    }
    large.append(body).append("  }\n").append(tasks).append("  }\n}\n");
    for (StringBuilder text : List.of(many, chain, large)) {
      assertThat(time(Compiled.program(text.toString()))).isLessThan(Duration.ofSeconds(20));
    }
  }
}
