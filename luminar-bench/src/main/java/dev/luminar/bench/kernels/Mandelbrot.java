package dev.luminar.bench.kernels;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The steps of each pixel, in rows that differ in work. */
final class Mandelbrot implements KernelCase {
  private static final int LIMIT = 500;

  private final int width;
  private final int height;
  private final int[] steps;
  private final MemorySegment nativeSteps;

  Mandelbrot(int width, int height, Arena arena) {
    this.width = width;
    this.height = height;
    this.steps = new int[width * height];
    this.nativeSteps = arena.allocate(ValueLayout.JAVA_INT, steps.length);
  }

  @Override
  public String name() {
    return "mandelbrot-" + width + "x" + height;
  }

  @Override
  public String unit() {
    return "ms";
  }

  @Override
  public double run(NativeKernels kernels) {
    return kernels.mandelbrot(nativeSteps, width, height, LIMIT);
  }

  @Override
  public double run(ArrayKernels kernels) {
    return kernels.mandelbrot(steps, width, height, LIMIT);
  }

  @Override
  public MemorySegment nativeOutput() {
    return nativeSteps;
  }

  @Override
  public MemorySegment arrayOutput() {
    return MemorySegment.ofArray(steps);
  }

  @Override
  public double tolerance() {
    return 0;
  }
}
