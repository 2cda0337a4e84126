package dev.luminar.emit.bytecode.support;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Atomic operations on elements of {@code double[]}; values are compared by their bits.
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
    AT.setOpaque(array, index, value);
  }

  static void storeRelease(double[] array, int index, double value) {
    AT.setRelease(array, index, value);
  }

  static void storeSeqCst(double[] array, int index, double value) {
    AT.setVolatile(array, index, value);
  }

  static double exchangeAcquire(double[] array, int index, double value) {
    return (double) AT.getAndSetAcquire(array, index, value);
  }

  static double addAcquire(double[] array, int index, double value) {
    return (double) AT.getAndAddAcquire(array, index, value);
  }

  static double subAcquire(double[] array, int index, double value) {
    return (double) AT.getAndAddAcquire(array, index, -value);
  }

  static double minAcquire(double[] array, int index, double value) {
    double seen = (double) AT.getOpaque(array, index);
    while (!AT.weakCompareAndSetAcquire(array, index, seen, Math.min(seen, value))) {
      seen = (double) AT.getOpaque(array, index);
    }
    return seen;
  }

  static double maxAcquire(double[] array, int index, double value) {
    double seen = (double) AT.getOpaque(array, index);
    while (!AT.weakCompareAndSetAcquire(array, index, seen, Math.max(seen, value))) {
      seen = (double) AT.getOpaque(array, index);
    }
    return seen;
  }

  static double compareExchangeAcquire(double[] array, int index, double expected, double desired) {
    return (double) AT.compareAndExchangeAcquire(array, index, expected, desired);
  }

  static double exchangeRelease(double[] array, int index, double value) {
    return (double) AT.getAndSetRelease(array, index, value);
  }

  static double addRelease(double[] array, int index, double value) {
    return (double) AT.getAndAddRelease(array, index, value);
  }

  static double subRelease(double[] array, int index, double value) {
    return (double) AT.getAndAddRelease(array, index, -value);
  }

  static double minRelease(double[] array, int index, double value) {
    double seen = (double) AT.getOpaque(array, index);
    while (!AT.weakCompareAndSetRelease(array, index, seen, Math.min(seen, value))) {
      seen = (double) AT.getOpaque(array, index);
    }
    return seen;
  }

  static double maxRelease(double[] array, int index, double value) {
    double seen = (double) AT.getOpaque(array, index);
    while (!AT.weakCompareAndSetRelease(array, index, seen, Math.max(seen, value))) {
      seen = (double) AT.getOpaque(array, index);
    }
    return seen;
  }

  static double compareExchangeRelease(double[] array, int index, double expected, double desired) {
    return (double) AT.compareAndExchangeRelease(array, index, expected, desired);
  }

  static double exchangeSeqCst(double[] array, int index, double value) {
    return (double) AT.getAndSet(array, index, value);
  }

  static double addSeqCst(double[] array, int index, double value) {
    return (double) AT.getAndAdd(array, index, value);
  }

  static double subSeqCst(double[] array, int index, double value) {
    return (double) AT.getAndAdd(array, index, -value);
  }

  static double minSeqCst(double[] array, int index, double value) {
    double seen = (double) AT.getOpaque(array, index);
    while (!AT.weakCompareAndSet(array, index, seen, Math.min(seen, value))) {
      seen = (double) AT.getOpaque(array, index);
    }
    return seen;
  }

  static double maxSeqCst(double[] array, int index, double value) {
    double seen = (double) AT.getOpaque(array, index);
    while (!AT.weakCompareAndSet(array, index, seen, Math.max(seen, value))) {
      seen = (double) AT.getOpaque(array, index);
    }
    return seen;
  }

  static double compareExchangeSeqCst(double[] array, int index, double expected, double desired) {
    return (double) AT.compareAndExchange(array, index, expected, desired);
  }
}
