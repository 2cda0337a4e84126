package dev.luminar.emit.bytecode;

import dev.luminar.model.type.StructType;
import dev.luminar.plan.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.Map;

/** Makes the records of a loaded program's structs, and takes them apart. */
final class StructValues {
  private final Map<String, Shape> shapes = new HashMap<>();

  private record Shape(MethodHandle make, MethodHandle[] read) {}

  StructValues(LoadedProgram program, ProgramLayout layout) {
    for (int i = 0; i < layout.plan().structs().size(); i++) {
      StructLayout struct = layout.plan().structs().get(i);
      shapes.put(struct.name(), shape(program.load(layout.structType(i).getClassName()), struct));
    }
  }

  private static Shape shape(Class<?> type, StructLayout struct) {
    try {
      var lookup = MethodHandles.publicLookup();
      MethodType constructor =
          MethodType.fromMethodDescriptorString(
              StructWriter.constructor(struct), type.getClassLoader());
      String[] names = StructWriter.fieldNames(struct);
      MethodHandle[] read = new MethodHandle[names.length];
      for (int i = 0; i < names.length; i++) {
        read[i] =
            lookup.findVirtual(type, names[i], MethodType.methodType(constructor.parameterType(i)));
      }
      MethodHandle make =
          lookup.findConstructor(type, constructor).asSpreader(Object[].class, names.length);
      return new Shape(make, read);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "the record of the struct " + struct.name() + " does not fit", e);
    }
  }

  Object make(StructType type, Object[] fields) throws Throwable {
    return shapes.get(type.name()).make().invoke(fields);
  }

  Object[] fields(StructType type, Object value) throws Throwable {
    MethodHandle[] read = shapes.get(type.name()).read();
    Object[] fields = new Object[read.length];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = read[i].invoke(value);
    }
    return fields;
  }
}
