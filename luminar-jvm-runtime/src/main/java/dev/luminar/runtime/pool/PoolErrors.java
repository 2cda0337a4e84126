package dev.luminar.runtime.pool;

import dev.luminar.runtime.hook.ErrorCollector;
import dev.luminar.runtime.hook.ErrorContext;
import dev.luminar.runtime.hook.ErrorHandler;
import dev.luminar.runtime.hook.ErrorRecord;

/** The error handler and the error list of an instance. */
final class PoolErrors {
  private final ErrorCollector collector;
  private final Object handling = new Object();
  private volatile ErrorHandler handler;

  PoolErrors(boolean countsTypes) {
    this.collector = new ErrorCollector(countsTypes);
  }

  ErrorCollector collector() {
    return collector;
  }

  void setHandler(ErrorHandler handler) {
    synchronized (handling) {
      this.handler = handler;
    }
  }

  /** Shows an error to {@code own}, or else to the handler, and keeps it. */
  void collect(ErrorContext context, ErrorHandler own) {
    collector.collect(context);
    show(context, own);
  }

  /** Shows the record of a group to the handler. */
  void show(ErrorRecord record) {
    show(
        new ErrorContext(
            record.type(), record.message(), record.file(), record.line(), record.userData()),
        null);
  }

  private void show(ErrorContext context, ErrorHandler own) {
    if (own == null && handler == null) {
      return;
    }
    synchronized (handling) {
      ErrorHandler shown = own != null ? own : handler;
      if (shown == null) {
        return;
      }
      try {
        shown.handle(context);
      } catch (RuntimeException | Error ignored) {
        // A handler looks; it cannot change what happens.
      }
    }
  }
}
