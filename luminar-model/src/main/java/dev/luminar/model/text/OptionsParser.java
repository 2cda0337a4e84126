package dev.luminar.model.text;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.Balance;
import dev.luminar.model.BlockKind;
import dev.luminar.model.ConcurrencyMode;
import dev.luminar.model.ConcurrentOptions;
import dev.luminar.model.Cores;
import dev.luminar.model.ErrorStrategy;
import dev.luminar.model.ModelException;
import dev.luminar.model.OnError;
import dev.luminar.model.OnTimeout;
import dev.luminar.model.ParallelOptions;
import dev.luminar.model.Retry;
import dev.luminar.model.Schedule;
import dev.luminar.model.SelectPolicy;
import dev.luminar.model.type.ScalarType;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads options of regions, and the values they have. */
final class OptionsParser {
  private static final List<String> SHARED =
      List.of(
          "cores",
          "balance",
          "on_error",
          "timeout",
          "grace",
          "on_timeout",
          "retry",
          "monitor",
          "mode");

  private final Cursor cursor;
  private final Set<String> given = new HashSet<>();

  OptionsParser(Cursor cursor) {
    this.cursor = cursor;
  }

  /** Reads options, each behind a comma, up to the closing parenthesis. */
  ParallelOptions parallel() {
    ParallelOptions.Builder builder = ParallelOptions.builder();
    Token start = cursor.peek();
    while (cursor.accept(",")) {
      Token name = option();
      switch (name.text()) {
        case "cores" -> builder.cores(cores());
        case "schedule" -> builder.schedule(schedule());
        case "grain" -> builder.grain(assigned(() -> number(64)));
        case "balance" -> builder.balance(word(Balance.values(), Balance::symbol));
        case "on_error" -> builder.onError(onError());
        case "timeout" -> builder.timeout(assigned(this::duration));
        case "grace" -> builder.grace(assigned(this::duration));
        case "on_timeout" -> builder.onTimeout(word(OnTimeout.values(), OnTimeout::symbol));
        case "retry" -> builder.retry(retryArguments(name));
        case "monitor" -> builder.isMonitored(flag());
        case "mode" -> builder.mode(word(ConcurrencyMode.values(), ConcurrencyMode::symbol));
        default -> throw unknown(name, "a parallel block", List.of("schedule", "grain"));
      }
    }
    return at(start, builder::build);
  }

  /** Reads options with commas between them, up to the closing parenthesis. */
  ConcurrentOptions concurrent() {
    ConcurrentOptions.Builder builder = ConcurrentOptions.builder();
    Token start = cursor.peek();
    do {
      Token name = option();
      switch (name.text()) {
        case "kind" -> builder.kind(word(BlockKind.values(), BlockKind::symbol));
        case "cores" -> builder.cores(cores());
        case "balance" -> builder.balance(word(Balance.values(), Balance::symbol));
        case "on_error" -> builder.onError(onError());
        case "timeout" -> builder.timeout(assigned(this::duration));
        case "grace" -> builder.grace(assigned(this::duration));
        case "on_timeout" -> builder.onTimeout(word(OnTimeout.values(), OnTimeout::symbol));
        case "retry" -> builder.retry(retryArguments(name));
        case "monitor" -> builder.isMonitored(flag());
        case "mode" -> builder.mode(word(ConcurrencyMode.values(), ConcurrencyMode::symbol));
        default -> throw unknown(name, "a concurrent block", List.of("kind"));
      }
    } while (cursor.accept(","));
    return at(start, builder::build);
  }

  private Token option() {
    Token name = cursor.name("an option");
    if (!given.add(name.text())) {
      throw new SyntaxError(
          Diagnostic.error(
              DiagnosticCode.INVALID_OPTION,
              cursor.span(name),
              "the option '" + name.text() + "' is given twice"));
    }
    return name;
  }

  private SyntaxError unknown(Token name, String what, List<String> own) {
    String all = String.join(", ", own) + ", " + String.join(", ", SHARED);
    return new SyntaxError(
        Diagnostic.error(
                DiagnosticCode.INVALID_OPTION_NAME,
                cursor.span(name),
                what + " has no option " + name.found())
            .withNote("it has " + all));
  }

  private <T> T assigned(Supplier<T> value) {
    cursor.expect("=");
    return value.get();
  }

  private boolean flag() {
    if (!cursor.accept("=")) {
      return true;
    }
    if (cursor.accept("true")) {
      return true;
    }
    cursor.expect("false");
    return false;
  }

