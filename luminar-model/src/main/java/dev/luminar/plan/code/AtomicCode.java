package dev.luminar.plan.code;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.AtomicOperator;
import dev.luminar.model.MemoryOrder;
import dev.luminar.plan.Local;
import java.util.Optional;

/** Atomic operations; result locals are declared by them. */
public sealed interface AtomicCode extends Code {

  /** Reads. Order: relaxed, acquire or seq_cst. */
  record AtomicLoad(Local result, AtomicPlace place, MemoryOrder order) implements AtomicCode {
    /** Checks the components. */
    public AtomicLoad {
      requireNonNull(result, "result");
      requireNonNull(place, "place");
      requireNonNull(order, "order");
    }
  }

  /** Writes. Order: relaxed, release or seq_cst. */
  record AtomicStore(AtomicPlace place, Val value, MemoryOrder order) implements AtomicCode {
    /** Checks the components. */
    public AtomicStore {
      requireNonNull(place, "place");
      requireNonNull(value, "value");
      requireNonNull(order, "order");
    }
  }

  /** Reads and writes in one; the result is the value before. */
  record AtomicUpdate(
      Optional<Local> result,
      AtomicOperator operator,
      AtomicPlace place,
      Val operand,
      MemoryOrder order)
      implements AtomicCode {
    /** Checks the components. */
    public AtomicUpdate {
      requireNonNull(result, "result");
      requireNonNull(operator, "operator");
      requireNonNull(place, "place");
      requireNonNull(operand, "operand");
      requireNonNull(order, "order");
    }
  }

  /**
   * Writes {@code desired} if the place holds {@code expected} (compared by bits for floats).
   *
   * @param seen takes the value that was there
   * @param done takes whether it was written
   * @param weak whether it may fail although the value was the expected one
   */
  record CompareExchange(
      Optional<Local> seen,
      Local done,
      AtomicPlace place,
      Val expected,
      Val desired,
      boolean weak,
      MemoryOrder success,
      MemoryOrder failure)
      implements AtomicCode {
    /** Checks the components. */
    public CompareExchange {
      requireNonNull(seen, "seen");
      requireNonNull(done, "done");
      requireNonNull(place, "place");
      requireNonNull(expected, "expected");
      requireNonNull(desired, "desired");
      requireNonNull(success, "success");
      requireNonNull(failure, "failure");
    }
  }
}
