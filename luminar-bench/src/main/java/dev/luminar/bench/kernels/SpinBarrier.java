package dev.luminar.bench.kernels;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where the threads of a loop of small steps meet after each. It spins: there are no more threads
 * than processors, so the others are about to come; who waits long lets others run.
 */
final class SpinBarrier {
  private static final int SPINS = 1000;

  private final int parties;
  private final AtomicInteger arrived = new AtomicInteger();
  private volatile int turn;

  SpinBarrier(int parties) {
    this.parties = parties;
  }

  void await() {
    int now = turn;
    if (arrived.incrementAndGet() == parties) {
      arrived.set(0);
      turn = now + 1;
      return;
    }
    for (int spins = 0; turn == now; spins++) {
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
  }
}
