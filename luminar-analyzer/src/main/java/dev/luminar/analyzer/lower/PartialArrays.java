package dev.luminar.analyzer.lower;

import static dev.luminar.analyzer.lower.PlanLoops.*;

import dev.luminar.analyzer.facts.ArrayStorage;
import dev.luminar.analyzer.facts.PrivateSum;
import dev.luminar.analyzer.program.RegionAnalysis;
import dev.luminar.diag.Span;
import dev.luminar.model.MemoryOrder;
import dev.luminar.model.Parallel;
import dev.luminar.model.Reduction;
import dev.luminar.model.UserCombine;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.BuiltInError;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.ReductionPlan;
import dev.luminar.plan.ReductionShape;
import dev.luminar.plan.code.AtomicCode;
import dev.luminar.plan.code.AtomicPlace;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Val;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the routine that runs a parallel block does for the arrays to which its iterations
 * contribute: memory for each thread before, one array of it all behind.
 */
final class PartialArrays {

  /** The block length of the defined shape, for the routine that runs iterations. */
  static final Hidden BLOCK_LENGTH = new Hidden("block_length");

  private final RoutineBuilder b;
  private final Parallel block;
  private final RegionAnalysis analysis;
  private final Val count;
  private final List<PartialArray> arrays = new ArrayList<>();
  private final Map<String, Val> identities = new HashMap<>();
  private @Nullable Val threads;
  private @Nullable Local inCopies;
  private @Nullable Val blocks;

  private PartialArrays(RoutineBuilder b, Parallel block, RegionAnalysis analysis, Val count) {
    this.b = b;
    this.block = block;
    this.analysis = analysis;
    this.count = count;
  }

  /**
   * Evaluates lengths and identities, and makes the results, which live as long as the scope that
   * is open now.
   */
  static PartialArrays results(
      RoutineBuilder b, Parallel block, RegionAnalysis analysis, Val count) {
    PartialArrays all = new PartialArrays(b, block, analysis, count);
    for (Reduction reduction : block.reductions()) {
      all.reduction(reduction);
    }
    for (PrivateSum sum : analysis.privateSums()) {
      if (sum.isBuffer()) {
        all.sum(sum);
      }
    }
    return all;
  }

  private void reduction(Reduction reduction) {
    Val length = null;
    Local target = null;
    Optional<ArrayStorage> storage =
        analysis.arrays().detectOptional(a -> a.name().equals(reduction.name()));
    if (storage.isPresent()) {
      length =
          b.atom(
              reduction.name() + "_length", LowerExpr.index(b, reduction.length().orElseThrow()));
      target = result(reduction, length, storage.get());
    }
    ReductionPlan plan = LowerReduction.plan(b, reduction);
    Val identity =
        reduction.combine() instanceof UserCombine user
            ? b.atom(reduction.name() + "_identity", LowerExpr.value(b, user.identity()))
            : new Val.Const(plan.scalar(), plan.identityBits());
    identities.put(reduction.name(), identity);
    if (length != null && target != null) {
      arrays.add(
          new PartialArray(
              reduction.name(),
              storage.get().way(),
              plan,
              b.plan.type(reduction.type()),
              target,
              length,
              identity,
              storage.get().isGathered(),
              null));
    }
  }

  private Local result(Reduction reduction, Val length, ArrayStorage storage) {
    Span span = reduction.span();
    Local target = b.local(reduction.name(), b.plan.type(reduction.nameType()));
    b.own(target);
    if (storage.way() == ArrayStorage.Way.BLOCKS) {
      Val most = Val.i64(ArrayStorage.SHAPED_MAX);
      if (!(length instanceof Val.Const c && c.bits() <= ArrayStorage.SHAPED_MAX)) {
        b.emit(
            new Code.RaiseIf(
                less(most, length), b.raise(BuiltInError.REDUCTION_TOO_LONG, span, length, most)));
      }
    }
    newBuffer(target, length, span);
    return target;
  }

  private void newBuffer(Local buffer, Val length, Span span) {
    b.emit(
        new Code.NewBuffer(
            buffer,
            length,
            b.raise(BuiltInError.NEGATIVE_LENGTH, span, length),
            b.raise(BuiltInError.OUT_OF_MEMORY, span)));
  }

  private void sum(PrivateSum sum) {
    Local target = b.lookup(sum.name()).local();
    PlanType element = ((PlanType.Buffer) target.type()).element();
    ScalarType kind = ((PlanType.Scalar) element).kind();
    ReductionPlan plan = PrivateParts.plan(sum, kind);
    arrays.add(
        new PartialArray(
            sum.name(),
            ArrayStorage.Way.COPIES_OR_ATOMIC,
            plan,
            element,
            target,
            sum.indicesBelow() > 0
                ? Val.i64(sum.indicesBelow())
                : b.atom(sum.name() + "_elements", new Val.Length(Val.read(target))),
            new Val.Const(kind, plan.identityBits()),
            false,
            sum));
  }

