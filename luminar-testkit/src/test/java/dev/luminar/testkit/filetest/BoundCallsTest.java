package dev.luminar.testkit.filetest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luminar.analyzer.Analyzer;
import dev.luminar.emit.bytecode.BytecodeEmitter;
import dev.luminar.emit.c.NativeProgram;
import dev.luminar.host.ErrorRecord;
import dev.luminar.host.LuminarException;
import dev.luminar.model.text.Parser;
import dev.luminar.plan.Plan;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Calls through a bound interface: again and again, inside of each other, of many threads. */
public final class BoundCallsTest {
  private static final String TEXT =
      """
      program calls;
      extern fn again(n: i64) -> i64 writes;
      export fn times(n: i64) -> i64 {
        assert n >= 0, "n is {0}", n;
        if n <= 1 { return 1; }
        let m = call again(n - 1);
        return n * m;
      }
      export fn all(b: bool, i: i32, l: i64, f: f32, d: f64) -> f64 {
        return (if b then 1.0 else 0.0) + f64(i) + f64(l) + f64(f) + d;
      }
      export fn opposite(b: bool) -> bool { return not b; }
      export fn half(f: f32) -> f32 { return f / 2.0; }
      export fn next(i: i32) -> i32 { return i + 1; }
      export fn first(xs: i64[]) -> i64 { return xs[0]; }
      """;

  BoundCallsTest() {}

  /** Its functions. */
  public interface Calls {
    long times(long n);

    double all(boolean b, int i, long l, float f, double d);

    boolean opposite(boolean b);

    float half(float f);

    int next(int i);
  }

  /** A function of memory. */
  public interface Memory {
    long first(MemorySegment xs);
  }

  /** The same of arrays, with a list of records. */
  public interface Arrays {
    long first(long[] xs, List<ErrorRecord> errors);
  }

  /** The externs: what they do is said later. */
  public static final class Externs {
    private interface Body {
      long run(long n) throws Exception;
    }

    private volatile Body body = n -> n;

    private Externs() {}

    /** Does it. */
    public long again(long n) throws Exception {
      return body.run(n);
    }
  }

  private static Plan plan() {
    return Analyzer.plan(
        Parser.parse("calls.lum", TEXT.getBytes(java.nio.charset.StandardCharsets.UTF_8))
            .orThrow());
  }

  private static void check(Calls calls, Externs externs) {
    for (int round = 0; round < 3; round++) {
      externs.body = calls::times;
      assertThat(calls.times(12)).isEqualTo(479001600);
      externs.body = n -> calls.times(n - 2);
      assertThatThrownBy(() -> calls.times(8))
          .isInstanceOfSatisfying(
              LuminarException.class, e -> assertThat(e.error().message()).isEqualTo("n is -1"));
      externs.body =
          n -> {
            try {
              return calls.times(-n);
            } catch (LuminarException e) {
              return n;
            }
          };
      assertThat(calls.times(5)).isEqualTo(20);
      assertThat(calls.all(true, -2, 1L << 40, 0.5f, 0.25)).isEqualTo((1L << 40) - 0.25);
      assertThat(calls.opposite(true)).isFalse();
      assertThat(calls.opposite(false)).isTrue();
      assertThat(calls.half(3)).isEqualTo(1.5f);
      assertThat(calls.next(-1)).isZero();
      assertThat(calls).hasToString(calls.toString()).isEqualTo(calls);
    }
  }

  @Test
  void callsInsideOfCallsKeepTheirOwnResults() {
    // The result or the error of a call is overwritten by one that an extern makes meanwhile.
    Externs onJvm = new Externs();
    check(new BytecodeEmitter().emit(plan()).bind(Calls.class, onJvm), onJvm);
    Externs inC = new Externs();
    try (NativeProgram program = NativeProgram.compile(plan())) {
      check(program.bind(Calls.class, inC), inC);
    }
  }

  @Test
  void whatDoesNotFitIsSaidAtEachCall() {
    // Memory that is closed, read-only or null is handed to C, once calls are fast.
    try (NativeProgram program = NativeProgram.compile(plan());
        Arena arena = Arena.ofConfined()) {
      Memory memory = program.bind(MethodHandles.lookup(), Memory.class, new Externs());
      MemorySegment xs = arena.allocateFrom(ValueLayout.JAVA_LONG, 7, 8);
      for (int round = 0; round < 3; round++) {
        assertThat(memory.first(xs)).isEqualTo(7);
        assertThat(memory.first(MemorySegment.ofArray(new long[] {9}))).isEqualTo(9);
        assertThatThrownBy(() -> memory.first(xs.asSlice(0, 0)))
            .isInstanceOf(LuminarException.class);
        assertThatThrownBy(() -> memory.first(null))
            .isInstanceOf(NullPointerException.class)
            .hasMessageContaining("Memory.first, parameter xs");
        assertThatThrownBy(() -> memory.first(xs.asReadOnly())).hasMessageContaining("read-only");
        assertThatThrownBy(() -> memory.first(xs.asSlice(4, 8)))
            .hasMessageContaining("not aligned");
        assertThatThrownBy(() -> memory.first(xs.asSlice(0, 12)))
            .hasMessageContaining("no whole number");
        MemorySegment closed;
        try (Arena brief = Arena.ofConfined()) {
          closed = brief.allocate(8, 8);
        }
        assertThatThrownBy(() -> memory.first(closed)).hasMessageContaining("closed");
      }
      Arrays arrays = new BytecodeEmitter().emit(plan()).bind(Arrays.class, new Externs());
      for (int round = 0; round < 3; round++) {
        assertThat(arrays.first(new long[] {5}, new ArrayList<>())).isEqualTo(5);
        assertThatThrownBy(() -> arrays.first(null, new ArrayList<>()))
            .isInstanceOf(NullPointerException.class)
            .hasMessageContaining("Arrays.first, parameter xs");
        assertThatThrownBy(() -> arrays.first(new long[1], null))
            .isInstanceOf(NullPointerException.class)
            .hasMessageContaining("the list of error records");
      }
    }
  }

  @Test
  void closingWaitsForCallsOfAllThreads() throws InterruptedException {
    // The code of a program is taken away under a thread that runs it.
    Externs externs = new Externs();
    NativeProgram program = NativeProgram.compile(plan());
    Calls calls = program.bind(Calls.class, externs);
    externs.body =
        n -> {
          program.close();
          return n;
        };
    assertThatThrownBy(() -> calls.times(2)).hasMessageContaining("from inside one of its calls");
    CountDownLatch inside = new CountDownLatch(2);
    CountDownLatch go = new CountDownLatch(1);
    externs.body =
        n -> {
          inside.countDown();
          go.await();
          return n;
        };
    AtomicReference<Throwable> wrong = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 2; t++) {
      threads.add(
          Thread.ofPlatform()
              .uncaughtExceptionHandler((thread, e) -> wrong.set(e))
              .start(() -> assertThat(calls.times(3)).isEqualTo(6)));
    }
    inside.await();
    Thread closer = Thread.ofPlatform().start(program::close);
    closer.join(50);
    assertThat(closer.isAlive()).isTrue();
    go.countDown();
    closer.join();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(wrong.get()).isNull();
    assertThatThrownBy(() -> calls.next(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }
}
