package dev.luminar.bench.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.emit.bytecode.BytecodeEmitter;
import dev.luminar.emit.c.NativeProgram;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** What calls of bound programs leave to the garbage collector. */
class CallAllocationTest {
  private static final int CALLS = 20_000;
  private static final int ROUNDS_MAX = 50;

  private static long allocated() throws JMException {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    return (long)
        server.invoke(
            new ObjectName("java.lang:type=Threading"),
            "getThreadAllocatedBytes",
            new Object[] {Thread.currentThread().threadId()},
            new String[] {"long"});
  }

  /** The fewest bytes of a round of calls; stops when a call allocates nothing. */
  private static long bytes(Runnable call) throws JMException {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS_MAX && least >= CALLS; round++) {
      long before = allocated();
      for (int k = 0; k < CALLS; k++) {
        call.run();
      }
      least = Math.min(least, allocated() - before);
    }
    return least;
  }

  @Test
  void callsOfCAllocateNothing() throws Exception {
    // Each call boxes its arguments, or makes an arena or a list of errors, and costs many times
    // what the call of a C function does.
    try (NativeProgram program = NativeProgram.compile(Peers.plan());
        Arena arena = Arena.ofConfined()) {
      NativeKernels kernels = program.bind(MethodHandles.lookup(), NativeKernels.class);
      MemorySegment xs = arena.allocate(64, 8);
      MemorySegment ys = arena.allocate(64, 8);
      assertThat(bytes(() -> kernels.scale(xs, 2))).isLessThan(CALLS);
      assertThat(bytes(() -> kernels.dot(xs, ys))).isLessThan(CALLS);
      assertThat(bytes(() -> kernels.roots_checked(xs, ys))).isLessThan(CALLS);
    }
  }

  @Test
  void callsOfBytecodeAllocateNothing() throws Exception {
    // Each call boxes its arguments, or wraps arrays, and costs many times what a Java loop does.
    ArrayKernels kernels =
        new BytecodeEmitter().emit(Peers.plan()).bind(MethodHandles.lookup(), ArrayKernels.class);
    double[] xs = new double[8];
    assertThat(bytes(() -> kernels.scale(xs, 2))).isLessThan(CALLS);
  }
}
