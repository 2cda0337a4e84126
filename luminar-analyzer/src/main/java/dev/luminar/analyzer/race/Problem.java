package dev.luminar.analyzer.race;

import dev.luminar.analyzer.facts.Guard;
import dev.luminar.analyzer.linear.LinearSystem;
import dev.luminar.analyzer.linear.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.collections.api.factory.Lists;
import org.jspecify.annotations.Nullable;

/**
 * What must be so if two instances collide: polynomials that are zero, or not negative, over
 * columns. A column is a symbol as one of the two instances sees it, or as both do where it is the
 * same for all instances.
 */
final class Problem {
  /** A symbol, for the instance 0 or 1, or for both: {@link #SHARED}. */
  record Column(int symbol, int instance) {}

  static final int SHARED = -1;

  private final Symbols symbols;
  private final Set<Integer> changing;
  private final int lastOutside;
  private final List<Slot> slots;
  private final List<Column> columns = new ArrayList<>();
  private final Map<Column, Integer> numbers = new HashMap<>();
  private final Set<Integer> included = new HashSet<>();
  private final List<Poly> zero = new ArrayList<>();
  private final List<Poly> notNegative = new ArrayList<>();

  /** Set where something is beyond what polynomials can hold: nothing is known then. */
  private boolean isBroken;

  Problem(Symbols symbols, AccessWalk.SharedRegion region, Slot first, Slot second) {
    this.symbols = symbols;
    this.changing = region.changing;
    this.lastOutside = region.lastOutside;
    this.slots = List.of(first, second);
  }

  private Problem(Problem other) {
    symbols = other.symbols;
    changing = other.changing;
    lastOutside = other.lastOutside;
    slots = other.slots;
    columns.addAll(other.columns);
    numbers.putAll(other.numbers);
    included.addAll(other.included);
    zero.addAll(other.zero);
    notNegative.addAll(other.notNegative);
    isBroken = other.isBroken;
  }

  Problem copy() {
    return new Problem(this);
  }

  boolean isBroken() {
    return isBroken;
  }

  Symbols symbols() {
    return symbols;
  }

  Column column(int id) {
    return columns.get(id - 1);
  }

  // ---- columns

  /** Whether a symbol has a value of its own in each instance of a slot. */
  boolean varies(int symbol, Slot slot) {
    if (symbol == slot.symbol()
        || symbols.number(symbol) > slot.lastOutside()
        || changing.contains(symbols.number(symbol))) {
      return true;
    }
    boolean[] found = new boolean[1];
    if (!(symbols.definition(symbol) instanceof Definition.Index)) {
      Symbols.parts(symbols.definition(symbol), part -> found[0] |= varies(part, slot));
    }
    return found[0];
  }

  int idOf(int symbol, int instance) {
    int seen = instance == SHARED || varies(symbol, slots.get(instance)) ? instance : SHARED;
    return numbers.computeIfAbsent(
        new Column(symbol, seen),
        column -> {
          columns.add(column);
          return columns.size();
        });
  }

  boolean isShared(int id) {
    return column(id).instance() == SHARED;
  }

  /** Whether no column of a polynomial belongs to one instance. */
  boolean isShared(Poly poly) {
    return Arrays.stream(poly.symbols()).allMatch(this::isShared);
  }

  /** Whether the value of a symbol can be computed where the region is entered. */
  boolean isKnownAtEntry(int symbol) {
    if (symbols.number(symbol) > lastOutside) {
      return false;
    }
    return switch (symbols.definition(symbol)) {
      case Definition.Name d -> true;
      case Definition.Length d -> true;
      case Definition.Index d -> true;
      case Definition.Floor d -> isKnownAtEntry(d.of());
      default -> false;
    };
  }

  boolean isKnownAtEntry(Poly ofSymbols) {
    return Arrays.stream(ofSymbols.symbols()).allMatch(this::isKnownAtEntry);
  }

  private boolean isKnownColumn(int id) {
    return isShared(id) && isKnownAtEntry(column(id).symbol());
  }

