package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.Assert;
import dev.luminar.model.Raise;
import dev.luminar.model.Reraise;
import dev.luminar.model.expr.Expr;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/** Statements that raise errors. In a message, {@code {0}} and {@code {1}} stand for arguments. */
public sealed interface RaiseStatements permits Statements {
  /** Adds {@code raise "errorType" ("message", arguments);} with at most two arguments. */
  default void raise(String errorType, String message, I64... arguments) {
    requireNonNull(errorType, "errorType");
    requireNonNull(message, "message");
    requireNonNull(arguments, "arguments");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    b.add(new Raise(errorType, Optional.empty(), message, nodes(here, arguments), here));
  }

  /** Adds {@code raise "errorType" ("message", arguments) code code;}. */
  default void raise(String errorType, I64 code, String message, I64... arguments) {
    requireNonNull(errorType, "errorType");
    requireNonNull(code, "code");
    requireNonNull(message, "message");
    requireNonNull(arguments, "arguments");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    Optional<Expr> number = Optional.of(b.use(code, here));
    b.add(new Raise(errorType, number, message, nodes(here, arguments), here));
  }

  /** Adds {@code raise error;}, which raises a handled error again. */
  default void raise(Caught error) {
    requireNonNull(error, "error");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    b.checkHome(error, error.home(), here);
    b.add(new Reraise(error.toString(), here));
  }

  /** Adds {@code assert condition, "message", arguments;} with at most two arguments. */
  default void asserts(Bool condition, String message, I64... arguments) {
    requireNonNull(condition, "condition");
    requireNonNull(message, "message");
    requireNonNull(arguments, "arguments");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    b.add(new Assert(b.use(condition, here), message, nodes(here, arguments), here));
  }

  private ImmutableList<Expr> nodes(Span here, I64... arguments) {
    OpenBlock b = (OpenBlock) this;
    return Lists.immutable
        .of(arguments)
        .collect(argument -> b.use(requireNonNull(argument, "arguments"), here));
  }
}
