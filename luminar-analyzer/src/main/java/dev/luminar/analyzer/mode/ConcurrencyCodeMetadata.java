package dev.luminar.analyzer.mode;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.ConcurrencyMode;
import dev.luminar.model.RuntimeFeature;
import org.eclipse.collections.api.list.ImmutableList;

/** What the code of a region will consist of, with the fields of the original design. */
public sealed interface ConcurrencyCodeMetadata {
  /** Returns the mode. */
  ConcurrencyMode mode();

  /**
   * Of a bare-metal region.
   *
   * @param threadCount how many threads it uses, 0 for as many as the machine has
   * @param atomicVariables the atomic cells and buffers that its tasks share, in the order of use
   * @param usesWorkPartitioning whether positions are divided among the threads by a formula
   */
  record BareMetal(
      int threadCount, ImmutableList<String> atomicVariables, boolean usesWorkPartitioning)
      implements ConcurrencyCodeMetadata {
    /** Checks the components. */
    public BareMetal {
      requireNonNull(atomicVariables, "atomicVariables");
    }

    @Override
    public ConcurrencyMode mode() {
      return ConcurrencyMode.BARE_METAL;
    }
  }

  /**
   * Of a runtime-assisted region.
   *
   * @param usedFeatures what it uses of the runtime
   * @param channelNames the channels that it declares or uses, in source order
   * @param hookFunctions the functions of the hook interface that its code calls, in the order of
   *     {@link dev.luminar.plan.Hook}
   */
  record RuntimeAssisted(
      ImmutableList<RuntimeFeature> usedFeatures,
      ImmutableList<String> channelNames,
      ImmutableList<String> hookFunctions)
      implements ConcurrencyCodeMetadata {
    /** Checks the components. */
    public RuntimeAssisted {
      requireNonNull(usedFeatures, "usedFeatures");
      requireNonNull(channelNames, "channelNames");
      requireNonNull(hookFunctions, "hookFunctions");
    }

    @Override
    public ConcurrencyMode mode() {
      return ConcurrencyMode.RUNTIME_ASSISTED;
    }
  }
}
