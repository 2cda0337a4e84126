package dev.luminar.analyzer.lower;

import static dev.luminar.analyzer.lower.PlanLoops.*;

import dev.luminar.model.MemoryOrder;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.ReductionShape;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Val;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A {@link PartialArray} as the routine that runs iterations sees it, with the thread's own part.
 */
final class PartialArrayInside {

  private final RoutineBuilder chunk;
  final PartialArray array;

  /** Whether the thread has memory of its own for the array; else it is shared and atomic. */
  private final boolean isOwn;

  private final Val position;
  private final Val from;
  private Val length;
  private @Nullable Local copies;
  private @Nullable Local present;
  private @Nullable Local pending;
  private @Nullable Local isPending;
  private @Nullable Local touched;
  private @Nullable Local touchedCount;

  /** In blocks: 0 or 7. */
  private Val laneMask = Val.i64(0);

  private Val copyMask = Val.i64(0);

  /** Which copy the iteration takes, where there are {@link #hasCopies several} for certain. */
  private final Local copy;

  PartialArrayInside(
      RoutineBuilder chunk,
      PartialArray array,
      boolean inCopies,
      Local position,
      Local from,
      Local copy) {
    this.copy = copy;
    this.chunk = chunk;
    this.array = array;
    this.isOwn = inCopies || !array.isChosen();
    this.position = Val.read(position);
    this.from = Val.read(from);
    this.length = array.length;
  }

  Val length() {
    return length;
  }

  /** Whether it matters which part of the region runs. */
  boolean needsPart() {
    return isOwn || array.isGathered;
  }

  private Val shared(String role, Val value) {
    return value instanceof Val.Const ? value : Val.read(chunk.lookup(array.hidden(role)).local());
  }

  private Val buffer(String role) {
    return Val.read(chunk.lookup(array.hidden(role)).local());
  }

  private Local part(String role, Val part, Val stride) {
    return chunk.declare(
        array.name + "_" + role, new Val.Slice(buffer(role), times(part, stride), stride));
  }

  /** In front of the iterations: finds the thread's part. */
  void open(Val part) {
    length = shared("length", array.length);
    if (isOwn) {
      Val stride = shared("stride", array.stride);
      copies = part("copies", part, stride);
      if (array.isInBlocks()) {
        openBlock(part, stride);
      } else {
        copyMask = shared("copy_mask", array.copyMask);
      }
    }
    if (array.isGathered) {
      pending = part("pending", part, length);
      isPending = part("is_pending", part, length);
      touched = part("touched", part, length);
      touchedCount = chunk.local(array.name + "_touched_count", PlanType.I64);
      chunk.noteVariable(touchedCount);
    }
  }

  private void openBlock(Val part, Val stride) {
    if (array.isUser()) {
      present = part("present", part, stride);
    }
    Val blockLength = Val.read(chunk.lookup(PartialArrays.BLOCK_LENGTH).local());
    laneMask =
        chunk.atom(
            "lane_mask",
            new Val.Choose(
                less(blockLength, Val.i64(ReductionShape.LANES_FROM)),
                Val.i64(0),
                Val.i64(ReductionShape.LANES - 1)));
    Val all = times(add(laneMask, Val.i64(1)), length);
    Local flags = present;
    Local lanes = Objects.requireNonNull(copies);
    each(
        chunk,
        "k",
        all,
        k -> {
          if (flags != null) {
            chunk.emit(new Code.Store(Val.read(flags), k, Val.bool(false)));
          } else {
            Val neutral = new Val.Const(array.plan.scalar(), array.plan.neutralBits());
            chunk.emit(new Code.Store(Val.read(lanes), k, neutral));
          }
        });
  }

  // ---- in the iteration

  void startIteration() {
    if (touchedCount != null) {
      chunk.emit(new Code.Declare(touchedCount, Optional.of(Val.i64(0))));
    }
  }

