package dev.luminar.analyzer.facts;

/** Something that a call of a function may do besides returning a result. */
public enum Effect {
  /** Raises an error. */
  FAILS("may fail"),
  /** Writes to a buffer that the caller lent. */
  WRITES("writes to a buffer"),
  /** Uses atomic operations on a buffer that the caller lent. */
  ATOMIC("uses an atomic buffer"),
  /** Calls an extern that reads the world. */
  EXTERN_READS("calls an extern that reads"),
  /** Calls an extern that changes the world. */
  EXTERN_WRITES("calls an extern that writes"),
  /** Calls an extern that may block. */
  BLOCKS("calls an extern that blocks"),
  /** Operates on a channel itself, or on one that the caller lent. */
  CHANNELS("uses a channel"),
  /** Sleeps, yields, or waits for a task or for I/O. */
  PAUSES("sleeps or waits"),
  /** Starts or stops tasks that it does not join. */
  SPAWNS("starts tasks"),
  /** Runs a concurrent block. */
  JOINS("runs a concurrent block"),
  /** Runs a parallel block. */
  PARALLEL("runs a parallel block"),
  /** Appends error records to the list of the call. */
  COLLECTS("collects errors"),
  /** Loops until another task writes an atomic place. */
  SPINS("waits for an atomic");

  private final String words;

  Effect(String words) {
    this.words = words;
  }

  /** What it does, as the end of a sentence that begins with the function's name. */
  public String words() {
    return words;
  }

  /** Whether a function that does it may be called in an expression. */
  public boolean isPure() {
    return this == FAILS || this == PARALLEL;
  }

  int bit() {
    return 1 << ordinal();
  }
}
