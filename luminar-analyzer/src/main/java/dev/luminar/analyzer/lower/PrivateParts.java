package dev.luminar.analyzer.lower;

import dev.luminar.analyzer.facts.ArrayStorage;
import dev.luminar.analyzer.facts.IndexBounds;
import dev.luminar.analyzer.facts.PrivateSum;
import dev.luminar.analyzer.program.RegionAnalysis;
import dev.luminar.model.AtomicOperator;
import dev.luminar.model.AtomicRmw;
import dev.luminar.model.BuiltinCombine;
import dev.luminar.model.CellPlace;
import dev.luminar.model.Contribute;
import dev.luminar.model.ElementPlace;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Ref;
import dev.luminar.model.expr.UnaryOperator;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.ReductionPlan;
import dev.luminar.plan.code.AtomicCode;
import dev.luminar.plan.code.AtomicPlace;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Val;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What the routine that runs iterations does for arrays that are contributed to, and for atomic
 * places that are only added to: the thread's own memory for them.
 */
final class PrivateParts {

  private final RoutineBuilder chunk;
  private final List<PartialArrayInside> arrays = new ArrayList<>();
  private final List<CellSum> cells = new ArrayList<>();

  /** Which of several copies of an array an iteration takes. */
  private @Nullable Local copy;

  PrivateParts(RoutineBuilder chunk) {
    this.chunk = chunk;
  }

  /**
   * An atomic cell that is only added to.
   *
   * @param value what this run of iterations has added
   */
  private record CellSum(PrivateSum sum, ReductionPlan plan, Local value) {
    Val neutral() {
      return new Val.Const(plan.scalar(), plan.identityBits());
    }
  }

  /** How values of an atomic place that is only added to become one. */
  static ReductionPlan plan(PrivateSum sum, ScalarType kind) {
    ReductionPlan.Operator operator = PartialArray.reduction(sum.operator());
    return new ReductionPlan(
        sum.name(),
        kind,
        operator,
        OptionalInt.empty(),
        LowerReduction.identity(BuiltinCombine.valueOf(operator.name()), kind));
  }

  // ---- in front of the iterations

  /** Finds what belongs to the thread; {@code inCopies} says where it is found out at run time. */
  void open(
      RegionAnalysis analysis, PartialArrays shared, boolean inCopies, Local position, Local from) {
    for (PrivateSum sum : analysis.privateSums()) {
      if (!sum.isBuffer()) {
        ScalarType kind = kindOf(chunk.lookup(sum.name()).local());
        ReductionPlan plan = plan(sum, kind);
        CellSum cell = new CellSum(sum, plan, chunk.local(sum.name() + "_own", plan.type()));
        chunk.noteVariable(cell.value());
        chunk.emit(new Code.Declare(cell.value(), Optional.of(cell.neutral())));
        cells.add(cell);
      }
    }
    for (PartialArray array : shared.arrays()) {
      if (copy == null) {
        copy = chunk.local("copy", PlanType.I64);
      }
      boolean isAtomic = array.isChosen() && !inCopies;
      if (!isAtomic || array.sum == null) {
        arrays.add(new PartialArrayInside(chunk, array, inCopies, position, from, copy));
      }
    }
    if (arrays.stream().anyMatch(PartialArrayInside::needsPart)) {
      Local part = chunk.local("part", PlanType.I64);
      chunk.emit(new Code.PartNumber(part));
      arrays.forEach(array -> array.open(Val.read(part)));
    } else {
      arrays.forEach(array -> array.open(Val.i64(0)));
    }
  }

  private static ScalarType kindOf(Local cell) {
    return switch (cell.type()) {
      case PlanType.Cell c -> c.kind();
      case PlanType.CellRef c -> c.kind();
      default -> throw new IllegalStateException("not a cell: " + cell.name());
    };
  }

  // ---- in the iteration

  void startIteration() {
    arrays.forEach(PartialArrayInside::startIteration);
  }

  /** Takes a contribution to an element. */
  void contribute(Contribute stmt) {
    for (PartialArrayInside inside : arrays) {
      PartialArray array = inside.array;
      if (array.sum == null && array.name.equals(stmt.target().name())) {
        Expr index = stmt.index().orElseThrow();
        Val at = chunk.atom("index", LowerExpr.index(chunk, index));
        Val value = chunk.atom("contribution", LowerExpr.value(chunk, stmt.value()));
        if (!(inside.length() instanceof Val.Const c && isBelow(index, c.bits()))) {
          LowerExpr.checkIndex(chunk, at, inside.length(), stmt.span());
        }
        inside.contribute(at, value);
      }
    }
  }

