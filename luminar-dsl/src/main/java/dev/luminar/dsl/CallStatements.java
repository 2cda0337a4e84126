package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.Call;
import dev.luminar.model.expr.Ref;
import dev.luminar.model.type.Type;
import java.util.Optional;

/** Calls of functions and externs for their effects; {@link Dsl#pure} calls in an expression. */
public sealed interface CallStatements permits Statements {
  /** Adds {@code callee(arguments);}; a result is dropped. */
  default void call(Invocation<?> call) {
    requireNonNull(call, "call");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    Calls.check(b, call, here);
    ResultType<?> result = call.callee().result();
    b.add(
        new Call(
            Optional.empty(),
            call.callee().name(),
            call.arguments(),
            Optional.ofNullable(result).map(ResultType::node),
            here));
  }

  /** Adds {@code let result = call callee(arguments);}. */
  default <R extends Handle<R>> R call(String result, Invocation<R> call) {
    requireNonNull(result, "result");
    requireNonNull(call, "call");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    Calls.check(b, call, here);
    String fresh = b.fresh(result);
    Type type = Calls.result(call).node();
    b.add(
        new Call(
            Optional.of(fresh), call.callee().name(), call.arguments(), Optional.of(type), here));
    return Calls.result(call).wrap(new Ref(fresh, type, here), b);
  }
}
