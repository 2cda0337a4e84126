package dev.luminar.analyzer.mode;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.ConcurrencyMode;
import dev.luminar.model.RuntimeFeature;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * The result of the analysis of a region, with the fields of the original design.
 *
 * @param executionMode the mode
 * @param requiredFeatures what it needs from the runtime; nothing on bare metal
 * @param estimatedTaskCount how many iterations or tasks it has, 0 where that is known only when it
 *     runs
 * @param hasChannels whether it uses channels
 * @param hasComplexErrorHandling whether it retries or hands errors to the runtime
 * @param hasAtomicOperations whether its tasks share atomic places
 * @param requiresLoadBalancing whether it asks for threads that steal work
 * @param estimatedThreadCount how many threads it uses, 0 for as many as the machine has
 * @param isCpuBound whether it only computes
 * @param isIoBound whether it waits for something outside of the program
 */
public record ConcurrencyAnalysis(
    ConcurrencyMode executionMode,
    ImmutableList<RuntimeFeature> requiredFeatures,
    long estimatedTaskCount,
    boolean hasChannels,
    boolean hasComplexErrorHandling,
    boolean hasAtomicOperations,
    boolean requiresLoadBalancing,
    int estimatedThreadCount,
    boolean isCpuBound,
    boolean isIoBound) {
  /** Checks the components. */
  public ConcurrencyAnalysis {
    requireNonNull(executionMode, "executionMode");
    requireNonNull(requiredFeatures, "requiredFeatures");
  }
}
