package dev.luminar.testkit.random;

import dev.luminar.analyzer.Analyzer;
import dev.luminar.analyzer.program.AnalyzedProgram;
import dev.luminar.diag.DiagnosticException;
import dev.luminar.model.ConcurrencyMode;
import dev.luminar.testkit.interpreter.Interpreter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Runs batches in a process of its own, which a wrong program may bring down. It reads the numbers
 * of batches, and tells what it is about to do before it does it.
 */
final class Worker {
  /** What lines that mean something begin with. */
  static final String MARK = "@@";

  private static final int ATTEMPTS_MAX = 50;
  private static final long SHRINK_MILLIS = TimeUnit.SECONDS.toMillis(60);

  private final long seed;
  private final boolean shrinks;
  private final boolean isQuick;
  private final Features features = Features.found();
  private final PrintStream out;

  private Worker(long seed, boolean shrinks, boolean isQuick, PrintStream out) {
    this.seed = seed;
    this.shrinks = shrinks;
    this.isQuick = isQuick;
    this.out = out;
  }

  /** Serves until the input ends. Arguments: the seed, whether to shrink, whether to be quick. */
  static void serve(List<String> arguments) throws IOException {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var worker =
        new Worker(
            Long.parseLong(arguments.get(0)),
            Boolean.parseBoolean(arguments.get(1)),
            Boolean.parseBoolean(arguments.get(2)),
            out);
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ");
      Set<Integer> skipped = new HashSet<>();
      for (int i = 3; i < words.length; i++) {
        skipped.add(Integer.parseInt(words[i]));
      }
      worker.batch(
          Integer.parseInt(words[0]),
          Integer.parseInt(words[1]),
          Integer.parseInt(words[2]),
          skipped);
    }
  }

  private void tell(String what, Object... words) {
    StringBuilder line = new StringBuilder(MARK).append(what);
    for (Object word : words) {
      line.append('\t')
          .append(word.toString().replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t"));
    }
    synchronized (out) {
      out.println(line);
    }
  }

  /** A program that is accepted, with what the interpreter answers. */
  private record Ready(RandomProgram program, List<Answer> expected) {}

  private void batch(int number, int from, int to, Set<Integer> skipped) {
    List<RandomProgram> programs = new ArrayList<>();
    List<List<Answer>> expected = new ArrayList<>();
    List<Integer> indices = new ArrayList<>();
    StringBuilder seen = new StringBuilder();
    for (int index = from; index < to; index++) {
      tell("at", index, "generation");
      Ready ready = ready(index);
      seen.append(ready.program().text());
      ready.expected().forEach(seen::append);
      if (!skipped.contains(index)) {
        programs.add(ready.program());
        expected.add(ready.expected());
        indices.add(index);
      }
    }
    if (!programs.isEmpty()) {
      run(number, Batch.of(programs), programs, expected, indices);
    }
    tell("done", number, Digest.of(seen.toString()));
  }

  /** The program of a number: the first attempt that the analyzer accepts. */
  private Ready ready(int index) {
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      RandomProgram program = program(seed, index, attempt, features);
      AnalyzedProgram analyzed;
      try {
        analyzed = Analyzer.analyze(Analyzer.check(program.program()));
      } catch (DiagnosticException e) {
        tell(
            "refused",
            e.diagnostics().getFirst().code().id(),
            e.diagnostics().getFirst().message());
        continue;
      }
      if (analyzed.regions().anySatisfy(r -> r.mode() != ConcurrencyMode.BARE_METAL)) {
        tell("refused", "runtime-assisted", "");
        continue;
      }
      List<Answer> expected =
          Batch.expected(program, Interpreter.of(analyzed.checked()).withStepsMax(Batch.STEPS_MAX));
      if (expected.stream().anyMatch(a -> a.lines().get(0).contains("number of steps"))) {
        tell("refused", "too long", "");
        continue;
      }
      tell("accepted");
      return new Ready(program, expected);
    }
    throw new IllegalStateException("no attempt at program " + index + " was accepted");
  }

  static RandomProgram program(long seed, int index, int attempt, Features features) {
    long own = Choices.mixed(Choices.mixed(seed, index), attempt);
    return GenerateProgram.of(own, "q" + index + "_", features);
  }

  private void run(
      int number,
      Batch batch,
      List<RandomProgram> programs,
      List<List<Answer>> expected,
      List<Integer> indices) {
    boolean isShrunk = false;
    for (Variant variant : Variant.of(number, isQuick)) {
      List<Batch.Difference> differences = new ArrayList<>();
      try {
        differences.addAll(
            batch.differences(
                variant, expected, k -> tell("at", indices.get(Math.max(0, k)), variant.name())));
      } catch (RuntimeException | LinkageError e) {
        unloadable(variant, programs, indices, e);
      }
      Set<Integer> told = new HashSet<>();
      for (Batch.Difference found : differences) {
        if (!told.add(found.program())) {
          continue;
        }
        RandomProgram program = programs.get(found.program());
        String small = "";
        if (shrinks && !isShrunk) {
          tell("at", indices.get(found.program()), "shrinking");
          small = shrunk(program, variant);
          isShrunk = !small.isEmpty();
        }
        tell(
            "difference",
            indices.get(found.program()),
            variant.name(),
            found.expected().against(found.found()),
            small.isEmpty() ? program.text() : small);
      }
    }
  }

  /** Tells which of the programs of a batch a variant cannot load. */
  private void unloadable(
      Variant variant, List<RandomProgram> programs, List<Integer> indices, Throwable thrown) {
    boolean isFound = false;
    for (int k = 0; k < programs.size(); k++) {
      tell("at", indices.get(k), variant.name() + ", alone");
      RandomProgram program = programs.get(k);
      Optional<Answer> alone = failureToLoad(program, variant);
      if (alone.isPresent()) {
        String small = program.text();
        if (shrinks && !isFound) {
          tell("at", indices.get(k), "shrinking");
          RandomProgram smaller =
              Shrinker.shrink(program, p -> failureToLoad(p, variant).isPresent(), SHRINK_MILLIS);
          small = filetest(smaller, variant);
        }
        isFound = true;
        tell("difference", indices.get(k), variant.name(), alone.get() + "\n", small);
      }
    }
    if (!isFound) {
      tell(
          "difference",
          indices.get(0),
          variant.name() + " together with those behind it",
          Answer.thrown(thrown),
          "");
    }
  }

  private static Optional<Answer> failureToLoad(RandomProgram program, Variant variant) {
    try {
      Batch.of(List.of(program)).load(variant).close();
      return Optional.empty();
    } catch (RuntimeException | LinkageError e) {
      return Optional.of(Answer.thrown(e));
    }
  }

  /** The program made small, as a filetest; empty if it shows no difference on its own. */
  private static String shrunk(RandomProgram program, Variant variant) {
    if (!differs(program, variant)) {
      return "";
    }
    return filetest(Shrinker.shrink(program, p -> differs(p, variant), SHRINK_MILLIS), variant);
  }

  private static String filetest(RandomProgram small, Variant variant) {
    Interpreter interpreter =
        Interpreter.of(Analyzer.check(small.program())).withStepsMax(Batch.STEPS_MAX);
    return FiletestText.of("Found on " + variant.name() + ".", small, interpreter);
  }

  /** Whether a program ends otherwise on a variant than on the interpreter; tried three times. */
  static boolean differs(RandomProgram program, Variant variant) {
    Batch batch = Batch.of(List.of(program));
    List<List<Answer>> expected = batch.expected();
    if (expected.get(0).stream().anyMatch(Answer::isThrown)) {
      return false;
    }
    for (int k = 0; k < 3; k++) {
      if (!batch.differences(variant, expected, before -> {}).isEmpty()) {
        return true;
      }
      if (variant.threads() == 1) {
        break;
      }
    }
    return false;
  }
}
