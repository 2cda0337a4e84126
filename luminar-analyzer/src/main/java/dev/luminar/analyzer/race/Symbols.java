package dev.luminar.analyzer.race;

import dev.luminar.analyzer.scope.Declaration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The symbols of the polynomials of a function: one for each name that an index is computed from,
 * for the length of each buffer, and for each value that is no polynomial. Equal definitions have
 * one symbol, so equal expressions are equal polynomials.
 */
final class Symbols {
  /** The values that an index takes: from the least to the greatest, both among them. */
  record Span(Poly least, Poly greatest) {}

  private final List<Definition> definitions = new ArrayList<>();
  private final List<Integer> numbers = new ArrayList<>();
  private final Map<Definition, Integer> known = new HashMap<>();
  private final Map<Declaration, Integer> indices = new HashMap<>();
  private int unknowns;

  /** The symbol of the value of a name. */
  int of(Declaration declaration) {
    Integer index = indices.get(declaration);
    return index == null ? of(new Definition.Name(declaration)) : index;
  }

  /** The symbol of something. */
  int of(Definition definition) {
    Integer found = known.get(definition);
    if (found != null) {
      return found;
    }
    definitions.add(definition);
    numbers.add(numberOf(definition));
    known.put(definition, definitions.size());
    return definitions.size();
  }

  /** Makes the symbol of an index, with its range if that is known. */
  void define(Declaration index, Definition.@Nullable Loop loop) {
    indices.put(index, of(new Definition.Index(index, loop)));
  }

  /** The symbol of the length of a buffer. */
  int lengthOf(Declaration buffer) {
    return of(new Definition.Length(buffer));
  }

  /** A symbol of its own for a number that nothing is known of but, maybe, its bounds. */
  int unknown(int number, @Nullable Poly least, @Nullable Poly greatest) {
    int symbol = of(new Definition.Unknown(unknowns++, least, greatest));
    numbers.set(symbol - 1, Math.max(number, numbers.get(symbol - 1)));
    return symbol;
  }

  Definition definition(int symbol) {
    return definitions.get(symbol - 1);
  }

  /** The number of the last declaration that a symbol depends on. */
  int number(int symbol) {
    return numbers.get(symbol - 1);
  }

  private int numberOf(Definition definition) {
    if (definition instanceof Definition.Name name) {
      return name.declaration().number();
    }
    if (definition instanceof Definition.Length length) {
      return length.buffer().number();
    }
    int[] most = new int[1];
    if (definition instanceof Definition.Index index) {
      return index.declaration().number();
    }
    parts(definition, symbol -> most[0] = Math.max(most[0], number(symbol)));
    return most[0];
  }

  /** Hands over every symbol that a definition mentions. */
  static void parts(Definition definition, IntConsumer sink) {
    polys(definition)
        .forEach(poly -> {
          for (int symbol : poly.symbols()) {
            sink.accept(symbol);
          }
        });
    if (definition instanceof Definition.Position position) {
      sink.accept(position.index());
    }
  }

  private static List<Poly> polys(Definition definition) {
    List<Poly> found = new ArrayList<>();
    switch (definition) {
      case Definition.Index index when index.loop() != null -> {
        found.add(index.loop().first());
        found.add(index.loop().end());
        found.add(index.loop().last());
        if (index.loop().stride() != null) {
          found.add(index.loop().stride());
        }
      }
      case Definition.Floor floor -> found.add(floor.of());
      case Definition.Rest rest -> found.add(rest.of());
      case Definition.Quotient quotient -> {
        found.add(quotient.of());
        found.add(quotient.by());
      }
      case Definition.Choice choice -> {
        choice
            .alternatives()
            .forEach(one -> {
              found.addAll(one.conditions());
              found.add(one.value());
            });
        found.addAll(choice.operands());
      }
      case Definition.Narrow narrow -> found.add(narrow.of());
      case Definition.Load load -> found.add(load.index());
      case Definition.Operation operation -> {
        found.add(operation.left());
        found.add(operation.right());
      }
      case Definition.Unknown unknown -> {
        if (unknown.least() != null) {
          found.add(unknown.least());
        }
        if (unknown.greatest() != null) {
          found.add(unknown.greatest());
        }
      }
      default -> {}
    }
    return found;
  }

  /** Every symbol that polynomials mention, also through what others stand for. */
  Set<Integer> reachable(Iterable<Poly> polys) {
    Set<Integer> found = new HashSet<>();
    for (Poly poly : polys) {
      for (int symbol : poly.symbols()) {
        reach(symbol, found);
      }
    }
    return found;
  }

  private void reach(int symbol, Set<Integer> found) {
    if (found.add(symbol)) {
      parts(definition(symbol), part -> reach(part, found));
    }
  }

  /** The bounds of an index with a constant step. */
  @Nullable Span span(int symbol) {
    return definition(symbol) instanceof Definition.Index index
            && index.loop() != null
            && index.loop().step() != 0
        ? new Span(index.loop().least(), index.loop().greatest())
        : null;
  }

  String name(int symbol) {
    return switch (definition(symbol)) {
      case Definition.Name d -> d.declaration().name();
      case Definition.Length d -> "len(" + d.buffer().name() + ")";
      case Definition.Index d -> d.declaration().name();
      case Definition.Position d -> "position of " + name(d.index());
      case Definition.Floor d -> "(" + d.of().show(this) + ") / " + d.by();
      case Definition.Rest d -> "(" + d.of().show(this) + ") % " + d.by();
      case Definition.Quotient d -> "(" + d.of().show(this) + ") / (" + d.by().show(this) + ")";
      case Definition.Load d -> d.root().name() + "[" + d.index().show(this) + "]";
      case Definition.Narrow d -> "i32(" + d.of().show(this) + ")";
      case Definition.Operation d ->
          "("
              + d.left().show(this)
              + " "
              + d.operator().symbol()
              + " "
              + d.right().show(this)
              + ")";
      default -> "?";
    };
  }
}