  /** Takes a contribution to an element that exists; index and value are constants or locals. */
  void contribute(Val index, Val value) {
    if (!array.isGathered) {
      apply(index, value);
      return;
    }
    Val values = Val.read(Objects.requireNonNull(pending));
    Val flags = Val.read(Objects.requireNonNull(isPending));
    Local number = Objects.requireNonNull(touchedCount);
    chunk.emit(
        new Code.If(
            new Val.Load(flags, index),
            new Code.Store(values, index, array.combine(new Val.Load(values, index), value)),
            Code.seq(
                new Code.Store(values, index, value),
                new Code.Store(flags, index, Val.bool(true)),
                new Code.Store(Val.read(Objects.requireNonNull(touched)), Val.read(number), index),
                new Code.Set(number, add(Val.read(number), Val.i64(1))))));
  }

  private void apply(Val index, Val value) {
    if (!isOwn) {
      Local shared = chunk.lookup(array.hidden("shared")).local();
      chunk.emit(array.atomically(shared, index, value, MemoryOrder.RELAXED));
      return;
    }
    Val values = Val.read(Objects.requireNonNull(copies));
    Val at = chunk.once("slot", slot(index));
    Code combined = new Code.Store(values, at, array.combine(new Val.Load(values, at), value));
    if (present == null) {
      chunk.emit(combined);
      return;
    }
    Val flags = Val.read(present);
    chunk.emit(
        new Code.If(
            new Val.Load(flags, at),
            combined,
            Code.seq(
                new Code.Store(values, at, value), new Code.Store(flags, at, Val.bool(true)))));
  }

  private Val slot(Val index) {
    if (array.isInBlocks()) {
      return add(times(masked(minus(position, from), laneMask), length), index);
    }
    if (copyMask instanceof Val.Const c) {
      return c.bits() == 0 ? index : add(times(Val.read(copy), length), index);
    }
    return add(times(masked(position, copyMask), length), index);
  }

  /** Whether the iterations take several copies in turn, as is known now. */
  boolean hasCopies() {
    return isOwn && !array.isInBlocks() && copyMask instanceof Val.Const c && c.bits() > 0;
  }

  /** At the end of an iteration: what it gathered takes part. */
  void endIteration() {
    eachTouched(index -> apply(index, chunk.once("gathered", gathered(index))));
  }

  private Val gathered(Val index) {
    return new Val.Load(Val.read(Objects.requireNonNull(pending)), index);
  }

  /** In the handler of an iteration that failed: forgets what it gathered. */
  void dropIteration() {
    eachTouched(index -> {});
    if (touchedCount != null) {
      chunk.emit(new Code.Set(touchedCount, Val.i64(0)));
    }
  }

  private void eachTouched(java.util.function.Consumer<Val> action) {
    if (!array.isGathered) {
      return;
    }
    Val list = Val.read(Objects.requireNonNull(touched));
    each(
        chunk,
        "t",
        Val.read(Objects.requireNonNull(touchedCount)),
        t -> {
          Val index = chunk.once("element", new Val.Load(list, t));
          action.accept(index);
          Val flags = Val.read(Objects.requireNonNull(isPending));
          chunk.emit(new Code.Store(flags, index, Val.bool(false)));
        });
  }

  // ---- behind the iterations

  /** At the end of a block of the defined shape: the lanes combine and become its partial. */
  void close() {
    if (!array.isInBlocks()) {
      return;
    }
    Local lanes = Objects.requireNonNull(copies);
    chunk.emit(new Code.Note("the lanes combine in a binary tree"));
    tree(
        chunk,
        add(laneMask, Val.i64(1)),
        (left, right) ->
            each(
                chunk,
                "k",
                length,
                k ->
                    array.takeIn(
                        chunk,
                        lanes,
                        present,
                        add(times(left, length), k),
                        add(times(right, length), k))));
    Val blockLength = Val.read(chunk.lookup(PartialArrays.BLOCK_LENGTH).local());
    Val first = chunk.atom("first", times(over(from, blockLength), length));
    Val partials = buffer("partials");
    Val flags = present == null ? null : buffer("partials_present");
    each(
        chunk,
        "k",
        length,
        k -> {
          Val at = add(first, k);
          chunk.emit(new Code.Store(partials, at, new Val.Load(Val.read(lanes), k)));
          if (flags != null) {
            chunk.emit(new Code.Store(flags, at, new Val.Load(Val.read(present), k)));
          }
        });
  }
}
