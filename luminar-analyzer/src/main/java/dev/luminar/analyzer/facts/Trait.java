package dev.luminar.analyzer.facts;

/** Something about a region that decides how it can run; {@link RegionFacts#places} says where. */
public enum Trait {
  /** It declares a channel, or sends to, receives from, or closes one. */
  CHANNELS,
  /** It has a worker. */
  WORKERS,
  /** It has a pipeline, or is of kind stream. */
  STREAM,
  /**
   * It retries, or uses the error strategy runtime, or handles errors across a suspension point.
   */
  COMPLEX_ERRORS,
  /** It is monitored. */
  MONITORING,
  /** It spawns, awaits or cancels tasks, or starts tasks in a loop or under a condition. */
  DYNAMIC_TASKS,
  /** It asks for threads that steal work. */
  LOAD_BALANCING,
  /** It has a timeout. */
  TIMEOUT,
  /** It is of kind async: it outlives the call. */
  ASYNC,
  /** It reads or writes asynchronously. */
  ASYNC_IO,
  /** Its tasks sleep or yield. */
  PAUSES,
  /** Its body does more than bind names and start tasks. */
  OWNER_WORK,
  /** A loop in it ends only when another task writes an atomic place. */
  SPINS,
  /** Its tasks use atomic places that they share. */
  ATOMICS,
  /** It calls externs that may block. */
  BLOCKING
}
