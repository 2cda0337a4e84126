package dev.luminar.examples;

import dev.luminar.analyzer.Analyzer;
import dev.luminar.analyzer.program.AnalyzedProgram;
import dev.luminar.analyzer.program.CheckedProgram;
import dev.luminar.analyzer.program.LoweringOptions;
import dev.luminar.diag.DiagnosticException;
import dev.luminar.diag.Diagnostics;
import dev.luminar.emit.bytecode.BytecodeEmitter;
import dev.luminar.emit.c.CEmitter;
import dev.luminar.host.ErrorRecord;
import dev.luminar.model.Function;
import dev.luminar.model.Program;
import dev.luminar.model.text.ParseResult;
import dev.luminar.model.text.Parser;
import dev.luminar.model.type.BufferType;
import dev.luminar.plan.Plan;
import dev.luminar.testkit.filetest.ProgramRunner;
import dev.luminar.testkit.interpreter.Outcome;
import dev.luminar.testkit.value.Value;
import dev.luminar.testkit.value.ValuePrinter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A small compiler driver over the text form. */
@Command(
    name = "lumc",
    description = "Checks, explains, emits and runs a Luminar program.",
    mixinStandardHelpOptions = true,
    version = "lumc 0.1.0",
    sortOptions = false)
final class Lumc implements Callable<Integer> {

  static final String USAGE =
      "lumc FILE.lum [--explain] [--emit c|bytecode --out DIR] [--run FUNCTION ARG..."
          + " --target c|jvm|interpreter] [--threads N]";

  private static final int OK = 0;
  private static final int ERRORS = 1;
  private static final int REFUSED = 2;

  /** How many elements a long buffer shows at each end. */
  private static final int EDGE = 16;

  @Parameters(paramLabel = "FILE.lum", description = "the program in the text form")
  private Path file = Path.of("");

  @Option(names = "--explain", description = "print mode, reasons and verdicts of each block")
  private boolean explain;

  @Option(names = "--emit", paramLabel = "c|bytecode", description = "write C or class files")
  private @Nullable String emit;

  @Option(names = "--out", paramLabel = "DIR", description = "where --emit writes")
  private @Nullable Path out;

  @Option(
      names = "--run",
      arity = "1..*",
      paramLabel = "FUNCTION ARG",
      description = {
        "call a function; an ARG is a scalar literal, a buffer literal such as i64[1,2,3],",
        "f64[1000] (zeros), or @FILE (raw bytes); one element alone is written i64[5,]"
      })
  private List<String> run = new ArrayList<>();