  private static boolean isBelow(Expr index, long length) {
    long below = IndexBounds.below(index);
    return below > 0 && below <= length;
  }

  /** Lowers a change of an atomic place that the iterations only add to; says whether it is one. */
  boolean change(AtomicRmw change) {
    for (CellSum cell : cells) {
      if (change.place() instanceof CellPlace place && place.name().equals(cell.sum().name())) {
        Val operand = operand(change, cell.plan(), LowerExpr.value(chunk, change.value()));
        Val both = LowerReduction.combine(cell.plan(), Val.read(cell.value()), operand);
        chunk.emit(new Code.Set(cell.value(), both));
        return true;
      }
    }
    for (PartialArrayInside inside : arrays) {
      PartialArray array = inside.array;
      if (array.sum != null
          && change.place() instanceof ElementPlace place
          && place.buffer() instanceof Ref buffer
          && buffer.name().equals(array.name)) {
        Val at = chunk.atom("index", LowerExpr.index(chunk, place.index()));
        boolean isProven =
            array.sum.indicesBelow() > 0
                || LowerExpr.isInBuffer(chunk, place.buffer(), place.index());
        if (!isProven) {
          LowerExpr.checkIndex(chunk, at, inside.length(), place.span());
        }
        Val value = LowerExpr.value(chunk, change.value());
        inside.contribute(at, chunk.atom("operand", operand(change, array.plan, value)));
        return true;
      }
    }
    return false;
  }

  private static Val operand(AtomicRmw change, ReductionPlan plan, Val value) {
    return change.operator() == AtomicOperator.SUB
        ? new Val.Unary(UnaryOperator.NEG, plan.scalar(), value)
        : value;
  }

  void dropIteration() {
    arrays.forEach(PartialArrayInside::dropIteration);
  }

  /** At the end of an iteration that did not fail. */
  void endIteration() {
    arrays.forEach(PartialArrayInside::endIteration);
  }

  // ---- around the iterations

  /** Whether nothing belongs to the thread. */
  boolean isEmpty() {
    return arrays.isEmpty() && cells.isEmpty();
  }

  /** Whether iterations take copies of an array in turn. */
  boolean hasCopies() {
    return arrays.stream().anyMatch(PartialArrayInside::hasCopies);
  }

  /** In front of an iteration: finds out which copy it takes. */
  Code turn(Local position) {
    Val turn = PlanLoops.masked(Val.read(position), Val.i64(ArrayStorage.COPIES - 1));
    return new Code.Declare(Objects.requireNonNull(copy), Optional.of(turn));
  }

  /** Rounds of as many iterations as there are copies, so that each has a copy for itself. */
  void turns(Local position, Local from, Local to, Code iteration) {
    Local turn = Objects.requireNonNull(copy);
    Val copies = Val.i64(ArrayStorage.COPIES);
    Val length = PlanLoops.minus(Val.read(to), Val.read(from));
    Local rest =
        chunk.declare(
            "rest",
            PlanLoops.minus(
                Val.read(to), PlanLoops.masked(length, Val.i64(ArrayStorage.COPIES - 1))));
    PlanLoops.each(
        chunk,
        "round",
        PlanLoops.over(length, copies),
        round -> {
          Local first =
              chunk.declare("first", PlanLoops.add(Val.read(from), PlanLoops.times(round, copies)));
          Code one =
              Code.seq(
                  new Code.Declare(
                      position, Optional.of(PlanLoops.add(Val.read(first), Val.read(turn)))),
                  iteration);
          chunk.emit(new Code.Count(chunk.label("turns"), turn, Val.i64(0), copies, one));
        });
    Code last = Code.seq(new Code.Declare(turn, Optional.of(Val.i64(0))), iteration);
    chunk.emit(
        new Code.Count(chunk.label("iterations"), position, Val.read(rest), Val.read(to), last));
  }

  /** Behind the iterations, also when one of them ends the run: what the run added to cells. */
  void flush() {
    for (CellSum cell : cells) {
      ScalarType kind = cell.plan().scalar();
      Val added = Val.read(cell.value());
      Code change =
          new AtomicCode.AtomicUpdate(
              Optional.empty(),
              cell.sum().operator(),
              new AtomicPlace.Cell(chunk.lookup(cell.sum().name()).local(), kind),
              added,
              cell.sum().order());
      Val differs = new Val.Binary(BinaryOperator.NE, kind, added, cell.neutral());
      chunk.emit(new Code.If(differs, change, Code.NOTHING));
    }
  }

  /** Behind the iterations. */
  void close() {
    flush();
    arrays.forEach(PartialArrayInside::close);
  }
}
