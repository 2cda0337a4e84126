package dev.luminar.analyzer.lower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luminar.analyzer.Analyzer;
import dev.luminar.analyzer.program.LoweringOptions;
import dev.luminar.diag.DiagnosticException;
import dev.luminar.model.RuntimeConfig;
import dev.luminar.model.text.Parser;
import dev.luminar.plan.BareRegion;
import dev.luminar.plan.FrameLayout;
import dev.luminar.plan.Plan;
import dev.luminar.plan.PlanPrinter;
import dev.luminar.plan.RegionErrors;
import dev.luminar.plan.Routine;
import dev.luminar.plan.Threads;
import org.junit.jupiter.api.Test;

/** What lowering decides, seen in the plan; what programs then do is in the filetests. */
final class LowerProgramTest {

  private static Plan plan(String text) {
    return Analyzer.plan(Parser.parse("test.lum", "program t;\n" + text).orThrow());
  }

  private static Routine routine(Plan plan, String name) {
    return plan.routines().detect(r -> r.name().equals(name));
  }

  private static String code(Plan plan, String name) {
    return PlanPrinter.print(plan, routine(plan, name));
  }

  @Test
  void keepsOnlyWhatIsLiveAcrossAWaitInTheFrame() {
    // Frames would grow with every local of the task.
    Plan plan =
        plan(
            """
            export fn f(out: i64[]) {
              concurrent {
                channel c: i64 (capacity = 1);
                work: task {
                  let kept = 7;
                  let gone = 8;
                  out[0] = gone;
                  let x, ok = receive(c);
                  if ok { out[1] = kept + x; }
                }
                task { close(c); }
              }
            }
            """);
    FrameLayout frame = routine(plan, "f$work").frame().orElseThrow();
    assertThat(frame.fields().collect(FrameLayout.Field::name))
        .contains("kept", "x", "out", "c")
        .doesNotContain("gone", "ok");
    assertThat(frame.keepsContext()).isFalse();
  }

  @Test
  void sharesAFieldBetweenLocalsThatNeverMeet() {
    // Two messages sent one after the other would take two fields.
    Plan plan =
        plan(
            """
            export fn f() {
              concurrent {
                channel c: i64 (capacity = 1);
                work: task {
                  send(c, 1);
                  send(c, 2);
                  close(c);
                }
                worker(x from c) { }
              }
            }
            """);
    FrameLayout frame = routine(plan, "f$work").frame().orElseThrow();
    assertThat(frame.fields()).hasSize(2);
    assertThat(routine(plan, "f$work").suspensions()).isEqualTo(2);
  }

  @Test
  void keepsLocalsOfOneTypeApartThatMeet() {
    // A shared field would lose a value that is still needed.
    Plan plan =
        plan(
            """
            export fn f(out: i64[]) {
              concurrent {
                channel c: i64 (capacity = 1);
                work: task {
                  let a, first = receive(c);
                  let b, second = receive(c);
                  out[0] = a + b;
                }
                task { close(c); }
              }
            }
            """);
    FrameLayout frame = routine(plan, "f$work").frame().orElseThrow();
    assertThat(frame.fields().collect(FrameLayout.Field::name)).contains("a", "b");
  }

  @Test
  void keepsTheContextWhereAnErrorWaitsForTasks() {
    // An error that leaves a block would be forgotten while its tasks end.
    Plan plan =
        plan(
            """
            export fn f(n: i64) {
              concurrent {
                outer: task {
                  concurrent {
                    channel c: i64;
                    task { close(c); }
                    assert n > 0, "n is {0}", n;
                  }
                }
              }
            }
            """);
    assertThat(routine(plan, "f$outer").frame().orElseThrow().keepsContext()).isTrue();
  }

  @Test
  void leavesOutChecksThatTheRangeProves() {
    // A loop over the whole buffer would check each index, and could fail in the plan's eyes.
    Plan plan =
        plan(
            """
            export fn f(xs: f64[]) {
              parallel(i in 0..<len(xs)) { xs[i] = 1.0; }
              for i in 0..<len(xs) { xs[i] = 2.0; }
            }
            """);
    assertThat(plan.sites()).isEmpty();
    assertThat(routine(plan, "f").usesContext()).isFalse();
    assertThat(plan.bareRegions().getOnly().errors()).isEqualTo(new RegionErrors.None());
  }

  @Test
  void choosesTheUncheckedChunkByOneLook() {
    // A second buffer would cost a check per iteration, or none at all.
    Plan plan =
        plan(
            """
            export fn f(xs: f64[], ys: f64[]) {
              parallel(i in 0..<len(xs)) { xs[i] = ys[i]; }
            }
            """);
    assertThat(plan.bareRegions().collect(BareRegion::errors))
        .containsExactly(new RegionErrors.None(), new RegionErrors.Stop());
    assertThat(code(plan, "f")).contains("if (len(xs.0) <= len(ys.1)) {");
  }

  @Test
  void evaluatesAFailingOperandOnlyWhenItIsNeeded() {
    // The right side of 'and' would fail although the left one is false.
    Plan plan = plan("export fn f(a: i64, b: i64) -> bool { return b != 0 and a / b > 1; }");
    assertThat(code(plan, "f"))
        .contains("let both.2: bool = (b.1 != 0L)")
        .contains("if both.2 {\n    if (b.1 == 0L) raise");
  }

