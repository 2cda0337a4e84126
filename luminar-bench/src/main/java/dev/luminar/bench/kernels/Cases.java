package dev.luminar.bench.kernels;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** The cases of the suite: kernels with data of a size. */
final class Cases {
  private static final long SEED = 7;
  private static final int MILLION = 1_000_000;
  private static final int CACHE_LINE = 64;

  /** What is promised beside every peer of a target, where nothing else is. */
  private static final List<KernelCase.Bound> USUAL =
      List.of(new KernelCase.Bound("c", "", 1.0), new KernelCase.Bound("jvm", "java", 1.0));

  private static final MemorySegment NOTHING = MemorySegment.NULL;

  private final Arena arena;

  /** Makes cases whose native memory lives as long as an arena. */
  Cases(Arena arena) {
    this.arena = arena;
  }

  /** Makes a case; one is made, measured and dropped before the next. */
  interface Maker {
    KernelCase make(Cases cases);
  }

  /**
   * All of them, in the order of reports. What is so small that it shows what a call costs comes
   * last: what the JIT compiler learns from it would not suit the others.
   */
  static List<Maker> all(boolean isSmall) {
    int large = isSmall ? 70_000 : 10 * MILLION;
    return List.of(
        cases -> cases.dot(4096).promising("c", "openmp", 0.5),
        cases -> cases.dot(large),
        cases -> cases.triad(large),
        cases -> isSmall ? cases.mandelbrot(50, 40) : cases.mandelbrot(1000, 800),
        cases -> cases.histogram(10 * large),
        cases -> cases.histogramNaive(10 * large).promising("c", "openmp", 0.1),
        cases -> cases.matmul(isSmall ? 64 : 1024),
        cases -> isSmall ? cases.stencil(16, 16, 10) : cases.stencil(128, 128, 1000),
        cases -> cases.prefix(large),
        cases -> cases.steps(64, isSmall ? 10 : 1000),
        cases -> cases.roots("roots-4096", 4096),
        cases -> {
          KernelCase unchecked = cases.roots("roots-" + size(large), large);
          return cases
              .rootsChecked(large)
              .promising("c", "luminar", 1.01)
              .promising("jvm", "luminar-unchecked", 1.01)
              .beside("luminar-unchecked", unchecked);
        },
        cases -> cases.scale(256).promising("c", "", 1.1).promising("jvm", "java", 1.1),
        cases -> cases.dot(8).promising("c", "", 1.1).promising("jvm", "java", 1.1));
  }

  // ---- data

  private record Doubles(double[] array, MemorySegment memory) {}

  private Doubles random(int elements) {
    return copied(new Random(SEED).doubles(elements, -1, 1).toArray());
  }

  private Doubles zeros(int elements) {
    return copied(new double[elements]);
  }

  private Doubles copied(double[] values) {
    MemorySegment memory = arena.allocate((long) values.length * Double.BYTES, CACHE_LINE);
    return new Doubles(values, memory.copyFrom(MemorySegment.ofArray(values)));
  }

  private static String size(int elements) {
    return elements % MILLION == 0 ? elements / MILLION + "M" : "" + elements;
  }

  private static String unit(int elements) {
    return elements < MILLION ? "us" : "ms";
  }

  /** Runs something without a result. */
  private interface Run<K> {
    void on(K kernels);
  }

  private static <K> ToDoubleFunction<K> run(Run<K> run) {
    return kernels -> {
      run.on(kernels);
      return 0;
    };
  }

  private static KernelCase writing(
      String name,
      String unit,
      ToDoubleFunction<NativeKernels> onNative,
      ToDoubleFunction<ArrayKernels> onArrays,
      MemorySegment nativeOutput,
      MemorySegment arrayOutput) {
    return new KernelCase(
        name,
        unit,
        onNative,
        onArrays,
        nativeOutput,
        arrayOutput,
        0,
        false,
        USUAL,
        Optional.empty());
  }

  // ---- kernels

  KernelCase dot(int elements) {
    Doubles xs = random(elements);
    Doubles ys = random(elements);
    return new KernelCase(
        "dot-" + size(elements),
        unit(elements),
        kernels -> kernels.dot(xs.memory(), ys.memory()),
        kernels -> kernels.dot(xs.array(), ys.array()),
        NOTHING,
        NOTHING,
        1e-9,
        false,
        USUAL,
        Optional.empty());
  }

  KernelCase triad(int elements) {
    Doubles bs = random(elements);
    Doubles cs = random(elements);
    Doubles as = zeros(elements);
    return writing(
        "triad-" + size(elements),
        unit(elements),
        run(kernels -> kernels.triad(as.memory(), bs.memory(), cs.memory(), 3)),
        run(kernels -> kernels.triad(as.array(), bs.array(), cs.array(), 3)),
        as.memory(),
        MemorySegment.ofArray(as.array()));
  }

  /** The steps of each pixel, in rows that differ in work. */
  KernelCase mandelbrot(int width, int height) {
    int[] steps = new int[width * height];
    MemorySegment memory = arena.allocate(ValueLayout.JAVA_INT, steps.length);
    int limit = 500;
    return writing(
        "mandelbrot-" + width + "x" + height,
        "ms",
        kernels -> kernels.mandelbrot(memory, width, height, limit),
        kernels -> kernels.mandelbrot(steps, width, height, limit),
        memory,
        MemorySegment.ofArray(steps));
  }

