package dev.luminar.host;

import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.StringType;
import dev.luminar.model.type.StructType;
import dev.luminar.model.type.Type;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles.Lookup;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** How a Java method takes or gives one value of a program. */
sealed interface HostForm {
  /** A primitive. */
  record Primitive(Class<?> type) implements HostForm {}

  /** A constant string. */
  record Text() implements HostForm {}

  /** A record. */
  record Struct(RecordShape shape) implements HostForm {}

  /** A buffer, as an array, a byte buffer, or a memory segment. */
  record Buffer(Class<?> type, int elementBytes, int alignment) implements HostForm {
    /**
     * Returns the memory of an argument.
     *
     * @throws NullPointerException if it is null
     * @throws IllegalArgumentException if it is read-only, has another byte order than this
     *     machine, is no whole number of elements, is not aligned, or is closed
     */
    MemorySegment segment(Object argument, String where) {
      if (argument == null) {
        throw new NullPointerException(where + "null");
      }
      MemorySegment segment = HostMemory.segment(argument, where);
      if (segment.isReadOnly()) {
        throw new IllegalArgumentException(where + "the buffer is read-only");
      }
      if (argument instanceof ByteBuffer bytes && bytes.order() != ByteOrder.nativeOrder()) {
        throw new IllegalArgumentException(
            where
                + "the byte order is "
                + bytes.order()
                + ", not the native one: call order(ByteOrder.nativeOrder())");
      }
      if (!segment.scope().isAlive() || !segment.isAccessibleBy(Thread.currentThread())) {
        throw new IllegalArgumentException(
            where + "the memory segment is closed or belongs to another thread");
      }
      if (segment.byteSize() % elementBytes != 0) {
        throw new IllegalArgumentException(
            where
                + segment.byteSize()
                + " bytes are no whole number of elements of "
                + elementBytes
                + " bytes");
      }
      if (segment.isNative() && segment.address() % alignment != 0) {
        throw new IllegalArgumentException(
            where + "the memory is not aligned to " + alignment + " bytes");
      }
      return segment;
    }
  }

  /**
   * Checks a Java type against a type of the program; {@code where} begins the message of a
   * refusal.
   */
  static HostForm of(Lookup lookup, Class<?> java, Type type, String where) {
    switch (type) {
      case ScalarType scalar
          when !scalar.isStorageOnly() && java == RecordShape.javaType(scalar) -> {
        return new Primitive(java);
      }
      case StructType struct -> {
        return new Struct(RecordShape.of(lookup, java, struct, where));
      }
      case StringType text when java == String.class -> {
        return new Text();
      }
      case BufferType buffer
          when java == ByteBuffer.class
              || java == MemorySegment.class
              || (java.isArray() && java == HostMemory.arrayType(buffer)) -> {
        return new Buffer(java, HostMemory.elementBytes(buffer), HostMemory.alignment(buffer));
      }
      default ->
          throw new IllegalArgumentException(
              where
                  + "the Java type is "
                  + java.getTypeName()
                  + ", but "
                  + type
                  + " takes "
                  + expected(type));
    }
  }

  private static String expected(Type type) {
    return switch (type) {
      case ScalarType scalar -> RecordShape.javaType(scalar.loaded()).toString();
      case StringType text -> "String";
      case BufferType buffer -> {
        Class<?> array = HostMemory.arrayType(buffer);
        yield (array == null ? "" : array.getTypeName() + ", ") + "ByteBuffer or MemorySegment";
      }
      default -> "a type that does not cross the border to the host";
    };
  }
}
