package dev.luminar.analyzer.lower;

import dev.luminar.model.Block;
import dev.luminar.model.BuiltinCombine;
import dev.luminar.model.Contribute;
import dev.luminar.model.Parallel;
import dev.luminar.model.Reduction;
import dev.luminar.model.Stmt;
import dev.luminar.model.UserCombine;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.IntrinsicFunction;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.ReductionPlan;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Val;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * This pass lowers the reductions of one parallel block.
 *
 * <p>An iteration gathers what it contributes in locals of its own; at its end they go to a lane
 * (if the order of evaluation shows in the result) or to the thread's running value. An iteration
 * that fails drops its locals. The neutral element stands for "nothing" where it changes no bit of
 * the result; otherwise a flag does.
 */
final class LowerReduction {

  private final RoutineBuilder chunk;
  private final List<Item> items = new ArrayList<>();

  /** What belongs to the thread beside single values. */
  final PrivateParts parts;

  /** Whether iterations go to lanes: for the shape, or since floats in one row would be slow. */
  private final boolean inLanes;

  /**
   * One reduction.
   *
   * @param value what the iteration has contributed so far
   * @param present whether there is something; not used where the neutral element does
   * @param always whether the body contributes exactly once, whatever happens
   */
  private record Item(
      Reduction source, ReductionPlan plan, Local value, Local present, boolean always) {
    boolean needsFlag(boolean raised) {
      return plan.shaped() && (!always || raised);
    }

    Val neutral() {
      return new Val.Const(plan.scalar(), plan.neutralBits());
    }
  }

  LowerReduction(RoutineBuilder chunk, Parallel block) {
    this.chunk = chunk;
    this.parts = new PrivateParts(chunk);
    for (Reduction reduction : block.reductions()) {
      if (reduction.length().isPresent()) {
        continue;
      }
      ReductionPlan plan = plan(chunk, reduction);
      items.add(
          new Item(
              reduction,
              plan,
              chunk.local(reduction.name(), plan.type()),
              chunk.local("has_" + reduction.name(), PlanType.BOOL),
              contributesOnce(block.body(), reduction.name())));
    }
    inLanes = items.stream().anyMatch(item -> item.plan().shaped() || item.plan().isInexact());
  }

  /** How values of a reduction, or of an element of one over an array, become one. */
  static ReductionPlan plan(RoutineBuilder b, Reduction reduction) {
    PlanType type = b.plan.type(reduction.type());
    return switch (reduction.combine()) {
      case BuiltinCombine c ->
          new ReductionPlan(
              reduction.name(),
              type,
              ReductionPlan.Operator.valueOf(c.name()),
              reduction.isUnordered(),
              OptionalInt.empty(),
              identity(c, (ScalarType) reduction.type()));
      case UserCombine c ->
          new ReductionPlan(
              reduction.name(),
              type,
              ReductionPlan.Operator.USER,
              reduction.isUnordered(),
              OptionalInt.of(b.lowering.routine(c.function())),
              0);
    };
  }

