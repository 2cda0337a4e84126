package dev.luminar.emit.bytecode.support;

import dev.luminar.runtime.hook.ConcurrencyHooks;
import dev.luminar.runtime.hook.Frame;

/** The frame of a task: what emitted frames have in common. */
public abstract class Task extends Frame {
  Object externs;
  ConcurrencyHooks hooks;

  /** What the routine returned, for those who await the task: a number, or an object. */
  long result;

  Object resultObject;
  private Context kept;

  protected Task() {}

  /** A context for one step. */
  protected final Context context(Frame task) {
    Context context = new Context(externs);
    context.hooks = hooks;
    context.task = task;
    context.isStep = true;
    return context;
  }

  /** The same context in every step: an error may be pending while the task waits. */
  protected final Context keptContext(Frame task) {
    if (kept == null) {
      kept = context(task);
    }
    return kept;
  }
}
