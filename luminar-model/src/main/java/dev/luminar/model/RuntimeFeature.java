package dev.luminar.model;

/** A service that a region needs from the runtime. */
public enum RuntimeFeature {
  /** Tasks that are scheduled onto threads, may wait, and may be started at any time. */
  TASK_SCHEDULING,
  /** Channels and select. */
  CHANNEL_COMMUNICATION,
  /** Errors that travel between tasks and to handlers: retry, the runtime strategy. */
  ERROR_PROPAGATION,
  /** Work that moves to threads which have nothing to do. */
  LOAD_BALANCING,
  /** Regions that end when their sources do. */
  STREAM_PROCESSING,
  /** Reads and writes that a task waits for without a thread. */
  ASYNC_IO,
  /** Counters, traces and reports of what runs. */
  MONITORING
}
