package dev.luminar.testkit.interpreter;

import dev.luminar.host.ErrorRecord;
import dev.luminar.host.PathStep;
import dev.luminar.plan.BuiltInError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * What happens when nothing in the call can run: the tasks that wait at channels are stuck, and the
 * innermost concurrent block that holds all of them fails with a {@code deadlock} and is stopped.
 */
final class Deadlock {
  private Deadlock() {}

  /** A stuck strand, and the innermost block that it is in. */
  private record Stuck(Strand strand, @Nullable TaskGroup block) {}

  static void resolve(Machine machine) {
    List<Stuck> stuck = new ArrayList<>();
    visit(machine.scheduler.main(), stuck);
    if (stuck.isEmpty()) {
      throw new IllegalStateException("nothing can run, and nothing is stuck");
    }
    stuck.sort(Comparator.comparing(s -> s.strand().path, Deadlock::compare));
    TaskGroup block = stuck.get(0).block();
    for (Stuck each : stuck) {
      block = innermostOfBoth(block, each.block());
    }
    if (block == null) {
      raise(machine, stuck.get(0).strand());
      return;
    }
    block.record(record(block, stuck));
    block.stop();
  }

  /** Outside of every block there is only the call itself: its operation raises the error. */
  private static void raise(Machine machine, Strand strand) {
    Strand.Wait wait = java.util.Objects.requireNonNull(strand.waiting);
    java.util.Objects.requireNonNull(wait.leave()).run();
    strand.deadlock =
        new RaisedError(
            new ErrorRecord(
                BuiltInError.DEADLOCK.typeName(),
                0,
                strand.name + " waits to " + wait.what(),
                wait.span().source(),
                wait.span().line(),
                strand.path));
    machine.scheduler.wake(strand);
  }

  /** Adds the strand if it is stuck, and visits the tasks of the blocks that it is in. */
  private static void visit(Strand strand, List<Stuck> stuck) {
    Strand.Wait wait = strand.waiting;
    if (wait != null && wait.leave() != null) {
      stuck.add(new Stuck(strand, strand.innermost()));
    }
    for (TaskGroup block : strand.owned) {
      block.live().forEach(task -> visit(task, stuck));
    }
  }

  private static @Nullable TaskGroup innermostOfBoth(
      @Nullable TaskGroup one, @Nullable TaskGroup other) {
    List<TaskGroup> around = around(other);
    for (TaskGroup block = one; block != null; block = block.enclosing()) {
      if (around.contains(block)) {
        return block;
      }
    }
    return null;
  }

  private static List<TaskGroup> around(@Nullable TaskGroup innermost) {
    List<TaskGroup> blocks = new ArrayList<>();
    for (TaskGroup block = innermost; block != null; block = block.enclosing()) {
      blocks.add(block);
    }
    return blocks;
  }

  /** The record belongs to the block, so its path ends where the block is. */
  private static ErrorRecord record(TaskGroup block, List<Stuck> stuck) {
    StringBuilder text = new StringBuilder();
    for (Stuck each : stuck) {
      Strand.Wait wait = java.util.Objects.requireNonNull(each.strand().waiting);
      text.append(text.isEmpty() ? "" : "; ").append(each.strand().name);
      text.append(" waits to ").append(wait.what()).append(" (").append(wait.span()).append(")");
    }
    return new ErrorRecord(
        BuiltInError.DEADLOCK.typeName(),
        0,
        "nothing in block " + block.name + " can run any more: " + text,
        block.span.source(),
        block.span.line(),
        block.path);
  }

  private static int compare(ImmutableList<PathStep> a, ImmutableList<PathStep> b) {
    return Paths.BY_PATH.compare(at(a), at(b));
  }

  private static ErrorRecord at(ImmutableList<PathStep> path) {
    return new ErrorRecord("", 0, "", "", 0, path);
  }
}
