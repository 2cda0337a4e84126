package dev.luminar.testkit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.analyzer.Analyzer;
import dev.luminar.analyzer.facts.ProgramFacts;
import dev.luminar.analyzer.facts.RegionFacts;
import dev.luminar.analyzer.mode.ConcurrencyAnalysis;
import dev.luminar.analyzer.mode.ConcurrencyAnalysisPass;
import dev.luminar.analyzer.mode.ConcurrencyCodeMetadata;
import dev.luminar.analyzer.mode.ConcurrencyModeAnalyzer;
import dev.luminar.analyzer.mode.RegionResults;
import dev.luminar.analyzer.program.AnalyzedProgram;
import dev.luminar.analyzer.program.LoweringOptions;
import dev.luminar.model.ConcurrencyMode;
import dev.luminar.model.ErrorStrategy;
import dev.luminar.model.Program;
import dev.luminar.model.RuntimeConfig;
import dev.luminar.model.RuntimeFeature;
import dev.luminar.model.text.Parser;
import dev.luminar.plan.Plan;
import dev.luminar.plan.PlanPrinter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The public types that the original design names, field by field. */
class SeedTypesTest {
  private static final String PROGRAM =
      """
      program p;
      extern fn read_line(to: u8[]) -> i64 writes blocks;
      export fn f(n: i64, line: u8[]) -> i64 {
        atomic hits: i64 = 0;
        parallel(i in 0..<100, cores = 3) { hits.add(1); }
        concurrent {
          channel c: i64 (capacity = 2);
          task { send(c, 1); close(c); }
          task { for x from c { hits.add(x); } }
        }
        concurrent { task { let k = call read_line(line); } }
        let all = hits.load();
        return all;
      }
      """;

  private static Program parse(String text) {
    return Parser.parse("p.lum", text).orThrow();
  }

  private static AnalyzedProgram program() {
    return Analyzer.analyze(Analyzer.check(parse(PROGRAM)));
  }

  @Test
  void theAnalysisHasEveryField() {
    // A field of the analysis would say something else than is true of the block.
    ConcurrencyAnalysis bare = program().regions().get(0).analysis();
    assertThat(bare.executionMode()).isEqualTo(ConcurrencyMode.BARE_METAL);
    assertThat(bare.requiredFeatures()).isEmpty();
    assertThat(bare.estimatedTaskCount()).isEqualTo(100);
    assertThat(bare.hasChannels()).isFalse();
    assertThat(bare.hasComplexErrorHandling()).isFalse();
    assertThat(bare.hasAtomicOperations()).isTrue();
    assertThat(bare.requiresLoadBalancing()).isFalse();
    assertThat(bare.estimatedThreadCount()).isEqualTo(3);
    assertThat(bare.isCpuBound()).isTrue();
    assertThat(bare.isIoBound()).isFalse();
    ConcurrencyAnalysis assisted = program().regions().get(1).analysis();
    assertThat(assisted.executionMode()).isEqualTo(ConcurrencyMode.RUNTIME_ASSISTED);
    assertThat(assisted.requiredFeatures())
        .containsExactly(RuntimeFeature.TASK_SCHEDULING, RuntimeFeature.CHANNEL_COMMUNICATION);
    assertThat(assisted.estimatedTaskCount()).isEqualTo(2);
    assertThat(assisted.hasChannels()).isTrue();
    assertThat(assisted.isCpuBound()).isFalse();
    ConcurrencyAnalysis waiting = program().regions().get(2).analysis();
    assertThat(waiting.isIoBound()).isTrue();
    assertThat(waiting.isCpuBound()).isFalse();
  }

  @Test
  void theMetadataHasEveryField() {
    // A field of the metadata would say something else than is true of the code.
    assertThat(program().regions().get(0).metadata())
        .isInstanceOfSatisfying(
            ConcurrencyCodeMetadata.BareMetal.class,
            bare -> {
              assertThat(bare.mode()).isEqualTo(ConcurrencyMode.BARE_METAL);
              assertThat(bare.threadCount()).isEqualTo(3);
              assertThat(bare.atomicVariables()).containsExactly("hits");
              assertThat(bare.usesWorkPartitioning()).isTrue();
            });
    assertThat(program().regions().get(1).metadata())
        .isInstanceOfSatisfying(
            ConcurrencyCodeMetadata.RuntimeAssisted.class,
            assisted -> {
              assertThat(assisted.mode()).isEqualTo(ConcurrencyMode.RUNTIME_ASSISTED);
              assertThat(assisted.usedFeatures())
                  .containsExactly(
                      RuntimeFeature.TASK_SCHEDULING, RuntimeFeature.CHANNEL_COMMUNICATION);
              assertThat(assisted.channelNames()).containsExactly("c");
              assertThat(assisted.hookFunctions())
                  .contains(
                      "luminar_runtime_init",
                      "luminar_spawn_task",
                      "luminar_join_tasks",
                      "luminar_create_channel",
                      "luminar_send_channel",
                      "luminar_recv_channel",
                      "luminar_close_channel");
            });
  }

