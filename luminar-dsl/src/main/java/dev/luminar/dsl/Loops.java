package dev.luminar.dsl;

import dev.luminar.diag.Span;

/** Makes the bodies of loops. */
final class Loops {
  private Loops() {}

  @SuppressWarnings("unchecked") // each kind of block makes loops of the kind that belongs to it
  static <L extends OpenBlock> L body(OpenBlock b, String what, Span here) {
    return (L) b.innerLoop(what, here);
  }
}
