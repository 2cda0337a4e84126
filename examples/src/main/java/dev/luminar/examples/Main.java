package dev.luminar.examples;

import dev.luminar.diag.DiagnosticException;
import dev.luminar.host.LuminarException;
import java.io.IOException;
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
    EXAMPLES.put("hybrid", new Hybrid());
  }

  private Main() {}

  /** Runs the example that the first argument names, with the others; exits with 0, 1 or 2. */
  public static void main(String[] args) {
    List<String> rest = new ArrayList<>(List.of(args));
    if (rest.isEmpty()) {
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

  private static int run(String name, List<String> args) {
    try {
      Example example = EXAMPLES.get(name);
      if (example == null) {
        throw new UsageException(
            "there is no example '" + name + "'; examples/run without arguments lists them");
      }
      List<Target> targets = targets(args);
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
    } catch (IOException e) {
      System.err.println("cannot read or write: " + e.getMessage());
      return 1;
    }
  }

  private static List<Target> targets(List<String> args) {
    int at = args.indexOf("--target");
    if (at < 0) {
      return Target.of("both");
    }
    if (at + 1 == args.size()) {
      throw new UsageException("--target takes c, jvm or both");
    }
    args.remove(at);
    return Target.of(args.remove(at));
  }
}
