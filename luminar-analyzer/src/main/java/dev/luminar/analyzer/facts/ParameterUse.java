package dev.luminar.analyzer.facts;

/** What a function does, directly or through calls, with a buffer or a channel that it is given. */
public enum ParameterUse {
  /** Reads elements of the buffer. */
  READ,
  /** Writes elements of the buffer. */
  WRITE,
  /** Uses atomic operations on the buffer. */
  ATOMIC,
  /** Sends to the channel. */
  SEND,
  /** Receives from the channel. */
  RECEIVE,
  /** Closes the channel. */
  CLOSE;

  int bit() {
    return 1 << ordinal();
  }
}