  @Test
  void raisesNothingWhereNothingCanFail() {
    // A plain function would carry an error slot.
    Plan plan = plan("export fn f(a: i64) -> i64 { return a / 7 + a % 3; }");
    assertThat(plan.sites()).isEmpty();
    assertThat(routine(plan, "f").usesContext()).isFalse();
  }

  @Test
  void makesFunctionsThatWaitPartOfTheTask() {
    // A task would block its pool thread inside a called function.
    Plan plan =
        plan(
            """
            fn feed(c: chan<i64>, n: i64) { for i in 0..<n { send(c, i); } close(c); }
            export fn f(n: i64) {
              concurrent {
                channel c: i64;
                work: task { feed(c, n); }
                worker(x from c) { }
              }
            }
            """);
    assertThat(plan.routines().collect(Routine::name)).doesNotContain("feed");
    assertThat(code(plan, "f$work")).contains("send ").contains("@1");
  }

  @Test
  void countsTheDepthOfCyclesOnly() {
    // Recursion would run until the stack ends, or every call would pay for it.
    Plan plan =
        plan(
            """
            export fn f(n: i64) -> i64 { if n == 0 { return 0; } return f(n - 1) + g(n); }
            fn g(n: i64) -> i64 { return n; }
            """);
    assertThat(code(plan, "f")).contains("recursion_too_deep(1024L)");
    assertThat(routine(plan, "g").params()).hasSize(1);
    assertThat(routine(plan, "f$entry").params()).hasSize(1);
  }

  @Test
  void givesBackOwnStorageOnEveryWayOut() {
    // A buffer would leak where the function returns early or fails.
    Plan plan =
        plan(
            """
            export fn f(n: i64) -> i64 {
              buffer tmp: i64[n];
              if n > 3 { return 1; }
              tmp[5] = 1;
              return 2;
            }
            """);
    String code = code(plan, "f");
    assertThat(code).contains("empty tmp.").contains("break exit.").endsWith("return result.1\n");
    assertThat(code.substring(code.lastIndexOf("handle"))).contains("free tmp.");
  }

  @Test
  void freesWhatWasAllocatedAlsoAfterASwap() {
    // The memory of the host would be freed instead of the function's own.
    Plan plan = plan("export fn f(xs: i64[]) { buffer tmp: i64[len(xs)]; swap(xs, tmp); }");
    String code = code(plan, "f");
    assertThat(code).contains("swap xs.0, tmp.2").contains("free tmp.1");
  }

  @Test
  void takesTheOptionsIntoThePlan() {
    // The default capacity and the thread count would be those of another run.
    var analyzed =
        Analyzer.analyze(
            Analyzer.check(
                Parser.parse(
                        "test.lum",
                        """
                        program t;
                        export fn f(xs: i64[]) {
                          parallel(i in 0..<len(xs)) { xs[i] = i; }
                          concurrent { channel c: i64; task { close(c); } }
                        }
                        """)
                    .orThrow()));
    RuntimeConfig config = RuntimeConfig.builder().defaultChannelCapacity(5).build();
    Plan plan = Analyzer.lower(analyzed, LoweringOptions.DEFAULT.withConfig(config).withThreads(7));
    assertThat(code(plan, "f")).contains("capacity 5L").contains("threads 7L");
    assertThat(plan.bareRegions().getOnly().threads()).isEqualTo(new Threads.Exactly());
  }

  @Test
  void printsTheSamePlanTwice() {
    // Emitted code would differ from run to run.
    String text =
        """
        export fn f(xs: i64[], n: i64) -> i64 {
          atomic hits: i64 = 0;
          concurrent { channel c: i64[3]; task(k in 0..<3) { send(c[k], n); } worker(x from c[0]) { hits.add(x); } }
          let r = hits.load();
          return r;
        }
        """;
    assertThat(PlanPrinter.print(plan(text))).isEqualTo(PlanPrinter.print(plan(text)));
  }

  @Test
  void refusesSettingsThatChangeNothing() {
    // A user would believe that a setting works.
    var analyzed = Analyzer.analyze(Analyzer.check(Parser.parse("t.lum", "program t;").orThrow()));
    RuntimeConfig config =
        RuntimeConfig.builder().useWorkStealing(false).enableTaskTracing(true).build();
    assertThatThrownBy(() -> Analyzer.lower(analyzed, LoweringOptions.DEFAULT.withConfig(config)))
        .isInstanceOf(DiagnosticException.class)
        .hasMessageContaining("LUM4005")
        .hasMessageContaining("use_work_stealing")
        .hasMessageContaining("enable_task_tracing");
  }

  @Test
  void laysLongChainsOfArmsOutFlat() {
    // Thousands of 'else if' would overflow the stack of every pass behind.
    StringBuilder text = new StringBuilder("export fn f(x: i64) -> i64 {\nif x == 0 { return 0; }");
    for (int i = 1; i < 5000; i++) {
      text.append(" else if x == ").append(i).append(" { return ").append(i).append("; }");
    }
    assertThat(code(plan(text.append("\nreturn -1; }").toString()), "f")).contains("end_if");
  }
}
