package dev.luminar.testkit.interpreter;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.StructType;
import dev.luminar.model.type.Type;
import dev.luminar.testkit.value.BufferValue;
import dev.luminar.testkit.value.Scalar;
import dev.luminar.testkit.value.StructValue;
import java.lang.foreign.MemorySegment;
import org.eclipse.collections.api.factory.Lists;
import org.jspecify.annotations.Nullable;

/** Turns values of programs into the forms in which they cross the border to the host, and back. */
public final class HostValues {
  private HostValues() {}

  /** Returns a boxed primitive, a memory segment, or an array of boxed primitives for a struct. */
  public static @Nullable Object toHost(@Nullable Object value) {
    return switch (value) {
      case Scalar scalar -> boxed(scalar);
      case StructValue struct -> {
        Object[] fields = new Object[struct.fields().size()];
        for (int i = 0; i < fields.length; i++) {
          fields[i] = boxed(struct.type().fields().get(i).type(), struct.fields().get(i));
        }
        yield fields;
      }
      case BufferValue buffer -> buffer.memory();
      case null, default -> value;
    };
  }

  /** Returns the value of a type that crossed the border in this form. */
  public static Object fromHost(Type type, Object value) {
    requireNonNull(type, "type");
    requireNonNull(value, "value");
    return switch (type) {
      case ScalarType scalar -> scalar(value);
      case StructType struct -> {
        Object[] fields = (Object[]) value;
        yield new StructValue(struct, Lists.immutable.of(fields).collect(HostValues::scalar));
      }
      case BufferType buffer -> new BufferValue(buffer, (MemorySegment) value);
      default -> value;
    };
  }

  private static Object boxed(Scalar scalar) {
    return boxed(scalar.type(), scalar);
  }

  private static Object boxed(ScalarType type, Scalar scalar) {
    return switch (type) {
      case BOOL -> scalar.asBool();
      case I8, U8 -> (byte) scalar.asInt();
      case I16, U16 -> (short) scalar.asInt();
      case I32 -> scalar.asInt();
      case I64 -> scalar.asLong();
      case F32 -> scalar.asFloat();
      case F64 -> scalar.asDouble();
    };
  }

  private static Scalar scalar(Object value) {
    return switch (value) {
      case Boolean b -> Scalar.bool(b);
      case Byte b -> Scalar.i32(b);
      case Short s -> Scalar.i32(s);
      case Integer i -> Scalar.i32(i);
      case Long l -> Scalar.i64(l);
      case Float f -> Scalar.f32(f);
      case Double d -> Scalar.f64(d);
      default -> throw new IllegalArgumentException("not a scalar: " + value);
    };
  }
}
