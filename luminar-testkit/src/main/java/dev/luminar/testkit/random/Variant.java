package dev.luminar.testkit.random;

import dev.luminar.emit.c.NativeOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A way to run programs that must give what the interpreter gives.
 *
 * @param name its name in reports
 * @param compiler how C is compiled; empty for bytecode
 * @param threads how many threads parallel blocks have that do not say; 0 leaves it to the compiler
 */
record Variant(String name, Optional<NativeOptions> compiler, int threads) {
  private static final int[][] THREADS = {
    {0, 2, 7}, {2, 7, 0}, {7, 0, 3}, {3, 2, 16}, {1, 5, 2}, {2, 3, 64}
  };

  private static Variant c(String compiler, String level, int threads) {
    return new Variant(
        compiler + " " + level + label(threads),
        Optional.of(NativeOptions.DEFAULT.withCompiler(compiler).withFlags(level)),
        threads);
  }

  private static Variant jvm(int threads) {
    return new Variant("jvm" + label(threads), Optional.empty(), threads);
  }

  private static String label(int threads) {
    return threads == 0 ? "" : " on " + threads + " threads";
  }

  /**
   * The variants that the programs of a batch run on; over a few batches all pairs occur.
   *
   * @param isQuick without the compilers that optimize, which take most of the time
   */
  static List<Variant> of(long batch, boolean isQuick) {
    int[] threads = THREADS[(int) (batch % THREADS.length)];
    List<Variant> variants = new ArrayList<>();
    variants.add(jvm(threads[0]));
    variants.add(jvm(threads[1]));
    variants.add(c("gcc", "-O0", threads[0]));
    if (isQuick) {
      return variants;
    }
    variants.add(c("gcc", "-O3", threads[1]));
    if (!Boolean.getBoolean("luminar.skip.clang")) {
      variants.add(c("clang", batch % 2 == 0 ? "-O2" : "-O3", threads[2]));
    }
    return variants;
  }
}
