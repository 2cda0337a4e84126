package dev.luminar.model.text;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.AsyncRead;
import dev.luminar.model.AsyncWrite;
import dev.luminar.model.AtomicCas;
import dev.luminar.model.AtomicLoad;
import dev.luminar.model.AtomicOperator;
import dev.luminar.model.AtomicPlace;
import dev.luminar.model.AtomicRmw;
import dev.luminar.model.AtomicStore;
import dev.luminar.model.Close;
import dev.luminar.model.MemoryOrder;
import dev.luminar.model.Offer;
import dev.luminar.model.Poll;
import dev.luminar.model.Receive;
import dev.luminar.model.Send;
import dev.luminar.model.Sleep;
import dev.luminar.model.Stmt;
import dev.luminar.model.Swap;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.type.ChannelType;
import dev.luminar.model.type.ErrorType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads operations on channels, io and atomic places, with or without names for their results. */
final class OperationParser {
  private static final Set<String> WORDS =
      Set.of(
          "send",
          "receive",
          "offer",
          "poll",
          "close",
          "swap",
          "sleep",
          "async_read",
          "async_write");

  private static final Map<String, AtomicOperator> OPERATORS =
      Arrays.stream(AtomicOperator.values())
          .collect(Collectors.toUnmodifiableMap(AtomicOperator::symbol, Function.identity()));

  private static final Map<String, MemoryOrder> ORDERS =
      Arrays.stream(MemoryOrder.values())
          .collect(Collectors.toUnmodifiableMap(MemoryOrder::symbol, Function.identity()));

  private final Cursor cursor;
  private final ExprParser exprs;
  private final BodyState state;

  OperationParser(Cursor cursor, ExprParser exprs, BodyState state) {
    this.cursor = cursor;
    this.exprs = exprs;
    this.state = state;
  }

  /** Says whether an operation with a name of its own is next. */
  boolean isOperation() {
    Token token = cursor.peek();
    return token.kind() == Token.Kind.NAME
        && WORDS.contains(token.text())
        && cursor.peek(1).is("(");
  }

  Stmt named(Results results) {
    Token word = cursor.next();
    cursor.expect("(");
    return switch (word.text()) {
      case "receive" -> receive(results, true);
      case "poll" -> receive(results, false);
      case "offer" -> {
        Optional<String> ok = results.atMostOne("'offer'");
        Expr channel = exprs.parse(null);
        Expr value = sent(channel);
        Offer statement = new Offer(ok, channel, value, cursor.spanFrom(results.start()));
        state.declare(ok, ScalarType.BOOL);
        yield statement;
      }
      case "async_read", "async_write" -> transfer(results, word.text().equals("async_read"));
      default -> unnamed(results, word);
    };
  }

  private Stmt unnamed(Results results, Token word) {
    if (results.first().isPresent() || results.second().isPresent() || results.isLet()) {
      throw new SyntaxError(
          Diagnostic.error(
              DiagnosticCode.SYNTAX_ERROR,
              cursor.span(word),
              "'" + word.text() + "' gives no value that could be bound"));
    }
    Token start = results.start();
    return switch (word.text()) {
      case "send" -> {
        Expr channel = exprs.parse(null);
        Expr value = sent(channel);
        yield new Send(channel, value, cursor.spanFrom(start));
      }
      case "close" -> {
        Expr channel = last(null);
        yield new Close(channel, cursor.spanFrom(start));
      }
      case "sleep" -> {
        Expr duration = last(ScalarType.I64);
        yield new Sleep(duration, cursor.spanFrom(start));
      }
      case "swap" -> {
        Token first = cursor.name("the name of a buffer");
        cursor.expect(",");
        Token second = cursor.name("the name of a buffer");
        cursor.expect(")");
        yield new Swap(exprs.reference(first), exprs.reference(second), cursor.spanFrom(start));
      }
      default -> throw new IllegalStateException("no operation: " + word.text());
    };
  }

  private Stmt receive(Results results, boolean isWaiting) {
    Expr channel = last(null);
    Optional<String> value = results.first();
    Optional<String> ok = results.second();
    Span span = cursor.spanFrom(results.start());
    Stmt statement =
        isWaiting ? new Receive(value, ok, channel, span) : new Poll(value, ok, channel, span);
    state.declare(value, element(channel));
    state.declare(ok, ScalarType.BOOL);
    return statement;
  }

