package dev.luminar.analyzer.lower;

import dev.luminar.plan.Local;
import dev.luminar.plan.code.Label;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Where {@code break}, {@code continue}, {@code return} and cancellation lead from here. */
final class Jumps {

  private final Deque<Loop> loops = new ArrayDeque<>();
  private final Deque<Exit> exits = new ArrayDeque<>();
  private final Deque<Ensured> ensured = new ArrayDeque<>();
  private final Deque<Cancellation> cancellations = new ArrayDeque<>();

  /**
   * An open loop.
   *
   * @param label its label
   * @param scope the scope around it: what is opened inside is given back before a jump
   */
  record Loop(Label label, Scope scope) {}

  /**
   * What {@code return} does: set the result, give back, jump.
   *
   * @param label the labelled statement that the jump leaves
   * @param result the local that takes the value
   * @param scope the scope around the function's body
   */
  record Exit(Label label, @Nullable Local result, Scope scope) {}

  /** Why the body of an ensured block is left before its end. */
  enum Way {
    ERROR,
    CANCELLED,
    BREAK,
    CONTINUE,
    RETURN;

    /** What the local that notes the way holds; 0 is the end of the body. */
    int number() {
      return ordinal() + 1;
    }
  }

  /** An ensured block whose body is being lowered. */
  static final class Ensured {
    private final Label end;
    private final Local way;
    private final Scope scope;
    private final Map<Way, Runnable> ways = new EnumMap<>(Way.class);
    private int loops;
    private int exits;

    /**
     * Opens one.
     *
     * @param end the labelled statement that a jump to the cleanup leaves
     * @param way the local that notes the way
     * @param scope the scope around the body
     */
    Ensured(Label end, Local way, Scope scope) {
      this.end = end;
      this.way = way;
      this.scope = scope;
    }

    Label end() {
      return end;
    }

    Local way() {
      return way;
    }

    Scope scope() {
      return scope;
    }

    /** Notes a way out, and what goes on from there behind the cleanup. */
    void goes(Way out, Runnable goOn) {
      ways.put(out, goOn);
    }

    boolean has(Way out) {
      return ways.containsKey(out);
    }

    boolean isLeft() {
      return !ways.isEmpty();
    }

    /** Whether a statement of the body jumps to the cleanup. */
    boolean hasJumps() {
      return has(Way.BREAK) || has(Way.CONTINUE) || has(Way.RETURN);
    }

    void forEachWay(BiConsumer<Way, Runnable> action) {
      Map.copyOf(ways).keySet().stream().sorted().forEach(out -> action.accept(out, ways.get(out)));
    }
  }

  /** Where a cancelled task goes; without a label it cannot be cancelled here. */
  private static final class Cancellation {
    final @Nullable Label label;
    boolean isUsed;

    Cancellation(@Nullable Label label) {
      this.label = label;
    }
  }

  void pushLoop(Loop loop) {
    loops.push(loop);
  }

  void popLoop() {
    loops.pop();
  }

  Loop loop() {
    return loops.getFirst();
  }

  void pushExit(Exit exit) {
    exits.push(exit);
  }

  void popExit() {
    exits.pop();
  }

  /** The exit of the innermost inlined function, or null when {@code return} ends the routine. */
  @Nullable Exit exit() {
    return exits.peek();
  }

  void pushEnsured(Ensured block) {
    block.loops = loops.size();
    block.exits = exits.size();
    ensured.push(block);
  }

  void popEnsured() {
    ensured.pop();
  }

  /** The ensured block that a jump of the innermost loop leaves first, if there is one. */
  @Nullable Ensured leftByLoop() {
    Ensured block = ensured.peek();
    return block != null && block.loops == loops.size() ? block : null;
  }

  /** The ensured block that a {@code return} leaves first, if there is one. */
  @Nullable Ensured leftByReturn() {
    Ensured block = ensured.peek();
    return block != null && block.exits == exits.size() ? block : null;
  }

  void pushCancelled(Label label) {
    cancellations.push(new Cancellation(label));
  }

  /** Says whether anything goes to the label. */
  boolean popCancelled() {
    return cancellations.pop().isUsed;
  }

  /** From here to {@link #unmaskCancelled} nothing looks whether the task was asked to stop. */
  void maskCancelled() {
    cancellations.push(new Cancellation(null));
  }

  void unmaskCancelled() {
    cancellations.pop();
  }

  /** Whether a task can be cancelled here. */
  boolean canBeCancelled() {
    Cancellation innermost = cancellations.peek();
    return innermost != null && innermost.label != null;
  }

  /** Where a cancelled task goes from here. */
  Optional<Label> cancelled() {
    Cancellation innermost = cancellations.peek();
    if (innermost == null) {
      return Optional.empty();
    }
    innermost.isUsed = true;
    return Optional.ofNullable(innermost.label);
  }
}