  /** The first region of a function with such a body, whether or not it can be lowered. */
  private static ConcurrencyAnalysis analysis(String body) {
    ProgramFacts facts =
        Analyzer.check(
                parse("program p;\nexport fn f(n: i64, io0: io, b: u8[]) {\n" + body + "\n}"))
            .facts();
    var pass = new ConcurrencyAnalysisPass();
    pass.analyzeConcurrentBlocks(facts);
    RegionFacts region = facts.regions().getFirst();
    return RegionResults.analysis(region, pass.decisionOf(region));
  }

  @Test
  void featuresThatAreNotBuiltAreSeenAllTheSame() {
    // A block that asks for a feature would be taken for one that does not.
    ConcurrencyAnalysis errors = analysis("concurrent(on_error = runtime) { task { } }");
    assertThat(errors.hasComplexErrorHandling()).isTrue();
    assertThat(errors.requiredFeatures()).contains(RuntimeFeature.ERROR_PROPAGATION);
    ConcurrencyAnalysis balance = analysis("concurrent(balance = steal) { task { } }");
    assertThat(balance.requiresLoadBalancing()).isTrue();
    assertThat(balance.requiredFeatures()).contains(RuntimeFeature.LOAD_BALANCING);
    assertThat(analysis("concurrent(kind = stream) { task { } }").requiredFeatures())
        .contains(RuntimeFeature.STREAM_PROCESSING);
    ConcurrencyAnalysis io = analysis("concurrent { task { let k = async_read(io0, b); } }");
    assertThat(io.requiredFeatures()).contains(RuntimeFeature.ASYNC_IO);
    assertThat(io.isIoBound()).isTrue();
    assertThat(analysis("concurrent(monitor) { task { } }").requiredFeatures())
        .contains(RuntimeFeature.MONITORING);
    assertThat(RuntimeFeature.values()).hasSize(7);
  }

  @Test
  void theConfigurationHasTheSeedsDefaults() {
    // A runtime would start with other settings than the original design gives it.
    RuntimeConfig config = RuntimeConfig.DEFAULT;
    assertThat(config.maxThreads()).isZero();
    assertThat(config.useWorkStealing()).isTrue();
    assertThat(config.enableNumaAwareness()).isFalse();
    assertThat(config.defaultChannelCapacity()).isEqualTo(100);
    assertThat(config.useLockFreeChannels()).isTrue();
    assertThat(config.collectErrorStatistics()).isFalse();
    assertThat(config.enableErrorRecovery()).isTrue();
    assertThat(config.useCustomAllocator()).isFalse();
    assertThat(config.sharedMemoryPoolSize()).isZero();
    assertThat(config.enableProfiling()).isFalse();
    assertThat(config.enableTaskTracing()).isFalse();
  }

  @Test
  void theDefaultCapacityIsResolvedIntoThePlan() {
    // A channel without a capacity would have one on each target.
    Program program =
        parse("program p;\nexport fn f() { channel c: i64; let ok = offer(c, 1); close(c); }\n");
    var options =
        LoweringOptions.DEFAULT.withConfig(
            RuntimeConfig.builder().defaultChannelCapacity(7).build());
    Plan seven = Analyzer.lower(Analyzer.analyze(Analyzer.check(program)), options);
    assertThat(PlanPrinter.print(seven)).contains("capacity 7");
    assertThat(PlanPrinter.print(Analyzer.plan(program))).contains("capacity 100");
  }

  @Test
  void theStrategiesHaveTheSeedsNames() {
    // A strategy of the original design would be missing, or mean another one at the hooks.
    assertThat(Stream.of(ErrorStrategy.values()).map(Enum::name))
        .containsExactly("STOP", "COLLECT", "IGNORE", "RUNTIME");
  }

  @Test
  void aBlockAloneIsJudgedByTheSameRules() {
    // Asking about one block would give another mode than analyzing the program.
    RegionFacts region = program().regions().get(1).facts();
    assertThat(new ConcurrencyModeAnalyzer().analyzeBlock(region))
        .isEqualTo(ConcurrencyMode.RUNTIME_ASSISTED);
  }
}
