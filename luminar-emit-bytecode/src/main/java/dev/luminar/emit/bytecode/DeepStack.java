package dev.luminar.emit.bytecode;

import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * A call on a thread with a stack for functions with regions that call themselves as deep as calls
 * may go. Where no such thread can be had, the caller's own stack has to do.
 */
final class DeepStack implements Runnable {
  /** Taken as it is used; no more than a process may reserve. */
  private static final long BYTES = 256L << 20;

  private final MethodHandle target;
  private final Object[] arguments;
  private @Nullable Object result;
  private @Nullable Throwable thrown;

  private DeepStack(MethodHandle target, Object[] arguments) {
    this.target = target;
    this.arguments = arguments;
  }

  /** What {@code target} returns or throws for an array of arguments. */
  static @Nullable Object call(MethodHandle target, Object[] arguments) throws Throwable {
    DeepStack call = new DeepStack(target, arguments);
    Thread thread = new Thread(null, call, Thread.currentThread().getName() + " deep", BYTES);
    thread.setDaemon(true);
    if (isStarted(thread)) {
      join(thread);
    } else {
      call.run();
    }
    if (call.thrown != null) {
      throw call.thrown;
    }
    return call.result;
  }

  private static boolean isStarted(Thread thread) {
    try {
      thread.start();
      return true;
    } catch (OutOfMemoryError e) {
      return false; // no thread could be made
    }
  }

  private static void join(Thread thread) {
    boolean isInterrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    try {
      result = target.invoke(arguments);
    } catch (Throwable e) {
      thrown = e;
    }
  }
}
