package dev.luminar.analyzer.race;

import dev.luminar.analyzer.race.AccessWalk.SharedRegion;
import org.jspecify.annotations.Nullable;

/** Makes parts of accesses: replaces the indices of loops inside a task by their bounds. */
final class Parts {
  private final SharedRegion region;
  private final Symbols symbols;

  Parts(SharedRegion region, Symbols symbols) {
    this.region = region;
    this.symbols = symbols;
  }

  /** An access as a function of its instance, with inner indices replaced by their bounds. */
  @Nullable Part of(SharedAccess access, Slot slot) {
    Poly least = bound(access.least(), slot, true);
    Poly behind = bound(access.behind(), slot, false);
    if (least == null || behind == null) {
      return null;
    }
    int symbol = slot.instances() == Slot.Instances.BY_SYMBOL ? slot.symbol() : 0;
    if (symbol != 0 && (least.hasSquare(symbol) || behind.hasSquare(symbol))) {
      return null;
    }
    Poly a = symbol == 0 ? Poly.ZERO : least.coefficientOf(symbol);
    Poly from = symbol == 0 ? least : least.without(symbol);
    Poly width = behind.minus(least);
    return width == null || symbol != 0 && width.has(symbol)
        ? null
        : new Part(access, a, from, width);
  }

  private @Nullable Poly bound(@Nullable Poly poly, Slot slot, boolean isLeast) {
    Poly at = poly;
    while (at != null) {
      int inner = innermost(at, slot);
      if (inner == 0) {
        return isInvariant(at, slot) ? at : null;
      }
      Symbols.Span span = symbols.span(inner);
      Poly coefficient = at.hasSquare(inner) ? null : at.coefficientOf(inner);
      if (span == null || coefficient == null || !coefficient.isConstant()) {
        return null;
      }
      boolean wantsLeast = isLeast == coefficient.constant() > 0;
      at = at.with(inner, wantsLeast ? span.least() : span.greatest());
    }
    return null;
  }

  /** The symbol declared last among those that belong to one instance, 0 if there is none. */
  private int innermost(Poly poly, Slot slot) {
    int found = 0;
    for (int symbol : poly.symbols()) {
      if (symbol != slot.symbol()
          && symbols.number(symbol) > slot.lastOutside()
          && (found == 0 || symbols.number(symbol) > symbols.number(found))) {
        found = symbol;
      }
    }
    return found;
  }

  /** Whether everything but the slot's own symbol is the same for all instances. */
  private boolean isInvariant(Poly poly, Slot slot) {
    for (int symbol : poly.symbols()) {
      if (symbol != slot.symbol() && region.changing.contains(symbols.number(symbol))) {
        return false;
      }
    }
    return true;
  }
}