  /** The value of a reduction to which nothing was contributed, as raw bits. */
  static long identity(BuiltinCombine combine, ScalarType type) {
    return switch (combine) {
      case SUM, OR, XOR -> 0;
      case PRODUCT -> one(type);
      case AND -> type == ScalarType.BOOL ? 1 : -1;
      case MIN ->
          switch (type) {
            case I32 -> Integer.MAX_VALUE;
            case I64 -> Long.MAX_VALUE;
            case F32 -> Float.floatToRawIntBits(Float.POSITIVE_INFINITY);
            default -> Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);
          };
      case MAX ->
          switch (type) {
            case I32 -> Integer.MIN_VALUE;
            case I64 -> Long.MIN_VALUE;
            case F32 -> Integer.toUnsignedLong(Float.floatToRawIntBits(Float.NEGATIVE_INFINITY));
            default -> Double.doubleToRawLongBits(Double.NEGATIVE_INFINITY);
          };
    };
  }

  private static long one(ScalarType type) {
    return switch (type) {
      case F32 -> Float.floatToRawIntBits(1f);
      case F64 -> Double.doubleToRawLongBits(1d);
      default -> 1;
    };
  }

  private static boolean contributesOnce(Block body, String name) {
    int top = body.statements().count(stmt -> isTo(stmt, name));
    return top == 1 && contributions(body, name) == 1;
  }

  private static int contributions(Block block, String name) {
    int count = 0;
    for (Stmt stmt : block.statements()) {
      count += isTo(stmt, name) ? 1 : 0;
      for (Block inner : stmt.blocks()) {
        count += contributions(inner, name);
      }
    }
    return count;
  }

  private static boolean isTo(Stmt stmt, String name) {
    return stmt instanceof Contribute c && c.target().name().equals(name);
  }

  // ---- in the iteration

  /** Declares what the iteration gathers. {@code raised} says whether the iteration can fail. */
  void startIteration(boolean raised) {
    parts.startIteration();
    for (Item item : items) {
      Optional<Val> start;
      if (!item.plan().shaped()) {
        start = item.always() && !raised ? Optional.empty() : Optional.of(item.neutral());
      } else {
        start =
            item.needsFlag(raised)
                ? Optional.of(LowerFunction.zero(chunk, item.plan().type()))
                : Optional.empty();
      }
      chunk.emit(new Code.Declare(item.value(), start));
      if (item.needsFlag(raised)) {
        chunk.emit(new Code.Declare(item.present(), Optional.of(Val.bool(false))));
      }
    }
  }

  static void contribute(RoutineBuilder b, Contribute stmt) {
    LowerReduction reductions = b.reductions;
    if (reductions == null) {
      throw new IllegalStateException("the analyzer refuses a contribution outside its block");
    }
    if (stmt.index().isPresent()) {
      reductions.parts.contribute(stmt);
      return;
    }
    for (Item item : reductions.items) {
      if (item.source().name().equals(stmt.target().name())) {
        reductions.contribute(item, LowerExpr.value(b, stmt.value()));
      }
    }
  }

  private void contribute(Item item, Val value) {
    Val sofar = Val.read(item.value());
    if (item.always()) {
      chunk.emit(new Code.Set(item.value(), value));
      chunk.emit(new Code.Set(item.present(), Val.bool(true)));
    } else if (!item.plan().shaped()) {
      chunk.emit(new Code.Set(item.value(), combine(item.plan(), sofar, value)));
    } else {
      Val once = chunk.once("contribution", value);
      chunk.emit(
          new Code.If(
              Val.read(item.present()),
              new Code.Set(item.value(), combine(item.plan(), sofar, once)),
              Code.seq(
                  new Code.Set(item.value(), once), new Code.Set(item.present(), Val.bool(true)))));
    }
  }

  /** In the handler of an iteration that failed: forgets what it gathered. */
  void dropIteration() {
    parts.dropIteration();
    for (Item item : items) {
      if (item.plan().shaped()) {
        chunk.emit(new Code.Set(item.present(), Val.bool(false)));
      } else {
        chunk.emit(new Code.Set(item.value(), item.neutral()));
      }
    }
  }

  /** The body of an iteration without the flags that turned out not to be needed. */
  Code tidy(Code body, boolean raised) {
    if (body instanceof Code.Seq seq) {
      return new Code.Seq(
          seq.items().reject(code -> isIdleFlag(code, raised)).collect(c -> tidy(c, raised)));
    }
    if (body instanceof Code.Catch c) {
      return new Code.Catch(c.label(), tidy(c.body(), raised), tidy(c.handler(), raised));
    }
    return isIdleFlag(body, raised) ? Code.NOTHING : body;
  }

  private boolean isIdleFlag(Code code, boolean raised) {
    return code instanceof Code.Set set
        && items.stream().anyMatch(i -> i.present().equals(set.local()) && !i.needsFlag(raised));
  }

  static Val combine(ReductionPlan plan, Val left, Val right) {
    if (plan.operator() == ReductionPlan.Operator.USER) {
      return new Val.Call(
          plan.combine().orElseThrow(), Lists.immutable.of(left, right), plan.type());
    }
    ScalarType type = plan.scalar();
    boolean isBool = type == ScalarType.BOOL;
    return switch (plan.operator()) {
      case SUM -> new Val.Binary(BinaryOperator.ADD, type, left, right);
      case PRODUCT -> new Val.Binary(BinaryOperator.MUL, type, left, right);
      case MIN -> new Val.Math(IntrinsicFunction.MIN, type, Lists.immutable.of(left, right));
      case MAX -> new Val.Math(IntrinsicFunction.MAX, type, Lists.immutable.of(left, right));
      case AND ->
          new Val.Binary(
              isBool ? BinaryOperator.LOGICAL_AND : BinaryOperator.AND, type, left, right);
      case OR ->
          new Val.Binary(isBool ? BinaryOperator.LOGICAL_OR : BinaryOperator.OR, type, left, right);
      case XOR ->
          new Val.Binary(isBool ? BinaryOperator.NE : BinaryOperator.XOR, type, left, right);
      case USER -> throw new IllegalStateException("handled above");
    };
  }

  // ---- around the iterations

  /** The loop over the positions of a chunk. */
  void loop(Local position, Local from, Local to, Code body) {
    if (!parts.hasCopies()) {
      each(position, from, to, body);
    } else if (items.isEmpty() && isStraight(body)) {
      parts.turns(position, from, to, body);
    } else {
      each(position, from, to, Code.seq(parts.turn(position), body));
    }
  }

  private void each(Local position, Local from, Local to, Code iteration) {
    if (inLanes) {
      ImmutableList<Code.Lane> lanes =
          Lists.immutable
              .ofAll(items)
              .collectWithIndex((item, i) ->
                  new Code.Lane(
                      i,
                      item.value(),
                      declares(iteration, item.present())
                          ? Optional.of(item.present())
                          : Optional.empty()));
      chunk.emit(
          new Code.Lanes(
              chunk.label("lanes"),
              position,
              Val.read(from),
              Val.read(to),
              iteration,
              lanes,
              lanes.noneSatisfy(lane -> lane.present().isPresent()) && isStraight(iteration)));
      return;
    }
    List<Local> running = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      Local local =
          chunk.local(items.get(i).source().name() + "_so_far", items.get(i).value().type());
      running.add(local);
      chunk.emit(new Code.LoadPartial(i, local));
    }
    Code all =
        chunk.nested(() -> {
          chunk.emit(iteration);
          for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            chunk.emit(
                new Code.Set(
                    running.get(i),
                    combine(item.plan(), Val.read(running.get(i)), Val.read(item.value()))));
          }
        });
    chunk.emit(
        new Code.Count(chunk.label("iterations"), position, Val.read(from), Val.read(to), all));
    for (int i = 0; i < items.size(); i++) {
      chunk.emit(new Code.StorePartial(i, Val.read(running.get(i))));
    }
  }

  private static boolean declares(Code code, Local local) {
    return switch (code) {
      case Code.Declare d -> d.local().equals(local);
      case Code.Seq s -> s.items().anySatisfy(item -> declares(item, local));
      default -> false;
    };
  }

  /** Whether code neither branches nor calls nor fails: eight iterations may stand side by side. */
  private static boolean isStraight(Code code) {
    return switch (code) {
      case Code.Declare d -> true;
      case Code.Set s -> true;
      case Code.Store s -> true;
      case Code.Mark m -> true;
      case Code.Note n -> true;
      case Code.Seq s -> s.items().allSatisfy(LowerReduction::isStraight);
      default -> false;
    };
  }

  // ---- in the routine that runs the region

  ImmutableList<ReductionPlan> plans() {
    return Lists.immutable.ofAll(items).collect(Item::plan);
  }

  /** The values of reductions to which nothing is contributed. */
  ImmutableList<Val> identities(PartialArrays all) {
    return Lists.immutable.ofAll(items).collect(item -> all.identity(item.source().name()));
  }

  List<Local> results(RoutineBuilder b) {
    List<Local> results = new ArrayList<>();
    for (Item item : items) {
      results.add(b.local(item.source().name(), item.value().type()));
    }
    return results;
  }
}
