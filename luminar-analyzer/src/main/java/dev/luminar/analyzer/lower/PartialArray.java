package dev.luminar.analyzer.lower;

import dev.luminar.analyzer.facts.ArrayStorage;
import dev.luminar.analyzer.facts.PrivateSum;
import dev.luminar.model.AtomicOperator;
import dev.luminar.model.MemoryOrder;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.ReductionPlan;
import dev.luminar.plan.code.AtomicCode;
import dev.luminar.plan.code.AtomicPlace;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Val;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An array to which the iterations of a parallel block contribute, as the routine that runs the
 * block sees it: a reduction over an array, or an atomic buffer that is only added to.
 *
 * <p>Each thread has {@link #stride} elements of {@link #copies}: the element k of its copy (with
 * the defined shape: its lane) c stands at {@code c * length + k}. Iterations take the copies in
 * turn, so that equal indices in a row do not wait for each other's stores.
 */
final class PartialArray {

  final String name;
  final ArrayStorage.Way way;

  /** How two values become one; its type is what an element is as a value. */
  final ReductionPlan plan;

  /** The type of an element as it is stored. */
  final PlanType element;

  /** The reduction's result, or the atomic buffer. */
  final Local target;

  /**
   * The number of elements that iterations contribute to: a constant or a local. An atomic buffer
   * may be longer than its indices reach.
   */
  final Val length;

  /** The value of an element to which nothing is contributed. */
  final Val identity;

  final boolean isGathered;

  /** For an atomic buffer that is only added to. */
  final @Nullable PrivateSum sum;

  /** The number of copies less one: 0 or 3. */
  Val copyMask = Val.i64(0);

  Val stride = Val.i64(0);
  @Nullable Local copies;
  @Nullable Local present;
  @Nullable Local partials;
  @Nullable Local partialsPresent;
  @Nullable Local shared;
  @Nullable Local pending;
  @Nullable Local isPending;
  @Nullable Local touched;

  PartialArray(
      String name,
      ArrayStorage.Way way,
      ReductionPlan plan,
      PlanType element,
      Local target,
      Val length,
      Val identity,
      boolean isGathered,
      @Nullable PrivateSum sum) {
    this.name = name;
    this.way = way;
    this.plan = plan;
    this.element = element;
    this.target = target;
    this.length = length;
    this.identity = identity;
    this.isGathered = isGathered;
    this.sum = sum;
  }

  boolean isUser() {
    return plan.operator() == ReductionPlan.Operator.USER;
  }

  boolean isInBlocks() {
    return way == ArrayStorage.Way.BLOCKS;
  }

  /** Whether it is found out at run time if each thread has a copy. */
  boolean isChosen() {
    return way == ArrayStorage.Way.COPIES_OR_ATOMIC;
  }

  PlanType.Buffer buffer(PlanType of) {
    return new PlanType.Buffer(of, false);
  }

  Val combine(Val left, Val right) {
    return LowerReduction.combine(plan, left, right);
  }

  /** The names under which the routine that runs iterations finds what is shared. */
  Hidden hidden(String role) {
    return new Hidden(name + "_" + role);
  }

  /** The atomic operation that takes a value into an element of an atomic buffer. */
  Code atomically(Local buffer, Val index, Val value, MemoryOrder order) {
    ScalarType kind = plan.scalar();
    return new AtomicCode.AtomicUpdate(
        Optional.empty(),
        atomic(plan.operator()),
        new AtomicPlace.Element(Val.read(buffer), index, kind),
        value,
        order);
  }

  /** The atomic operator that combines as a reduction does. */
  static AtomicOperator atomic(ReductionPlan.Operator operator) {
    return switch (operator) {
      case SUM -> AtomicOperator.ADD;
      case MIN -> AtomicOperator.MIN;
      case MAX -> AtomicOperator.MAX;
      case AND -> AtomicOperator.AND;
      case OR -> AtomicOperator.OR;
      case XOR -> AtomicOperator.XOR;
      case PRODUCT, USER -> throw new IllegalStateException("no atomic operation does " + operator);
    };
  }

  /** The operator of a reduction that combines as an atomic operation does. */
  static ReductionPlan.Operator reduction(AtomicOperator operator) {
    return switch (operator) {
      case ADD -> ReductionPlan.Operator.SUM;
      case MIN -> ReductionPlan.Operator.MIN;
      case MAX -> ReductionPlan.Operator.MAX;
      case AND -> ReductionPlan.Operator.AND;
      case OR -> ReductionPlan.Operator.OR;
      case XOR -> ReductionPlan.Operator.XOR;
      case EXCHANGE, SUB -> throw new IllegalStateException("no reduction does " + operator);
    };
  }

  /** Takes what stands at one place of a buffer into another place of it. */
  void takeIn(RoutineBuilder b, Local buffer, @Nullable Local has, Val left, Val right) {
    Val first = b.once("into", left);
    Val second = b.once("from", right);
    Val values = Val.read(buffer);
    Code combined =
        new Code.Store(
            values, first, combine(new Val.Load(values, first), new Val.Load(values, second)));
    if (has == null) {
      b.emit(combined);
      return;
    }
    Val flags = Val.read(has);
    Code moved =
        Code.seq(
            new Code.Store(values, first, new Val.Load(values, second)),
            new Code.Store(flags, first, Val.bool(true)));
    b.emit(
        new Code.If(
            new Val.Load(flags, second),
            new Code.If(new Val.Load(flags, first), combined, moved),
            Code.NOTHING));
  }
}
