package dev.luminar.testkit.interpreter;

import dev.luminar.diag.Span;
import dev.luminar.host.ErrorRecord;
import dev.luminar.host.PathStep;
import dev.luminar.model.Select;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * One line of execution: the call itself, or one task. Only the strand that holds the baton runs.
 */
final class Strand {
  final String name;

  /** The concurrent block that started it; null for the call itself. */
  final @Nullable TaskGroup group;

  /** The concurrent blocks that it has entered and not left, outermost first. */
  final List<TaskGroup> owned = new ArrayList<>();

  /** Records that its regions collected and that no region around has taken over yet. */
  List<ErrorRecord> collected = new ArrayList<>();

  /** Where it is: one step per region around. */
  ImmutableList<PathStep> path;

  /** The function that it is in; empty before the first. */
  String function = "";

  /**
   * How many calls, the last ones on the way to where it is, stayed in one cycle of the call graph.
   */
  int depth;

  /** How much of the Java stack is used, in statements and expressions. */
  int nesting;

  boolean isOnLargeStack;

  /** For each rotating select that it ran the position behind the arm that was done last. */
  final Map<Select, Long> turns = new IdentityHashMap<>();

  /** For each seeded select how often it ran it. */
  final Map<Select, Long> runs = new IdentityHashMap<>();

  boolean isCancelled;

  /** What its operation raises, since nothing can end it; null otherwise. */
  @Nullable RaisedError deadlock;

  /** In how many cleanups it is: there it does not see that it was asked to stop. */
  int cleanups;

  /** What it waits for; null while it runs or is ready. */
  @Nullable Wait waiting;

  final Semaphore baton = new Semaphore(0);

  private @Nullable Runnable body;

  Strand(String name, @Nullable TaskGroup group, ImmutableList<PathStep> path, Runnable body) {
    this.name = name;
    this.group = group;
    this.path = path;
    this.body = body;
  }

  /** The strand of a call, which runs already. */
  static Strand main() {
    Strand main = new Strand("the call", null, Lists.immutable.empty(), () -> {});
    main.body = null;
    return main;
  }

  /** Returns what it is to run, the first time; null once it has started. */
  @Nullable Runnable takeBody() {
    Runnable taken = body;
    body = null;
    return taken;
  }

  boolean hasStarted() {
    return body == null;
  }

  /** The innermost concurrent block that it is in; null outside of any. */
  @Nullable TaskGroup innermost() {
    return owned.isEmpty() ? group : owned.get(owned.size() - 1);
  }

  /**
   * What a strand waits for.
   *
   * @param what such as {@code send at c}
   * @param span the statement
   * @param leave what makes it wait no longer when it is asked to stop; null for a join, which goes
   *     on: the tasks were asked to stop as well
   */
  record Wait(String what, Span span, @Nullable Runnable leave) {}

  /**
   * Leaves, if it or a block that it is in was asked to stop. Called where the program can be
   * stopped.
   */
  void checkCancelled() {
    if (cleanups > 0) {
      return;
    }
    if (isCancelled) {
      throw new CancelSignal(null);
    }
    for (TaskGroup block : owned) {
      if (block.isStopping && !block.isJoining) {
        throw new CancelSignal(block);
      }
    }
  }
}