  private Cores cores() {
    cursor.expect("=");
    if (cursor.acceptName("auto")) {
      return Cores.AUTO;
    }
    Token start = cursor.peek();
    long count = number(32);
    return at(start, () -> Cores.exactly((int) count));
  }

  private Schedule schedule() {
    cursor.expect("=");
    Token start = cursor.peek();
    if (cursor.acceptName("auto")) {
      return Schedule.AUTO;
    }
    if (cursor.acceptName("static")) {
      return Schedule.STATIC;
    }
    if (cursor.acceptName("guided")) {
      return Schedule.GUIDED;
    }
    if (cursor.acceptName("dynamic")) {
      cursor.expect("(");
      long chunk = number(64);
      cursor.expect(")");
      return at(start, () -> Schedule.dynamic(chunk));
    }
    throw cursor.expected("static, dynamic(chunk), guided or auto");
  }

  private OnError onError() {
    cursor.expect("=");
    Token start = cursor.peek();
    if (cursor.acceptName("collect")) {
      return cursor.at("(") ? bounded(start) : OnError.COLLECT;
    }
    ErrorStrategy strategy = choice(ErrorStrategy.values(), ErrorStrategy::symbol);
    return new OnError(strategy, 0);
  }

  private OnError bounded(Token start) {
    cursor.expect("(");
    OnError collect;
    if (cursor.acceptName("unbounded")) {
      collect = OnError.collectUnbounded();
    } else {
      cursor.expectName("max");
      cursor.expect("=");
      long max = number(64);
      collect = at(start, () -> OnError.collect(max));
    }
    cursor.expect(")");
    return collect;
  }

  /** Reads a retry with its word. */
  Retry retry() {
    Token word = cursor.peek();
    cursor.expectName("retry");
    return retryArguments(word);
  }

  private Retry retryArguments(Token start) {
    cursor.expect("(");
    long limit = number(32);
    cursor.expect(",");
    Duration backoff = duration();
    cursor.expect(")");
    return at(start, () -> new Retry((int) limit, backoff));
  }

  /** Reads the policy of a select. */
  SelectPolicy policy() {
    if (cursor.acceptName("ordered")) {
      return SelectPolicy.ORDERED;
    }
    if (cursor.acceptName("rotating")) {
      return SelectPolicy.ROTATING;
    }
    if (cursor.acceptName("seeded")) {
      cursor.expect("(");
      long seed = number(64);
      cursor.expect(")");
      return SelectPolicy.seeded(seed);
    }
    throw cursor.expected("ordered, rotating or seeded(number)");
  }

  private <T> T word(T[] values, Function<T, String> symbol) {
    cursor.expect("=");
    return choice(values, symbol);
  }

  private <T> T choice(T[] values, Function<T, String> symbol) {
    for (T value : values) {
      if (cursor.acceptName(symbol.apply(value))) {
        return value;
      }
    }
    throw cursor.expected(String.join(" or ", List.of(values).stream().map(symbol).toList()));
  }

  /** Reads a constant integer of so many bits. */
  long number(int bits) {
    Token start = cursor.peek();
    boolean isNegative = cursor.accept("-");
    if (cursor.peek().kind() != Token.Kind.NUMBER) {
      throw cursor.expected("a number");
    }
    Token token = cursor.next();
    Span span = cursor.spanFrom(start);
    WrittenNumber number = WrittenNumber.of(token, span);
    if (!number.suffix().isEmpty()) {
      throw new SyntaxError(
          Diagnostic.error(
              DiagnosticCode.SYNTAX_ERROR, span, "expected a plain number, without a suffix"));
    }
    return number.integer(isNegative, bits, span);
  }

  private Duration duration() {
    Token start = cursor.peek();
    boolean isNegative = cursor.accept("-");
    if (cursor.peek().kind() != Token.Kind.NUMBER) {
      throw cursor.expected("a duration, such as 30ms,");
    }
    Token token = cursor.next();
    Span span = cursor.spanFrom(start);
    WrittenNumber number = WrittenNumber.of(token, span);
    if (TimeUnitName.find(number.suffix()).isEmpty()) {
      throw new SyntaxError(
          Diagnostic.error(
              DiagnosticCode.SYNTAX_ERROR,
              span,
              "a duration needs a unit: ns, us, ms, s, min or h"));
    }
    return Duration.ofNanos(number.literal(ScalarType.I64, isNegative, span).longValue());
  }

  private <T> T at(Token start, Supplier<T> maker) {
    try {
      return maker.get();
    } catch (ModelException refused) {
      throw new SyntaxError(refused.diagnostic().withSpan(cursor.spanFrom(start)));
    }
  }
}
