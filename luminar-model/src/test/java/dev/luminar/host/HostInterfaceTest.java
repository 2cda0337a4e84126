package dev.luminar.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.StructField;
import dev.luminar.model.type.StructType;
import dev.luminar.model.type.Type;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.junit.jupiter.api.Test;

class HostInterfaceTest {
  private static final StructType POINT =
      new StructType(
          "Point",
          Lists.immutable.of(
              new StructField("tag", ScalarType.U8), new StructField("x", ScalarType.F64)));

  private static final HostProgram PROGRAM =
      new HostProgram(
          "stats",
          Lists.immutable.of(
              function("sum", ScalarType.F64, new BufferType(ScalarType.F64, false)),
              function("move", POINT, POINT),
              function("class", ScalarType.I64, ScalarType.I64),
              function("flags", ScalarType.I32, new BufferType(ScalarType.BOOL, true))),
          Lists.immutable.of(
              function("twice", ScalarType.I64, new BufferType(ScalarType.I64, false))));

  record Point(byte tag, double x) {}

  record Wrong(int tag, double x) {}

  interface Arrays {
    double sum(double[] xs);
  }

  interface Bytes {
    double sum(ByteBuffer xs);
  }

  interface Segments {
    double sum(MemorySegment xs);
  }

  interface Structs {
    Point move(Point p);
  }

  interface WrongStructs {
    Wrong move(Wrong p);
  }

  interface Keyword {
    long class_(long x);

    default long twice(long x) {
      return 2 * class_(x);
    }
  }

  interface Collecting {
    long class_(long x, List<ErrorRecord> errors);
  }

  interface Missing {
    void product();
  }

  interface WrongType {
    double sum(long[] xs);
  }

  private static HostFunction function(String name, Type result, Type parameter) {
    return new HostFunction(
        name, Lists.immutable.of(new HostParameter("p", parameter)), Optional.of(result));
  }

  private static <T> T bind(Class<T> type, HostInterface.Runner runner) {
    return HostInterface.of(MethodHandles.lookup(), type, PROGRAM).implement("stats", runner);
  }

  @Test
  void arraysArriveAsTheirOwnMemory() {
    // A binding would work on a copy, and the caller would not see what the program stored.
    double[] xs = {1, 2, 3};
    Arrays arrays =
        bind(
            Arrays.class,
            (method, arguments, errors) -> {
              MemorySegment segment = (MemorySegment) arguments[0];
              segment.setAtIndex(ValueLayout.JAVA_DOUBLE, 1, 7.0);
              return 10.0;
            });
    assertThat(arrays.sum(xs)).isEqualTo(10.0);
    assertThat(xs).containsExactly(1, 7, 3);
    assertThat(arrays).hasToString("stats").isEqualTo(arrays);
  }

