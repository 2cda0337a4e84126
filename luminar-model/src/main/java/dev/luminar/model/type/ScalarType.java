package dev.luminar.model.type;

import java.util.Locale;

/**
 * A scalar: {@code bool i32 i64 f32 f64}, or one of the storage types {@code i8 u8 i16 u16}, which
 * only buffers and struct fields have: a load widens to {@code i32}, a store truncates from {@code
 * i32}.
 */
public enum ScalarType implements ElementType {
  BOOL(1),
  I8(1),
  U8(1),
  I16(2),
  U16(2),
  I32(4),
  I64(8),
  F32(4),
  F64(8);

  private final int bytes;
  private final String text = name().toLowerCase(Locale.ROOT);

  ScalarType(int bytes) {
    this.bytes = bytes;
  }

  /**
   * Returns the size of an element in a plain buffer. (Elements of an atomic bool buffer have four
   * bytes.)
   */
  public int bytes() {
    return bytes;
  }

  /** Says whether only buffers and struct fields have this type. */
  public boolean isStorageOnly() {
    return switch (this) {
      case I8, U8, I16, U16 -> true;
      case BOOL, I32, I64, F32, F64 -> false;
    };
  }

  /** Says whether atomic cells and atomic buffers may hold this type. */
  public boolean isAtomic() {
    return switch (this) {
      case BOOL, I32, I64, F64 -> true;
      case I8, U8, I16, U16, F32 -> false;
    };
  }

  @Override
  public ScalarType loaded() {
    return isStorageOnly() ? I32 : this;
  }

  /** Returns the text form, such as {@code i32}. */
  @Override
  public String toString() {
    return text;
  }
}
