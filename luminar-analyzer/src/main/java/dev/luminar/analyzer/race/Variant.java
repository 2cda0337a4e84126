package dev.luminar.analyzer.race;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One way that an access can happen: which alternatives its values take.
 *
 * @param index the first element, null if nothing is known of it
 * @param demands polynomials that are not negative then
 * @param equal polynomials that are zero then
 */
record Variant(@Nullable Poly index, List<Poly> demands, List<Poly> equal) {
  private static final int VARIANTS_MAX = 24;

  /**
   * All ways of an access.
   *
   * @param isStrided whether indices whose step is not one are replaced by their positions
   * @param isWidened whether it counts as if it touched all that its bounds check lets it reach
   */
  static List<Variant> of(
      SharedAccess access, Symbols symbols, boolean isStrided, boolean isWidened) {
    List<Variant> open = new ArrayList<>();
    for (List<Poly> conditions : access.held().alternatives()) {
      open.add(first(access, symbols, isWidened, conditions));
    }
    List<Variant> done = new ArrayList<>();
    Set<Integer> resolved = new HashSet<>();
    while (!open.isEmpty()) {
      int choice = unresolved(open, symbols, isStrided, resolved);
      if (choice == 0) {
        done.addAll(open);
        break;
      }
      resolved.add(choice);
      List<Variant> next = new ArrayList<>();
      open.forEach(variant -> next.addAll(variant.resolved(choice, symbols)));
      if (next.size() > VARIANTS_MAX) {
        return open; // the rest stays unknown numbers
      }
      open = next;
    }
    return done;
  }

  private static Variant first(
      SharedAccess access, Symbols symbols, boolean isWidened, List<Poly> conditions) {
    List<Poly> demands = new ArrayList<>(conditions);
    List<Poly> equal = new ArrayList<>();
    Poly index = access.least();
    SharedAccess.Window window = access.window();
    if (window != null && (isWidened || index == null)) {
      Poly place = place(symbols, window.behind().minus(window.least()));
      return new Variant(place == null ? null : window.least().plus(place), demands, equal);
    }
    if (index == null) {
      int nothing = symbols.unknown(Integer.MAX_VALUE, null, null);
      return new Variant(Poly.symbol(nothing), demands, equal);
    }
    if (window != null && isWhole(index, symbols)) {
      demands.add(index.minus(window.least()));
      Poly rest = window.behind().minus(index);
      demands.add(rest == null ? null : rest.plus(-1));
    }
    demands.removeIf(java.util.Objects::isNull);
    if (access.target() != null) {
      return new Variant(index, demands, equal);
    }
    Poly width = access.behind() == null ? null : access.behind().minus(index);
    Poly place = place(symbols, width);
    return new Variant(place == null ? null : index.plus(place), demands, equal);
  }

  /** Whether a polynomial is what i64 makes of it, so that it can be compared. */
  private static boolean isWhole(Poly poly, Symbols symbols) {
    return new Magnitudes(symbols).of(poly).compareTo(Magnitudes.I64) <= 0;
  }

  /** Some number from 0 to below a length. */
  private static @Nullable Poly place(Symbols symbols, @Nullable Poly length) {
    Poly last = length == null ? null : length.plus(-1);
    return last == null ? null : Poly.symbol(symbols.unknown(Integer.MAX_VALUE, Poly.ZERO, last));
  }

  /** A symbol that stands for one of several values and is not replaced yet; 0 if none. */
  private static int unresolved(
      List<Variant> variants, Symbols symbols, boolean isStrided, Set<Integer> resolved) {
    var seen = new HashSet<Integer>();
    for (Variant variant : variants) {
      for (Poly poly : variant.polys()) {
        for (int symbol : poly.symbols()) {
          int found = unresolved(symbol, symbols, isStrided, resolved, seen);
          if (found != 0) {
            return found;
          }
        }
      }
    }
    return 0;
  }

  private static int unresolved(
      int symbol, Symbols symbols, boolean isStrided, Set<Integer> resolved, Set<Integer> seen) {
    if (!seen.add(symbol)) {
      return 0;
    }
    Definition definition = symbols.definition(symbol);
    boolean isOneOfSeveral =
        definition instanceof Definition.Choice
            || definition instanceof Definition.Narrow
            || isStrided && isStrided(definition);
    if (isOneOfSeveral) {
      return resolved.contains(symbol) ? 0 : symbol;
    }
    int[] found = new int[1];
    Symbols.parts(
        definition,
        part ->
            found[0] =
                found[0] != 0 ? found[0] : unresolved(part, symbols, isStrided, resolved, seen));
    return found[0];
  }

  /** Whether an index is its start and a multiple of something. */
  static boolean isStrided(Definition definition) {
    return definition instanceof Definition.Index index
        && index.loop() != null
        && index.loop().stride() != null
        && Math.abs(index.loop().step()) != 1;
  }

  private List<Poly> polys() {
    List<Poly> all = new ArrayList<>(demands);
    all.addAll(equal);
    if (index != null) {
      all.add(index);
    }
    return all;
  }

  private List<Variant> resolved(int symbol, Symbols symbols) {
    List<Variant> found = new ArrayList<>();
    switch (symbols.definition(symbol)) {
      case Definition.Choice choice ->
          choice
              .alternatives()
              .forEach(one -> found.add(with(symbol, one.value(), one.conditions())));
      case Definition.Narrow narrow -> found.add(with(symbol, narrow.of(), List.of()));
      case Definition.Index index when index.loop() != null && index.loop().stride() != null -> {
        Poly position = Poly.symbol(symbols.of(new Definition.Position(symbol)));
        Poly distance = index.loop().stride().times(position);
        Poly value = distance == null ? null : index.loop().first().plus(distance);
        found.add(value == null ? this : with(symbol, value, List.of(position)));
      }
      default -> found.add(this);
    }
    return found;
  }

  private Variant with(int symbol, Poly value, List<Poly> conditions) {
    Poly replaced = index == null ? null : index.with(symbol, value);
    List<Poly> allDemands = new ArrayList<>();
    for (Poly demand : demands) {
      Poly same = demand.with(symbol, value);
      allDemands.add(same == null ? demand : same);
    }
    allDemands.addAll(conditions);
    List<Poly> allEqual = new ArrayList<>(equal);
    Poly same = Poly.symbol(symbol).minus(value);
    if (same != null) {
      allEqual.add(same);
    }
    return new Variant(replaced == null ? index : replaced, allDemands, allEqual);
  }
}
