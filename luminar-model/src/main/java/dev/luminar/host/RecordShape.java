package dev.luminar.host;

import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.StructField;
import dev.luminar.model.type.StructType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;

/** A user's record class that stands for a struct: how its values are taken apart and made. */
final class RecordShape {
  private final MethodHandle make;
  private final MethodHandle[] read;

  private RecordShape(MethodHandle make, MethodHandle[] read) {
    this.make = make;
    this.read = read;
  }

  /** Checks a class against a struct; {@code where} begins the message of a refusal. */
  static RecordShape of(Lookup lookup, Class<?> type, StructType struct, String where) {
    RecordComponent[] components = type.getRecordComponents();
    if (components == null || components.length != struct.fields().size()) {
      throw wrong(struct, where + type.getTypeName());
    }
    Class<?>[] types = new Class<?>[components.length];
    MethodHandle[] read = new MethodHandle[components.length];
    for (int i = 0; i < components.length; i++) {
      StructField field = struct.fields().get(i);
      types[i] = components[i].getType();
      if (!components[i].getName().equals(HostNames.javaName(field.name()))
          || types[i] != javaType(field.type())) {
        throw wrong(struct, where + type.getTypeName());
      }
      read[i] = Access.method(lookup, components[i].getAccessor(), where);
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      MethodHandle make = Access.constructor(lookup, constructor, where);
      return new RecordShape(make.asSpreader(Object[].class, types.length), read);
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(
          where + type.getTypeName() + " has no canonical constructor", e);
    }
  }

  /** Returns the values of the components: a boxed value of the Java type of each field. */
  Object[] read(Object value) throws Throwable {
    Object[] fields = new Object[read.length];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = read[i].invoke(value);
    }
    return fields;
  }

  Object make(Object[] fields) throws Throwable {
    return make.invoke(fields);
  }

  /** The Java type of a field or of an array's elements. */
  static Class<?> javaType(ScalarType kind) {
    return switch (kind) {
      case BOOL -> boolean.class;
      case I8, U8 -> byte.class;
      case I16, U16 -> short.class;
      case I32 -> int.class;
      case I64 -> long.class;
      case F32 -> float.class;
      case F64 -> double.class;
    };
  }

  private static IllegalArgumentException wrong(StructType struct, String got) {
    String wanted =
        struct
            .fields()
            .collect(f -> javaType(f.type()) + " " + HostNames.javaName(f.name()))
            .makeString("(", ", ", ")");
    return new IllegalArgumentException(
        got
            + " does not stand for the struct "
            + struct.name()
            + "; that takes a record with the components "
            + wanted);
  }

  /** Access to members of the user's classes, which need not be public. */
  static final class Access {
    private Access() {}

    static MethodHandle method(Lookup lookup, Method method, String where) {
      try {
        return lookup.unreflect(method);
      } catch (IllegalAccessException e) {
        try {
          method.setAccessible(true);
          return lookup.unreflect(method);
        } catch (RuntimeException | IllegalAccessException again) {
          throw refused(
              where + method.getDeclaringClass().getTypeName() + "." + method.getName(), again);
        }
      }
    }

    static MethodHandle constructor(Lookup lookup, Constructor<?> constructor, String where) {
      try {
        return lookup.unreflectConstructor(constructor);
      } catch (IllegalAccessException e) {
        try {
          constructor.setAccessible(true);
          return lookup.unreflectConstructor(constructor);
        } catch (RuntimeException | IllegalAccessException again) {
          throw refused(
              where + "the constructor of " + constructor.getDeclaringClass().getTypeName(), again);
        }
      }
    }

    private static IllegalArgumentException refused(String what, Exception cause) {
      return new IllegalArgumentException(
          what
              + " cannot be called from here; make it public, or give bind a MethodHandles.lookup() of your own",
          cause);
    }
  }
}
