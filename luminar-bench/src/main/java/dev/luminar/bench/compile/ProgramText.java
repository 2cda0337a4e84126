package dev.luminar.bench.compile;

import java.util.List;
import java.util.Random;

/**
 * Generated programs in the text form. A function depends on the seed and its own number only, so
 * programs of any size can be cut from the same functions, and sizes differ in nothing else.
 */
final class ProgramText {
  private static final List<String> OPERATORS = List.of(" + ", " - ", " * ");
  private static final int DEPTH = 3;

  private final long seed;

  ProgramText(long seed) {
    this.seed = seed;
  }

  /** A program with the functions of the numbers from {@code first} to before {@code end}. */
  String program(int first, int end) {
    StringBuilder text = new StringBuilder("program generated_" + first + ";\n");
    for (int number = first; number < end; number++) {
      text.append('\n').append(function(number));
    }
    return text.toString();
  }

  /** One function with a parallel block, of one of three kinds. */
  private String function(int number) {
    Random random = new Random(seed * 1_000_003 + number);
    return switch (number % 3) {
      case 0 -> reduction(number, random);
      case 1 -> store(number, random);
      default -> checked(number, random);
    };
  }

  /** Folds a buffer, by one of three operators. */
  private static String reduction(int number, Random random) {
    String operator = List.of("sum", "min", "max").get(random.nextInt(3));
    return """
    export fn reduce_%d(xs: f64[], a: f64, b: f64) -> f64 {
      let scale = %s;
      parallel(i in 0..<len(xs)) reduce(total: f64 = %s) {
        let x = xs[i];
        let y = %s;
        total <- if y < %s then x else %s;
      }
      return total * scale;
    }
    """
        .formatted(
            number,
            real(random, List.of("a", "b"), DEPTH),
            operator,
            real(random, List.of("x", "a", "scale"), DEPTH),
            literal(random),
            real(random, List.of("x", "y", "b"), DEPTH));
  }

  /** Fills a buffer from another, with a loop or a branch inside. */
  private static String store(int number, Random random) {
    String inner =
        random.nextBoolean()
            ? "for k in 0..<%d {\n      x = %s;\n    }"
                .formatted(2 + random.nextInt(6), real(random, List.of("x", "a", "b"), 2))
            : "if x > %s {\n      x = %s;\n    }"
                .formatted(literal(random), real(random, List.of("x", "a", "b"), 2));
    return """
    export fn store_%d(xs: f64[], ys: f64[], a: f64, b: f64) {
      parallel(i in 0..<len(ys)) {
        var x: f64 = xs[i];
        %s
        ys[i] = %s;
      }
    }
    """
        .formatted(number, inner, real(random, List.of("x", "a", "b"), DEPTH));
  }

  /** Integers with a division and a raise, whose errors are collected. */
  private static String checked(int number, Random random) {
    return """
    export fn check_%d(ks: i64[], out: i64[], d: i64) -> i64 {
      checked: parallel(i in 0..<len(ks), on_error = collect(max = 16))
          reduce(total: i64 = sum) {
        let k = ks[i];
        if k < %d {
          raise "too_small" ("{0} at {1}", k, i) code %d;
        }
        out[i] = %s / d;
        total <- %s %% (d + %d);
      }
      return total + errors(checked);
    }
    """
        .formatted(
            number,
            random.nextInt(100),
            random.nextInt(1000),
            whole(random, List.of("k", "i", "d"), DEPTH),
            whole(random, List.of("k", "i", "d"), DEPTH),
            1 + random.nextInt(50));
  }

  private static String real(Random random, List<String> names, int depth) {
    if (depth == 0 || random.nextInt(6) == 0) {
      return random.nextInt(4) == 0 ? literal(random) : pick(random, names);
    }
    String left = real(random, names, depth - 1);
    if (random.nextInt(5) == 0) {
      return pick(random, List.of("sqrt", "abs", "floor")) + "(" + left + ")";
    }
    return "(" + left + pick(random, OPERATORS) + real(random, names, depth - 1) + ")";
  }

  private static String whole(Random random, List<String> names, int depth) {
    if (depth == 0 || random.nextInt(6) == 0) {
      return random.nextInt(4) == 0 ? "" + random.nextInt(1000) : pick(random, names);
    }
    return "("
        + whole(random, names, depth - 1)
        + pick(random, OPERATORS)
        + whole(random, names, depth - 1)
        + ")";
  }

  private static String literal(Random random) {
    return "" + random.nextInt(10_000) / 8.0;
  }

  private static String pick(Random random, List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
