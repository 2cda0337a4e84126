package dev.luminar.analyzer.facts;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;

/**
 * An access of a region to a buffer that its tasks share, and what is known about it.
 *
 * @param buffer the name in the source
 * @param kind what it does
 * @param index the element or the part, in words of the source: {@code i + 1}, {@code 0..<n}, or
 *     {@code ?} where it is not known
 * @param verdict whether it can collide
 * @param reason why, in a few words; for a refused one with the witness
 * @param span the place
 */
public record Access(
    String buffer, Kind kind, String index, Verdict verdict, String reason, Span span) {
  /** What an access does. */
  public enum Kind {
    READ("reads"),
    WRITE("writes"),
    ATOMIC("updates atomically");

    private final String verb;

    Kind(String verb) {
      this.verb = verb;
    }

    /** Returns the verb that belongs to a task. */
    public String verb() {
      return verb;
    }
  }

  /** What the analyzer found. */
  public enum Verdict {
    /** No two tasks collide. */
    PROVEN("proven"),
    /** No two tasks collide if the region's guard holds; if not, it runs in order on one thread. */
    GUARDED("guarded"),
    /** Not proven: the user vouches for it, with {@code unchecked} or {@code assume_injective}. */
    ASSUMED("assumed"),
    /** Two tasks collide, or it could not be shown that they do not. */
    REFUSED("refused");

    private final String word;

    Verdict(String word) {
      this.word = word;
    }

    /** Returns the word that explain prints. */
    public String word() {
      return word;
    }
  }

  /** Checks the components. */
  public Access {
    requireNonNull(buffer, "buffer");
    requireNonNull(kind, "kind");
    requireNonNull(index, "index");
    requireNonNull(verdict, "verdict");
    requireNonNull(reason, "reason");
    requireNonNull(span, "span");
  }
}
