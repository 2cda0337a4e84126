package dev.luminar.testkit.filetest;

import dev.luminar.diag.Span;
import dev.luminar.model.Block;
import dev.luminar.model.Parallel;
import dev.luminar.model.Program;
import dev.luminar.model.Walk;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Rewrites the text of a program so that its parallel blocks that leave the number of threads to
 * the compiler ask for exactly n: small test data would otherwise always run on one thread, since
 * starting more is not worth it.
 */
final class ForcedThreads {
  private ForcedThreads() {}

  /** Whether a program has a block that the rewriting changes. */
  static boolean concerns(Program program) {
    return !blocks(program).isEmpty();
  }

  private static List<Parallel> blocks(Program program) {
    List<Parallel> blocks = new ArrayList<>();
    for (Block body : program.functions().collect(f -> f.body())) {
      Walk.statements(
          body,
          statement -> {
            if (statement instanceof Parallel parallel
                && parallel.options().cores().isAuto()
                && parallel.options().mode().isEmpty()) {
              blocks.add(parallel);
            }
          });
    }
    return blocks;
  }

  /** Returns the text with {@code cores = threads} behind the range of each such block. */
  static String rewrite(String text, Program program, int threads) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    List<Span> ends = new ArrayList<>(blocks(program).stream().map(p -> p.range().span()).toList());
    // From the back, so that no insertion moves a place that is still to come.
    ends.sort(Comparator.comparingInt(Span::endLine).thenComparingInt(Span::endColumn).reversed());
    for (Span end : ends) {
      String line = lines.get(end.endLine() - 1);
      int at = end.endColumn() - 1;
      lines.set(
          end.endLine() - 1, line.substring(0, at) + ", cores = " + threads + line.substring(at));
    }
    return String.join("\n", lines) + "\n";
  }
}
