package dev.luminar.analyzer.facts;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.Block;

/**
 * A check of {@code assume_injective(check)}, made when a parallel block is entered: that no two of
 * its iterations store into one element of a buffer.
 *
 * @param buffer the name of the buffer
 * @param slice the part of the body of the block that leads to the index: what it needs of lets,
 *     variables, conditions and loops, and the stores themselves, which stand for their index only
 * @param span the first of the stores
 */
public record InjectivityCheck(String buffer, Block slice, Span span) {
  /** Checks the components. */
  public InjectivityCheck {
    requireNonNull(buffer, "buffer");
    requireNonNull(slice, "slice");
    requireNonNull(span, "span");
  }
}