  // ---- what others ask

  boolean isEmpty() {
    return arrays.isEmpty();
  }

  List<PartialArray> arrays() {
    return arrays;
  }

  /** The number of iterations. */
  Val count() {
    return count;
  }

  /** The value of a reduction to which nothing is contributed. */
  Val identity(String reduction) {
    return java.util.Objects.requireNonNull(identities.get(reduction));
  }

  /** How many threads the block runs on, where memory depends on it. */
  Optional<Val> threads() {
    return Optional.ofNullable(threads);
  }

  /** Whether the iterations run in blocks of the defined shape for an array's sake. */
  boolean isInBlocks() {
    return arrays.stream().anyMatch(PartialArray::isInBlocks);
  }

  /** What says at run time whether threads have copies; nothing where that is not asked. */
  Optional<Val> choice() {
    return Optional.ofNullable(inCopies).map(Val::read);
  }

  // ---- before the block

  /** Gets the memory for all threads; it is given back at the end of the scope that is open now. */
  void open() {
    if (arrays.isEmpty()) {
      return;
    }
    threads = BareRegions.threadCount(b, block.options().cores(), analysis, count);
    if (isInBlocks()) {
      shape();
    }
    arrays.forEach(this::layout);
    choose();
    arrays.forEach(this::allocate);
    if (inCopies != null) {
      Val[] all = {Val.read(inCopies)};
      arrays.stream()
          .filter(PartialArray::isChosen)
          .forEach(array ->
              all[0] = both(all[0], less(Val.i64(0), new Val.Length(Val.read(array.copies)))));
      b.emit(new Code.Set(inCopies, all[0]));
      arrays.stream().filter(PartialArray::isChosen).forEach(this::allocateShared);
    }
  }

  /** The block length and the number of blocks, as ReductionShape has them. */
  private void shape() {
    Val most =
        b.atom(
            "blocks_max",
            new Val.Choose(
                less(count, Val.i64(ReductionShape.LARGE_FROM)),
                Val.i64(ReductionShape.BLOCKS_SMALL),
                Val.i64(ReductionShape.BLOCKS_LARGE)));
    Val rest =
        new Val.Choose(
            equal(LowerExpr.i64(BinaryOperator.REM, count, most), Val.i64(0)),
            Val.i64(0),
            Val.i64(1));
    Val even = b.atom("even", add(over(count, most), rest));
    Val lanes = Val.i64(ReductionShape.LANES);
    Val rounded = times(over(add(even, Val.i64(ReductionShape.LANES - 1)), lanes), lanes);
    Local length =
        b.declare(
            "block_length",
            new Val.Choose(less(even, Val.i64(ReductionShape.LANES_FROM)), even, rounded));
    b.bind(BLOCK_LENGTH, length);
    blocks =
        b.atom(
            "blocks",
            new Val.Choose(
                equal(count, Val.i64(0)),
                Val.i64(0),
                add(
                    over(
                        minus(count, Val.i64(1)),
                        new Val.Math(
                            dev.luminar.model.expr.IntrinsicFunction.MAX,
                            ScalarType.I64,
                            org.eclipse.collections.api.factory.Lists.immutable.of(
                                Val.read(length), Val.i64(1)))),
                    Val.i64(1))));
  }

  private void layout(PartialArray array) {
    Val own = array.length;
    if (array.isInBlocks()) {
      own = times(array.length, Val.i64(ReductionShape.LANES));
    } else {
      array.copyMask = copyMask(array);
      own = times(array.length, add(array.copyMask, Val.i64(1)));
    }
    int bytes =
        switch (array.element) {
          case PlanType.Scalar s -> s.kind().bytes();
          default -> 8;
        };
    // Threads must not write to one cache line.
    long pad = 64 / bytes;
    array.stride =
        b.atom(array.name + "_stride", masked(add(own, Val.i64(2 * pad - 1)), Val.i64(-pad)));
    bind(array, "stride", array.stride);
    bind(array, "copy_mask", array.copyMask);
    bind(array, "length", array.length);
  }

  private Val copyMask(PartialArray array) {
    Val several = Val.i64(ArrayStorage.COPIES - 1);
    if (array.length instanceof Val.Const c) {
      return c.bits() <= ArrayStorage.INTERLEAVED_MAX ? several : Val.i64(0);
    }
    return b.atom(
        array.name + "_copy_mask",
        new Val.Choose(
            atMost(array.length, Val.i64(ArrayStorage.INTERLEAVED_MAX)), several, Val.i64(0)));
  }

