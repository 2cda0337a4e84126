package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;

/** What all statements with a call check. */
final class Calls {
  private Calls() {}

  static void check(OpenBlock b, Invocation<?> call, Span here) {
    b.checkHome(call, call.home(), here);
    if (call.callee().program().session() != b.session()) {
      throw Guard.otherProgram(
          "the function '" + call.callee().name() + "'", call.callee().program(), b, here);
    }
  }

  @SuppressWarnings("unchecked") // an invocation has the result of its signature
  static <R extends Handle<R>> DslType<R> result(Invocation<R> call) {
    return (DslType<R>) requireNonNull(call.callee().result(), "result");
  }

  @SuppressWarnings("unchecked") // an invocation has the result of its signature
  static <V extends Value<V>> ValueType<V> valueResult(Invocation<V> call) {
    return (ValueType<V>) requireNonNull(call.callee().result(), "result");
  }
}
