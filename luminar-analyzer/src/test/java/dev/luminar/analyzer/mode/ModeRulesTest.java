package dev.luminar.analyzer.mode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.analyzer.Analyzer;
import dev.luminar.analyzer.Compiled;
import dev.luminar.analyzer.facts.ProgramFacts;
import dev.luminar.analyzer.facts.RegionFacts;
import dev.luminar.model.ConcurrencyMode;
import dev.luminar.model.RuntimeFeature;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModeRulesTest {
  private static ProgramFacts facts(String body) {
    String text =
        "program p;\nextern fn blocked() -> i64 writes blocks;\n"
            + "fn waits(c: chan<i64>) { send(c, 1); }\n"
            + "export fn f(xs: i64[], n: i64, io0: io, bytes: u8[], out: chan<i64>) {\n"
            + body
            + "\n}\n";
    return Analyzer.check(Compiled.program(text)).facts();
  }

  private static Set<ModeRules> fired(String body) {
    ProgramFacts facts = facts(body);
    var pass = new ConcurrencyAnalysisPass();
    pass.analyzeConcurrentBlocks(facts);
    var rules = EnumSet.noneOf(ModeRules.class);
    pass.decisionOf(facts.regions().getFirst())
        .reasons()
        .forEach(reason -> rules.add(reason.rule()));
    return rules;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CHANNELS | concurrent { task { send(out, n); } }",
        "WORKERS | concurrent { worker(x from out, count = 1) { } }",
        "STREAM | concurrent(kind = stream) { task { } }",
        "COMPLEX_ERRORS | concurrent(on_error = runtime) { task { } }",
        "COMPLEX_ERRORS | concurrent(retry(2, 1ms)) { task { } }",
        "MONITORING | concurrent(monitor) { task { } }",
        "DYNAMIC_TASKS | concurrent { for k in 0..<n { task { } } }",
        "LOAD_BALANCING | concurrent(balance = steal) { task { } }",
        "TIMEOUT | concurrent(timeout = 1s) { task { } }",
        "ASYNC | concurrent(kind = async) { task { } }",
        "ASYNC_IO | concurrent { task { let k = async_read(io0, bytes); } }",
        "PAUSES | concurrent { task { sleep(1ms); } }",
        "SPINS | atomic go: bool = false; concurrent { task { var w: bool = true; while w { let s"
            + " = go.load(); w = not s; } } task { go.store(true); } }",
        "WAITING_CALL | concurrent { task { waits(out); } }",
        "WAITING_BLOCK | concurrent { task { concurrent { task { send(out, 1); } } } }",
        "OWNER_WORK | concurrent { var k: i64 = 0; task { } }",
        "TOO_MANY_TASKS | concurrent { task(k in 0..<1024) { } }",
        "PLAIN | concurrent { task(k in 0..<1023) { } }",
        "PLAIN | concurrent { task(k in 0..<n) { } }",
        "PLAIN | concurrent { let k = n; task { } }",
        "PLAIN | concurrent { task { let k = call blocked(); } }",
        "PLAIN | parallel(i in 0..<n, schedule = dynamic(4)) { }",
        "FORCED | concurrent(mode = runtime_assisted) { task { } }",
        "FORCED | concurrent(mode = bare_metal) { task(k in 0..<5000) { } }"
      })
  void eachRuleFires(ModeRules rule, String body) {
    // A block gets a mode that it cannot run in, or a runtime that it does not need.
    assertThat(fired(body)).contains(rule);
  }

  @Test
  void everyRuleIsComplete() {
    // explain() says nothing about a rule that fires, or what would have to change.
    for (ModeRules rule : ModeRules.values()) {
      assertThat(rule.text()).isNotBlank();
      assertThat(rule.change()).isNotBlank();
      assertThat(rule.criterion()).isNotBlank();
      assertThat(rule.symbol()).matches("[a-z-]+");
    }
  }

  @Test
  void hardRulesBeatAForcedMode() {
    // A program that forces bare metal runs channels on plain threads, or a soft rule refuses what
    // is only slow.
    assertThat(
            Compiled.codes(
                "program p;\nexport fn f() { concurrent(mode = bare_metal) {"
                    + " channel c: i64 (capacity = 1); task { send(c, 1); close(c); } task { for x from c { } } } }\n"))
        .containsExactly("LUM4001");
    assertThat(
            Compiled.codes(
                "program p;\nexport fn f() { concurrent(mode = bare_metal) { task(k in 0..<5000) { } } }\n"))
        .isEmpty();
  }

  @Test
  void theSeedsMethodsAgree() {
    // The names of the original design answer something else than the decision.
    RegionFacts plain = facts("concurrent { task { } }").regions().getFirst();
    RegionFacts many = facts("concurrent { task(k in 0..<2000) { } }").regions().getFirst();
    RegionFacts channel = facts("concurrent { task { send(out, 1); } }").regions().getFirst();
    var analyzer = new ConcurrencyModeAnalyzer();
    assertThat(analyzer.analyzeBlock(plain)).isEqualTo(ConcurrencyMode.BARE_METAL);
    assertThat(analyzer.requiresBareMetal(plain)).isTrue();
    assertThat(analyzer.requiresRuntime(many)).isTrue();
    assertThat(analyzer.hasComplexFeatures(many)).isFalse();
    assertThat(analyzer.hasComplexFeatures(channel)).isTrue();
    assertThat(many.getTaskCount()).isEqualTo(2000);
    assertThat(plain.hasSimpleTaskIteration()).isTrue();
    var pass = new ConcurrencyAnalysisPass();
    assertThat(pass.determineModeForBlock(channel)).isEqualTo(ConcurrencyMode.RUNTIME_ASSISTED);
    assertThat(pass.getRequiredFeatures(channel))
        .containsExactly(RuntimeFeature.TASK_SCHEDULING, RuntimeFeature.CHANNEL_COMMUNICATION);
  }

  @Test
  void theCostModelKeepsSmallWorkTogether() {
    // A tiny loop pays for threads, or tasks that wait for each other are put on one thread.
    var small =
        Compiled.analyzed(
            "program p;\nexport fn f(xs: i64[]) { parallel(i in 0..<len(xs)) { xs[i] = 1; } }\n");
    assertThat(small.regions().getFirst().serialBelow()).isGreaterThan(1_000);
    var shared =
        Compiled.analyzed(
            "program p;\nexport fn f(n: i64) { atomic a: i64 = 0; parallel(i in 0..<n) { let b = a.add(1); } }\n");
    assertThat(shared.regions().getFirst().serialBelow()).isZero();
    var late =
        Compiled.analyzed(
            "program p;\nexport fn f(n: i64) { atomic a: i64 = 0; parallel(i in 0..<n) { a.add(1); } }\n");
    assertThat(late.regions().getFirst().serialBelow()).isPositive();
    var exact =
        Compiled.analyzed(
            "program p;\nexport fn f(xs: i64[]) { parallel(i in 0..<len(xs), cores = 3) { xs[i] = 1; } }\n");
    assertThat(exact.regions().getFirst().serialBelow()).isZero();
    assertThat(exact.regions().getFirst().analysis().estimatedThreadCount()).isEqualTo(3);
  }

  @Test
  void metadataHasTheFieldsOfTheSeed() {
    // The metadata of a block says something else than its code will do.
    var program =
        Compiled.analyzed(
            "program p;\nexport fn f(n: i64, out: i64[]) {\n"
                + "  atomic hits: i64 = 0;\n  parallel(i in 0..<n) { hits.add(1); }\n"
                + "  concurrent { channel c: i64 (capacity = 2); task { send(c, 1); close(c); }"
                + " task { for x from c { out[0] = x; } } }\n}\n");
    assertThat(program.regions().get(0).metadata())
        .isInstanceOfSatisfying(
            ConcurrencyCodeMetadata.BareMetal.class,
            bare -> assertThat(bare.atomicVariables()).containsExactly("hits"));
    assertThat(program.regions().get(1).metadata())
        .isInstanceOfSatisfying(
            ConcurrencyCodeMetadata.RuntimeAssisted.class,
            assisted -> {
              assertThat(assisted.channelNames()).containsExactly("c");
              assertThat(assisted.hookFunctions())
                  .contains("luminar_spawn_task", "luminar_send_channel", "luminar_recv_channel");
            });
  }
}
