package dev.luminar.emit.c;

import dev.luminar.host.ErrorRecord;
import dev.luminar.host.PathStep;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.collections.api.factory.Lists;

/** Reads the error records of emitted C, whose structs {@link HeaderPrinter} prints. */
@SuppressWarnings("restricted") // pointers of C have no length
final class NativeErrors {
  /** {@code struct P_errors}: items, count, lost. */
  static final MemoryLayout LIST =
      MemoryLayout.structLayout(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG);

  private static final int RECORD_BYTES = 48;
  private static final int STEP_BYTES = 24;

  private NativeErrors() {}

  static List<ErrorRecord> read(MemorySegment list) {
    long count = list.get(ValueLayout.JAVA_LONG, 8);
    MemorySegment items = list.get(ValueLayout.ADDRESS, 0).reinterpret(count * RECORD_BYTES);
    List<ErrorRecord> records = new ArrayList<>();
    for (long k = 0; k < count; k++) {
      MemorySegment record = items.asSlice(k * RECORD_BYTES, RECORD_BYTES);
      records.add(
          new ErrorRecord(
              text(record.get(ValueLayout.ADDRESS, 0)),
              record.get(ValueLayout.JAVA_LONG, 16),
              text(record.get(ValueLayout.ADDRESS, 8)),
              text(record.get(ValueLayout.ADDRESS, 24)),
              record.get(ValueLayout.JAVA_INT, 32),
              Lists.immutable.withAll(
                  path(
                      record.get(ValueLayout.ADDRESS, 40), record.get(ValueLayout.JAVA_INT, 36)))));
    }
    return records;
  }

  private static List<PathStep> path(MemorySegment steps, int length) {
    MemorySegment all = steps.reinterpret((long) length * STEP_BYTES);
    List<PathStep> path = new ArrayList<>();
    for (long at = 0; at < all.byteSize(); at += STEP_BYTES) {
      path.add(
          new PathStep(
              all.get(ValueLayout.JAVA_INT, at),
              all.get(ValueLayout.JAVA_LONG, at + 8),
              all.get(ValueLayout.JAVA_LONG, at + 16)));
    }
    return path;
  }

  /** A string of emitted C: UTF-8, where two bytes stand for NUL. */
  static String text(MemorySegment address) {
    MemorySegment bytes = address.reinterpret(Long.MAX_VALUE);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (long k = 0; ; k++) {
      byte b = bytes.get(ValueLayout.JAVA_BYTE, k);
      if (b == 0) {
        return out.toString(StandardCharsets.UTF_8);
      }
      if (b == (byte) 0xc0 && bytes.get(ValueLayout.JAVA_BYTE, k + 1) == (byte) 0x80) {
        out.write(0);
        k++;
      } else {
        out.write(b);
      }
    }
  }
}
