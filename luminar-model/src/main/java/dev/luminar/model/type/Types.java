package dev.luminar.model.type;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;

/** Makes types. */
public final class Types {
  public static final ScalarType BOOL = ScalarType.BOOL;
  public static final ScalarType I8 = ScalarType.I8;
  public static final ScalarType U8 = ScalarType.U8;
  public static final ScalarType I16 = ScalarType.I16;
  public static final ScalarType U16 = ScalarType.U16;
  public static final ScalarType I32 = ScalarType.I32;
  public static final ScalarType I64 = ScalarType.I64;
  public static final ScalarType F32 = ScalarType.F32;
  public static final ScalarType F64 = ScalarType.F64;
  public static final IoType IO = IoType.IO;
  public static final StringType STRING = StringType.STRING;
  public static final ErrorType ERROR = ErrorType.ERROR;

  private Types() {}

  /** Returns a struct. */
  public static StructType struct(String name, StructField... fields) {
    return new StructType(name, Lists.immutable.of(requireNonNull(fields, "fields")));
  }

  /** Returns a field of a struct. */
  public static StructField field(String name, ScalarType type) {
    return new StructField(name, type);
  }

  /** Returns a plain buffer. */
  public static BufferType buffer(ElementType element) {
    return new BufferType(element, false);
  }

  /** Returns an atomic buffer. */
  public static BufferType atomicBuffer(ScalarType element) {
    return new BufferType(element, true);
  }

  /** Returns a channel. */
  public static ChannelType channel(ElementType element) {
    return new ChannelType(element);
  }

  /** Returns a task with a result. */
  public static TaskType task(ElementType result) {
    return new TaskType(Optional.of(requireNonNull(result, "result")));
  }

  /** Returns a task without a result. */
  public static TaskType task() {
    return new TaskType(Optional.empty());
  }

  /** Returns an array of references. */
  public static ArrayType array(Type element) {
    return new ArrayType(element);
  }
}
