package dev.luminar.model.text;

import dev.luminar.model.Balance;
import dev.luminar.model.BlockKind;
import dev.luminar.model.ConcurrencyMode;
import dev.luminar.model.ConcurrentOptions;
import dev.luminar.model.Cores;
import dev.luminar.model.OnError;
import dev.luminar.model.OnTimeout;
import dev.luminar.model.ParallelOptions;
import dev.luminar.model.Retry;
import dev.luminar.model.Schedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Prints the options that differ from their defaults, in one order. */
final class OptionsPrinter {
  private final List<String> items = new ArrayList<>();

  private OptionsPrinter() {}

  static List<String> of(ParallelOptions options) {
    OptionsPrinter printer = new OptionsPrinter();
    printer.cores(options.cores());
    printer.add("schedule", options.schedule(), Schedule.AUTO);
    options.grain().ifPresent(grain -> printer.items.add("grain = " + grain));
    printer.common(
        options.balance(),
        options.onError(),
        options.timeout(),
        options.grace(),
        options.onTimeout(),
        options.retry(),
        options.isMonitored(),
        options.mode());
    return printer.items;
  }

  static List<String> of(ConcurrentOptions options) {
    OptionsPrinter printer = new OptionsPrinter();
    printer.add("kind", options.kind().symbol(), BlockKind.BATCH.symbol());
    printer.cores(options.cores());
    printer.common(
        options.balance(),
        options.onError(),
        options.timeout(),
        options.grace(),
        options.onTimeout(),
        options.retry(),
        options.isMonitored(),
        options.mode());
    return printer.items;
  }

  private void cores(Cores cores) {
    add("cores", cores, Cores.AUTO);
  }

  private void common(
      Balance balance,
      OnError onError,
      Optional<Duration> timeout,
      Optional<Duration> grace,
      OnTimeout onTimeout,
      Optional<Retry> retry,
      boolean isMonitored,
      Optional<ConcurrencyMode> mode) {
    add("balance", balance.symbol(), Balance.NONE.symbol());
    add("on_error", onError, OnError.STOP);
    timeout.ifPresent(duration -> items.add("timeout = " + ExprPrinter.duration(duration)));
    grace.ifPresent(duration -> items.add("grace = " + ExprPrinter.duration(duration)));
    add("on_timeout", onTimeout.symbol(), OnTimeout.ERROR.symbol());
    retry.ifPresent(value -> items.add(value.toString()));
    if (isMonitored) {
      items.add("monitor");
    }
    mode.ifPresent(value -> items.add("mode = " + value.symbol()));
  }

  private void add(String name, Object value, Object defaultValue) {
    if (!value.equals(defaultValue)) {
      items.add(name + " = " + value);
    }
  }
}
