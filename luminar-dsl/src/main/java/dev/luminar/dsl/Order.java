package dev.luminar.dsl;

import dev.luminar.model.MemoryOrder;

/**
 * How an atomic operation orders other accesses: {@code relaxed}, {@code acquire}, {@code release},
 * {@code acqRel} or {@code seqCst} of {@link Dsl}.
 */
public sealed interface Order permits Order.Read, Order.Write, Order.AcqRel {
  /** Returns the order of the model. */
  MemoryOrder node();

  /** An order that a read has. */
  sealed interface Read extends Order permits Any, Acquire {}

  /** An order that a write has. */
  sealed interface Write extends Order permits Any, Release {}

  /** An order that reads and writes have: relaxed or sequentially consistent. */
  final class Any implements Read, Write {
    private final MemoryOrder node;

    Any(MemoryOrder node) {
      this.node = node;
    }

    @Override
    public MemoryOrder node() {
      return node;
    }
  }

  /** Acquire. */
  final class Acquire implements Read {
    Acquire() {}

    @Override
    public MemoryOrder node() {
      return MemoryOrder.ACQUIRE;
    }
  }

  /** Release. */
  final class Release implements Write {
    Release() {}

    @Override
    public MemoryOrder node() {
      return MemoryOrder.RELEASE;
    }
  }

  /** Acquire and release: for operations that read and write. */
  final class AcqRel implements Order {
    AcqRel() {}

    @Override
    public MemoryOrder node() {
      return MemoryOrder.ACQ_REL;
    }
  }
}
