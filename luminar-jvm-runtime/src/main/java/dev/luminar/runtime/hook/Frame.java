package dev.luminar.runtime.hook;

/**
 * A resumable task: the locals that live across its suspension points, and a step that runs to the
 * next one. Emitted frame classes extend it.
 *
 * <p>The spawner makes the frame, fills it in, and gives it to {@link TaskHooks#taskStart}; from
 * then on it belongs to the runtime. At most one step of a frame runs at a time; each sees what the
 * one before wrote.
 */
public abstract class Frame extends Message {
  /**
   * The number of the suspension point that the next step starts from; 0 before the first. Only the
   * step changes it.
   */
  public int state;

  private Object attachment;

  /** A frame before its first step. */
  protected Frame() {}

  /**
   * Runs to the next suspension point. Does not throw: an error goes through {@link
   * TaskHooks#taskFail}. (What is thrown nevertheless ends the task with a record of type {@code
   * internal} or {@code out_of_memory}.)
   *
   * @param task the task being stepped, which hooks are given: this frame, or the outermost one of
   *     a nest of frames
   * @param event one of {@link Event}
   * @return one of {@link Step}
   */
  public abstract int step(Frame task, int event);

  /**
   * Lets go of what the frame holds. Called exactly once, after the last step, also when there was
   * none.
   */
  public void drop() {}

  /** The task's name in the program, for reports. */
  public String name() {
    return "task";
  }

  /** Where the program starts the task, as {@code file:line}. */
  public String place() {
    return "";
  }

  /**
   * Where the suspension point of that number is, as {@code file:line}; {@link #place()} where that
   * is not known.
   */
  public String placeAt(int state) {
    return place();
  }

  /** What the runtime that runs this task keeps about it. Only that runtime may look. */
  public final Object attachment() {
    return attachment;
  }

  /** Sets {@link #attachment()}. Only the runtime that runs this task may. */
  public final void attach(Object attachment) {
    this.attachment = attachment;
  }
}
