package dev.luminar.emit.bytecode.support;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Fields of structs in byte arrays, in the byte order of the machine, at any offset. */
final class Bytes {
  private static final VarHandle I16 = view(short[].class);
  private static final VarHandle I32 = view(int[].class);
  private static final VarHandle I64 = view(long[].class);
  private static final VarHandle F32 = view(float[].class);
  private static final VarHandle F64 = view(double[].class);

  private Bytes() {}

  private static VarHandle view(Class<?> type) {
    return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.nativeOrder());
  }

  static short getI16(byte[] array, int offset) {
    return (short) I16.get(array, offset);
  }

  static int getI32(byte[] array, int offset) {
    return (int) I32.get(array, offset);
  }

  static long getI64(byte[] array, int offset) {
    return (long) I64.get(array, offset);
  }

  static float getF32(byte[] array, int offset) {
    return (float) F32.get(array, offset);
  }

  static double getF64(byte[] array, int offset) {
    return (double) F64.get(array, offset);
  }

  static void putI16(byte[] array, int offset, short value) {
    I16.set(array, offset, value);
  }

  static void putI32(byte[] array, int offset, int value) {
    I32.set(array, offset, value);
  }

  static void putI64(byte[] array, int offset, long value) {
    I64.set(array, offset, value);
  }

  static void putF32(byte[] array, int offset, float value) {
    F32.set(array, offset, value);
  }

  static void putF64(byte[] array, int offset, double value) {
    F64.set(array, offset, value);
  }
}
