package dev.luminar.host;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.StructField;
import dev.luminar.model.type.StructType;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Memory that a host lends to a call: its elements, and which of several buffers overlap. */
public final class HostMemory {
  private HostMemory() {}

  /**
   * A stretch of memory that some of the buffers of one call share.
   *
   * @param array the array that holds it, null for memory outside of the heap
   * @param start its first byte, an address or, in an array, an offset
   * @param bytes its length
   * @param members positions of the buffers in it, ascending
   */
  public record Shared(@Nullable Object array, long start, long bytes, List<Integer> members) {
    /** Checks the components. */
    public Shared {
      requireNonNull(members, "members");
    }

    /** Returns how many bytes a member starts behind the start. */
    public long offset(MemorySegment member) {
      requireNonNull(member, "member");
      return member.address() - start;
    }

    private boolean overlaps(Shared other) {
      return bytes > 0
          && other.bytes > 0
          && array == other.array
          && start < other.start + other.bytes
          && other.start < start + bytes;
    }

    private Shared with(Shared other) {
      long first = Math.min(start, other.start);
      List<Integer> all = new ArrayList<>(members);
      all.addAll(other.members);
      all.sort(null);
      return new Shared(
          array, first, Math.max(start + bytes, other.start + other.bytes) - first, all);
    }
  }

  /**
   * Returns the bytes of one element; a struct has C's natural layout, an atomic bool is an i32.
   */
  public static int elementBytes(BufferType buffer) {
    return switch (requireNonNull(buffer, "buffer").element()) {
      case ScalarType scalar -> scalar == ScalarType.BOOL && buffer.isAtomic() ? 4 : scalar.bytes();
      case StructType struct -> {
        int size = 0;
        for (StructField field : struct.fields()) {
          size = aligned(size, field.type().bytes()) + field.type().bytes();
        }
        yield aligned(size, alignment(buffer));
      }
    };
  }

  /** Returns what the address of an element is a multiple of. */
  public static int alignment(BufferType buffer) {
    return switch (requireNonNull(buffer, "buffer").element()) {
      case ScalarType scalar -> elementBytes(buffer);
      case StructType struct -> struct.fields().collectInt(field -> field.type().bytes()).max();
    };
  }

  /** Returns the array type of a buffer, null for a buffer of structs. */
  public static @Nullable Class<?> arrayType(BufferType buffer) {
    return switch (requireNonNull(buffer, "buffer").element()) {
      case ScalarType scalar when scalar == ScalarType.BOOL ->
          buffer.isAtomic() ? int[].class : byte[].class;
      case ScalarType scalar -> RecordShape.javaType(scalar).arrayType();
      case StructType struct -> null;
    };
  }

  /**
   * Groups the buffers of one call: those that overlap, directly or through others, share a group,
   * so that whoever copies memory copies it once and keeps the overlap. Empty buffers overlap
   * nothing.
   */
  public static List<Shared> group(List<MemorySegment> buffers) {
    requireNonNull(buffers, "buffers");
    List<Shared> groups = new ArrayList<>();
    for (int i = 0; i < buffers.size(); i++) {
      MemorySegment buffer = buffers.get(i);
      Shared group =
          new Shared(
              buffer.heapBase().orElse(null), buffer.address(), buffer.byteSize(), List.of(i));
      for (int g = groups.size() - 1; g >= 0; g--) {
        if (group.overlaps(groups.get(g))) {
          group = group.with(groups.remove(g));
          g = groups.size();
        }
      }
      groups.add(group);
    }
    return groups;
  }

  static MemorySegment segment(Object argument, String where) {
    return switch (argument) {
      case MemorySegment segment -> segment;
      case ByteBuffer bytes -> MemorySegment.ofBuffer(bytes);
      case byte[] array -> MemorySegment.ofArray(array);
      case short[] array -> MemorySegment.ofArray(array);
      case int[] array -> MemorySegment.ofArray(array);
      case long[] array -> MemorySegment.ofArray(array);
      case float[] array -> MemorySegment.ofArray(array);
      case double[] array -> MemorySegment.ofArray(array);
      default ->
          throw new IllegalArgumentException(
              where + "not a buffer: " + argument.getClass().getTypeName());
    };
  }

  private static int aligned(int offset, int alignment) {
    return (offset + alignment - 1) / alignment * alignment;
  }
}
