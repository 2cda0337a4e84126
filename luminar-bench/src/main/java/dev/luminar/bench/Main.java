package dev.luminar.bench;

import dev.luminar.bench.compile.CompileSuite;
import dev.luminar.bench.kernels.BareMetalSuite;
import dev.luminar.bench.measure.MissingPeerException;
import dev.luminar.bench.measure.Report;
import dev.luminar.bench.measure.Row;
import dev.luminar.bench.measure.Suite;
import dev.luminar.diag.DiagnosticException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** Runs a suite: {@code luminar-bench/run SUITE}; without one it lists them. */
public final class Main {
  private static final List<Suite> SUITES = List.of(new CompileSuite(), new BareMetalSuite());

  private Main() {}

  /** Runs the suite that the arguments name; exits with 0, 1 (it failed) or 2 (wrong arguments). */
  public static void main(String[] args) {
    System.exit(run(List.of(args), System.out, System.err));
  }

  static int run(List<String> args, PrintStream out, PrintStream err) {
    if (args.isEmpty()) {
      SUITES.forEach(suite -> out.println(suite.name() + ": " + suite.summary()));
      out.println("usage: " + Arguments.USAGE);
      return 0;
    }
    try {
      Arguments arguments = Arguments.parse(args);
      Suite suite = suite(arguments.suite());
      Machine.facts().forEach(err::println);
      List<Row> rows = suite.run(arguments.settings());
      if (rows.isEmpty()) {
        throw new UsageException("no case has '" + arguments.settings().only() + "' in its name");
      }
      if (arguments.tsv()) {
        rows.forEach(row -> out.println(Report.tsv(row)));
      } else {
        Report.table(rows).forEach(out::println);
      }
      return 0;
    } catch (UsageException e) {
      err.println(e.getMessage());
      return 2;
    } catch (MissingPeerException | DiagnosticException | IllegalStateException e) {
      err.println(e.getMessage());
      return 1;
    } catch (IOException e) {
      err.println("cannot read or write: " + e.getMessage());
      return 1;
    }
  }

  private static Suite suite(String name) {
    return SUITES.stream()
        .filter(suite -> suite.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new UsageException(
                "there is no suite '"
                    + name
                    + "'; there are: "
                    + String.join(", ", SUITES.stream().map(Suite::name).toList())));
  }
}
