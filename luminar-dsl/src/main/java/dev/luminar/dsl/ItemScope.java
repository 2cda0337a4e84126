package dev.luminar.dsl;

import dev.luminar.diag.Span;

/** What an item of a pipeline belongs to while a stage without statements is built. */
final class ItemScope extends OpenBlock {
  ItemScope(OpenBlock outer, String what, Span place) {
    super(outer, what, place);
  }

  @Override
  ItemScope inner(OpenBlock around, String arm, Span at) {
    return new ItemScope(around, arm, at);
  }

  @Override
  ItemScope innerLoop(String loop, Span at) {
    return new ItemScope(this, loop, at);
  }
}
