package dev.luminar.analyzer.lower;

import static dev.luminar.analyzer.lower.PlanLoops.*;

import dev.luminar.model.MemoryOrder;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.plan.Local;
import dev.luminar.plan.code.AtomicCode;
import dev.luminar.plan.code.AtomicPlace;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Val;

/** Puts together what the threads of a parallel block have of a {@link PartialArray}. */
final class PartialArrayJoin {

  private final RoutineBuilder b;
  private final PartialArray array;
  private final Val threads;

  PartialArrayJoin(RoutineBuilder b, PartialArray array, Val threads) {
    this.b = b;
    this.array = array;
    this.threads = threads;
  }

  /** Of an array of which each thread has copies. */
  void copies() {
    Val copies = Val.read(array.copies);
    each(
        b,
        "k",
        array.length,
        k -> {
          Local value = PlanLoops.variable(b, "value", array.identity);
          each(
              b,
              "part",
              threads,
              part -> {
                Val first = b.atom("first", add(times(part, array.stride), k));
                each(
                    b,
                    "copy",
                    add(array.copyMask, Val.i64(1)),
                    copy ->
                        b.emit(
                            new Code.Set(
                                value,
                                array.combine(
                                    Val.read(value),
                                    new Val.Load(copies, add(first, times(copy, array.length)))))));
              });
          if (array.sum == null) {
            b.emit(new Code.Store(Val.read(array.target), k, Val.read(value)));
          } else {
            Val differs =
                new Val.Binary(
                    BinaryOperator.NE, array.plan.scalar(), Val.read(value), array.identity);
            Code once = array.atomically(array.target, k, Val.read(value), array.sum.order());
            b.emit(new Code.If(differs, once, Code.NOTHING));
          }
        });
  }

  /** Of an array that all threads share; an atomic buffer that they share is its own result. */
  void shared() {
    Local shared = array.shared;
    if (shared == null) {
      return;
    }
    each(
        b,
        "k",
        array.length,
        k -> {
          AtomicPlace place = new AtomicPlace.Element(Val.read(shared), k, array.plan.scalar());
          Local value = b.local("value", array.plan.type());
          b.emit(new AtomicCode.AtomicLoad(value, place, MemoryOrder.RELAXED));
          b.emit(new Code.Store(Val.read(array.target), k, Val.read(value)));
        });
  }

  /** Of an array for each block of the defined shape. */
  void blocks(Val number) {
    Local partials = java.util.Objects.requireNonNull(array.partials);
    b.emit(new Code.Note("the blocks combine in a binary tree"));
    tree(
        b,
        number,
        (left, right) ->
            each(
                b,
                "k",
                array.length,
                k ->
                    array.takeIn(
                        b,
                        partials,
                        array.partialsPresent,
                        add(times(left, array.length), k),
                        add(times(right, array.length), k))));
    Val target = Val.read(array.target);
    Code found =
        b.nested(() ->
            each(
                b,
                "k",
                array.length,
                k -> {
                  Val value = new Val.Load(Val.read(partials), k);
                  if (array.partialsPresent == null) {
                    b.emit(new Code.Store(target, k, array.combine(array.identity, value)));
                  } else {
                    b.emit(
                        new Code.If(
                            new Val.Load(Val.read(array.partialsPresent), k),
                            new Code.Store(target, k, value),
                            new Code.Store(target, k, array.identity)));
                  }
                }));
    Code none =
        b.nested(() ->
            each(b, "k", array.length, k -> b.emit(new Code.Store(target, k, array.identity))));
    b.emit(new Code.If(less(Val.i64(0), number), found, none));
  }
}
