package dev.luminar.emit.bytecode;

import dev.luminar.host.HostFunction;
import dev.luminar.host.HostMemory;
import dev.luminar.model.type.BufferType;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

/** The buffers of one call, as arrays: those of the host where they fit, else copies. */
final class CallMemory {
  private final List<MemorySegment> segments = new ArrayList<>();
  private final List<BufferType> types = new ArrayList<>();
  private final Object[] arrays;
  private final long[] offsets;
  private final List<MemorySegment[]> copies = new ArrayList<>();

  CallMemory(Object[] arguments, HostFunction function) {
    for (int i = 0; i < arguments.length; i++) {
      if (function.parameters().get(i).type() instanceof BufferType type) {
        segments.add((MemorySegment) arguments[i]);
        types.add(type);
      }
    }
    arrays = new Object[segments.size()];
    offsets = new long[segments.size()];
    if (segments.size() == 1) {
      place(
          new HostMemory.Shared(
              segments.get(0).heapBase().orElse(null),
              segments.get(0).address(),
              segments.get(0).byteSize(),
              List.of(0)));
    } else {
      HostMemory.group(segments).forEach(this::place);
    }
  }

  private void place(HostMemory.Shared group) {
    Class<?> array = arrayType(types.get(group.members().get(0)));
    int elementBytes = elementBytes(array);
    for (int member : group.members()) {
      long offset =
          group.array() == null
              ? group.offset(segments.get(member))
              : segments.get(member).address();
      if (arrayType(types.get(member)) != array
          || (offset - (group.array() == null ? 0 : group.start())) % elementBytes != 0) {
        throw new IllegalArgumentException(
            "buffers of different types overlap, which the JVM target cannot do");
      }
    }
    if (group.array() != null
        && group.array().getClass() == array
        && group.start() % elementBytes == 0) {
      for (int member : group.members()) {
        arrays[member] = group.array();
        offsets[member] = segments.get(member).address() / elementBytes;
      }
      return;
    }
    if (group.bytes() / elementBytes > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a buffer of " + group.bytes() + " bytes is too long for a Java array");
    }
    Object copy = Array.newInstance(array.getComponentType(), (int) (group.bytes() / elementBytes));
    MemorySegment memory = segment(copy);
    for (int member : group.members()) {
      MemorySegment host = segments.get(member);
      MemorySegment mine = memory.asSlice(group.offset(host), host.byteSize());
      mine.copyFrom(host);
      copies.add(new MemorySegment[] {host, mine});
      arrays[member] = copy;
      offsets[member] = group.offset(host) / elementBytes;
    }
  }

  void add(List<Object> values, int buffer) {
    long length = segments.get(buffer).byteSize() / HostMemory.elementBytes(types.get(buffer));
    values.add(arrays[buffer]);
    values.add(Math.toIntExact(offsets[buffer]));
    values.add(Math.toIntExact(length));
  }

  void copyBack() {
    for (MemorySegment[] pair : copies) {
      pair[0].copyFrom(pair[1]);
    }
  }

  static Class<?> arrayType(BufferType type) {
    Class<?> array = HostMemory.arrayType(type);
    return array == null ? byte[].class : array;
  }

  private static int elementBytes(Class<?> array) {
    return switch (array.getComponentType().getName()) {
      case "byte" -> 1;
      case "short" -> 2;
      case "int", "float" -> 4;
      default -> 8;
    };
  }

  static MemorySegment segment(Object array) {
    return switch (array) {
      case byte[] a -> MemorySegment.ofArray(a);
      case short[] a -> MemorySegment.ofArray(a);
      case int[] a -> MemorySegment.ofArray(a);
      case long[] a -> MemorySegment.ofArray(a);
      case float[] a -> MemorySegment.ofArray(a);
      case double[] a -> MemorySegment.ofArray(a);
      default -> throw new IllegalArgumentException(array.getClass().getTypeName());
    };
  }
}
