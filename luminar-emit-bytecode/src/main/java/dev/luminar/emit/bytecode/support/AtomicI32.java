package dev.luminar.emit.bytecode.support;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Atomic operations on elements of {@code int[]}; an atomic bool is 0 or 1.
 *
 * <p>The one table of memory orders: a relaxed load or store is opaque (coherent, no ordering);
 * acquire and release are the VarHandle modes of these names; seq_cst is volatile, since only
 * volatile accesses take part in the one total order. A read-modify-write is atomic in every form,
 * so relaxed and release take the release form, acquire the acquire form, and acq_rel and seq_cst
 * the volatile form: no weaker one orders both sides.
 */
final class AtomicI32 {
  private static final VarHandle AT = MethodHandles.arrayElementVarHandle(int[].class);

  private AtomicI32() {}

  static int loadRelaxed(int[] array, int index) {
    return (int) AT.getOpaque(array, index);
  }

  static int loadAcquire(int[] array, int index) {
    return (int) AT.getAcquire(array, index);
  }

  static int loadSeqCst(int[] array, int index) {
    return (int) AT.getVolatile(array, index);
  }

  static void storeRelaxed(int[] array, int index, int value) {
    AT.setOpaque(array, index, value);
  }

  static void storeRelease(int[] array, int index, int value) {
    AT.setRelease(array, index, value);
  }

  static void storeSeqCst(int[] array, int index, int value) {
    AT.setVolatile(array, index, value);
  }

  static int exchangeAcquire(int[] array, int index, int value) {
    return (int) AT.getAndSetAcquire(array, index, value);
  }

  static int addAcquire(int[] array, int index, int value) {
    return (int) AT.getAndAddAcquire(array, index, value);
  }

  static int subAcquire(int[] array, int index, int value) {
    return (int) AT.getAndAddAcquire(array, index, -value);
  }

  static int andAcquire(int[] array, int index, int value) {
    return (int) AT.getAndBitwiseAndAcquire(array, index, value);
  }

  static int orAcquire(int[] array, int index, int value) {
    return (int) AT.getAndBitwiseOrAcquire(array, index, value);
  }

  static int xorAcquire(int[] array, int index, int value) {
    return (int) AT.getAndBitwiseXorAcquire(array, index, value);
  }

  static int minAcquire(int[] array, int index, int value) {
    int seen = (int) AT.getOpaque(array, index);
    while (!AT.weakCompareAndSetAcquire(array, index, seen, Math.min(seen, value))) {
      seen = (int) AT.getOpaque(array, index);
    }
    return seen;
  }

  static int maxAcquire(int[] array, int index, int value) {
    int seen = (int) AT.getOpaque(array, index);
    while (!AT.weakCompareAndSetAcquire(array, index, seen, Math.max(seen, value))) {
      seen = (int) AT.getOpaque(array, index);
    }
    return seen;
  }

  static int compareExchangeAcquire(int[] array, int index, int expected, int desired) {
    return (int) AT.compareAndExchangeAcquire(array, index, expected, desired);
  }

  static int exchangeRelease(int[] array, int index, int value) {
    return (int) AT.getAndSetRelease(array, index, value);
  }

  static int addRelease(int[] array, int index, int value) {
    return (int) AT.getAndAddRelease(array, index, value);
  }

  static int subRelease(int[] array, int index, int value) {
    return (int) AT.getAndAddRelease(array, index, -value);
  }

  static int andRelease(int[] array, int index, int value) {
    return (int) AT.getAndBitwiseAndRelease(array, index, value);
  }

  static int orRelease(int[] array, int index, int value) {
    return (int) AT.getAndBitwiseOrRelease(array, index, value);
  }

  static int xorRelease(int[] array, int index, int value) {
    return (int) AT.getAndBitwiseXorRelease(array, index, value);
  }

  static int minRelease(int[] array, int index, int value) {
    int seen = (int) AT.getOpaque(array, index);
    while (!AT.weakCompareAndSetRelease(array, index, seen, Math.min(seen, value))) {
      seen = (int) AT.getOpaque(array, index);
    }
    return seen;
  }

  static int maxRelease(int[] array, int index, int value) {
    int seen = (int) AT.getOpaque(array, index);
    while (!AT.weakCompareAndSetRelease(array, index, seen, Math.max(seen, value))) {
      seen = (int) AT.getOpaque(array, index);
    }
    return seen;
  }

  static int compareExchangeRelease(int[] array, int index, int expected, int desired) {
    return (int) AT.compareAndExchangeRelease(array, index, expected, desired);
  }

  static int exchangeSeqCst(int[] array, int index, int value) {
    return (int) AT.getAndSet(array, index, value);
  }

  static int addSeqCst(int[] array, int index, int value) {
    return (int) AT.getAndAdd(array, index, value);
  }

  static int subSeqCst(int[] array, int index, int value) {
    return (int) AT.getAndAdd(array, index, -value);
  }

  static int andSeqCst(int[] array, int index, int value) {
    return (int) AT.getAndBitwiseAnd(array, index, value);
  }

  static int orSeqCst(int[] array, int index, int value) {
    return (int) AT.getAndBitwiseOr(array, index, value);
  }

  static int xorSeqCst(int[] array, int index, int value) {
    return (int) AT.getAndBitwiseXor(array, index, value);
  }

  static int minSeqCst(int[] array, int index, int value) {
    int seen = (int) AT.getOpaque(array, index);
    while (!AT.weakCompareAndSet(array, index, seen, Math.min(seen, value))) {
      seen = (int) AT.getOpaque(array, index);
    }
    return seen;
  }

  static int maxSeqCst(int[] array, int index, int value) {
    int seen = (int) AT.getOpaque(array, index);
    while (!AT.weakCompareAndSet(array, index, seen, Math.max(seen, value))) {
      seen = (int) AT.getOpaque(array, index);
    }
    return seen;
  }

  static int compareExchangeSeqCst(int[] array, int index, int expected, int desired) {
    return (int) AT.compareAndExchange(array, index, expected, desired);
  }
}
