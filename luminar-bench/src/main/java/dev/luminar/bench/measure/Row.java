package dev.luminar.bench.measure;

import static java.util.Objects.requireNonNull;

import java.util.OptionalDouble;

/**
 * One case beside one peer.
 *
 * @param suite the suite's name
 * @param name the case's name
 * @param target c or jvm
 * @param ours our samples; lower is better
 * @param unit the unit of both
 * @param peer the peer's name
 * @param peerSamples the peer's samples, from the same run
 * @param bound what the ratio may be at most; empty where nothing was promised
 */
public record Row(
    String suite,
    String name,
    String target,
    Samples ours,
    String unit,
    String peer,
    Samples peerSamples,
    OptionalDouble bound) {
  /** Checks the components. */
  public Row {
    requireNonNull(suite, "suite");
    requireNonNull(name, "name");
    requireNonNull(target, "target");
    requireNonNull(ours, "ours");
    requireNonNull(unit, "unit");
    requireNonNull(peer, "peer");
    requireNonNull(peerSamples, "peerSamples");
    requireNonNull(bound, "bound");
  }

  /** Returns our median over the peer's. */
  public double ratio() {
    return ours.median() / peerSamples.median();
  }

  /** Says whether the ratio is above its bound. */
  public boolean isAboveBound() {
    return bound.isPresent() && ratio() > bound.getAsDouble();
  }
}
