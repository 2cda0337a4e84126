package dev.luminar.dsl;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Ref;
import dev.luminar.model.type.ScalarType;

/** Makes the handles of what was received. */
final class Received {
  private Received() {}

  static <V extends Value<V>> V value(Chan<V> channel, String name, Span here, OpenBlock b) {
    return channel.element().wrap(new Ref(name, channel.element().node(), here), b);
  }

  static <V extends Value<V>> Outcome<V> outcome(
      Chan<V> channel, String value, String ok, Span here, OpenBlock b) {
    return new Outcome<>(
        value(channel, value, here, b), new Bool(new Ref(ok, ScalarType.BOOL, here), b));
  }
}
