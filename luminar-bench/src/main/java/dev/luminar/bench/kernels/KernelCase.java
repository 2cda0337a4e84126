package dev.luminar.bench.kernels;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * A kernel with its data, the same in native memory and in arrays.
 *
 * @param name its name in reports
 * @param unit of reports, {@code us} or {@code ms}
 * @param onNative runs it once on the native memory; gives the function's result, 0 if it has none
 * @param onArrays runs it once on the arrays; gives the function's result, 0 if it has none
 * @param nativeOutput what a run on the native memory writes; empty if nothing
 * @param arrayOutput what a run on the arrays writes; empty if nothing
 * @param tolerance by how much results of peers may differ from ours, relatively: sums have an
 *     order
 * @param outputStays whether a run needs what the last one left in the output
 * @param bounds what was promised
 * @param reference another case that ours is held against, such as the same without a check
 */
record KernelCase(
    String name,
    String unit,
    ToDoubleFunction<NativeKernels> onNative,
    ToDoubleFunction<ArrayKernels> onArrays,
    MemorySegment nativeOutput,
    MemorySegment arrayOutput,
    double tolerance,
    boolean outputStays,
    List<Bound> bounds,
    Optional<Reference> reference) {

  /**
   * A promised ratio.
   *
   * @param target c or jvm
   * @param peer how the names of the peers that it is for begin
   * @param ratio what ours over theirs may be at most
   */
  record Bound(String target, String peer, double ratio) {}

  /** A case of ours to compare with, as a peer of that name. */
  record Reference(String name, KernelCase kernel) {}

  /** What was promised beside a peer; the last bound that fits counts. */
  OptionalDouble bound(String target, String peer) {
    OptionalDouble found = OptionalDouble.empty();
    for (Bound bound : bounds) {
      if (bound.target().equals(target) && peer.startsWith(bound.peer())) {
        found = OptionalDouble.of(bound.ratio());
      }
    }
    return found;
  }

  /** The same case with one more promise. */
  KernelCase promising(String target, String peer, double ratio) {
    List<Bound> more = new java.util.ArrayList<>(bounds);
    more.add(new Bound(target, peer, ratio));
    return with(more, reference);
  }

  /** The same case without promises. */
  KernelCase promisingNothing() {
    return with(List.of(), reference);
  }

  /** The same case beside another one of ours. */
  KernelCase beside(String as, KernelCase other) {
    return with(bounds, Optional.of(new Reference(as, other)));
  }

  private KernelCase with(List<Bound> promises, Optional<Reference> beside) {
    return new KernelCase(
        name,
        unit,
        onNative,
        onArrays,
        nativeOutput,
        arrayOutput,
        tolerance,
        outputStays,
        List.copyOf(promises),
        beside);
  }
}
