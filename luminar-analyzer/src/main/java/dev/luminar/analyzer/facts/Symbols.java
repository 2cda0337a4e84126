package dev.luminar.analyzer.facts;

import dev.luminar.analyzer.scope.Declaration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The symbols of the polynomials of a function: one for each name that an index is computed from,
 * and one for the length of each buffer.
 */
final class Symbols {
  /** The values that an index takes: from the least to the greatest, both among them. */
  record Span(Poly least, Poly greatest) {}

  private record Symbol(String name, int number, @Nullable Span span) {}

  private final List<Symbol> symbols = new ArrayList<>();
  private final Map<Declaration, Integer> values = new HashMap<>();
  private final Map<Declaration, Integer> lengths = new HashMap<>();

  /** The symbol of the value of a name. */
  int of(Declaration declaration) {
    return values.computeIfAbsent(declaration, d -> make(d.name(), d.number(), null));
  }

  /** Makes the symbol of an index that takes the values of a span, null if they are not known. */
  void define(Declaration index, @Nullable Span span) {
    values.put(index, make(index.name(), index.number(), span));
  }

  /** The symbol of the length of a buffer. */
  int lengthOf(Declaration buffer) {
    return lengths.computeIfAbsent(buffer, d -> make("len(" + d.name() + ")", d.number(), null));
  }

  private int make(String name, int number, @Nullable Span span) {
    symbols.add(new Symbol(name, number, span));
    return symbols.size();
  }

  String name(int symbol) {
    return symbols.get(symbol - 1).name();
  }

  /** The number of the declaration that a symbol belongs to. */
  int number(int symbol) {
    return symbols.get(symbol - 1).number();
  }

  @Nullable Span span(int symbol) {
    return symbols.get(symbol - 1).span();
  }
}
