package dev.luminar.emit.bytecode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luminar.diag.Span;
import dev.luminar.host.LuminarException;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.ExternPlan;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.Routine;
import dev.luminar.plan.StructLayout;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Label;
import dev.luminar.plan.code.Val;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.junit.jupiter.api.Test;

class BindTest {
  record Pixel(byte red, short level, double weight, boolean on) {}

  interface Copy {
    void copy(long[] from, long[] to);
  }

  interface CopySegments {
    void copy(MemorySegment from, MemorySegment to);
  }

  interface CopyBytes {
    void copy(ByteBuffer from, ByteBuffer to);
  }

  interface Pixels {
    Pixel brighter(Pixel p);

    void put(ByteBuffer ps, Pixel p);

    int red(MemorySegment ps, long i);
  }

  interface Reads {
    long read(byte[] into);
  }

  /** Copies element by element, from the front: to[i] = from[i] + 1. */
  private static ClassFiles copying() {
    PlanFixture p = new PlanFixture("copying");
    PlanFixture.Locals l = new PlanFixture.Locals();
    Local from = l.add("from", PlanFixture.I64S);
    Local to = l.add("to", PlanFixture.I64S);
    Local end = l.add("end", PlanType.I64);
    Local i = l.add("i", PlanType.I64);
    Val next =
        new Val.Binary(
            BinaryOperator.ADD,
            ScalarType.I64,
            new Val.Load(Val.read(from), Val.read(i)),
            Val.i64(1));
    Code body =
        Code.seq(
            PlanFixture.declare(end, new Val.Length(Val.read(from))),
            new Code.Count(
                new Label(0, "all"),
                i,
                Val.i64(0),
                Val.read(end),
                new Code.Store(Val.read(to), Val.read(i), next)));
    p.entry("copy", p.routine(Routine.Kind.FUNCTION, "copy", l, 2, PlanType.NOTHING, body), false);
    return p.emit();
  }

