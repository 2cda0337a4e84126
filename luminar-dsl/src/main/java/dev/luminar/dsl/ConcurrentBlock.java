package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.MutableList;
import org.jspecify.annotations.Nullable;

/**
 * The body of a concurrent block, or a block in it: it starts tasks, workers and pipelines, all of
 * which are joined at its end.
 */
public final class ConcurrentBlock extends OpenBlock
    implements Statements<ConcurrentBlock, ConcurrentLoop>,
        RegionStatements,
        WaitStatements<ConcurrentBlock, ConcurrentLoop>,
        SpawnStatements,
        TaskStatements {
  private final MutableList<Reduction<?>> sinks = Lists.mutable.empty();
  private @Nullable String label;
  private boolean isRegion;

  ConcurrentBlock(OpenBlock outer, String what, Span place) {
    super(outer, what, place);
  }

  @Override
  ConcurrentBlock inner(OpenBlock around, String arm, Span at) {
    return new ConcurrentBlock(around, arm, at);
  }

  @Override
  ConcurrentLoop innerLoop(String loop, Span at) {
    return new ConcurrentLoop(this, loop, at);
  }

  /** Returns the label that {@code cancel} and {@code errors} use; one is made if there is none. */
  String labelled(OpenBlock innermost) {
    String known = label;
    if (known == null) {
      known = requireNonNull(outer(), "outer").fresh("work", innermost);
      label = known;
    }
    return known;
  }

  /** Returns the concurrent block that a block in it, but in none of its tasks, belongs to. */
  static ConcurrentBlock around(OpenBlock block) {
    OpenBlock found = block;
    while (!(found instanceof ConcurrentBlock region && region.isRegion)) {
      found = requireNonNull(found.outer(), "outer");
    }
    return (ConcurrentBlock) found;
  }

  MutableList<Reduction<?>> sinks() {
    return sinks;
  }

  /** Makes this the concurrent block itself, not an arm in one. */
  void begin(Optional<String> name) {
    isRegion = true;
    label = name.orElse(null);
  }

  Optional<String> label() {
    return Optional.ofNullable(label);
  }
}
