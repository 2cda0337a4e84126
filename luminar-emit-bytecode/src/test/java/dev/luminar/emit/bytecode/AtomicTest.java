package dev.luminar.emit.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.model.AtomicOperator;
import dev.luminar.model.MemoryOrder;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.Routine;
import dev.luminar.plan.code.AtomicCode;
import dev.luminar.plan.code.AtomicPlace;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Val;
import java.lang.reflect.Method;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.junit.jupiter.api.Test;

class AtomicTest {
  private static Method entry(
      PlanFixture p, PlanFixture.Locals locals, int params, PlanType result, Code body)
      throws Exception {
    p.entry("f", p.routine(Routine.Kind.FUNCTION, "f", locals, params, result, body), false);
    for (Method method : p.emit().load().mainClass().getMethods()) {
      if (method.getName().equals("f")) {
        return method;
      }
    }
    throw new AssertionError("no method f");
  }

  /** A cell of x, updated by y: returns the old value, or the new one. */
  private static Method update(
      ScalarType kind, AtomicOperator operator, MemoryOrder order, boolean old) throws Exception {
    PlanFixture.Locals l = new PlanFixture.Locals();
    Local x = l.add("x", PlanFixture.scalar(kind));
    Local y = l.add("y", PlanFixture.scalar(kind));
    Local cell = l.add("cell", new PlanType.Cell(kind));
    Local before = l.add("before", PlanFixture.scalar(kind));
    Local after = l.add("after", PlanFixture.scalar(kind));
    AtomicPlace place = new AtomicPlace.Cell(cell, kind);
    MemoryOrder load = order == MemoryOrder.RELAXED ? order : MemoryOrder.ACQUIRE;
    MemoryOrder store = order == MemoryOrder.RELAXED ? order : MemoryOrder.RELEASE;
    return entry(
        new PlanFixture("atomics"),
        l,
        2,
        PlanFixture.scalar(kind),
        Code.seq(
            new Code.NewCell(cell, Val.read(y)),
            new AtomicCode.AtomicStore(place, Val.read(x), store),
            new AtomicCode.AtomicUpdate(Optional.of(before), operator, place, Val.read(y), order),
            new AtomicCode.AtomicUpdate(
                Optional.empty(), AtomicOperator.EXCHANGE, place, Val.read(before), order),
            new AtomicCode.AtomicUpdate(Optional.empty(), operator, place, Val.read(y), order),
            new AtomicCode.AtomicLoad(after, place, load),
            new Code.Return(Optional.of(Val.read(old ? before : after)))));
  }

  @Test
  void updatesComputeAndReturnTheOldValue() throws Exception {
    // An atomic update would compute something else in some memory order.
    for (MemoryOrder order : MemoryOrder.values()) {
      assertThat(update(ScalarType.I64, AtomicOperator.ADD, order, true).invoke(null, 5L, 3L))
          .isEqualTo(5L);
      assertThat(
              update(ScalarType.I64, AtomicOperator.ADD, order, false)
                  .invoke(null, Long.MAX_VALUE, 1L))
          .isEqualTo(Long.MIN_VALUE);
      assertThat(update(ScalarType.I32, AtomicOperator.SUB, order, false).invoke(null, 5, 7))
          .isEqualTo(-2);
      assertThat(update(ScalarType.F64, AtomicOperator.SUB, order, false).invoke(null, 5.0, 7.5))
          .isEqualTo(-2.5);
      assertThat(update(ScalarType.I32, AtomicOperator.AND, order, false).invoke(null, 6, 3))
          .isEqualTo(2);
      assertThat(update(ScalarType.BOOL, AtomicOperator.OR, order, false).invoke(null, false, true))
          .isEqualTo(true);
      assertThat(update(ScalarType.BOOL, AtomicOperator.XOR, order, false).invoke(null, true, true))
          .isEqualTo(false);
      assertThat(update(ScalarType.F64, AtomicOperator.MIN, order, false).invoke(null, 0.0, -0.0))
          .isEqualTo(-0.0);
      assertThat(
              update(ScalarType.F64, AtomicOperator.MAX, order, false)
                  .invoke(null, 1.0, Double.NaN))
          .isEqualTo(Double.NaN);
      assertThat(update(ScalarType.I64, AtomicOperator.MAX, order, false).invoke(null, -4L, -9L))
          .isEqualTo(-4L);
    }
  }

  @Test
  void compareExchangeComparesBits() throws Exception {
    // -0.0 would be taken for 0.0, or a NaN never be found.
    PlanType.Buffer cells = new PlanType.Buffer(PlanType.F64, true);
    PlanFixture.Locals l = new PlanFixture.Locals();
    Local buffer = l.add("cells", cells);
    Local expected = l.add("expected", PlanType.F64);
    Local seen = l.add("seen", PlanType.F64);
    Local done = l.add("done", PlanType.BOOL);
    Code body =
        Code.seq(
            new AtomicCode.CompareExchange(
                Optional.of(seen),
                done,
                new AtomicPlace.Element(
                    new Val.Slice(Val.read(buffer), Val.i64(1), Val.i64(1)),
                    Val.i64(0),
                    ScalarType.F64),
                Val.read(expected),
                new Val.Const(ScalarType.F64, Double.doubleToRawLongBits(9)),
                false,
                MemoryOrder.RELEASE,
                MemoryOrder.ACQUIRE),
            new Code.Return(Optional.of(Val.read(done))));
    PlanFixture p = new PlanFixture("exchange");
    p.entry("f", p.routine(Routine.Kind.FUNCTION, "f", l, 2, PlanType.BOOL, body), false);
    Method f = p.emit().load().mainClass().getMethod("f", double[].class, double.class);
    double[] memory = {7, -0.0};
    assertThat(f.invoke(null, memory, 0.0)).isEqualTo(false);
    assertThat(f.invoke(null, memory, -0.0)).isEqualTo(true);
    assertThat(memory).containsExactly(7, 9);
    memory[1] = Double.NaN;
    assertThat(f.invoke(null, memory, Double.NaN)).isEqualTo(true);
    assertThat(Lists.immutable.of(memory[1])).containsExactly(9.0);
  }
}
