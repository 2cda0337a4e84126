package dev.luminar.emit.c;

import dev.luminar.host.HostMemory;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.Plan;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.StructLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.collections.api.list.ImmutableList;

/** Values on their way between Java and C, by address: for one call. */
@SuppressWarnings("restricted") // pointers of C have no length
final class NativeValues {
  private static final long POINTER = ValueLayout.ADDRESS.byteSize();

  private record Copy(MemorySegment from, MemorySegment to) {}

  private final Plan plan;
  private final Arena arena;
  private final List<Copy> copies = new ArrayList<>();

  NativeValues(Plan plan, Arena arena) {
    this.plan = plan;
    this.arena = arena;
  }

  /** The addresses of the arguments; for a buffer that of its address and that of its length. */
  MemorySegment arguments(ImmutableList<PlanType> types, Object[] given) {
    List<MemorySegment> addresses = new ArrayList<>();
    List<MemorySegment> buffers = buffers(given);
    int buffer = 0;
    for (int k = 0; k < given.length; k++) {
      if (types.get(k) instanceof PlanType.Buffer type) {
        MemorySegment segment = buffers.get(buffer++);
        MemorySegment pair = arena.allocate(2 * POINTER, 8);
        pair.set(ValueLayout.ADDRESS, 0, segment);
        pair.set(
            ValueLayout.JAVA_LONG, 8, ((MemorySegment) given[k]).byteSize() / elementBytes(type));
        addresses.add(pair);
        addresses.add(pair.asSlice(8));
      } else {
        MemorySegment room = room(types.get(k));
        write(types.get(k), given[k], room);
        addresses.add(room);
      }
    }
    MemorySegment list = arena.allocate(POINTER * Math.max(1, addresses.size()), POINTER);
    for (int k = 0; k < addresses.size(); k++) {
      list.setAtIndex(ValueLayout.ADDRESS, k, addresses.get(k));
    }
    return list;
  }

  /**
   * Memory outside of the heap for each buffer; those that overlap on the heap overlap there too.
   */
  private List<MemorySegment> buffers(Object[] given) {
    List<MemorySegment> all = new ArrayList<>();
    for (Object argument : given) {
      if (argument instanceof MemorySegment segment) {
        all.add(segment);
      }
    }
    List<MemorySegment> outside = new ArrayList<>(all);
    for (HostMemory.Shared shared : HostMemory.group(all)) {
      MemorySegment first = all.get(shared.members().getFirst());
      if (first.isNative()) {
        continue;
      }
      MemorySegment copy = arena.allocate(Math.max(1, shared.bytes()), 16);
      for (int member : shared.members()) {
        MemorySegment from = all.get(member);
        MemorySegment to = copy.asSlice(shared.offset(from), from.byteSize());
        to.copyFrom(from);
        copies.add(new Copy(from, to));
        outside.set(member, to);
      }
    }
    return outside;
  }

  /** Gives buffers on the heap what the call wrote. */
  void copyBack() {
    for (Copy copy : copies) {
      copy.from().copyFrom(copy.to());
    }
  }

  /** Room for a value of a type. */
  MemorySegment room(PlanType type) {
    return switch (type) {
      case PlanType.Nothing nothing -> MemorySegment.NULL;
      case PlanType.Struct struct -> arena.allocate(plan.structs().get(struct.struct()).size(), 8);
      default -> arena.allocate(8, 8);
    };
  }

  private long elementBytes(PlanType.Buffer buffer) {
    return switch (buffer.element()) {
      case PlanType.Scalar scalar ->
          scalar.kind() == ScalarType.BOOL && buffer.atomic() ? 4 : scalar.kind().bytes();
      case PlanType.Struct struct -> plan.structs().get(struct.struct()).size();
      default -> throw new IllegalArgumentException("no element: " + buffer.element());
    };
  }

  /** Writes a value. */
  void write(PlanType type, Object value, MemorySegment to) {
    switch (type) {
      case PlanType.Scalar scalar -> write(scalar.kind(), value, to.reinterpret(8), 0);
      case PlanType.Struct struct -> {
        StructLayout layout = plan.structs().get(struct.struct());
        Object[] fields = (Object[]) value;
        MemorySegment all = to.reinterpret(layout.size());
        for (int k = 0; k < fields.length; k++) {
          StructLayout.Field field = layout.fields().get(k);
          write(field.type().kind(), fields[k], all, field.offset());
        }
      }
      default -> throw new IllegalArgumentException("no value: " + type);
    }
  }

  private static void write(ScalarType kind, Object value, MemorySegment to, long at) {
    switch (kind) {
      case BOOL -> to.set(ValueLayout.JAVA_BYTE, at, (byte) ((Boolean) value ? 1 : 0));
      case I8, U8 -> to.set(ValueLayout.JAVA_BYTE, at, ((Number) value).byteValue());
      case I16, U16 -> to.set(ValueLayout.JAVA_SHORT, at, ((Number) value).shortValue());
      case I32 -> to.set(ValueLayout.JAVA_INT, at, (Integer) value);
      case I64 -> to.set(ValueLayout.JAVA_LONG, at, (Long) value);
      case F32 -> to.set(ValueLayout.JAVA_FLOAT, at, (Float) value);
      case F64 -> to.set(ValueLayout.JAVA_DOUBLE, at, (Double) value);
    }
  }

  /** Reads a value. */
  Object read(PlanType type, MemorySegment from) {
    return switch (type) {
      case PlanType.Scalar scalar -> read(scalar.kind(), from.reinterpret(8), 0);
      case PlanType.Struct struct -> {
        StructLayout layout = plan.structs().get(struct.struct());
        MemorySegment all = from.reinterpret(layout.size());
        yield layout
            .fields()
            .collect(field -> read(field.type().kind(), all, field.offset()))
            .toArray();
      }
      case PlanType.Text text ->
          NativeErrors.text(from.reinterpret(POINTER).get(ValueLayout.ADDRESS, 0));
      default -> throw new IllegalArgumentException("no value: " + type);
    };
  }

  private static Object read(ScalarType kind, MemorySegment from, long at) {
    return switch (kind) {
      case BOOL -> from.get(ValueLayout.JAVA_BYTE, at) != 0;
      case I8, U8 -> from.get(ValueLayout.JAVA_BYTE, at);
      case I16, U16 -> from.get(ValueLayout.JAVA_SHORT, at);
      case I32 -> from.get(ValueLayout.JAVA_INT, at);
      case I64 -> from.get(ValueLayout.JAVA_LONG, at);
      case F32 -> from.get(ValueLayout.JAVA_FLOAT, at);
      case F64 -> from.get(ValueLayout.JAVA_DOUBLE, at);
    };
  }

  /** Reads what an extern was given: a list as {@link #arguments} makes it. */
  Object[] readArguments(ImmutableList<PlanType> types, MemorySegment list) {
    Object[] values = new Object[types.size()];
    MemorySegment all = list.reinterpret(2 * POINTER * values.length);
    int at = 0;
    for (int k = 0; k < values.length; k++) {
      MemorySegment address = all.getAtIndex(ValueLayout.ADDRESS, at++);
      if (types.get(k) instanceof PlanType.Buffer type) {
        long length =
            all.getAtIndex(ValueLayout.ADDRESS, at++).reinterpret(8).get(ValueLayout.JAVA_LONG, 0);
        values[k] =
            address
                .reinterpret(POINTER)
                .get(ValueLayout.ADDRESS, 0)
                .reinterpret(length * elementBytes(type));
      } else {
        values[k] = read(types.get(k), address);
      }
    }
    return values;
  }
}
