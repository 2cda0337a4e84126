package dev.luminar.emit.bytecode.support;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Atomic operations on elements of {@code long[]}.
 *
 * <p>The one table of memory orders: a relaxed load or store is opaque (coherent, no ordering);
 * acquire and release are the VarHandle modes of these names; seq_cst is volatile, since only
 * volatile accesses take part in the one total order. A read-modify-write is atomic in every form,
 * so relaxed and release take the release form, acquire the acquire form, and acq_rel and seq_cst
 * the volatile form: no weaker one orders both sides.
 */
final class AtomicI64 {
  private static final VarHandle AT = MethodHandles.arrayElementVarHandle(long[].class);

  private AtomicI64() {}

  static long loadRelaxed(long[] array, int index) {
    return (long) AT.getOpaque(array, index);
  }

  static long loadAcquire(long[] array, int index) {
    return (long) AT.getAcquire(array, index);
  }

  static long loadSeqCst(long[] array, int index) {
    return (long) AT.getVolatile(array, index);
  }

  static void storeRelaxed(long[] array, int index, long value) {
    AT.setOpaque(array, index, value);
  }

  static void storeRelease(long[] array, int index, long value) {
    AT.setRelease(array, index, value);
  }

  static void storeSeqCst(long[] array, int index, long value) {
    AT.setVolatile(array, index, value);
  }

  static long exchangeAcquire(long[] array, int index, long value) {
    return (long) AT.getAndSetAcquire(array, index, value);
  }

  static long addAcquire(long[] array, int index, long value) {
    return (long) AT.getAndAddAcquire(array, index, value);
  }

  static long subAcquire(long[] array, int index, long value) {
    return (long) AT.getAndAddAcquire(array, index, -value);
  }

  static long andAcquire(long[] array, int index, long value) {
    return (long) AT.getAndBitwiseAndAcquire(array, index, value);
  }

  static long orAcquire(long[] array, int index, long value) {
    return (long) AT.getAndBitwiseOrAcquire(array, index, value);
  }

  static long xorAcquire(long[] array, int index, long value) {
    return (long) AT.getAndBitwiseXorAcquire(array, index, value);
  }

  static long minAcquire(long[] array, int index, long value) {
    long seen = (long) AT.getOpaque(array, index);
    while (!AT.weakCompareAndSetAcquire(array, index, seen, Math.min(seen, value))) {
      seen = (long) AT.getOpaque(array, index);
    }
    return seen;
  }

  static long maxAcquire(long[] array, int index, long value) {
    long seen = (long) AT.getOpaque(array, index);
    while (!AT.weakCompareAndSetAcquire(array, index, seen, Math.max(seen, value))) {
      seen = (long) AT.getOpaque(array, index);
    }
    return seen;
  }

  static long compareExchangeAcquire(long[] array, int index, long expected, long desired) {
    return (long) AT.compareAndExchangeAcquire(array, index, expected, desired);
  }

  static long exchangeRelease(long[] array, int index, long value) {
    return (long) AT.getAndSetRelease(array, index, value);
  }

  static long addRelease(long[] array, int index, long value) {
    return (long) AT.getAndAddRelease(array, index, value);
  }

  static long subRelease(long[] array, int index, long value) {
    return (long) AT.getAndAddRelease(array, index, -value);
  }

  static long andRelease(long[] array, int index, long value) {
    return (long) AT.getAndBitwiseAndRelease(array, index, value);
  }

  static long orRelease(long[] array, int index, long value) {
    return (long) AT.getAndBitwiseOrRelease(array, index, value);
  }

  static long xorRelease(long[] array, int index, long value) {
    return (long) AT.getAndBitwiseXorRelease(array, index, value);
  }

  static long minRelease(long[] array, int index, long value) {
    long seen = (long) AT.getOpaque(array, index);
    while (!AT.weakCompareAndSetRelease(array, index, seen, Math.min(seen, value))) {
      seen = (long) AT.getOpaque(array, index);
    }
    return seen;
  }

  static long maxRelease(long[] array, int index, long value) {
    long seen = (long) AT.getOpaque(array, index);
    while (!AT.weakCompareAndSetRelease(array, index, seen, Math.max(seen, value))) {
      seen = (long) AT.getOpaque(array, index);
    }
    return seen;
  }

  static long compareExchangeRelease(long[] array, int index, long expected, long desired) {
    return (long) AT.compareAndExchangeRelease(array, index, expected, desired);
  }

  static long exchangeSeqCst(long[] array, int index, long value) {
    return (long) AT.getAndSet(array, index, value);
  }

  static long addSeqCst(long[] array, int index, long value) {
    return (long) AT.getAndAdd(array, index, value);
  }

  static long subSeqCst(long[] array, int index, long value) {
    return (long) AT.getAndAdd(array, index, -value);
  }

  static long andSeqCst(long[] array, int index, long value) {
    return (long) AT.getAndBitwiseAnd(array, index, value);
  }

  static long orSeqCst(long[] array, int index, long value) {
    return (long) AT.getAndBitwiseOr(array, index, value);
  }

  static long xorSeqCst(long[] array, int index, long value) {
    return (long) AT.getAndBitwiseXor(array, index, value);
  }

  static long minSeqCst(long[] array, int index, long value) {
    long seen = (long) AT.getOpaque(array, index);
    while (!AT.weakCompareAndSet(array, index, seen, Math.min(seen, value))) {
      seen = (long) AT.getOpaque(array, index);
    }
    return seen;
  }

  static long maxSeqCst(long[] array, int index, long value) {
    long seen = (long) AT.getOpaque(array, index);
    while (!AT.weakCompareAndSet(array, index, seen, Math.max(seen, value))) {
      seen = (long) AT.getOpaque(array, index);
    }
    return seen;
  }

  static long compareExchangeSeqCst(long[] array, int index, long expected, long desired) {
    return (long) AT.compareAndExchange(array, index, expected, desired);
  }
}