  private Stmt transfer(Results results, boolean isRead) {
    Optional<String> count = results.atMostOne("a transfer");
    Expr io = exprs.parse(null);
    cursor.expect(",");
    Expr buffer = last(null);
    Span span = cursor.spanFrom(results.start());
    Stmt statement =
        isRead ? new AsyncRead(count, io, buffer, span) : new AsyncWrite(count, io, buffer, span);
    state.declare(count, ScalarType.I64);
    return statement;
  }

  /** Reads the value that goes to a channel, and the closing parenthesis. */
  private Expr sent(Expr channel) {
    cursor.expect(",");
    return last(element(channel));
  }

  private Expr last(@Nullable Type expected) {
    Expr expr = exprs.parse(expected);
    cursor.expect(")");
    return expr;
  }

  static Type element(Expr channel) {
    return channel.type() instanceof ChannelType type ? type.element() : ErrorType.ERROR;
  }

  /** Reads an operation on an atomic place, from its dot on. */
  Stmt atomic(Results results, AtomicPlace place) {
    cursor.expect(".");
    // Two of the operations have the names of reserved words.
    Token word =
        cursor.at("and") || cursor.at("or") ? cursor.next() : cursor.name("an atomic operation");
    cursor.expect("(");
    AtomicOperator operator = OPERATORS.get(word.text());
    if (operator != null) {
      return rmw(results, place, operator);
    }
    return switch (word.text()) {
      case "load" -> {
        String result = results.only("'load'");
        MemoryOrder order = order(false);
        AtomicLoad statement =
            new AtomicLoad(result, place, order, cursor.spanFrom(results.start()));
        state.declare(result, place.type());
        yield statement;
      }
      case "store" -> {
        if (results.isLet()) {
          throw new SyntaxError(
              Diagnostic.error(
                  DiagnosticCode.SYNTAX_ERROR,
                  cursor.span(word),
                  "'store' gives no value that could be bound"));
        }
        Expr value = exprs.parse(place.type());
        MemoryOrder order = order(true);
        yield new AtomicStore(place, value, order, cursor.spanFrom(results.start()));
      }
      case "cas", "cas_weak" -> cas(results, place, word.text().equals("cas_weak"));
      default ->
          throw new SyntaxError(
              Diagnostic.error(
                      DiagnosticCode.SYNTAX_ERROR,
                      cursor.span(word),
                      "there is no atomic operation " + word.found())
                  .withNote(
                      "there are load, store, exchange, add, sub, and, or, xor, min, max, cas and cas_weak"));
    };
  }

  private Stmt rmw(Results results, AtomicPlace place, AtomicOperator operator) {
    Optional<String> result = results.atMostOne("'" + operator.symbol() + "'");
    Expr value = exprs.parse(place.type());
    MemoryOrder order = order(true);
    AtomicRmw statement =
        new AtomicRmw(result, operator, place, value, order, cursor.spanFrom(results.start()));
    state.declare(result, place.type());
    return statement;
  }

  private Stmt cas(Results results, AtomicPlace place, boolean isWeak) {
    Expr expected = exprs.parse(place.type());
    cursor.expect(",");
    Expr desired = exprs.parse(place.type());
    MemoryOrder success = MemoryOrder.SEQ_CST;
    MemoryOrder failure = MemoryOrder.SEQ_CST;
    if (cursor.accept(",")) {
      success = memoryOrder();
      cursor.expect(",");
      failure = memoryOrder();
    }
    cursor.expect(")");
    AtomicCas statement =
        new AtomicCas(
            results.first(),
            results.second(),
            place,
            expected,
            desired,
            isWeak,
            success,
            failure,
            cursor.spanFrom(results.start()));
    state.declare(results.first(), place.type());
    state.declare(results.second(), ScalarType.BOOL);
    return statement;
  }

  /** Reads the order, if there is one, and the closing parenthesis. */
  private MemoryOrder order(boolean isBehindOperand) {
    MemoryOrder order = MemoryOrder.SEQ_CST;
    if (isBehindOperand ? cursor.accept(",") : !cursor.at(")")) {
      order = memoryOrder();
    }
    cursor.expect(")");
    return order;
  }

  private MemoryOrder memoryOrder() {
    MemoryOrder order =
        cursor.peek().kind() == Token.Kind.NAME ? ORDERS.get(cursor.peek().text()) : null;
    if (order == null) {
      throw cursor.expected("a memory order (relaxed, acquire, release, acq_rel or seq_cst)");
    }
    cursor.next();
    return order;
  }
}
