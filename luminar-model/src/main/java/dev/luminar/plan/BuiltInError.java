package dev.luminar.plan;

/** The one table of the error types that Luminar raises itself, with what they mean. */
public enum BuiltInError {
  /** An index below zero or not below the length. */
  INDEX_OUT_OF_RANGE("index {0} is out of range for length {1}"),
  /** A slice whose bounds do not lie in the buffer, or in the wrong order. */
  SLICE_OUT_OF_RANGE("slice from {0} to {1} does not lie in the buffer"),
  /** An integer division or remainder by zero. */
  DIVISION_BY_ZERO("division by zero"),
  /** A buffer or an array with a negative length. */
  NEGATIVE_LENGTH("length {0} is negative"),
  /** Memory could not be had. */
  OUT_OF_MEMORY("out of memory"),
  /** Two buffers overlap where a proof relied on distinct ones. */
  OVERLAP("buffers overlap"),
  /** Buffers of different lengths cannot be swapped. */
  LENGTH_MISMATCH("buffers have lengths {0} and {1}"),
  /** A failed assertion. */
  ASSERTION_FAILED("assertion failed"),
  /** A send on a closed channel, or a second close. */
  CHANNEL_CLOSED("channel is closed"),
  /** The task that was awaited failed; its own error is its block's. */
  TASK_FAILED("the awaited task failed"),
  /** The task that was awaited was asked to stop, and has no result. */
  TASK_CANCELLED("the awaited task was cancelled"),
  /** An element of an array of references that was never stored. */
  NO_REFERENCE("element {0} holds no reference"),
  /** Nothing in the call can run any more. */
  DEADLOCK("deadlock"),
  /** A block ran over its timeout. */
  TIMEOUT("timeout"),
  /** A call chain deeper than depth_max. */
  RECURSION_TOO_DEEP("recursion deeper than {0}"),
  /** An extern reported failure; the record's code is the one it gave. */
  EXTERN_FAILED("extern failed with code {0}"),
  /** A thread count outside 1 to 1,024. */
  BAD_THREAD_COUNT("thread count {0} is not in 1 to 1024"),
  /** A worker count below one or over its limit. */
  BAD_WORKER_COUNT("worker count {0} is not in 1 to 1000000"),
  /** A channel capacity that is negative or larger than the runtime takes. */
  BAD_CAPACITY("capacity {0} is not in 0 to 1073741823"),
  /** A sleep or the timeout of a select for less than no time. */
  NEGATIVE_DURATION("duration {0} ns is negative"),
  /** A step of zero in a range. */
  ZERO_STEP("step is zero"),
  /** A range with more than 2^63-1 iterations. */
  RANGE_TOO_LONG("range from {0} to {1} is too long"),
  /** An array of a reduction in the defined shape is too long. */
  REDUCTION_TOO_LONG("a reduction in the defined shape has {0} elements, more than {1}"),
  /** The runtime could not be started. */
  RUNTIME_UNAVAILABLE("the runtime could not be started"),
  /** Two iterations store into one element, and the program said that none do. */
  NOT_INJECTIVE("iterations {0} and {1} write the same element");

  private final String message;

  BuiltInError(String message) {
    this.message = message;
  }

  /** The type's name in records: lower snake case. */
  public String typeName() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** The message template of the sites that raise it, unless the user gave another. */
  public String message() {
    return message;
  }
}
