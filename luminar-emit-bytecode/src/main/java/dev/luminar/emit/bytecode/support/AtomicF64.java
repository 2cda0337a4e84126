package dev.luminar.emit.bytecode.support;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Atomic operations on elements of {@code double[]}; values are compared by their bits, but NaN is
 * one value: what is stored is the canonical NaN, and any NaN equals it.
 *
 * <p>The one table of memory orders: a relaxed load or store is opaque (coherent, no ordering);
 * acquire and release are the VarHandle modes of these names; seq_cst is volatile, since only
 * volatile accesses take part in the one total order. A read-modify-write is atomic in every form,
 * so relaxed and release take the release form, acquire the acquire form, and acq_rel and seq_cst
 * the volatile form: no weaker one orders both sides.
 */
final class AtomicF64 {
  private static final VarHandle AT = MethodHandles.arrayElementVarHandle(double[].class);

  private AtomicF64() {}

  static double loadRelaxed(double[] array, int index) {
    return (double) AT.getOpaque(array, index);
  }

  static double loadAcquire(double[] array, int index) {
    return (double) AT.getAcquire(array, index);
  }

  static double loadSeqCst(double[] array, int index) {
    return (double) AT.getVolatile(array, index);
  }

  static void storeRelaxed(double[] array, int index, double value) {
    AT.setOpaque(array, index, canonical(value));
  }

  static void storeRelease(double[] array, int index, double value) {
    AT.setRelease(array, index, canonical(value));
  }

  static void storeSeqCst(double[] array, int index, double value) {
    AT.setVolatile(array, index, canonical(value));
  }

  static double exchangeAcquire(double[] array, int index, double value) {
    return (double) AT.getAndSetAcquire(array, index, canonical(value));
  }

  static double addAcquire(double[] array, int index, double value) {
    double seen = (double) AT.getOpaque(array, index);
    while (!AT.weakCompareAndSetAcquire(array, index, seen, canonical(seen + value))) {
      seen = (double) AT.getOpaque(array, index);
    }
    return seen;
  }

  static double subAcquire(double[] array, int index, double value) {
    double seen = (double) AT.getOpaque(array, index);
    while (!AT.weakCompareAndSetAcquire(array, index, seen, canonical(seen - value))) {
      seen = (double) AT.getOpaque(array, index);
    }
    return seen;
  }

  static double minAcquire(double[] array, int index, double value) {
    double seen = (double) AT.getOpaque(array, index);
    while (!AT.weakCompareAndSetAcquire(array, index, seen, canonical(Math.min(seen, value)))) {
      seen = (double) AT.getOpaque(array, index);
    }
    return seen;
  }

  static double maxAcquire(double[] array, int index, double value) {
    double seen = (double) AT.getOpaque(array, index);
    while (!AT.weakCompareAndSetAcquire(array, index, seen, canonical(Math.max(seen, value)))) {
      seen = (double) AT.getOpaque(array, index);
    }
    return seen;
  }

  static double compareExchangeAcquire(double[] array, int index, double expected, double desired) {
    double bits = canonical(expected);
    while (true) {
      double seen = (double) AT.compareAndExchangeAcquire(array, index, bits, canonical(desired));
      if (!isOtherNaN(seen, bits)) {
        return seen;
      }
      bits = seen;
    }
  }

  static double exchangeRelease(double[] array, int index, double value) {
    return (double) AT.getAndSetRelease(array, index, canonical(value));
  }

  static double addRelease(double[] array, int index, double value) {
    double seen = (double) AT.getOpaque(array, index);
    while (!AT.weakCompareAndSetRelease(array, index, seen, canonical(seen + value))) {
      seen = (double) AT.getOpaque(array, index);
    }
    return seen;
  }

  static double subRelease(double[] array, int index, double value) {
    double seen = (double) AT.getOpaque(array, index);
    while (!AT.weakCompareAndSetRelease(array, index, seen, canonical(seen - value))) {
      seen = (double) AT.getOpaque(array, index);
    }
    return seen;
  }

  static double minRelease(double[] array, int index, double value) {
    double seen = (double) AT.getOpaque(array, index);
    while (!AT.weakCompareAndSetRelease(array, index, seen, canonical(Math.min(seen, value)))) {
      seen = (double) AT.getOpaque(array, index);
    }
    return seen;
  }

  static double maxRelease(double[] array, int index, double value) {
    double seen = (double) AT.getOpaque(array, index);
    while (!AT.weakCompareAndSetRelease(array, index, seen, canonical(Math.max(seen, value)))) {
      seen = (double) AT.getOpaque(array, index);
    }
    return seen;
  }

  static double compareExchangeRelease(double[] array, int index, double expected, double desired) {
    double bits = canonical(expected);
    while (true) {
      double seen = (double) AT.compareAndExchangeRelease(array, index, bits, canonical(desired));
      if (!isOtherNaN(seen, bits)) {
        return seen;
      }
      bits = seen;
    }
  }

  static double exchangeSeqCst(double[] array, int index, double value) {
    return (double) AT.getAndSet(array, index, canonical(value));
  }

  static double addSeqCst(double[] array, int index, double value) {
    double seen = (double) AT.getOpaque(array, index);
    while (!AT.weakCompareAndSet(array, index, seen, canonical(seen + value))) {
      seen = (double) AT.getOpaque(array, index);
    }
    return seen;
  }

  static double subSeqCst(double[] array, int index, double value) {
    double seen = (double) AT.getOpaque(array, index);
    while (!AT.weakCompareAndSet(array, index, seen, canonical(seen - value))) {
      seen = (double) AT.getOpaque(array, index);
    }
    return seen;
  }

  static double minSeqCst(double[] array, int index, double value) {
    double seen = (double) AT.getOpaque(array, index);
    while (!AT.weakCompareAndSet(array, index, seen, canonical(Math.min(seen, value)))) {
      seen = (double) AT.getOpaque(array, index);
    }
    return seen;
  }

  static double maxSeqCst(double[] array, int index, double value) {
    double seen = (double) AT.getOpaque(array, index);
    while (!AT.weakCompareAndSet(array, index, seen, canonical(Math.max(seen, value)))) {
      seen = (double) AT.getOpaque(array, index);
    }
    return seen;
  }

  static double compareExchangeSeqCst(double[] array, int index, double expected, double desired) {
    double bits = canonical(expected);
    while (true) {
      double seen = (double) AT.compareAndExchange(array, index, bits, canonical(desired));
      if (!isOtherNaN(seen, bits)) {
        return seen;
      }
      bits = seen;
    }
  }

  private static double canonical(double value) {
    return Double.longBitsToDouble(Double.doubleToLongBits(value));
  }

  /** Whether both are NaN, but of different bits: the host's memory may hold any. */
  private static boolean isOtherNaN(double seen, double expected) {
    return seen != seen
        && expected != expected
        && Double.doubleToRawLongBits(seen) != Double.doubleToRawLongBits(expected);
  }
}