  /** Whether a polynomial over columns can be computed where the region is entered. */
  boolean isKnown(Poly ofColumns) {
    return Arrays.stream(ofColumns.symbols()).allMatch(this::isKnownColumn);
  }

  /** A polynomial of symbols as an instance sees it. */
  @Nullable Poly seen(Poly poly, int instance) {
    Poly sum = Poly.ZERO;
    for (Poly.Term term : poly.terms()) {
      Poly product = Poly.constant(term.coefficient());
      for (int symbol : term.symbols()) {
        product = product == null ? null : product.times(Poly.symbol(idOf(symbol, instance)));
      }
      sum = sum == null ? null : sum.plus(product);
    }
    return sum;
  }

  /** A polynomial over shared columns as one of symbols. */
  @Nullable Poly unseen(Poly ofColumns) {
    Poly sum = Poly.ZERO;
    for (Poly.Term term : ofColumns.terms()) {
      Poly product = Poly.constant(term.coefficient());
      for (int id : term.symbols()) {
        product = product == null ? null : product.times(Poly.symbol(column(id).symbol()));
      }
      sum = sum == null ? null : sum.plus(product);
    }
    return sum;
  }

  // ---- constraints

  /** Demands that a polynomial over columns is zero. */
  void zero(@Nullable Poly poly) {
    if (poly == null) {
      isBroken = true;
    } else {
      zero.add(poly);
    }
  }

  /** Demands that a polynomial over columns is not negative. */
  void notNegative(@Nullable Poly poly) {
    if (poly != null) {
      notNegative.add(poly);
    }
  }

  /** Adds what is known of the symbols of a polynomial, as an instance sees them. */
  void include(Poly poly, int instance) {
    for (int symbol : poly.symbols()) {
      include(symbol, instance);
    }
  }

  private void include(int symbol, int instance) {
    int id = idOf(symbol, instance);
    if (!included.add(id)) {
      return;
    }
    int as = column(id).instance();
    Definition definition = symbols.definition(symbol);
    Symbols.parts(definition, part -> include(part, as));
    Poly self = Poly.symbol(id);
    switch (definition) {
      case Definition.Index index when index.loop() != null && index.loop().step() != 0 ->
          include(symbol, index.loop(), as, self);
      case Definition.Position position -> notNegative(self);
      case Definition.Length length -> notNegative(self);
      case Definition.Floor floor -> rounded(seen(floor.of(), as), self, floor.by());
      case Definition.Rest rest -> {
        int quotient = symbols.of(new Definition.Floor(rest.of(), rest.by()));
        include(quotient, as);
        Poly whole = Poly.symbol(idOf(quotient, as)).times(rest.by());
        Poly of = seen(rest.of(), as);
        zero(whole == null || of == null ? null : of.minus(whole.plus(self)));
        notNegative(self);
        notNegative(self.negated().plus(rest.by() - 1));
      }
      case Definition.Load load when load.least() > Long.MIN_VALUE -> {
        notNegative(self.plus(-load.least()));
        notNegative(self.negated().plus(load.greatest()));
      }
      case Definition.Unknown unknown -> {
        between(
            self,
            unknown.least() == null ? null : seen(unknown.least(), as),
            unknown.greatest() == null ? null : seen(unknown.greatest(), as));
      }
      default -> {}
    }
  }

  private void include(int symbol, Definition.Loop loop, int instance, Poly self) {
    Poly least = seen(loop.least(), instance);
    Poly greatest = seen(loop.greatest(), instance);
    between(self, least, greatest);
    if (least != null && greatest != null) {
      notNegative(greatest.minus(least));
    }
    if (Math.abs(loop.step()) != 1) {
      int position = symbols.of(new Definition.Position(symbol));
      include(position, instance);
      Poly distance = Poly.symbol(idOf(position, instance)).times(loop.step());
      Poly first = seen(loop.first(), instance);
      if (distance != null && first != null) {
        zero(self.minus(first.plus(distance)));
      }
    }
  }

  private void between(Poly self, @Nullable Poly least, @Nullable Poly greatest) {
    notNegative(self.minus(least));
    notNegative(greatest == null ? null : greatest.minus(self));
  }

