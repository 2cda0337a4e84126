package dev.luminar.emit.bytecode;

import dev.luminar.model.MemoryOrder;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.Local;
import dev.luminar.plan.code.AtomicCode;
import dev.luminar.plan.code.AtomicPlace;
import java.util.Locale;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/** Prints atomic operations as calls of the methods that hold the table of memory orders. */
final class AtomicStatements {
  private final RoutineWriter writer;
  private final InstructionAdapter code;
  private final Places places;
  private final Values values;

  AtomicStatements(RoutineWriter writer) {
    this.writer = writer;
    this.code = writer.code;
    this.places = writer.places;
    this.values = writer.values;
  }

  void print(AtomicCode statement) {
    switch (statement) {
      case AtomicCode.AtomicLoad l -> {
        places.bring(l.result());
        places.beforeStore(l.result());
        place(l.place());
        call(l.place().kind(), "load" + accessOrder(l.order()), 0, true);
        places.store(l.result(), 0);
      }
      case AtomicCode.AtomicStore s -> {
        place(s.place());
        values.push(s.value());
        call(s.place().kind(), "store" + accessOrder(s.order()), 1, false);
      }
      case AtomicCode.AtomicUpdate u -> update(u);
      case AtomicCode.CompareExchange c -> compareExchange(c);
    }
  }

  private void update(AtomicCode.AtomicUpdate update) {
    if (update.result().isPresent()) {
      places.bring(update.result().get());
      places.beforeStore(update.result().get());
    }
    place(update.place());
    values.push(update.operand());
    String name = update.operator().name().toLowerCase(Locale.ROOT) + updateOrder(update.order());
    call(update.place().kind(), name, 1, true);
    if (update.result().isPresent()) {
      places.store(update.result().get(), 0);
    } else if (JvmTypes.scalar(update.place().kind()).getSize() == 2) {
      code.pop2();
    } else {
      code.pop();
    }
  }

  /**
   * A strong operation is also a weak one. Whether it wrote shows in the value seen, bit by bit.
   */
  private void compareExchange(AtomicCode.CompareExchange statement) {
    ScalarType kind = statement.place().kind();
    Type type = JvmTypes.scalar(kind);
    Places.Mark mark = null;
    places.bring(statement.done());
    statement.seen().ifPresent(places::bring);
    mark = places.mark();
    int expected = places.temporary("expected", type);
    values.push(statement.expected());
    code.store(expected, type);
    places.alive();
    int seen = places.temporary("seen", type);
    place(statement.place());
    code.load(expected, type);
    values.push(statement.desired());
    String order = exchangeOrder(statement.success(), statement.failure());
    call(kind, "compareExchange" + order, 2, true);
    code.store(seen, type);
    places.alive();
    Local done = statement.done();
    places.beforeStore(done);
    code.load(seen, type);
    comparable(type);
    code.load(expected, type);
    comparable(type);
    code.lcmp();
    Label isEqual = new Label();
    Label end = new Label();
    code.ifeq(isEqual);
    code.iconst(0);
    code.goTo(end);
    code.mark(isEqual);
    code.iconst(1);
    code.mark(end);
    places.store(done, 0);
    if (statement.seen().isPresent()) {
      places.beforeStore(statement.seen().get());
      code.load(seen, type);
      places.store(statement.seen().get(), 0);
    }
    places.release(mark);
  }

  /** Turns a value into bits that are equal for equal values: NaN is one value. */
  private void comparable(Type type) {
    if (type == Type.DOUBLE_TYPE) {
      code.invokestatic("java/lang/Double", "doubleToLongBits", "(D)J", false);
    } else {
      values.toBits(type);
    }
  }

  private void place(AtomicPlace place) {
    switch (place) {
      case AtomicPlace.Cell c -> {
        places.load(c.cell(), 0);
        code.iconst(0);
      }
      case AtomicPlace.Element e -> values.element(e.buffer(), e.index());
    }
  }

  private void call(ScalarType kind, String name, int operands, boolean hasResult) {
    String owner =
        switch (kind) {
          case BOOL, I32 -> "AtomicI32";
          case I64 -> "AtomicI64";
          case F64 -> "AtomicF64";
          default -> throw new IllegalArgumentException("no atomic " + kind);
        };
    String value = JvmTypes.scalar(kind).getDescriptor();
    String descriptor =
        "([" + value + "I" + value.repeat(operands) + ")" + (hasResult ? value : "V");
    code.invokestatic(writer.layout.support(owner).getInternalName(), name, descriptor, false);
  }

  private static String accessOrder(MemoryOrder order) {
    return switch (order) {
      case RELAXED -> "Relaxed";
      case ACQUIRE -> "Acquire";
      case RELEASE -> "Release";
      case ACQ_REL, SEQ_CST -> "SeqCst";
    };
  }

  private static String updateOrder(MemoryOrder order) {
    return switch (order) {
      case RELAXED, RELEASE -> "Release";
      case ACQUIRE -> "Acquire";
      case ACQ_REL, SEQ_CST -> "SeqCst";
    };
  }

  /** One form serves both outcomes: the weakest that is as strong as each. */
  private static String exchangeOrder(MemoryOrder success, MemoryOrder failure) {
    String written = updateOrder(success);
    boolean isWeakEnough =
        failure == MemoryOrder.RELAXED
            || (failure == MemoryOrder.ACQUIRE && written.equals("Acquire"));
    return isWeakEnough
        ? written
        : failure == MemoryOrder.ACQUIRE && success == MemoryOrder.RELAXED ? "Acquire" : "SeqCst";
  }
}
