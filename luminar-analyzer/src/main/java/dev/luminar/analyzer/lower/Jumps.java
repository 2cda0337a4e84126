package dev.luminar.analyzer.lower;

import dev.luminar.plan.Local;
import dev.luminar.plan.code.Label;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where {@code break}, {@code continue}, {@code return} and cancellation lead from here. */
final class Jumps {

  private final Deque<Loop> loops = new ArrayDeque<>();
  private final Deque<Exit> exits = new ArrayDeque<>();
  private final Deque<Label> cancellations = new ArrayDeque<>();

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

  void pushCancelled(Label label) {
    cancellations.push(label);
  }

  void popCancelled() {
    cancellations.pop();
  }

  Optional<Label> cancelled() {
    return Optional.ofNullable(cancellations.peek());
  }
}
