package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * Which arm of a select is taken if several can be.
 *
 * @param kind the rule
 * @param seed what a seeded choice starts from; 0 for the others
 */
public record SelectPolicy(Kind kind, long seed) {
  /** The rules. */
  public enum Kind {
    /** The first in source order. */
    ORDERED,
    /** The first behind the one that was taken last. */
    ROTATING,
    /** One that a seeded generator chooses. */
    SEEDED
  }

  /** The first arm in source order. */
  public static final SelectPolicy ORDERED = new SelectPolicy(Kind.ORDERED, 0);

  /** The first arm behind the one that was taken last; the default. */
  public static final SelectPolicy ROTATING = new SelectPolicy(Kind.ROTATING, 0);

  /** Checks the components: the seed counts for seeded choices only. */
  public SelectPolicy {
    requireNonNull(kind, "kind");
    seed = kind == Kind.SEEDED ? seed : 0;
  }

  /** Returns the policy that chooses by a seeded generator. */
  public static SelectPolicy seeded(long seed) {
    return new SelectPolicy(Kind.SEEDED, seed);
  }

  /** Returns the text form: {@code ordered}, {@code rotating} or {@code seeded(7)}. */
  @Override
  public String toString() {
    return kind == Kind.SEEDED ? "seeded(" + seed + ")" : kind.name().toLowerCase(Locale.ROOT);
  }
}
