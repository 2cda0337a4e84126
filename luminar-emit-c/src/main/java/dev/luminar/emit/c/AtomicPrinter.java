package dev.luminar.emit.c;

import dev.luminar.model.AtomicOperator;
import dev.luminar.model.MemoryOrder;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.code.AtomicCode;
import dev.luminar.plan.code.AtomicPlace;
import dev.luminar.plan.code.Val;
import java.util.Locale;

/** Prints atomic operations with the orders of the plan. */
final class AtomicPrinter {
  private final Body body;

  AtomicPrinter(Body body) {
    this.body = body;
  }

  void print(AtomicCode code) {
    body.emission.support.include("<stdatomic.h>");
    switch (code) {
      case AtomicCode.AtomicLoad load -> {
        String call =
            "atomic_load_explicit(" + place(load.place()) + ", " + order(load.order()) + ")";
        body.set(load.result(), plain(load.place().kind(), call));
      }
      case AtomicCode.AtomicStore store ->
          body.out.line(
              "atomic_store_explicit("
                  + place(store.place())
                  + ", "
                  + value(body, store.place().kind(), store.value())
                  + ", "
                  + order(store.order())
                  + ");");
      case AtomicCode.AtomicUpdate update -> update(update);
      case AtomicCode.CompareExchange exchange -> compareExchange(exchange);
    }
  }

  private void update(AtomicCode.AtomicUpdate update) {
    ScalarType kind = update.place().kind();
    boolean isReal = kind == ScalarType.F64;
    String name = update.operator().name().toLowerCase(Locale.ROOT);
    String function =
        switch (update.operator()) {
          case EXCHANGE -> "atomic_exchange_explicit";
          case MIN, MAX -> body.emission.support.use("atomic_" + name + "_" + kind);
          case ADD, SUB ->
              isReal
                  ? body.emission.support.use("atomic_" + name + "_f64")
                  : "atomic_fetch_" + name + "_explicit";
          case AND, OR, XOR -> "atomic_fetch_" + name + "_explicit";
        };
    String call =
        function
            + "("
            + place(update.place())
            + ", "
            + operand(update)
            + ", "
            + order(update.order())
            + ")";
    if (update.result().isPresent()) {
      body.set(update.result().get(), plain(kind, call));
    } else {
      body.out.line("(void)" + call + ";");
    }
  }

  private void compareExchange(AtomicCode.CompareExchange exchange) {
    ScalarType kind = exchange.place().kind();
    String c = Emission.atomic(kind).substring("_Atomic ".length());
    String place = place(exchange.place());
    String seen = body.locals.fresh("seen");
    body.out.line(c + " " + seen + " = " + value(body, kind, exchange.expected()) + ";");
    body.set(
        exchange.done(),
        "atomic_compare_exchange_"
            + (exchange.weak() ? "weak" : "strong")
            + "_explicit("
            + place
            + ", &"
            + seen
            + ", "
            + value(body, kind, exchange.desired())
            + ", "
            + order(atLeast(exchange.success(), exchange.failure()))
            + ", "
            + order(exchange.failure())
            + ")");
    exchange.seen().ifPresent(local -> body.set(local, plain(kind, seen)));
  }

  /** What an exchange stores; other updates compute what they store, and see to its NaN. */
  private String operand(AtomicCode.AtomicUpdate update) {
    return update.operator() == AtomicOperator.EXCHANGE
        ? value(body, update.place().kind(), update.operand())
        : body.values.print(update.operand(), body.out);
  }

  /**
   * A value as an atomic place holds it: a compare-exchange looks at bits, so each NaN has to be
   * the same one.
   */
  static String value(Body body, ScalarType kind, Val value) {
    String text = body.values.print(value, body.out);
    return kind == ScalarType.F64 && !(value instanceof Val.Const)
        ? body.emission.support.use("one_nan_f64") + "(" + text + ")"
        : text;
  }

  /** An atomic bool is stored as an i32. */
  private static String plain(ScalarType kind, String text) {
    return kind == ScalarType.BOOL ? text + " != 0" : text;
  }

  private String place(AtomicPlace place) {
    return switch (place) {
      case AtomicPlace.Cell cell -> body.values.print(new Val.RefTo(cell.cell()), body.out);
      case AtomicPlace.Element element ->
          "&" + body.values.element(element.buffer(), element.index(), body.out);
    };
  }

  /** In C the order of a success must not be weaker than that of a failure, which only reads. */
  private static MemoryOrder atLeast(MemoryOrder success, MemoryOrder failure) {
    return switch (failure) {
      case SEQ_CST -> MemoryOrder.SEQ_CST;
      case ACQUIRE ->
          switch (success) {
            case RELAXED -> MemoryOrder.ACQUIRE;
            case RELEASE -> MemoryOrder.ACQ_REL;
            default -> success;
          };
      default -> success;
    };
  }

  private static String order(MemoryOrder order) {
    return "memory_order_" + order.name().toLowerCase(Locale.ROOT);
  }
}
