package dev.luminar.analyzer.race;

import dev.luminar.model.expr.BinaryOperator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Computes what accesses touch for given values of names: iteration by iteration, loops inside
 * included. So small ranges are decided exactly, and collisions are found to show.
 */
final class Trial {
  /** Something that has no value here, or too many steps. */
  static final class Stuck extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stuck() {
      super(null, null, false, false);
    }
  }

  /** What is made of an access of which nothing tells whether it happens. */
  enum Doubt {
    /** It happens: to prove that nothing meets. */
    TAKEN,
    /** It does not: to find what meets for certain. */
    SKIPPED
  }

  /** Two instances that meet at an element. */
  record Meeting(SharedAccess first, long i, SharedAccess second, long j, long element) {}

  private final Symbols symbols;
  private final Slot slot;
  private final List<SharedAccess> accesses;
  private final Map<Integer, Long> names;
  private final long turnsMax;
  private final Map<Integer, Long> values = new HashMap<>();
  private final boolean countsOutside;
  private final Doubt doubt;
  private final List<Place> pending = new ArrayList<>();

  /** Whether the instance raises an error, so that what it touches behind that is not touched. */
  private boolean hasFailed;

  private long budget;

  /**
   * Makes a trial.
   *
   * @param names values of the symbols that are the same for all instances
   * @param turnsMax how many values of an inner range are tried
   * @param budget how many elements are looked at
   * @param countsOutside whether instances also meet at indices below zero, which only raise errors
   * @param doubt what is made of conditions that cannot be told
   */
  Trial(
      Symbols symbols,
      Slot slot,
      List<SharedAccess> accesses,
      Map<Integer, Long> names,
      long turnsMax,
      long budget,
      boolean countsOutside,
      Doubt doubt) {
    this.symbols = symbols;
    this.slot = slot;
    this.accesses = accesses;
    this.names = names;
    this.turnsMax = turnsMax;
    this.budget = budget;
    this.countsOutside = countsOutside;
    this.doubt = doubt;
  }

  private record Place(SharedAccess access, long at) {}

  private record Touch(SharedAccess access, long instance) {}

  /** What was done to an element: by the first that wrote, and by the first two that touched it. */
  private static final class Element {
    @Nullable Touch written;
    @Nullable Touch touched;
    @Nullable Touch touchedByOther;
  }

  /** The first meeting among the first instances, in their order; null if there is none. */
  @Nullable Meeting run(long instancesMax) {
    if (!(symbols.definition(slot.symbol()) instanceof Definition.Index index)
        || index.loop() == null
        || index.loop().stride() == null) {
      throw new Stuck();
    }
    Map<Long, Element> elements = new HashMap<>();
    long first = exact(index.loop().first());
    long end = exact(index.loop().last());
    long step = exact(index.loop().stride());
    if (step == 0) {
      throw new Stuck();
    }
    long i = first;
    for (long turn = 0; turn < instancesMax && (step > 0 ? i <= end : i >= end); turn++) {
      values.clear();
      values.put(slot.symbol(), i);
      pending.clear();
      hasFailed = false;
      for (SharedAccess access : accesses) {
        touches(access);
      }
      Meeting found = hasFailed && doubt == Doubt.SKIPPED ? null : met(i, elements);
      if (found != null) {
        return found;
      }
      long next = i + step;
      if (step > 0 ? next < i : next > i) {
        break;
      }
      i = next;
    }
    return null;
  }

  /** What an instance touches meets what those before it touched. */
  private @Nullable Meeting met(long i, Map<Long, Element> elements) {
    for (Place place : pending) {
      Meeting found = meet(place.access(), i, place.at(), elements);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private void touches(SharedAccess access) {
    if (access.least() == null && access.window() == null) {
      throw new Stuck();
    }
    List<Integer> loops = new ArrayList<>();
    for (int symbol : symbols.reachable(polys(access))) {
      Definition definition = symbols.definition(symbol);
      boolean isLoop = definition instanceof Definition.Index && symbol != slot.symbol();
      if (isLoop && symbols.number(symbol) > slot.lastOutside()) {
        loops.add(symbol);
      }
    }
    loops.sort((a, b) -> Integer.compare(symbols.number(a), symbols.number(b)));
    nested(access, loops, 0);
  }

  private void nested(SharedAccess access, List<Integer> loops, int at) {
    if (at == loops.size()) {
      element(access);
      return;
    }
    int symbol = loops.get(at);
    Definition.Index index = (Definition.Index) symbols.definition(symbol);
    if (index.loop() == null || index.loop().stride() == null) {
      // Where only conditions use it, they have no answer.
      if (!symbols.reachable(PairTest.touched(access)).contains(symbol)) {
        nested(access, loops, at + 1);
        return;
      }
      throw new Stuck();
    }
    long value = exact(index.loop().first());
    long end = exact(index.loop().last());
    long step = exact(index.loop().stride());
    if (step == 0) {
      throw new Stuck();
    }
    for (long turn = 0; step > 0 ? value <= end : value >= end; turn++) {
      if (turn == turnsMax) {
        if (turnsMax == Long.MAX_VALUE) {
          throw new Stuck();
        }
        break;
      }
      values.put(symbol, value);
      nested(access, loops, at + 1);
      long next = value + step;
      if (step > 0 ? next < value : next > value) {
        break;
      }
      value = next;
    }
    values.remove(symbol);
  }

  private void element(SharedAccess access) {
    if (--budget < 0) {
      throw new Stuck();
    }
    if (!happens(access)) {
      return;
    }
    Poly from = access.least();
    Poly behind = access.behind();
    SharedAccess.Window window = access.window();
    if (from == null || behind == null && access.target() == null) {
      throw new Stuck();
    }
    long least = access.mayWrap() ? (int) value(from) : value(from);
    long width = access.target() != null || behind == null ? 1 : value(behind.minus(from));
    boolean isOutside =
        window != null && (least < value(window.least()) || least >= value(window.behind()));
    if (isOutside || least < 0 && !countsOutside) {
      hasFailed = true;
      return;
    }
    for (long k = 0; k < width && k < turnsMax; k++) {
      if (--budget < 0) {
        throw new Stuck();
      }
      pending.add(new Place(access, least + k));
    }
  }

  private boolean happens(SharedAccess access) {
    for (Truth truth : access.held().truths()) {
      Boolean holds = truth.ask(this::value);
      if (holds == null ? doubt == Doubt.SKIPPED : !holds) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Meeting meet(
      SharedAccess access, long i, long at, Map<Long, Element> elements) {
    Element element = elements.computeIfAbsent(at, key -> new Element());
    Touch before =
        element.written != null && element.written.instance() != i ? element.written : null;
    if (before == null && access.isWrite()) {
      before =
          element.touched != null && element.touched.instance() != i
              ? element.touched
              : element.touchedByOther != null && element.touchedByOther.instance() != i
                  ? element.touchedByOther
                  : null;
    }
    if (before != null) {
      return new Meeting(before.access(), before.instance(), access, i, at);
    }
    var touch = new Touch(access, i);
    if (access.isWrite() && element.written == null) {
      element.written = touch;
    }
    if (element.touched == null) {
      element.touched = touch;
    } else if (element.touched.instance() != i && element.touchedByOther == null) {
      element.touchedByOther = touch;
    }
    return null;
  }

  // ---- values, as i64 has them

  private long value(@Nullable Poly poly) {
    if (poly == null) {
      throw new Stuck();
    }
    long sum = 0;
    for (Poly.Term term : poly.terms()) {
      long product = term.coefficient();
      for (int symbol : term.symbols()) {
        product *= value(symbol);
      }
      sum += product;
    }
    return sum;
  }

  /** The same in whole numbers. */
  private long exact(Poly poly) {
    try {
      long sum = 0;
      for (Poly.Term term : poly.terms()) {
        long product = term.coefficient();
        for (int symbol : term.symbols()) {
          product = Math.multiplyExact(product, value(symbol));
        }
        sum = Math.addExact(sum, product);
      }
      return sum;
    } catch (ArithmeticException e) {
      throw new Stuck();
    }
  }

  private long value(int symbol) {
    Long known = values.get(symbol);
    if (known == null) {
      known = names.get(symbol);
    }
    if (known != null) {
      return known;
    }
    return switch (symbols.definition(symbol)) {
      case Definition.Floor d -> Math.floorDiv(dividend(d.of()), d.by());
      case Definition.Rest d -> Math.floorMod(dividend(d.of()), d.by());
      case Definition.Narrow d -> (int) value(d.of());
      case Definition.Quotient d -> divided(value(d.of()), value(d.by()));
      case Definition.Choice d -> chosen(d);
      case Definition.Operation d -> operation(d);
      default -> throw new Stuck();
    };
  }

  /** What is divided may be the opposite of a value: not that of the least one, which has none. */
  private long dividend(Poly of) {
    long value = value(of);
    if (value == Long.MIN_VALUE) {
      throw new Stuck();
    }
    return value;
  }

  private static long divided(long left, long right) {
    if (right == 0) {
      throw new Stuck();
    }
    return left / right;
  }

  private long chosen(Definition.Choice choice) {
    for (Definition.Alternative one : choice.alternatives()) {
      boolean holds = true;
      for (Poly condition : one.conditions()) {
        holds &= exact(condition) >= 0;
      }
      if (holds) {
        return value(one.value());
      }
    }
    throw new Stuck();
  }

  private long operation(Definition.Operation d) {
    long left = value(d.left());
    long right = value(d.right());
    if (d.isNarrow()) {
      return narrow(d.operator(), (int) left, (int) right);
    }
    return switch (d.operator()) {
      case ADD -> left + right;
      case SUB -> left - right;
      case MUL -> left * right;
      case DIV -> divided(left, right);
      case REM -> right == 0 ? divided(left, right) : left % right;
      case AND -> left & right;
      case OR -> left | right;
      case XOR -> left ^ right;
      case SHL -> left << right;
      case SHR -> left >> right;
      case USHR -> left >>> right;
      default -> throw new Stuck();
    };
  }

  private static long narrow(BinaryOperator operator, int left, int right) {
    return switch (operator) {
      case ADD -> left + right;
      case SUB -> left - right;
      case MUL -> left * right;
      case DIV -> (int) divided(left, right);
      case REM -> right == 0 ? divided(left, right) : left % right;
      case AND -> left & right;
      case OR -> left | right;
      case XOR -> left ^ right;
      case SHL -> left << right;
      case SHR -> left >> right;
      case USHR -> left >>> right;
      default -> throw new Stuck();
    };
  }

  /** Whether the values of the names can be had together. */
  boolean isPossible() {
    for (Map.Entry<Integer, Long> name : names.entrySet()) {
      boolean fits =
          switch (symbols.definition(name.getKey())) {
            case Definition.Length d -> name.getValue() >= 0;
            case Definition.Index d when d.loop() != null && d.loop().step() != 0 ->
                exact(d.loop().least()) <= name.getValue()
                    && name.getValue() <= exact(d.loop().greatest())
                    && (name.getValue() - exact(d.loop().first())) % d.loop().step() == 0;
            default -> true;
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /** What a trial of an access computes: where it is, and whether it happens. */
  static List<Poly> polys(SharedAccess access) {
    List<Poly> polys = PairTest.touched(access);
    access.held().truths().forEach(truth -> truth.polys(polys::add));
    return polys;
  }

  /** The symbols that a trial of accesses needs values of. */
  static int[] free(Symbols symbols, Slot slot, List<SharedAccess> accesses) {
    List<Poly> polys = new ArrayList<>(List.of(Poly.symbol(slot.symbol())));
    accesses.forEach(access -> polys.addAll(polys(access)));
    return symbols.reachable(polys).stream()
        .mapToInt(symbol -> symbol)
        .filter(symbol -> symbol != slot.symbol() && symbols.number(symbol) <= slot.lastOutside())
        .filter(symbol ->
            symbols.definition(symbol) instanceof Definition.Name
                || symbols.definition(symbol) instanceof Definition.Length
                || symbols.definition(symbol) instanceof Definition.Index)
        .sorted()
        .toArray();
  }
}
