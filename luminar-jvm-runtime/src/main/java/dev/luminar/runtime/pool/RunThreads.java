package dev.luminar.runtime.pool;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Threads for what blocks: virtual ones where the JDK has them, else platform threads; all of them
 * daemons.
 */
final class RunThreads {
  /** {@code Thread.startVirtualThread}; null on a JDK without it (before 21). */
  private static final MethodHandle START_VIRTUAL = findStartVirtual();

  /** The platform threads that may still run. */
  private final Set<Thread> platform = ConcurrentHashMap.newKeySet();

  private static MethodHandle findStartVirtual() {
    if (Runtime.version().feature() < 21) {
      // 19 and 20 have the method as a preview that throws.
      return null;
    }
    try {
      return MethodHandles.publicLookup()
          .findStatic(
              Thread.class,
              "startVirtualThread",
              MethodType.methodType(Thread.class, Runnable.class));
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  static boolean hasVirtual() {
    return START_VIRTUAL != null;
  }

  /** Runs {@code body} on a thread of its own; false if none could be made. */
  boolean start(Runnable body, boolean needsPlatform, String name) {
    try {
      if (START_VIRTUAL != null && !needsPlatform) {
        Thread unused = (Thread) START_VIRTUAL.invokeExact(body);
        return unused != null;
      }
      Thread thread =
          new Thread(
              () -> {
                try {
                  body.run();
                } finally {
                  platform.remove(Thread.currentThread());
                }
              },
              name);
      thread.setDaemon(true);
      platform.add(thread);
      boolean started = false;
      try {
        thread.start();
        started = true;
      } finally {
        if (!started) {
          platform.remove(thread);
        }
      }
      return true;
    } catch (OutOfMemoryError e) {
      return false;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until the last platform thread, whose body has ended, is gone. */
  void join() {
    boolean interrupted = false;
    for (Thread thread : new ArrayList<>(platform)) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
