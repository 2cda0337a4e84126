package dev.luminar.analyzer.lower;

import dev.luminar.analyzer.linear.Interval;
import dev.luminar.plan.Local;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An integer that stays the same while it is talked about: the value of a name, the length of a
 * buffer, or a local of lowering's own.
 */
final class IndexSymbol implements Comparable<IndexSymbol> {

  /** What a symbol stands for. */
  enum Kind {
    NAME,
    LENGTH,
    LOCAL
  }

  final Kind kind;

  /** The name, or the name of the buffer. */
  final @Nullable Binding binding;

  /** The local, where there is no name. */
  final @Nullable Local local;

  /** What its value is certainly between, both included. */
  BigInteger least;

  BigInteger greatest;

  /** For the index of a loop that is open: values that it is certainly not below, or not above. */
  final List<IndexFacts.Form> lowers = new ArrayList<>();

  final List<IndexFacts.Form> uppers = new ArrayList<>();

  /** For the index of a loop: how far inside it is, more than that of each loop around; else 0. */
  int depth;

  private final int id;

  IndexSymbol(
      int id,
      Kind kind,
      @Nullable Binding binding,
      @Nullable Local local,
      BigInteger least,
      BigInteger greatest) {
    this.id = id;
    this.kind = kind;
    this.binding = binding;
    this.local = local;
    this.least = least;
    this.greatest = greatest;
  }

  /** What its value is certainly in. */
  Interval values() {
    return new Interval(least, greatest);
  }

  boolean isLoopIndex() {
    return depth > 0;
  }

  @Override
  public int compareTo(IndexSymbol other) {
    return Integer.compare(id, other.id);
  }

  @Override
  public String toString() {
    String name =
        binding != null ? binding.name() : local != null ? local.name() : Integer.toString(id);
    return kind == Kind.LENGTH ? "len(" + name + ")" : name;
  }
}
