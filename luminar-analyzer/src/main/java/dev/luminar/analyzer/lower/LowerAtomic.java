package dev.luminar.analyzer.lower;

import dev.luminar.model.AtomicCas;
import dev.luminar.model.AtomicCell;
import dev.luminar.model.AtomicLoad;
import dev.luminar.model.AtomicRmw;
import dev.luminar.model.AtomicStore;
import dev.luminar.model.CellPlace;
import dev.luminar.model.ElementPlace;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.code.AtomicCode;
import dev.luminar.plan.code.AtomicPlace;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Val;
import java.util.Optional;

/** This pass lowers atomic cells and operations: one statement each, nothing is weakened. */
final class LowerAtomic {

  private LowerAtomic() {}

  static void cell(RoutineBuilder b, AtomicCell cell) {
    Val value = LowerExpr.value(b, cell.value());
    Local local = b.local(cell.name(), new PlanType.Cell(cell.type()));
    b.emit(new Code.NewCell(local, value));
    b.bind(cell.name(), local);
  }

  static void load(RoutineBuilder b, AtomicLoad load) {
    AtomicPlace place = place(b, load.place());
    Local result = b.local(load.result(), new PlanType.Scalar(load.place().type()));
    b.emit(new AtomicCode.AtomicLoad(result, place, load.order()));
    b.bind(load.result(), result);
  }

  static void store(RoutineBuilder b, AtomicStore store) {
    AtomicPlace place = place(b, store.place());
    Val value = LowerExpr.value(b, store.value());
    b.emit(new AtomicCode.AtomicStore(place, value, store.order()));
  }

  static void update(RoutineBuilder b, AtomicRmw update) {
    if (b.reductions != null && b.reductions.parts.change(update)) {
      return;
    }
    AtomicPlace place = place(b, update.place());
    Val operand = LowerExpr.value(b, update.value());
    Optional<Local> result =
        update.result().map(name -> b.local(name, new PlanType.Scalar(update.place().type())));
    b.emit(new AtomicCode.AtomicUpdate(result, update.operator(), place, operand, update.order()));
    update.result().ifPresent(name -> b.bind(name, result.orElseThrow()));
  }

  static void compareExchange(RoutineBuilder b, AtomicCas cas) {
    AtomicPlace place = place(b, cas.place());
    Val expected = LowerExpr.value(b, cas.expected());
    Val desired = LowerExpr.value(b, cas.desired());
    Optional<Local> seen =
        cas.seen().map(name -> b.local(name, new PlanType.Scalar(cas.place().type())));
    Local done = b.local(cas.ok().orElse("done"), PlanType.BOOL);
    b.emit(
        new AtomicCode.CompareExchange(
            seen, done, place, expected, desired, cas.isWeak(), cas.success(), cas.failure()));
    cas.seen().ifPresent(name -> b.bind(name, seen.orElseThrow()));
    cas.ok().ifPresent(name -> b.bind(name, done));
  }

  private static AtomicPlace place(RoutineBuilder b, dev.luminar.model.AtomicPlace place) {
    return switch (place) {
      case CellPlace c -> new AtomicPlace.Cell(b.lookup(c.name()).local(), c.type());
      case ElementPlace e -> {
        LowerExpr.Place element = LowerExpr.place(b, e.buffer(), e.index(), e.span());
        // The index is evaluated once: another operand may stand between check and use.
        yield new AtomicPlace.Element(element.buffer(), b.once("index", element.index()), e.type());
      }
    };
  }
}