  private byte[] text(int bytes) {
    byte[] text = new byte[bytes];
    Random random = new Random(SEED);
    for (int i = 0; i < bytes; i++) {
      // Like text: some values are frequent, and neighbours are often equal.
      text[i] = (byte) (random.nextInt(4) == 0 ? 'e' : random.nextInt(256) & random.nextInt(256));
    }
    return text;
  }

  KernelCase histogram(int bytes) {
    return histogram("histogram-", bytes, NativeKernels::histogram, ArrayKernels::histogram);
  }

  KernelCase histogramNaive(int bytes) {
    return histogram(
        "histogram-naive-", bytes, NativeKernels::histogram_naive, ArrayKernels::histogram_naive);
  }

  /** Counts bytes into counts, one of the ways to do that. */
  private interface Counting<K, B, C> {
    void count(K kernels, B bytes, C counts);
  }

  private KernelCase histogram(
      String name,
      int bytes,
      Counting<NativeKernels, MemorySegment, MemorySegment> onNative,
      Counting<ArrayKernels, byte[], long[]> onArrays) {
    byte[] text = text(bytes);
    MemorySegment memory = arena.allocate(bytes, CACHE_LINE).copyFrom(MemorySegment.ofArray(text));
    long[] counts = new long[256];
    MemorySegment nativeCounts = arena.allocate(ValueLayout.JAVA_LONG, counts.length);
    return writing(
        name + size(bytes),
        "ms",
        run(kernels -> onNative.count(kernels, memory, nativeCounts)),
        run(kernels -> onArrays.count(kernels, text, counts)),
        nativeCounts,
        MemorySegment.ofArray(counts));
  }

  KernelCase matmul(int n) {
    Doubles a = random(n * n);
    Doubles b = random(n * n);
    Doubles c = zeros(n * n);
    return writing(
        "matmul-" + n,
        "ms",
        run(kernels -> kernels.matmul(c.memory(), a.memory(), b.memory(), n)),
        run(kernels -> kernels.matmul(c.array(), a.array(), b.array(), n)),
        c.memory(),
        MemorySegment.ofArray(c.array()));
  }

  KernelCase stencil(int width, int height, int steps) {
    Doubles us = random(width * height);
    Doubles vs = copied(us.array().clone());
    return staying(
        writing(
            "stencil-" + width + "x" + height + "x" + steps,
            "ms",
            run(kernels -> kernels.stencil(us.memory(), vs.memory(), width, height, steps)),
            run(kernels -> kernels.stencil(us.array(), vs.array(), width, height, steps)),
            us.memory(),
            MemorySegment.ofArray(us.array())));
  }

  KernelCase prefix(int elements) {
    long[] xs = new Random(SEED).longs(elements, -1000, 1000).toArray();
    long[] ys = new long[elements];
    long size = (long) elements * Long.BYTES;
    MemorySegment nativeXs = arena.allocate(size, CACHE_LINE).copyFrom(MemorySegment.ofArray(xs));
    MemorySegment nativeYs = arena.allocate(size, CACHE_LINE);
    return writing(
        "prefix-" + size(elements),
        unit(elements),
        run(kernels -> kernels.prefix(nativeXs, nativeYs)),
        run(kernels -> kernels.prefix(xs, ys)),
        nativeYs,
        MemorySegment.ofArray(ys));
  }

  /**
   * The plain loops, oneTBB and streams run such steps on one thread, so nothing is promised there.
   */
  KernelCase steps(int elements, int count) {
    Doubles xs = random(elements);
    KernelCase steps =
        staying(
            writing(
                "steps-" + elements + "x" + count,
                "us",
                run(kernels -> kernels.steps(xs.memory(), count)),
                run(kernels -> kernels.steps(xs.array(), count)),
                xs.memory(),
                MemorySegment.ofArray(xs.array())));
    return steps
        .promisingNothing()
        .promising("c", "openmp", 0.5)
        .promising("c", "pthreads", 1.0)
        .promising("jvm", "java-threads", 1.0);
  }

  KernelCase scale(int elements) {
    Doubles xs = random(elements);
    return staying(
        writing(
            "scale-" + elements,
            "us",
            run(kernels -> kernels.scale(xs.memory(), 1.0)),
            run(kernels -> kernels.scale(xs.array(), 1.0)),
            xs.memory(),
            MemorySegment.ofArray(xs.array())));
  }

  KernelCase roots(String name, int elements) {
    Doubles xs = random(elements);
    Doubles ys = zeros(elements);
    return writing(
        name,
        unit(elements),
        run(kernels -> kernels.roots(xs.memory(), ys.memory())),
        run(kernels -> kernels.roots(xs.array(), ys.array())),
        ys.memory(),
        MemorySegment.ofArray(ys.array()));
  }

  KernelCase rootsChecked(int elements) {
    Doubles xs = random(elements);
    Doubles ys = zeros(elements);
    return writing(
        "roots-checked-" + size(elements),
        unit(elements),
        run(kernels -> kernels.roots_checked(xs.memory(), ys.memory())),
        run(kernels -> kernels.roots_checked(xs.array(), ys.array())),
        ys.memory(),
        MemorySegment.ofArray(ys.array()));
  }

  private static KernelCase staying(KernelCase kernel) {
    return new KernelCase(
        kernel.name(),
        kernel.unit(),
        kernel.onNative(),
        kernel.onArrays(),
        kernel.nativeOutput(),
        kernel.arrayOutput(),
        kernel.tolerance(),
        true,
        kernel.bounds(),
        kernel.reference());
  }
}
