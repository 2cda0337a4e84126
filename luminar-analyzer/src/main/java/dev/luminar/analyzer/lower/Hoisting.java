package dev.luminar.analyzer.lower;

import dev.luminar.model.Range;
import dev.luminar.model.Stmt;
import dev.luminar.model.expr.Literal;
import dev.luminar.plan.Local;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Val;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Moves index checks in front of loops. A loop is lowered as if the checks of indices that one look
 * at its entry can answer for were not needed; if there were any, it is lowered once more with all
 * of them, and what the look says chooses between the two.
 *
 * <p>Loops inside share the look of the outermost one that can answer. Of what it cannot, the loop
 * inside may take a look of its own, so that a body is there three times at most.
 */
final class Hoisting {

  /** Loops around each other that take a look. */
  private static final int LOOKS_MAX = 2;

  /** What a look compares; a loop that needs more keeps the rest of its checks. */
  private static final int COMPARISONS_MAX = 48;

  final IndexFacts facts = new IndexFacts(this::keepsValue);

  private final Lowering lowering;
  private final List<Loop> open = new ArrayList<>();
  private final Set<Binding> variables = Collections.newSetFromMap(new IdentityHashMap<>());
  private int closed;

  Hoisting(Lowering lowering) {
    this.lowering = lowering;
  }

  /** A loop that is lowered as if its look said that indices fit. */
  static final class Loop {
    private final RoutineBuilder b;
    private final Set<String> assigned;
    private final int outsideDepth;
    private final Set<Binding> inside = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<IndexSymbol> own = new HashSet<>();
    private final List<Polynomial> look = new ArrayList<>();

    private Loop(RoutineBuilder b, Set<String> assigned, int outsideDepth) {
      this.b = b;
      this.assigned = assigned;
      this.outsideDepth = outsideDepth;
    }

    /** Whether a symbol has its value where the loop begins, and keeps it. */
    private boolean has(IndexSymbol symbol) {
      Binding binding = symbol.binding;
      if (binding == null) {
        return own.contains(symbol);
      }
      boolean isKept = symbol.kind == IndexSymbol.Kind.LENGTH || !assigned.contains(binding.name());
      return isKept && !inside.contains(binding) && symbol.depth <= outsideDepth;
    }

    private boolean has(Polynomial value) {
      return value.symbols().stream().allMatch(this::has);
    }
  }

  // ---- names

  /** Notes a declaration. */
  void declared(Binding binding) {
    open.forEach(loop -> loop.inside.add(binding));
  }

  /** Notes that a name may be assigned. */
  void noteVariable(Binding binding) {
    variables.add(binding.origin());
  }

  private boolean keepsValue(Binding origin) {
    return !variables.contains(origin)
        || (!open.isEmpty() && !open.get(open.size() - 1).assigned.contains(origin.name()));
  }

  // ---- loops

  /** Lowers a loop one way or two. {@code lower} emits it; it gets null where all checks stay. */
  void loop(RoutineBuilder b, Stmt stmt, Consumer<@Nullable Loop> lower) {
    Ways ways = twoWays(b, stmt, lower);
    if (ways.look() == null) {
      b.emitAll(ways.first());
      return;
    }
    b.emit(new Code.Note("when all indices fit, which one look tells, the checks go"));
    b.emit(new Code.If(ways.look(), ways.first(), ways.checked(() -> lower.accept(null))));
  }

  /**
   * The ways to run a loop.
   *
   * @param first the code without the checks that {@code look} answers for
   * @param look whether {@code first} may run; null if it always may
   */
  record Ways(Hoisting hoisting, RoutineBuilder b, Code first, @Nullable Val look) {
    /** The code with all checks. */
    Code checked(Runnable lower) {
      hoisting.closed++;
      Code code = b.nested(lower);
      hoisting.closed--;
      return code;
    }
  }

