package dev.luminar.analyzer.facts;

import java.util.ArrayList;
import java.util.List;

/** Gives out the symbols of polynomials and remembers what they are called. */
final class Symbols {
  private final List<String> names = new ArrayList<>();

  /** A new symbol, from 1. */
  int make(String name) {
    names.add(name);
    return names.size();
  }

  String name(int symbol) {
    return names.get(symbol - 1);
  }
}