  private void rounded(@Nullable Poly of, Poly quotient, long by) {
    Poly whole = quotient.times(by);
    Poly rest = of == null ? null : of.minus(whole);
    notNegative(rest);
    notNegative(rest == null ? null : rest.negated().plus(by - 1));
  }

  /** A bound of a column that its definition gives, as a polynomial over columns; or null. */
  @Nullable Poly bound(int id, boolean isGreatest) {
    Column column = column(id);
    Poly bound =
        switch (symbols.definition(column.symbol())) {
          case Definition.Index d when d.loop() != null && d.loop().step() != 0 ->
              isGreatest ? d.loop().greatest() : d.loop().least();
          case Definition.Rest d -> isGreatest ? Poly.constant(d.by() - 1) : Poly.ZERO;
          case Definition.Unknown d -> isGreatest ? d.greatest() : d.least();
          case Definition.Choice d -> cut(d, isGreatest, column.instance());
          default -> null;
        };
    return bound == null ? null : seen(bound, column.instance());
  }

  /** Where a choice cuts off, as {@code min} does: best at what is the same for all instances. */
  private @Nullable Poly cut(Definition.Choice choice, boolean isGreatest, int instance) {
    Poly found = null;
    for (Poly operand : choice.operands()) {
      if (choice.isCutAt(operand, isGreatest)) {
        Poly seen = seen(operand, instance);
        if (seen != null && isShared(seen)) {
          return operand;
        }
        found = found == null ? operand : found;
      }
    }
    return found;
  }

  /**
   * What the columns of one instance are multiplied with in the demands: shared columns, such as
   * the length of a stretch that each instance has.
   */
  List<Poly> factors() {
    Set<Poly> found = new LinkedHashSet<>();
    List<Poly> all = new ArrayList<>(zero);
    all.addAll(notNegative);
    for (Poly poly : all) {
      for (Poly.Term term : poly.terms()) {
        int[] shared = Arrays.stream(term.symbols()).filter(this::isShared).toArray();
        if (shared.length > 0 && shared.length < term.symbols().length) {
          Poly product = Poly.constant(1);
          for (int id : shared) {
            product = product == null ? null : product.times(Poly.symbol(id));
          }
          if (product != null) {
            found.add(product);
          }
        }
      }
    }
    return new ArrayList<>(found);
  }

  // ---- what follows

  /** Whether the demands contradict each other. */
  boolean isEmpty() {
    return new Linear(List.of()).system.isEmpty();
  }

  /** Whether a polynomial is never negative where the demands are met. */
  boolean isNotNegative(Poly poly) {
    if (poly.isConstant()) {
      return poly.constant() >= 0;
    }
    return hasOnlyPlus(poly) || new Linear(List.of(poly)).excludes(poly);
  }

  /** Whether all terms are positive once each column counts from its least value. */
  private boolean hasOnlyPlus(Poly poly) {
    Poly moved = poly;
    for (int id : poly.symbols()) {
      long least = leastOf(id);
      Poly from = least == Long.MIN_VALUE ? null : Poly.symbol(id).plus(least);
      moved = moved == null ? null : moved.with(id, from);
    }
    return moved != null && moved.terms().stream().allMatch(term -> term.coefficient() >= 0);
  }

  /** A number that a column is not below by one of the demands; the least long if none says so. */
  private long leastOf(int id) {
    Poly self = Poly.symbol(id);
    long least = Long.MIN_VALUE;
    for (Poly demand : notNegative) {
      if (demand.symbolic().equals(self)) {
        least = Math.max(least, -demand.constant());
      }
    }
    return least;
  }

  /**
   * A guard that fails wherever the demands can be met: one of the inequalities between known
   * columns that follow from them does not hold.
   *
   * @param ask makes the condition that a polynomial of symbols is not negative
   */
  Guard guard(Function<Poly, Guard> ask) {
    var linear = new Linear(List.of());
    if (linear.system.isEmpty()) {
      return Guard.ALWAYS;
    }
    Optional<List<Row>> rows = linear.system.shadow(linear.known.size());
    if (rows.isEmpty()) {
      return Guard.NEVER;
    }
    Guard guard = Guard.NEVER;
    for (Row row : rows.get()) {
      Poly broken = linear.poly(row);
      Poly holds = broken == null ? null : broken.negated().plus(-1);
      Poly known = holds == null ? null : unseen(holds);
      if (row.isConstant() && row.constant() < 0) {
        return Guard.ALWAYS;
      }
      if (known != null && !known.isConstant()) {
        guard = guard.or(ask.apply(known));
      }
    }
    return guard;
  }

