package dev.luminar.testkit.value;

import dev.luminar.model.type.ElementType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.StructField;
import dev.luminar.model.type.StructType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.eclipse.collections.api.factory.Lists;

/** How elements lie in memory: native byte order, and for structs C's natural layout. */
final class Storage {
  private Storage() {}

  /** The distance between two elements in bytes; atomic bools take four. */
  static long stride(ElementType element, boolean isAtomic) {
    return switch (element) {
      case ScalarType scalar -> isAtomic && scalar == ScalarType.BOOL ? 4 : scalar.bytes();
      case StructType struct -> align(end(struct), alignment(struct));
    };
  }

  private static long end(StructType struct) {
    int last = struct.fields().size() - 1;
    return offset(struct, last) + struct.fields().get(last).type().bytes();
  }

  static long offset(StructType struct, int field) {
    long at = 0;
    for (int i = 0; i < field; i++) {
      ScalarType type = struct.fields().get(i).type();
      at = align(at, type.bytes()) + type.bytes();
    }
    return align(at, struct.fields().get(field).type().bytes());
  }

  private static long alignment(StructType struct) {
    long most = 1;
    for (StructField field : struct.fields()) {
      most = Math.max(most, field.type().bytes());
    }
    return most;
  }

  private static long align(long at, long alignment) {
    return (at + alignment - 1) / alignment * alignment;
  }

  static Value load(MemorySegment memory, long at, ElementType element, boolean isAtomic) {
    return switch (element) {
      case ScalarType scalar ->
          isAtomic && scalar == ScalarType.BOOL
              ? Scalar.bool(memory.get(ValueLayout.JAVA_INT_UNALIGNED, at) != 0)
              : loadScalar(memory, at, scalar);
      case StructType struct ->
          new StructValue(
              struct,
              Lists.immutable.fromStream(
                  struct.fields().stream()
                      .map(f ->
                          loadScalar(
                              memory, at + offset(struct, struct.indexOf(f.name())), f.type()))));
    };
  }

  private static Scalar loadScalar(MemorySegment memory, long at, ScalarType type) {
    return switch (type) {
      case BOOL -> Scalar.bool(memory.get(ValueLayout.JAVA_BYTE, at) != 0);
      case I8 -> Scalar.i32(memory.get(ValueLayout.JAVA_BYTE, at));
      case U8 -> Scalar.i32(memory.get(ValueLayout.JAVA_BYTE, at) & 0xff);
      case I16 -> Scalar.i32(memory.get(ValueLayout.JAVA_SHORT_UNALIGNED, at));
      case U16 -> Scalar.i32(memory.get(ValueLayout.JAVA_SHORT_UNALIGNED, at) & 0xffff);
      case I32 -> Scalar.i32(memory.get(ValueLayout.JAVA_INT_UNALIGNED, at));
      case I64 -> Scalar.i64(memory.get(ValueLayout.JAVA_LONG_UNALIGNED, at));
      case F32 -> Scalar.f32(memory.get(ValueLayout.JAVA_FLOAT_UNALIGNED, at));
      case F64 -> Scalar.f64(memory.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, at));
    };
  }

  static void store(
      MemorySegment memory, long at, ElementType element, boolean isAtomic, Value value) {
    switch (element) {
      case ScalarType scalar -> {
        if (isAtomic && scalar == ScalarType.BOOL) {
          memory.set(ValueLayout.JAVA_INT_UNALIGNED, at, (int) ((Scalar) value).bits());
        } else {
          storeScalar(memory, at, scalar, (Scalar) value);
        }
      }
      case StructType struct -> {
        for (int i = 0; i < struct.fields().size(); i++) {
          storeScalar(
              memory,
              at + offset(struct, i),
              struct.fields().get(i).type(),
              ((StructValue) value).fields().get(i));
        }
      }
    }
  }

  private static void storeScalar(MemorySegment memory, long at, ScalarType type, Scalar value) {
    switch (type) {
      case BOOL, I8, U8 -> memory.set(ValueLayout.JAVA_BYTE, at, (byte) value.bits());
      case I16, U16 -> memory.set(ValueLayout.JAVA_SHORT_UNALIGNED, at, (short) value.bits());
      case I32 -> memory.set(ValueLayout.JAVA_INT_UNALIGNED, at, value.asInt());
      case I64 -> memory.set(ValueLayout.JAVA_LONG_UNALIGNED, at, value.asLong());
      case F32 -> memory.set(ValueLayout.JAVA_FLOAT_UNALIGNED, at, value.asFloat());
      case F64 -> memory.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, at, value.asDouble());
    }
  }

  /** What a load gives after a store of {@code value} to a place of type {@code type}. */
  static Scalar truncate(ScalarType type, Scalar value) {
    return switch (type) {
      case I8 -> Scalar.i32((byte) value.bits());
      case U8 -> Scalar.i32((int) value.bits() & 0xff);
      case I16 -> Scalar.i32((short) value.bits());
      case U16 -> Scalar.i32((int) value.bits() & 0xffff);
      case BOOL, I32, I64, F32, F64 -> value;
    };
  }
}
