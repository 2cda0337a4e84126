package dev.luminar.testkit.random;

import dev.luminar.diag.Span;
import dev.luminar.model.AtomicCas;
import dev.luminar.model.AtomicLoad;
import dev.luminar.model.AtomicOperator;
import dev.luminar.model.AtomicPlace;
import dev.luminar.model.AtomicRmw;
import dev.luminar.model.AtomicStore;
import dev.luminar.model.MemoryOrder;
import dev.luminar.model.Stmt;
import dev.luminar.model.Stmts;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.testkit.random.Place.Cell;
import dev.luminar.testkit.random.Place.Lent;
import dev.luminar.testkit.random.Place.Named;
import dev.luminar.testkit.random.Place.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Makes atomic operations whose outcome no order can change: where other threads may touch the same
 * place, all apply one commutative operator and nobody looks at the value.
 */
final class GenerateAtomic {
  private static final List<ScalarType> TYPES =
      List.of(
          ScalarType.BOOL,
          ScalarType.I32,
          ScalarType.I32,
          ScalarType.I64,
          ScalarType.I64,
          ScalarType.F64);
  private static final MemoryOrder[] LOADS = {
    MemoryOrder.RELAXED, MemoryOrder.ACQUIRE, MemoryOrder.SEQ_CST
  };
  private static final MemoryOrder[] STORES = {
    MemoryOrder.RELAXED, MemoryOrder.RELEASE, MemoryOrder.SEQ_CST
  };

  private final GenerateStmt statements;
  private final Choices choices;

  GenerateAtomic(GenerateStmt statements) {
    this.statements = statements;
    this.choices = statements.choices;
  }

  /** The operators that tasks may apply to one place in any order; none on f64 but min and max. */
  static List<AtomicOperator> commutative(ScalarType type) {
    return Arrays.stream(AtomicOperator.values())
        .filter(o -> o.takes(type) && o != AtomicOperator.EXCHANGE)
        .filter(o -> type != ScalarType.F64 || o == AtomicOperator.MIN || o == AtomicOperator.MAX)
        .toList();
  }

  private record Target(AtomicPlace place, ScalarType type, Optional<AtomicOperator> only) {}

  void add(List<Stmt> into, Place place) {
    List<Target> targets = targets(place);
    if (targets.isEmpty() || choices.percent(20)) {
      declare(into, place);
      return;
    }
    Target target = choices.of(targets);
    if (target.only().isPresent()) {
      into.add(change(target, target.only().get(), Optional.empty(), place));
      return;
    }
    alone(into, target, place);
  }

  private List<Target> targets(Place place) {
    List<Target> targets = new ArrayList<>();
    for (Cell cell : place.cells) {
      Optional<AtomicOperator> only = Optional.ofNullable(place.operators.get(cell.name()));
      if (cell.depth() == place.depth || only.isPresent()) {
        targets.add(new Target(Stmts.cellPlace(cell.name(), cell.type()), cell.type(), only));
      }
    }
    for (Lent buffer : place.buffers) {
      Role role = place.roles.get(buffer);
      boolean isShared = role != null && role.kind() == Role.Kind.ATOMIC;
      if (!buffer.type.isAtomic() || !(isShared || place.owns(buffer))) {
        continue;
      }
      // The role is forgotten for the index: any element may be touched.
      Optional<Expr> index = statements.exprs.index(buffer, place, 1);
      index.ifPresent(i ->
          targets.add(
              new Target(
                  Stmts.elementPlace(GenerateExpr.ref(buffer), i),
                  (ScalarType) buffer.type.element(),
                  Optional.ofNullable(place.operators.get(buffer.name)))));
    }
    return targets;
  }

  private void declare(List<Stmt> into, Place place) {
    ScalarType type = choices.of(TYPES);
    if (!place.isSafe && choices.percent(30)) {
      long length = choices.between(1, 16);
      String name = statements.names.fresh("q");
      into.add(Stmts.atomicBuffer(name, type, dev.luminar.model.expr.Exprs.i64(length)));
      BufferType buffer = new BufferType(type, true);
      place.buffers.add(new Lent(name, buffer, place.depth, place.life, length, true, false));
      return;
    }
    String name = statements.names.fresh("c");
    into.add(Stmts.cell(name, type, statements.exprs.of(type, place, 2)));
    place.cells.add(new Cell(name, type, place.depth, place.life));
  }

  /** Nobody else touches the place: everything is allowed. */
  private void alone(List<Stmt> into, Target target, Place place) {
    GenerateExpr exprs = statements.exprs;
    ScalarType type = target.type();
    switch (choices.weighted(30, 12, 35, 13)) {
      case 0 -> {
        String name = bound("a", type, place);
        into.add(new AtomicLoad(name, target.place(), choices.of(LOADS), Span.NONE));
      }
      case 1 -> {
        Expr value = exprs.of(type, place, 2);
        into.add(new AtomicStore(target.place(), value, choices.of(STORES), Span.NONE));
      }
      case 2 -> {
        List<AtomicOperator> operators =
            Arrays.stream(AtomicOperator.values()).filter(o -> o.takes(type)).toList();
        Optional<String> name =
            choices.percent(60) ? Optional.of(statements.names.fresh("a")) : Optional.empty();
        into.add(change(target, choices.of(operators), name, place));
        name.ifPresent(n -> place.values.add(new Named(n, type, place.depth, false, 0)));
      }
      default -> {
        Expr expected = exprs.of(type, place, 1);
        Expr desired = exprs.of(type, place, 1);
        String seen = statements.names.fresh("s");
        String isDone = statements.names.fresh("d");
        into.add(
            new AtomicCas(
                Optional.of(seen),
                Optional.of(isDone),
                target.place(),
                expected,
                desired,
                false,
                choices.of(MemoryOrder.values()),
                choices.of(LOADS),
                Span.NONE));
        place.values.add(new Named(seen, type, place.depth, false, 0));
        place.values.add(new Named(isDone, ScalarType.BOOL, place.depth, false, 0));
      }
    }
  }

  private String bound(String stem, ScalarType type, Place place) {
    String name = statements.names.fresh(stem);
    place.values.add(new Named(name, type, place.depth, false, 0));
    return name;
  }

  private Stmt change(
      Target target, AtomicOperator operator, Optional<String> result, Place place) {
    Expr value = statements.exprs.of(target.type(), place, 2);
    return new AtomicRmw(
        result, operator, target.place(), value, choices.of(MemoryOrder.values()), Span.NONE);
  }
}
