package dev.luminar.emit.bytecode.support;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a call carries along: its pending error, the records it collected, where it runs, and the
 * host's externs.
 */
public final class Context {
  /** The pending error, null for none. */
  public Raised pending;

  /** The object that implements the externs. */
  public final Object externs;

  /** The hooks of the runtime that the call uses, null until it is started. */
  Object hooks;

  /** The runtime's frame of the task or of the call on this thread, null where there is none. */
  Object task;

  /** Whether this belongs to a step of a task. */
  boolean isStep;

  /** Groups of the call that are open. */
  int openGroups;

  /** How many records the outermost of them hands on. */
  int recordsMax;

  /** The true number of errors of the group that was joined last. */
  public long groupErrors;

  /** Whether the group that was joined last was stopped by its timeout. */
  public boolean groupTimedOut;

  /** What leaves the runtime's call on this thread, null if none was entered. */
  Runnable leave;

  /** Records that were collected, in the order in which they came. */
  List<Raised> records = List.of();

  /** The path of the region that runs. */
  final long[] prefix;

  private boolean isPlaced;
  private long ordinal;
  private long position;
  private long value;

  /** The context of a call from the host. */
  public Context(Object externs) {
    this.externs = externs;
    this.prefix = Raised.NO_PATH;
  }

  /** The context of a thread or of a task in a region. */
  Context(Context parent, long[] prefix) {
    this.externs = parent.externs;
    this.hooks = parent.hooks;
    this.prefix = prefix;
  }

  /** Leaves the runtime's call on this thread, if one was entered. */
  public void leave() {
    Runnable once = leave;
    leave = null;
    if (once != null) {
      once.run();
    }
  }

  /** Raises an error of a site. */
  public void raise(int site, long code, long argument0, long argument1) {
    pending = new Raised(site, code, argument0, argument1);
  }

  /** Forgets the pending error. */
  public void clear() {
    pending = null;
  }

  /** The code of the pending error. */
  public long code() {
    return pending.code;
  }

  /** Says where the routine is: the step that paths of regions inside of it start with. */
  public void setPosition(long ordinal, long position, long value) {
    this.isPlaced = true;
    this.ordinal = ordinal;
    this.position = position;
    this.value = value;
  }

  /** The path of this place. */
  long[] path() {
    return isPlaced ? pathOf(ordinal, position, value) : prefix;
  }

  /** The path of a step in the region that runs. */
  long[] pathOf(long ordinal, long position, long value) {
    long[] path = Arrays.copyOf(prefix, prefix.length + Raised.STEP);
    path[prefix.length] = ordinal;
    path[prefix.length + 1] = position;
    path[prefix.length + 2] = value;
    return path;
  }

  /** Takes the pending error away, as that of a step in the region that runs. */
  Raised take(long ordinal, long position, long value) {
    Raised raised = pending;
    pending = null;
    if (raised.path == null) {
      raised.path = pathOf(ordinal, position, value);
    }
    return raised;
  }

  /** Adds a record to those collected. */
  List<Raised> add(Raised raised) {
    if (records.isEmpty()) {
      records = new ArrayList<>();
    }
    records.add(raised);
    return records;
  }

  /** At the end of a call: throws if it failed, and hands out what it collected. */
  public void finish(List<? super Failure> errors) {
    if (errors != null) {
      for (Raised raised : records) {
        errors.add(Failure.of(raised, false));
      }
      records = List.of();
    }
    if (pending == null && records.isEmpty()) {
      return;
    }
    List<Raised> more = records;
    Raised first = pending;
    if (first == null) {
      first = records.get(0);
      more = records.subList(1, records.size());
    }
    Failure failure = Failure.of(first, true);
    for (Raised raised : more) {
      failure.add(Failure.of(raised, false));
    }
    throw failure;
  }
}