  @Option(
      names = "--target",
      paramLabel = "c|jvm|interpreter",
      defaultValue = "jvm",
      description = "where --run runs; ${DEFAULT-VALUE} by default")
  private String target = "jvm";

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "exactly N threads, 1 to 1024, where a parallel block says cores = auto")
  private @Nullable Integer threads;

  /** Runs the driver; gives the exit code. */
  static int run(List<String> args) {
    CommandLine line = new CommandLine(new Lumc()).setExpandAtFiles(false);
    line.setExecutionExceptionHandler((e, command, parsed) -> {
      if (e instanceof UsageException || e instanceof DiagnosticException) {
        System.err.println(e.getMessage());
        return REFUSED;
      }
      if (e instanceof IOException || e instanceof UncheckedIOException) {
        System.err.println("cannot read or write: " + e.getMessage());
        return REFUSED;
      }
      throw e;
    });
    return line.execute(args.toArray(String[]::new));
  }

  @Override
  public Integer call() throws IOException {
    checkOptions();
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new UsageException("cannot read the file '" + file + "'");
    }
    ParseResult parsed = Parser.parse(file);
    if (parsed.program().isEmpty()) {
      System.err.print(parsed.render());
      return REFUSED;
    }
    try {
      return compile(parsed);
    } catch (DiagnosticException e) {
      System.err.print(Diagnostics.render(e.diagnostics(), parsed.sources()));
      return REFUSED;
    }
  }

  private void checkOptions() {
    if (emit != null && !emit.equals("c") && !emit.equals("bytecode")) {
      throw new UsageException("--emit takes c or bytecode, not '" + emit + "'");
    }
    if ((emit == null) != (out == null)) {
      throw new UsageException("--emit and --out go together");
    }
    if (!List.of("c", "jvm", "interpreter").contains(target)) {
      throw new UsageException("--target takes c, jvm or interpreter, not '" + target + "'");
    }
    if (threads != null && (threads < 1 || threads > 1024)) {
      throw new UsageException("--threads takes a number from 1 to 1024, not " + threads);
    }
  }

  private int compile(ParseResult parsed) throws IOException {
    CheckedProgram checked = Analyzer.check(parsed.program().orElseThrow());
    if (checked.warnings().notEmpty()) {
      System.err.print(Diagnostics.render(checked.warnings(), parsed.sources()));
    }
    AnalyzedProgram analyzed = Analyzer.analyze(checked);
    if (explain) {
      System.out.print(analyzed.explain());
    }
    LoweringOptions options =
        threads == null ? LoweringOptions.DEFAULT : LoweringOptions.DEFAULT.withThreads(threads);
    if (emit != null && out != null) {
      write(Analyzer.lower(analyzed, options), emit, out);
    } else if (run.isEmpty()) {
      Analyzer.lower(analyzed, options);
    }
    return run.isEmpty() ? OK : call(analyzed, options);
  }

  private static void write(Plan plan, String form, Path folder) throws IOException {
    Files.createDirectories(folder);
    if (form.equals("c")) {
      new CEmitter().emit(plan).writeTo(folder);
    } else {
      new BytecodeEmitter().emit(plan).writeTo(folder);
    }
  }

  private int call(AnalyzedProgram analyzed, LoweringOptions options) {
    Program program = analyzed.program();
    Function function = function(program, run.get(0));
    List<Value> arguments = LumcArguments.read(function, run.subList(1, run.size()));
    if (program.externs().notEmpty()) {
      throw new UsageException(
          "the program has externs, which only a host can implement; --emit writes it for one");
    }
    try (ProgramRunner runner = runner(analyzed, options)) {
      Outcome outcome = runner.call(function, arguments);
      print(function, arguments, outcome);
      return outcome.records().isEmpty() ? OK : ERRORS;
    }
  }

  private ProgramRunner runner(AnalyzedProgram analyzed, LoweringOptions options) {
    return switch (target) {
      case "c" -> ProgramRunner.ofC(analyzed, options);
      case "jvm" -> ProgramRunner.ofBytecode(analyzed, options);
      default -> ProgramRunner.ofInterpreter(analyzed);
    };
  }

  private static Function function(Program program, String name) {
    return program
        .functions()
        .select(Function::isExported)
        .detectOptional(f -> f.name().equals(name))
        .orElseThrow(() ->
            new UsageException(
                "the program exports no function '"
                    + name
                    + "', only "
                    + program
                        .functions()
                        .select(Function::isExported)
                        .collect(Function::name)
                        .makeString(", ")));
  }

  private static void print(Function function, List<Value> arguments, Outcome outcome) {
    StringBuilder text = new StringBuilder();
    outcome
        .result()
        .ifPresent(v -> text.append("result ").append(ValuePrinter.print(v, EDGE)).append('\n'));
    for (int i = 0; i < arguments.size(); i++) {
      var parameter = function.parameters().get(i);
      if (parameter.type() instanceof BufferType) {
        text.append(parameter.name())
            .append(" = ")
            .append(ValuePrinter.print(arguments.get(i), EDGE))
            .append('\n');
      }
    }
    for (ErrorRecord error : outcome.records()) {
      text.append(error).append('\n');
    }
    System.out.print(text);
  }
}
