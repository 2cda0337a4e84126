package dev.luminar.dsl;

import dev.luminar.diag.Span;
import dev.luminar.model.Block;
import dev.luminar.model.Concurrent;
import dev.luminar.model.Parallel;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.eclipse.collections.api.list.ImmutableList;

/** Builds parallel and concurrent blocks. */
final class Regions {
  private Regions() {}

  static <I extends Int<I>> EndedRegion parallel(
      OpenBlock b, String index, Over<I> over, BiConsumer<? super ParallelBlock, I> body) {
    Span here = b.enter();
    dev.luminar.model.Range range = over.range().node(b, here);
    Optional<String> label = over.label().map(b::fresh);
    ImmutableList<AnyReduction> reductions = over.reductions();
    ImmutableList<dev.luminar.model.Reduction> nodes =
        reductions.collect(reduction -> reduction.open(b, b, here));
    ParallelBlock iteration = new ParallelBlock(b, "parallel", here);
    reductions.forEach(reduction -> reduction.enter(iteration));
    String name = iteration.fresh(index);
    I value = over.range().value(name, here, iteration);
    Block block = b.build(iteration, it -> body.accept(it, value));
    int position = b.size();
    b.add(new Parallel(label, name, range, over.options(), nodes, block, here));
    reductions.forEach(AnyReduction::leave);
    return new EndedRegion(b, position);
  }

  static EndedRegion concurrent(OpenBlock b, With options, Consumer<? super ConcurrentBlock> body) {
    Span here = b.enter();
    ConcurrentBlock tasks = new ConcurrentBlock(b, "concurrent", here);
    tasks.begin(options.label().map(b::fresh));
    Block block = b.build(tasks, body);
    int position = b.size();
    b.add(new Concurrent(tasks.label(), options.options(), block, here));
    tasks.sinks().forEach(AnyReduction::leave);
    return new EndedRegion(b, position);
  }
}
