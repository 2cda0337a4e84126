package dev.luminar.model.text;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A unit of time in the text form. */
enum TimeUnitName {
  NS(1L),
  US(1_000L),
  MS(1_000_000L),
  S(1_000_000_000L),
  MIN(60_000_000_000L),
  H(3_600_000_000_000L);

  static final List<TimeUnitName> DESCENDING = List.of(H, MIN, S, MS, US, NS);

  private final long nanos;

  TimeUnitName(long nanos) {
    this.nanos = nanos;
  }

  long nanos() {
    return nanos;
  }

  String symbol() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<TimeUnitName> find(String symbol) {
    return DESCENDING.stream().filter(unit -> unit.symbol().equals(symbol)).findFirst();
  }
}
