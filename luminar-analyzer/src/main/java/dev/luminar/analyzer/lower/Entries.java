package dev.luminar.analyzer.lower;

import dev.luminar.model.Function;
import dev.luminar.plan.Entry;
import org.eclipse.collections.api.list.ImmutableList;

/** This pass lists the functions that the host may call. */
final class Entries {

  private Entries() {}

  static ImmutableList<Entry> of(Lowering lowering) {
    lowering.reach.close();
    return lowering
        .program
        .functions()
        .select(Function::isExported)
        .collect(function -> {
          int routine = lowering.entryRoutine(function.name());
          return new Entry(
              function.name(),
              function.parameters(),
              function.result(),
              routine,
              lowering.reach.collects(routine),
              lowering.reach.startsRuntime(routine),
              lowering.reach.isDeep(routine));
        });
  }
}