  @Test
  void memoryOutsideOfArraysIsCopiedInAndOut() {
    // What the program stores into native memory would be lost.
    CopySegments copy = copying().bind(MethodHandles.lookup(), CopySegments.class);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment from = arena.allocateFrom(ValueLayout.JAVA_LONG, 1, 2, 3);
      MemorySegment to = arena.allocate(24, 8);
      copy.copy(from, to);
      assertThat(to.toArray(ValueLayout.JAVA_LONG)).containsExactly(2, 3, 4);
    }
    ByteBuffer bytes = ByteBuffer.allocate(32).order(ByteOrder.nativeOrder());
    bytes.putLong(8, 41);
    copying()
        .bind(MethodHandles.lookup(), CopyBytes.class)
        .copy(
            bytes.slice(8, 8).order(ByteOrder.nativeOrder()),
            bytes.slice(16, 8).order(ByteOrder.nativeOrder()));
    assertThat(bytes.getLong(16)).isEqualTo(42);
  }

  @Test
  void overlappingBuffersStayOverlapping() {
    // Stores through one buffer would not be seen through the other, as they are in C.
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocateFrom(ValueLayout.JAVA_LONG, 5, 0, 0, 0);
      CopySegments copy = copying().bind(MethodHandles.lookup(), CopySegments.class);
      copy.copy(memory.asSlice(0, 24), memory.asSlice(8, 24));
      assertThat(memory.toArray(ValueLayout.JAVA_LONG)).containsExactly(5, 6, 7, 8);
    }
    long[] same = {1, 2};
    copying().bind(MethodHandles.lookup(), Copy.class).copy(same, same);
    assertThat(same).containsExactly(2, 3);
  }

  private static ClassFiles pixels() {
    PlanFixture p = new PlanFixture("pixels");
    p.structs.add(
        new StructLayout(
            "Pixel",
            Lists.immutable.of(
                new StructLayout.Field("red", PlanFixture.scalar(ScalarType.U8), 0),
                new StructLayout.Field("level", PlanFixture.scalar(ScalarType.I16), 2),
                new StructLayout.Field("weight", PlanFixture.scalar(ScalarType.F64), 8),
                new StructLayout.Field("on", PlanFixture.scalar(ScalarType.BOOL), 16)),
            24,
            8));
    PlanType pixel = new PlanType.Struct(0);
    PlanType pixelBuffer = new PlanType.Buffer(pixel, false);
    PlanFixture.Locals l = new PlanFixture.Locals();
    Local value = l.add("p", pixel);
    Val red = new Val.Field(Val.read(value), 0, ScalarType.U8);
    Val made =
        new Val.MakeStruct(
            0,
            Lists.immutable.of(
                new Val.Binary(
                    BinaryOperator.ADD, ScalarType.I32, red, new Val.Const(ScalarType.I32, 100)),
                new Val.Field(Val.read(value), 1, ScalarType.I16),
                new Val.Field(Val.read(value), 2, ScalarType.F64),
                Val.bool(true)));
    p.entry(
        "brighter",
        p.routine(
            Routine.Kind.FUNCTION, "brighter", l, 1, pixel, new Code.Return(Optional.of(made))),
        false);
    l = new PlanFixture.Locals();
    Local ps = l.add("ps", pixelBuffer);
    value = l.add("p", pixel);
    p.entry(
        "put",
        p.routine(
            Routine.Kind.FUNCTION,
            "put",
            l,
            2,
            PlanType.NOTHING,
            new Code.Store(Val.read(ps), Val.i64(1), Val.read(value))),
        false);
    l = new PlanFixture.Locals();
    ps = l.add("ps", pixelBuffer);
    Local i = l.add("i", PlanType.I64);
    Val field = new Val.Field(new Val.Load(Val.read(ps), Val.read(i)), 0, ScalarType.U8);
    p.entry(
        "red",
        p.routine(
            Routine.Kind.FUNCTION, "red", l, 2, PlanType.I32, new Code.Return(Optional.of(field))),
        false);
    return p.emit();
  }

  @Test
  void structsAreRecordsAndHaveTheLayoutOfC() {
    // Host code that shares struct buffers with C would see other fields.
    Pixels pixels = pixels().bind(MethodHandles.lookup(), Pixels.class);
    assertThat(pixels.brighter(new Pixel((byte) 200, (short) -3, 0.5, false)))
        .isEqualTo(new Pixel((byte) 44, (short) -3, 0.5, true));
    ByteBuffer bytes = ByteBuffer.allocate(48).order(ByteOrder.nativeOrder());
    pixels.put(bytes, new Pixel((byte) 250, (short) 7, 2.5, true));
    assertThat(bytes.get(24)).isEqualTo((byte) 250);
    assertThat(bytes.getShort(26)).isEqualTo((short) 7);
    assertThat(bytes.getDouble(32)).isEqualTo(2.5);
    assertThat(bytes.get(40)).isEqualTo((byte) 1);
    assertThat(pixels.red(MemorySegment.ofBuffer(bytes), 1)).isEqualTo(250);
  }

  @Test
  void anExternThatThrowsRaises() {
    // The host's exception would tear through the program instead of becoming its error.
    PlanFixture p = new PlanFixture("reading");
    p.externs.add(
        new ExternPlan(
            0,
            "fill",
            Lists.immutable.of(
                new ExternPlan.Param(
                    "into", new PlanType.Buffer(PlanFixture.scalar(ScalarType.U8), false)),
                new ExternPlan.Param("name", new PlanType.Text())),
            PlanType.I64,
            true,
            false,
            Span.NONE));
    PlanFixture.Locals l = new PlanFixture.Locals();
    Local into = l.add("into", new PlanType.Buffer(PlanFixture.scalar(ScalarType.U8), false));
    Local n = l.add("n", PlanType.I64);
    Val rest =
        new Val.Slice(
            Val.read(into),
            Val.i64(1),
            new Val.Binary(
                BinaryOperator.SUB, ScalarType.I64, new Val.Length(Val.read(into)), Val.i64(1)));
    String text = "\u00e4".repeat(70_000);
    int routine =
        p.routine(
            Routine.Kind.FUNCTION,
            "read",
            l,
            1,
            PlanType.I64,
            Code.seq(
                new Code.CallExtern(
                    Optional.of(n),
                    0,
                    Lists.immutable.of(rest, new Val.Text(text)),
                    Optional.of(p.raise("extern_failed", "extern failed with code {0}"))),
                new Code.Return(Optional.of(Val.read(n)))),
            true);
    p.entry("read", routine, false);
    Object good =
        new Object() {
          @SuppressWarnings("unused")
          public long fill(ByteBuffer bytes, String name) {
            assertThat(name).isEqualTo(text);
            bytes.put((byte) 9);
            return bytes.capacity();
          }
        };
    byte[] memory = new byte[3];
    ClassFiles files = p.emit();
    assertThat(files.bind(MethodHandles.lookup(), Reads.class, good).read(memory)).isEqualTo(2);
    assertThat(memory).containsExactly(0, 9, 0);
    Object bad =
        new Object() {
          @SuppressWarnings("unused")
          public long fill(byte[] bytes, String name) throws Exception {
            throw new java.io.IOException("gone");
          }
        };
    assertThatThrownBy(() -> files.bind(MethodHandles.lookup(), Reads.class, bad).read(memory))
        .isInstanceOfSatisfying(
            LuminarException.class,
            e -> {
              assertThat(e.error().code()).isEqualTo(1);
              assertThat(e.error().message()).isEqualTo("extern failed with code 1");
            });
    assertThatThrownBy(() -> files.bind(MethodHandles.lookup(), Reads.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fill(into: u8[], name: string) -> i64");
  }
}
