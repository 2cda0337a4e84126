package dev.luminar.analyzer.program;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.Cores;
import dev.luminar.model.RuntimeConfig;

/**
 * What lowering takes from outside of the program.
 *
 * @param config what the runtime is started with; the default capacity of channels comes from it
 * @param autoCores what {@code cores = auto} stands for in blocks on plain threads that are not
 *     inside another region; {@link Cores#AUTO} leaves it to the machine and the amount of work,
 *     which is the default
 */
public record LoweringOptions(RuntimeConfig config, Cores autoCores) {

  /** The default configuration; the machine decides about threads. */
  public static final LoweringOptions DEFAULT =
      new LoweringOptions(RuntimeConfig.DEFAULT, Cores.AUTO);

  /** Checks the components. */
  public LoweringOptions {
    requireNonNull(config, "config");
    requireNonNull(autoCores, "autoCores");
  }

  /** The same with another configuration. */
  public LoweringOptions withConfig(RuntimeConfig newConfig) {
    requireNonNull(newConfig, "newConfig");
    return new LoweringOptions(newConfig, autoCores);
  }

  /** The same with exactly so many threads for {@code cores = auto}, 1 to 1,024. */
  public LoweringOptions withThreads(int threads) {
    return new LoweringOptions(config, Cores.exactly(threads));
  }
}