  private void bind(PartialArray array, String role, Val value) {
    if (value instanceof Val.Read read) {
      b.bind(array.hidden(role), read.local());
    }
  }

  private void choose() {
    Val all = null;
    for (PartialArray array : arrays) {
      if (array.isChosen()) {
        Val wanted =
            atMost(
                times(
                    times(array.length, add(array.copyMask, Val.i64(1))),
                    java.util.Objects.requireNonNull(threads)),
                count);
        if (array.sum == null) {
          wanted = LowerExpr.or(atMost(array.length, Val.i64(ArrayStorage.SMALL_MAX)), wanted);
        } else if (array.sum.indicesBelow() > 0) {
          wanted = both(wanted, atMost(array.length, new Val.Length(Val.read(array.target))));
        }
        all = all == null ? wanted : both(all, wanted);
      }
    }
    if (all != null) {
      b.emit(new Code.Note("each thread has copies if they are small beside the work"));
      inCopies = PlanLoops.variable(b, "in_copies", all);
    }
  }

  private Local owned(PartialArray array, String role, PlanType type) {
    Local local = b.local(array.name + "_" + role, type);
    b.own(local);
    b.bind(array.hidden(role), local);
    return local;
  }

  private Local made(PartialArray array, String role, PlanType element, Val length) {
    Local local = owned(array, role, array.buffer(element));
    newBuffer(local, length, block.span());
    return local;
  }

  private void allocate(PartialArray array) {
    Val each = times(array.stride, java.util.Objects.requireNonNull(threads));
    if (array.isChosen()) {
      array.copies = owned(array, "copies", array.buffer(array.element));
      Local made = array.copies;
      Code filled =
          b.nested(() -> {
            b.emit(new Code.TryBuffer(made, b.atom("elements", each)));
            fill(array, made);
          });
      b.emit(new Code.If(Val.read(inCopies), filled, Code.NOTHING));
    } else {
      array.copies = made(array, "copies", array.element, b.atom("elements", each));
      if (!array.isInBlocks()) {
        fill(array, array.copies);
      }
    }
    if (array.isInBlocks()) {
      Val all = b.atom("elements", times(array.length, java.util.Objects.requireNonNull(blocks)));
      array.partials = made(array, "partials", array.element, all);
      if (array.isUser()) {
        array.present = made(array, "present", PlanType.BOOL, b.atom("flags", each));
        array.partialsPresent = made(array, "partials_present", PlanType.BOOL, all);
      }
    }
    if (array.isGathered) {
      Val elements =
          b.atom("elements", times(array.length, java.util.Objects.requireNonNull(threads)));
      array.pending = made(array, "pending", array.element, elements);
      array.isPending = made(array, "is_pending", PlanType.BOOL, elements);
      array.touched = made(array, "touched", PlanType.I64, elements);
    }
  }

  /** Gives all elements the identity, unless that is what new memory holds. */
  private void fill(PartialArray array, Local buffer) {
    if (array.identity instanceof Val.Const c && c.bits() == 0) {
      return;
    }
    each(
        b,
        "k",
        new Val.Length(Val.read(buffer)),
        k -> b.emit(new Code.Store(Val.read(buffer), k, array.identity)));
  }

  private void allocateShared(PartialArray array) {
    if (array.sum != null) {
      return;
    }
    Local shared = owned(array, "shared", new PlanType.Buffer(array.element, true));
    array.shared = shared;
    Code made =
        b.nested(() -> {
          newBuffer(shared, array.length, block.span());
          each(
              b,
              "k",
              array.length,
              k ->
                  b.emit(
                      new AtomicCode.AtomicStore(
                          place(array, shared, k), array.identity, MemoryOrder.RELAXED)));
        });
    b.emit(new Code.If(Val.read(inCopies), Code.NOTHING, made));
  }

  private static AtomicPlace place(PartialArray array, Local buffer, Val index) {
    return new AtomicPlace.Element(Val.read(buffer), index, array.plan.scalar());
  }

  // ---- behind the block

  /** Puts together what the threads have. */
  void close() {
    arrays.forEach(this::close);
  }

  /** The same for atomic buffers only, where threads have copies: when the block has failed. */
  void closeSums() {
    for (PartialArray array : arrays) {
      if (array.sum != null) {
        new PartialArrayJoin(b, array, java.util.Objects.requireNonNull(threads)).copies();
      }
    }
  }

  private void close(PartialArray array) {
    var join = new PartialArrayJoin(b, array, java.util.Objects.requireNonNull(threads));
    if (array.isInBlocks()) {
      join.blocks(java.util.Objects.requireNonNull(blocks));
      return;
    }
    Code copies = b.nested(join::copies);
    if (array.isChosen()) {
      copies = new Code.If(Val.read(inCopies), copies, b.nested(join::shared));
    }
    b.emit(copies);
  }
}
