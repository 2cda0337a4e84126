package dev.luminar.bench.kernels;

import java.lang.foreign.MemorySegment;

/** The dot product of two buffers. */
final class Dot implements KernelCase {
  private final Buffers buffers;

  Dot(Buffers buffers) {
    this.buffers = buffers;
  }

  @Override
  public String name() {
    return "dot-" + buffers.size();
  }

  @Override
  public String unit() {
    return buffers.unit();
  }

  @Override
  public double run(NativeKernels kernels) {
    return kernels.dot(buffers.nativeXs(), buffers.nativeYs());
  }

  @Override
  public double run(ArrayKernels kernels) {
    return kernels.dot(buffers.xs(), buffers.ys());
  }

  @Override
  public MemorySegment nativeOutput() {
    return MemorySegment.NULL;
  }

  @Override
  public MemorySegment arrayOutput() {
    return MemorySegment.NULL;
  }

  @Override
  public double tolerance() {
    return 1e-9;
  }
}