  @Test
  void wrongBuffersAreRefusedBeforeAnythingRuns() {
    // A program would read past its memory, or numbers of the wrong byte order.
    HostInterface.Runner never =
        (method, arguments, errors) -> {
          throw new AssertionError("ran");
        };
    Bytes bytes = bind(Bytes.class, never);
    assertThatThrownBy(() -> bind(Arrays.class, never).sum(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("Arrays.sum, parameter p");
    assertThatThrownBy(() -> bytes.sum(ByteBuffer.allocate(12).order(ByteOrder.nativeOrder())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("12 bytes are no whole number");
    ByteOrder foreign =
        ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
            ? ByteOrder.LITTLE_ENDIAN
            : ByteOrder.BIG_ENDIAN;
    assertThatThrownBy(() -> bytes.sum(ByteBuffer.allocate(16).order(foreign)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("byte order");
    assertThatThrownBy(() ->
            bytes.sum(ByteBuffer.allocate(16).asReadOnlyBuffer().order(ByteOrder.nativeOrder())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("read-only");
    MemorySegment closed;
    try (Arena arena = Arena.ofConfined()) {
      closed = arena.allocate(16, 8);
      assertThatThrownBy(() -> bind(Segments.class, never).sum(closed.asSlice(4, 8)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not aligned");
    }
    assertThatThrownBy(() -> bind(Segments.class, never).sum(closed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void recordsStandForStructs() {
    // Fields would arrive in another order or type than the struct has.
    Structs structs =
        bind(
            Structs.class,
            (method, arguments, errors) -> {
              Object[] fields = (Object[]) arguments[0];
              return new Object[] {fields[0], (double) fields[1] + 1};
            });
    assertThat(structs.move(new Point((byte) 200, 2))).isEqualTo(new Point((byte) 200, 3));
    assertThatThrownBy(() -> bind(WrongStructs.class, (m, a, e) -> null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("components (byte tag, double x)");
  }

  @Test
  void keywordsAndDefaultMethodsWork() {
    // A function named like a Java keyword could not be called at all.
    Keyword keyword = bind(Keyword.class, (method, arguments, errors) -> (long) arguments[0] + 1);
    assertThat(keyword.twice(4)).isEqualTo(10);
  }

  @Test
  void collectedRecordsAreNeverLost() {
    // A caller without a list of records would take a partly failed call for a good one.
    ErrorRecord record =
        new ErrorRecord("bad", 3, "no", "f", 1, Lists.immutable.of(new PathStep(-1, 4, 4)));
    HostInterface.Runner runner =
        (method, arguments, errors) -> {
          errors.add(record);
          return 5L;
        };
    List<ErrorRecord> list = new ArrayList<>();
    assertThat(bind(Collecting.class, runner).class_(1, list)).isEqualTo(5);
    assertThat(list).containsExactly(record);
    assertThatThrownBy(() -> bind(Keyword.class, runner).class_(1))
        .isInstanceOfSatisfying(
            LuminarException.class, e -> assertThat(e.error()).isEqualTo(record))
        .hasMessage("error bad \"no\" at 4 (f:1)");
  }

  @Test
  void interfacesThatDoNotFitAreRefused() {
    // The mistake would show only at the first call, or not at all.
    assertThatThrownBy(() -> bind(Missing.class, (m, a, e) -> null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no such function");
    assertThatThrownBy(() -> bind(WrongType.class, (m, a, e) -> null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "the Java type is long[], but f64[] takes double[], ByteBuffer or MemorySegment");
  }

  @Test
  void externsSeeTheProgramsMemory() throws Throwable {
    // What an extern stores into a slice would be lost.
    Object externs =
        new Object() {
          @SuppressWarnings("unused")
          public long twice(long[] p) {
            p[0] *= 2;
            return p.length;
          }
        };
    long[] memory = {1, 2, 3};
    HostExterns checked = HostExterns.of(MethodHandles.lookup(), externs, PROGRAM);
    assertThat(checked.call(0, MemorySegment.ofArray(memory).asSlice(8, 16))).isEqualTo(2L);
    assertThat(memory).containsExactly(1, 4, 3);
    assertThatThrownBy(() -> HostExterns.of(MethodHandles.lookup(), "no externs", PROGRAM))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("extern twice");
  }

  @Test
  void overlappingBuffersShareAGroup() {
    // A store through one of two overlapping buffers would not be seen through the other.
    MemorySegment whole = MemorySegment.ofArray(new long[8]);
    var groups =
        HostMemory.group(
            List.of(
                whole.asSlice(0, 16),
                whole.asSlice(32, 16),
                MemorySegment.ofArray(new long[8]),
                whole.asSlice(8, 32)));
    assertThat(groups)
        .extracting(HostMemory.Shared::members)
        .containsExactly(List.of(2), List.of(0, 1, 3));
    assertThat(groups.get(1).offset(whole.asSlice(32, 16))).isEqualTo(32);
    assertThat(groups.get(1).bytes()).isEqualTo(48);
  }
}
