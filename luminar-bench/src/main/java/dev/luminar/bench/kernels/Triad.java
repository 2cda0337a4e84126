package dev.luminar.bench.kernels;

import java.lang.foreign.MemorySegment;

/** The triad of the STREAM benchmark. */
final class Triad implements KernelCase {
  private static final double S = 3;

  private final Buffers buffers;

  Triad(Buffers buffers) {
    this.buffers = buffers;
  }

  @Override
  public String name() {
    return "triad-" + buffers.size();
  }

  @Override
  public String unit() {
    return buffers.unit();
  }

  @Override
  public double run(NativeKernels kernels) {
    kernels.triad(buffers.nativeOutput(), buffers.nativeXs(), buffers.nativeYs(), S);
    return 0;
  }

  @Override
  public double run(ArrayKernels kernels) {
    kernels.triad(buffers.output(), buffers.xs(), buffers.ys(), S);
    return 0;
  }

  @Override
  public MemorySegment nativeOutput() {
    return buffers.nativeOutput();
  }

  @Override
  public MemorySegment arrayOutput() {
    return MemorySegment.ofArray(buffers.output());
  }

  @Override
  public double tolerance() {
    return 0;
  }
}
