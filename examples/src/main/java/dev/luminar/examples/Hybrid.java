package dev.luminar.examples;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Both modes in one function: the runtime is started once, and only when a block needs it. */
final class Hybrid implements Example {

  /** The functions of hybrid.lum. */
  interface Functions {
    /**
     * Squares the values; gives their sum, or how many are large if that is above the threshold.
     */
    long squares(long[] values, long threshold);
  }

  @Override
  public String usage() {
    return "hybrid: bare-metal and runtime-assisted blocks in one function";
  }

  @Override
  public List<String> run(Target target, List<String> args) {
    new Arguments("hybrid", args, 0);
    List<String> out = new ArrayList<>();
    try (var program =
        CompiledProgram.of("hybrid", target, MethodHandles.lookup(), Functions.class)) {
      long before = program.runtimeStarts();
      for (long threshold : new long[] {1_000_000, 1_000_000, 500, 500, 1_000_000}) {
        long[] values = LongStream.rangeClosed(1, 100).toArray();
        long result = program.functions().squares(values, threshold);
        long starts = program.runtimeStarts() - before;
        out.add("threshold " + threshold + ": result " + result + ", runtime starts " + starts);
      }
    }
    return out;
  }
}
