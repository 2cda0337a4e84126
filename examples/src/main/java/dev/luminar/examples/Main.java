package dev.luminar.examples;

import dev.luminar.diag.DiagnosticException;
import dev.luminar.host.LuminarException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the examples: {@code examples/run NAME [ARGS]}. */
public final class Main {

  private static final Map<String, Example> EXAMPLES = new LinkedHashMap<>();

  static {
    EXAMPLES.put("histogram", new Histogram());
    EXAMPLES.put("mandelbrot", new Mandelbrot());
    EXAMPLES.put("logs", new Logs());
    EXAMPLES.put("sieve", new Sieve());
    EXAMPLES.put("words", new Words());
    EXAMPLES.put("hybrid", new Hybrid());
  }

  private Main() {}

  /** Runs the example that the first argument names, with the others; exits with 0, 1 or 2. */
  public static void main(String[] args) {
    List<String> rest = new ArrayList<>(List.of(args));
    if (rest.isEmpty() || rest.equals(List.of("--help")) || rest.equals(List.of("-h"))) {
      list();
      return;
    }
    String name = rest.remove(0);
    if (name.equals("lumc")) {
      System.exit(Lumc.run(rest));
    }
    System.exit(run(name, rest));
  }

  private static void list() {
    EXAMPLES.values().forEach(example -> System.out.println(example.usage()));
    System.out.println(Lumc.USAGE);
    System.out.println("All but lumc take --target c|jvm|both; both, the default, compares them.");
  }

  /** Runs an example on the targets that its arguments choose; gives the exit code. */
  static int run(String name, List<String> args) {
    try {
      Example example = EXAMPLES.get(name);
      if (example == null) {
        throw new UsageException(
            "there is no example '" + name + "'; examples/run without arguments lists them");
      }
      List<Target> targets = targets(args);
      if (targets.size() > 1) {
        Arguments.checkReadableTwice(args);
      }
      List<String> expected = null;
      for (Target target : targets) {
        List<String> lines = example.run(target, args);
        if (expected != null && !expected.equals(lines)) {
          System.err.println("the targets differ: c says");
          expected.forEach(System.err::println);
          System.err.println("and jvm says");
          lines.forEach(System.err::println);
          return 1;
        }
        expected = lines;
      }
      StringBuilder out = new StringBuilder();
      expected.forEach(line -> out.append(line).append('\n'));
      System.out.print(out);
      return 0;
    } catch (UsageException | DiagnosticException e) {
      System.err.println(e.getMessage());
      return 2;
    } catch (LuminarException | IllegalStateException e) {
      System.err.println(e.getMessage());
      return 1;
    } catch (IOException | UncheckedIOException e) {
      System.err.println("cannot read or write: " + e.getMessage());
      return 1;
    } catch (OutOfMemoryError e) {
      System.err.println("not enough memory: " + e.getMessage());
      return 1;
    }
  }

  private static List<Target> targets(List<String> args) {
    for (int at = 0; at < args.size(); at++) {
      if (args.get(at).equals("--target")) {
        if (at + 1 == args.size()) {
          throw new UsageException("--target takes c, jvm or both");
        }
        args.remove(at);
        return Target.of(args.remove(at));
      }
      if (args.get(at).startsWith("--target=")) {
        return Target.of(args.remove(at).substring("--target=".length()));
      }
    }
    return Target.of("both");
  }
}
