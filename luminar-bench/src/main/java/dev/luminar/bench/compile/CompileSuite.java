package dev.luminar.bench.compile;

import dev.luminar.bench.measure.Contender;
import dev.luminar.bench.measure.Interleaved;
import dev.luminar.bench.measure.Pace;
import dev.luminar.bench.measure.Row;
import dev.luminar.bench.measure.Samples;
import dev.luminar.bench.measure.Settings;
import dev.luminar.bench.measure.Suite;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What compiling costs for each function as programs grow, and the heap that a large one needs.
 *
 * <p>Each sample compiles the same functions, cut into programs of the case's size: many small ones
 * or one large one. So all samples do the same work and last about as long, and the JIT compiler
 * has seen as much before the small as before the large. The peer of a size is the cheapest size of
 * the same target.
 */
public final class CompileSuite implements Suite {
  private static final String NAME = "compile";
  private static final long SEED = 20_261;
  private static final int WARM_UP_CALLS = 2;
  private static final double GROWTH_MAX = 1.5;
  private static final int HEAP_MIB = 1024;

  /** Makes the suite. */
  public CompileSuite() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String summary() {
    return "text to loaded classes and text to C, for each function of programs of 10 to 10,000";
  }

  @Override
  public List<Row> run(Settings settings) throws IOException {
    List<Integer> sizes = settings.isSmall() ? List.of(2, 10) : List.of(10, 100, 1000, 10_000);
    int largest = sizes.getLast();
    System.err.println(
        "compile: generated programs, seed "
            + SEED
            + "; a sample compiles "
            + largest
            + " functions; source: "
            + ProgramText.class.getName());
    List<Contender> contenders = new ArrayList<>();
    for (Compilation compilation : Compilation.values()) {
      for (int size : sizes) {
        List<String> texts = texts(size, largest);
        contenders.add(
            new Contender(
                key(compilation, size), () -> texts.forEach(text -> compilation.compile(text))));
      }
    }
    int runs = settings.runs().orElse(Settings.RUNS_MIN);
    Pace pace = new Pace(runs, settings.isSmall() ? 1 : WARM_UP_CALLS, 0, 0, System::gc);
    Map<String, Samples> nanos = Interleaved.measure(contenders, pace);
    List<Row> rows = new ArrayList<>();
    for (Compilation compilation : Compilation.values()) {
      rows.addAll(rows(compilation, sizes, nanos));
    }
    for (Compilation compilation : Compilation.values()) {
      rows.add(heap(compilation, largest));
    }
    rows.removeIf(row -> !row.name().contains(settings.only()));
    return rows;
  }

  private static List<String> texts(int size, int total) {
    ProgramText generator = new ProgramText(SEED);
    List<String> texts = new ArrayList<>();
    for (int first = 0; first < total; first += size) {
      texts.add(generator.program(first, first + size));
    }
    return texts;
  }

  private static String key(Compilation compilation, int size) {
    return compilation.target() + " functions-" + size;
  }

  private static List<Row> rows(
      Compilation compilation, List<Integer> sizes, Map<String, Samples> nanos) {
    int largest = sizes.getLast();
    int cheapest =
        sizes.stream()
            .min(Comparator.comparingDouble(size -> nanos.get(key(compilation, size)).median()))
            .orElseThrow();
    List<Row> rows = new ArrayList<>();
    for (int size : sizes) {
      rows.add(
          new Row(
              NAME,
              "functions-" + size,
              compilation.target(),
              micros(nanos.get(key(compilation, size)), largest),
              "us/function",
              "functions-" + cheapest,
              micros(nanos.get(key(compilation, cheapest)), largest),
              size == largest ? OptionalDouble.of(GROWTH_MAX) : OptionalDouble.empty()));
    }
    return rows;
  }

  private static Samples micros(Samples nanos, int functions) {
    return nanos.map(value -> value / functions / 1000);
  }

  private static Row heap(Compilation compilation, int functions) throws IOException {
    long bytes = Child.heapPeak(compilation, functions, SEED, HEAP_MIB);
    return new Row(
        NAME,
        "heap-" + functions,
        compilation.target(),
        Samples.of(bytes / 1024.0 / 1024.0),
        "MiB",
        "Xmx",
        Samples.of(HEAP_MIB),
        OptionalDouble.of(1));
  }
}
