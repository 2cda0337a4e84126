package dev.luminar.runtime.pool;

import java.util.concurrent.TimeUnit;

/**
 * Ends the JVM, after printing what every thread does, when a test hangs: joins cannot be
 * interrupted.
 */
final class Watchdog implements AutoCloseable {
  private static final long LIMIT_MILLIS = TimeUnit.MINUTES.toMillis(3);

  private final Thread thread;

  Watchdog() {
    thread = new Thread(Watchdog::watch, "watchdog");
    thread.setDaemon(true);
    thread.start();
  }

  private static void watch() {
    try {
      Thread.sleep(LIMIT_MILLIS);
    } catch (InterruptedException e) {
      return;
    }
    System.err.println("a test hangs");
    Thread.getAllStackTraces()
        .forEach((each, trace) -> {
          System.err.println(each);
          for (StackTraceElement element : trace) {
            System.err.println("  at " + element);
          }
        });
    Runtime.getRuntime().halt(1);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
