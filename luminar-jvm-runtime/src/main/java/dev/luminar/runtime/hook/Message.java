package dev.luminar.runtime.hook;

/**
 * Room for one message of a channel: where a received one lands, and where one to be sent waits for
 * its partner. Every {@link Frame} is one; host code makes its own.
 */
public class Message {
  /** A scalar message: bool, i32, i64 as themselves, f32 and f64 as raw bits. */
  public long value;

  /**
   * A message of a channel of objects (structs). Cleared by the runtime once its partner has it.
   */
  public Object object;

  /** After a receive: how many-th message of its channel this was, from 0. */
  public long itemOrdinal;

  /** Room that holds 0 and no object. */
  public Message() {}
}
