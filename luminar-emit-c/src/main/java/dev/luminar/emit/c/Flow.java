package dev.luminar.emit.c;

import dev.luminar.plan.code.AttemptCode;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Label;
import dev.luminar.plan.code.TaskCode;
import dev.luminar.plan.code.Val;
import dev.luminar.plan.code.Walk;

/** Where control can go, so that no jump is printed that cannot be taken. */
final class Flow {
  private Flow() {}

  /** Whether control can reach what follows {@code code}; true where it is not known. */
  static boolean completes(Code code) {
    return switch (code) {
      case Code.Seq seq -> seq.items().allSatisfy(Flow::completes);
      case Code.If choice -> completes(choice.whenTrue()) || completes(choice.whenFalse());
      case Code.Loop loop -> !isTrue(loop.condition()) || leaves(loop.body(), loop.label());
      case Code.Labelled labelled ->
          completes(labelled.body()) || leaves(labelled.body(), labelled.label());
      case Code.Team team -> completes(team.body());
      case Code.Catch caught -> completes(caught.body()) || completes(caught.handler());
      case Code.Return r -> false;
      case Code.Raise r -> false;
      case Code.Reraise r -> false;
      case AttemptCode.RaiseTaken r -> false;
      case Code.Break b -> false;
      case Code.Continue c -> false;
      case TaskCode.Finish f -> false;
      default -> true;
    };
  }

  static boolean isTrue(Val value) {
    return value instanceof Val.Const c && c.bits() != 0;
  }

  /** Whether a jump out of the statement of that label stands in {@code code}. */
  static boolean leaves(Code code, Label label) {
    boolean isCancelled = Walk.cancelled(code).filter(l -> l.id() == label.id()).isPresent();
    boolean[] found = {isCancelled || code instanceof Code.Break b && b.label().id() == label.id()};
    Walk.children(code, child -> found[0] |= leaves(child, label));
    return found[0];
  }

  /** Whether {@code code} is or holds a suspension point, which a resumed step jumps to. */
  static boolean suspends(Code code) {
    boolean[] found = {Walk.suspension(code) > 0};
    Walk.children(code, child -> found[0] |= suspends(child));
    return found[0];
  }
}