  /** Lowers the first way. */
  Ways twoWays(RoutineBuilder b, Stmt stmt, Consumer<@Nullable Loop> lower) {
    Optional<Set<String>> assigned =
        closed > 0 ? Optional.empty() : HoistedLoops.assigned(lowering, stmt);
    if (assigned.isEmpty()) {
      return new Ways(this, b, b.nested(() -> lower.accept(null)), null);
    }
    Loop loop = new Loop(b, assigned.get(), facts.depth());
    open.add(loop);
    Code first = b.nested(() -> lower.accept(loop));
    open.remove(open.size() - 1);
    Val look = loop.look.isEmpty() ? null : new IndexLook(b).of(loop.look);
    return new Ways(this, b, first, look);
  }

  /** Notes what a range says about its index; {@code loop} is the one that it is the range of. */
  void noteIndex(
      RoutineBuilder outside,
      Binding index,
      Range range,
      LowerLoop.@Nullable Trip trip,
      @Nullable Loop loop) {
    if (trip == null || loop == null) {
      facts.noteIndex(outside, index, range);
      return;
    }
    boolean byOnes = range.step().map(s -> s instanceof Literal l && l.bits() == 1).orElse(true);
    if (!byOnes && open.size() == 1) {
      Polynomial turn = Polynomial.of(facts.turn(turns(trip, loop)));
      Polynomial distance = turn.times(value(trip.step(), loop));
      Polynomial at = distance == null ? null : value(trip.from(), loop).plus(distance);
      if (at != null) {
        facts.noteComputed(index, at, range.type());
        return;
      }
    }
    IndexSymbol symbol = facts.noteIndex(outside, index, range);
    if (byOnes) {
      // What was computed in front of the loop is exact, also where the expressions may wrap.
      Polynomial first = value(trip.isPlain() ? trip.first() : trip.from(), loop);
      Polynomial behind = trip.isPlain() ? value(trip.last(), loop) : first.plus(turns(trip, loop));
      facts.noteBounds(symbol, first, behind == null ? null : behind.plus(-1));
    }
  }

  /** The number of turns of a range that is counted from 0, which is not negative. */
  private Polynomial turns(LowerLoop.Trip trip, Loop loop) {
    Polynomial turns = value(trip.last(), loop);
    turns.symbols().forEach(symbol -> symbol.least = symbol.least.max(BigInteger.ZERO));
    return turns;
  }

  private Polynomial value(Val val, Loop loop) {
    return switch (val) {
      case Val.Const c -> Polynomial.constant(c.bits());
      case Val.Read r -> entry(r.local(), loop);
      default -> throw new IllegalStateException("not frozen: " + val);
    };
  }

  /** What a local holds when a loop begins. */
  Polynomial entry(Local local, Loop loop) {
    IndexSymbol symbol = facts.local(local);
    loop.own.add(symbol);
    return Polynomial.of(symbol);
  }

  // ---- checks

  /** Whether an access needs no check where it is lowered: nothing of this is ever negative. */
  boolean covers(@Nullable List<Polynomial> needed) {
    if (needed == null) {
      return false;
    }
    IndexProof proof = new IndexProof(facts);
    if (proof.hold(needed)) {
      return true;
    }
    int looks = 0;
    for (Loop loop : open) {
      boolean takes = looks < LOOKS_MAX;
      List<Polynomial> toCheck =
          takes
              ? proof.reduced(
                  needed, loop.outsideDepth, v -> loop.has(v) && IndexLook.canCompare(v))
              : null;
      if (toCheck != null && take(loop, toCheck)) {
        return true;
      }
      looks += loop.look.isEmpty() ? 0 : 1;
    }
    return false;
  }

  private static boolean take(Loop loop, List<Polynomial> toCheck) {
    if (loop.look.size() + toCheck.size() > COMPARISONS_MAX) {
      return false;
    }
    for (Polynomial value : toCheck) {
      boolean isKnown = loop.look.stream().anyMatch(known -> follows(known, value));
      if (!isKnown) {
        loop.look.removeIf(known -> follows(value, known));
        loop.look.add(value);
      }
    }
    return true;
  }

  /** Whether {@code other} is not negative where {@code value} is not. */
  private static boolean follows(Polynomial value, Polynomial other) {
    Polynomial rest = other.minus(value);
    return rest != null && rest.isConstant() && rest.constant().signum() >= 0;
  }
}