  /** The demands as a linear system; products of known columns are columns of their own. */
  private final class Linear {
    final List<List<Integer>> known = new ArrayList<>();
    private final Map<List<Integer>, Integer> places = new HashMap<>();
    final LinearSystem system;

    Linear(List<Poly> more) {
      List<Poly> all = new ArrayList<>(zero);
      all.addAll(notNegative);
      all.addAll(more);
      List<List<Integer>> others = new ArrayList<>();
      for (Poly poly : all) {
        for (Poly.Term term : poly.terms()) {
          List<Integer> key = Arrays.stream(term.symbols()).boxed().toList();
          if (key.isEmpty() || places.containsKey(key)) {
            continue;
          }
          boolean isKnown = key.stream().allMatch(Problem.this::isKnownColumn);
          // A product of what varies is a column of its own, which says less and so proves less.
          places.put(key, 0);
          (isKnown ? known : others).add(key);
        }
      }
      int place = 0;
      for (List<Integer> key : known) {
        places.put(key, place++);
      }
      for (List<Integer> key : others) {
        places.put(key, place++);
      }
      system = new LinearSystem(place);
      zero.forEach(poly -> add(poly, true));
      notNegative.forEach(poly -> add(poly, false));
    }

    private void add(Poly poly, boolean isZero) {
      Row row = row(poly);
      if (isZero) {
        system.zero(row);
      } else {
        system.notNegative(row);
      }
    }

    private Row row(Poly poly) {
      var coefficients = new long[places.size()];
      for (Poly.Term term : poly.terms()) {
        if (term.isConstant()) {
          continue;
        }
        int place =
            Objects.requireNonNull(places.get(Arrays.stream(term.symbols()).boxed().toList()));
        coefficients[place] = term.coefficient();
      }
      return new Row(coefficients, poly.constant());
    }

    /** Whether a polynomial cannot be negative. */
    boolean excludes(Poly poly) {
      Poly negative = poly.negated().plus(-1);
      if (negative == null) {
        return false;
      }
      LinearSystem with = system.copy();
      with.notNegative(row(negative));
      return with.isEmpty();
    }

    @Nullable Poly poly(Row row) {
      Poly sum = Poly.constant(row.constant());
      for (int i = 0; i < known.size() && sum != null; i++) {
        Poly product = Poly.constant(row.at(i));
        for (int id : known.get(i)) {
          product = product == null ? null : product.times(Poly.symbol(id));
        }
        sum = sum.plus(product);
      }
      return sum;
    }
  }

  /** Turns polynomials of symbols into what is computed at the entry of a region. */
  static final class Sums {
    private Sums() {}

    static Guard.Sum of(Poly poly, Symbols symbols) {
      var terms = Lists.mutable.<Guard.Term>empty();
      for (Poly.Term term : poly.terms()) {
        var factors = Lists.mutable.<Guard.Value>empty();
        for (int symbol : term.symbols()) {
          factors.add(value(symbol, symbols));
        }
        terms.add(new Guard.Term(term.coefficient(), factors.toImmutable()));
      }
      return new Guard.Sum(terms.toImmutable());
    }

    private static Guard.Value value(int symbol, Symbols symbols) {
      return switch (symbols.definition(symbol)) {
        case Definition.Name d -> new Guard.Name(d.declaration().name());
        case Definition.Index d -> new Guard.Name(d.declaration().name());
        case Definition.Length d -> new Guard.Length(d.buffer().name());
        case Definition.Floor d -> new Guard.Floor(of(d.of(), symbols), d.by());
        default -> throw new IllegalStateException("not known at the entry: " + symbol);
      };
    }
  }
}
