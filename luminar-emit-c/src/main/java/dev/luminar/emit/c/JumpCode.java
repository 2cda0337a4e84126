package dev.luminar.emit.c;

import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Label;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Prints choices, loops and jumps of a routine: C's own words where they reach, else labels. */
final class JumpCode {
  /**
   * A target of jumps: the C labels at its end and at its next round, and whether C's own words
   * reach it.
   */
  private static final class Target {
    final String end;
    final String next;
    final boolean isLoop;
    final boolean hasNext;

    Target(String end, String next, boolean isLoop, boolean hasNext) {
      this.end = end;
      this.next = next;
      this.isLoop = isLoop;
      this.hasNext = hasNext;
    }
  }

  private final Body body;
  private final Map<Integer, Target> targets = new HashMap<>();
  private final Deque<Target> loops = new ArrayDeque<>();
  private final Set<String> jumpedTo = new HashSet<>();
  private final Identifiers labels = Identifiers.alone();

  JumpCode(Body body) {
    this.body = body;
  }

  void choice(Code.If choice) {
    String condition = body.values.print(choice.condition(), body.out);
    boolean hasElse = !isNothing(choice.whenFalse());
    if (isNothing(choice.whenTrue()) && hasElse) {
      block(
          "if (!" + body.values.operand(choice.condition(), body.out) + ") {", choice.whenFalse());
      body.out.close("}");
      return;
    }
    block("if (" + condition + ") {", choice.whenTrue());
    Code other = choice.whenFalse();
    if (hasElse) {
      Identifiers outer = body.locals.enter();
      body.out.turn("} else {");
      body.print(other);
      body.locals.leave(outer);
    }
    body.out.close("}");
  }

  private static boolean isNothing(Code code) {
    return code instanceof Code.Seq seq && seq.items().allSatisfy(JumpCode::isNothing)
        || code instanceof Code.Mark;
  }

  /** Prints {@code inside} in a scope of its own behind {@code head}; the caller closes it. */
  void block(String head, Code inside) {
    Identifiers outer = body.locals.enter();
    body.out.open(head);
    body.print(inside);
    body.locals.leave(outer);
  }

  void loop(Code.Loop loop) {
    Target target = target(loop.label(), true, !isNothing(loop.next()));
    Identifiers outer = body.locals.enter();
    // The condition stands inside: C may assume that a loop with another controlling expression
    // ends.
    body.out.open("while (true) {");
    if (!Flow.isTrue(loop.condition())) {
      body.out.open("if (!" + body.values.operand(loop.condition(), body.out) + ") {");
      body.out.line("break;");
      body.out.close("}");
    }
    loops.push(target);
    body.print(loop.body());
    nextLabel(target, isNothing(loop.next()));
    body.print(loop.next());
    loops.pop();
    body.out.close("}");
    body.locals.leave(outer);
    endLabel(target);
  }

  void count(Code.Count count) {
    String from = body.values.print(count.from(), body.out);
    String to = body.values.operand(count.to(), body.out);
    Identifiers outer = body.locals.enter();
    Target target = target(count.label(), true, false);
    boolean isNew = body.locals.isNew(count.index());
    String index = isNew ? body.locals.declare(count.index()) : body.locals.place(count.index());
    body.out.open(
        "for ("
            + (isNew ? "int64_t " : "")
            + index
            + " = "
            + from
            + "; "
            + index
            + " < "
            + to
            + "; "
            + index
            + "++) {");
    loops.push(target);
    body.print(count.body());
    loops.pop();
    nextLabel(target, true);
    body.out.close("}");
    body.locals.leave(outer);
    endLabel(target);
  }

  void labelled(Code.Labelled labelled) {
    Target target = target(labelled.label(), false, false);
    body.print(labelled.body());
    endLabel(target);
  }

  private Target target(Label label, boolean isLoop, boolean hasNext) {
    String name = label.name().isEmpty() ? "leave" : label.name();
    Target target =
        new Target(
            labels.declare(isLoop ? "end_" + name : name),
            labels.declare("next_" + name),
            isLoop,
            hasNext);
    targets.put(label.id(), target);
    return target;
  }

  /**
   * Opens a loop that a region prints itself; jumps to its next round go to the label {@link
   * #closeLoop} prints.
   */
  Object openLoop(Label label) {
    Target target = target(label, true, true);
    loops.push(target);
    return target;
  }

  /** Prints the label of the next round. */
  void nextRound(Object loop) {
    nextLabel((Target) loop, false);
  }

  void closeLoop(Object loop) {
    loops.pop();
  }

  void endLoop(Object loop) {
    endLabel((Target) loop);
  }

  private void nextLabel(Target target, boolean isLast) {
    body.out.flushIf(target.next + ":;", () -> jumpedTo.contains(target.next));
  }

  private void endLabel(Target target) {
    body.out.flushIf(target.end + ":;", () -> jumpedTo.contains(target.end));
  }

  /** Leaves the loop or labelled statement. */
  void jumpOut(Label label) {
    Target target = targets.get(label.id());
    if (target.isLoop && loops.peek() == target) {
      body.out.line("break;");
    } else {
      jump(target.end);
    }
  }

  void jumpToNext(Label label) {
    Target target = targets.get(label.id());
    if (loops.peek() == target && !target.hasNext) {
      body.out.line("continue;");
    } else {
      jump(target.next);
    }
  }

  /** A name for a label that no other has. */
  String declare(String name) {
    return labels.declare(name);
  }

  boolean isJumpedTo(String label) {
    return jumpedTo.contains(label);
  }

  void jump(String label) {
    jumpedTo.add(label);
    body.out.line("goto " + label + ";");
  }
}
