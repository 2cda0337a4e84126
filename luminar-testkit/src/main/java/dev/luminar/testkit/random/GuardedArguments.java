package dev.luminar.testkit.random;

import dev.luminar.testkit.value.BufferValue;
import dev.luminar.testkit.value.Value;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/** Copies of arguments; memory on both sides of their buffers tells whether it was written to. */
final class GuardedArguments {
  private static final long MARGIN = 64;
  private static final byte PATTERN = (byte) 0xa5;

  private final List<Value> values = new ArrayList<>();
  private final List<MemorySegment> margins = new ArrayList<>();

  private GuardedArguments() {}

  static GuardedArguments of(List<Value> arguments) {
    var guarded = new GuardedArguments();
    for (Value argument : arguments) {
      guarded.values.add(argument instanceof BufferValue buffer ? guarded.copy(buffer) : argument);
    }
    return guarded;
  }

  private BufferValue copy(BufferValue buffer) {
    long size = buffer.memory().byteSize();
    MemorySegment all = Arena.ofAuto().allocate(size + 2 * MARGIN, MARGIN);
    all.fill(PATTERN);
    MemorySegment inner = all.asSlice(MARGIN, size);
    inner.copyFrom(buffer.memory());
    margins.add(all.asSlice(0, MARGIN));
    margins.add(all.asSlice(MARGIN + size, MARGIN));
    return new BufferValue(buffer.type(), inner);
  }

  List<Value> values() {
    return values;
  }

  boolean isOverrun() {
    for (MemorySegment margin : margins) {
      for (long i = 0; i < MARGIN; i++) {
        if (margin.get(ValueLayout.JAVA_BYTE, i) != PATTERN) {
          return true;
        }
      }
    }
    return false;
  }
}
