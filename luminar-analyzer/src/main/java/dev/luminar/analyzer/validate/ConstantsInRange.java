package dev.luminar.analyzer.validate;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.*;
import dev.luminar.model.expr.*;

/** Constants that the runtime would refuse are refused at once. */
final class ConstantsInRange extends Rule {
  private static final long CAPACITY_MAX = (1L << 30) - 1;
  private static final long WORKERS_MAX = 1_000_000;

  @Override
  void enter(Stmt statement, Place at) {
    switch (statement) {
      case ChannelDecl s -> {
        s.capacity()
            .ifPresent(e -> check("the capacity of a channel", e, 0, CAPACITY_MAX, s.span(), at));
        s.count()
            .ifPresent(e -> check("the number of channels", e, 0, Long.MAX_VALUE, s.span(), at));
      }
      case BufferDecl s ->
          check("the length of a buffer", s.length(), 0, Long.MAX_VALUE, s.span(), at);
      case ArrayDecl s ->
          check("the length of an array", s.length(), 0, Long.MAX_VALUE, s.span(), at);
      case Worker s -> check("the count of a worker", s.count(), 1, WORKERS_MAX, s.span(), at);
      case Sleep s ->
          check("the duration of a sleep", s.duration(), 0, Long.MAX_VALUE, s.span(), at);
      case Select s -> {
        for (SelectArm arm : s.arms()) {
          if (arm instanceof SelectTimeout limit) {
            Span span = limit.span();
            check("the timeout of a select", limit.timeout(), 0, Long.MAX_VALUE, span, at);
          }
        }
      }
      case For s -> step(s.range(), at);
      case Task s -> s.over().ifPresent(over -> step(over.range(), at));
      case Parallel s -> {
        step(s.range(), at);
        strategy(s.options().onError(), s.span(), at);
      }
      case Concurrent s -> strategy(s.options().onError(), s.span(), at);
      default -> {}
    }
  }

  private static void step(Range range, Place at) {
    if (range.step().isPresent()
        && range.step().get() instanceof Literal step
        && step.longValue() == 0) {
      report("the step of a range", "0", "not be 0", step.span(), range.span(), at);
    }
  }

  private static void strategy(OnError onError, Span span, Place at) {
    if (onError.strategy() == ErrorStrategy.COLLECT && onError.max() < 1) {
      report("the bound of collect", "0", "be at least 1 ('ignore' keeps none)", span, span, at);
    }
  }

  private static void check(String what, Expr value, long least, long most, Span span, Place at) {
    if (value instanceof Literal literal
        && (literal.longValue() < least || literal.longValue() > most)) {
      String range =
          most == Long.MAX_VALUE ? "be at least " + least : "be " + least + " to " + most;
      report(what, Long.toString(literal.longValue()), range, value.span(), span, at);
    }
  }

  private static void report(
      String what, String value, String wanted, Span place, Span statement, Place at) {
    at.report(
        Diagnostic.error(
                DiagnosticCode.CONSTANT_OUT_OF_RANGE,
                place.isKnown() ? place : statement,
                what + " must " + wanted + ", and is " + value)
            .withHelp("choose a value in the range"));
  }
}
