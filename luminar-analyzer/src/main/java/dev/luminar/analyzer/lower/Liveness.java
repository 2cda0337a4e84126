package dev.luminar.analyzer.lower;

import dev.luminar.plan.PlanType;
import dev.luminar.plan.code.AttemptCode;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Label;
import dev.luminar.plan.code.TaskCode;
import dev.luminar.plan.code.Val;
import dev.luminar.plan.code.Walk;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * This pass finds which locals of a resumable routine are live across a suspension point, and which
 * of these are ever live at the same time.
 *
 * <p>It is the usual backward data-flow analysis, done directly on structured code: what is live
 * where a jump leads is kept by label, loops are repeated until nothing changes. Two locals meet
 * where one is defined while the other is live. (A. Appel, Modern Compiler Implementation, chapters
 * 10 and 11.)
 *
 * <p>Sets are changed in place: {@code before(code, live)} takes what is live behind a statement
 * and turns it into what is live in front of it, so that straight code costs no copies.
 */
final class Liveness {

  private static final BitSet NONE = new BitSet();

  private final Map<Label, BitSet> atBreak = new HashMap<>();
  private final Map<Label, BitSet> atContinue = new HashMap<>();
  private final Deque<BitSet> atHandler = new ArrayDeque<>();
  private final BitSet suspended = new BitSet();
  private final BitSet[] together;
  private boolean recording;

  private Liveness(int locals) {
    this.together = new BitSet[locals];
    for (int i = 0; i < locals; i++) {
      together[i] = new BitSet();
    }
  }

  /**
   * The result.
   *
   * @param suspended the locals that must be in the frame
   * @param together for each of them the ones that meet it, itself included
   */
  record Result(BitSet suspended, BitSet[] together) {}

  static Result of(Code body, int locals) {
    Liveness pass = new Liveness(locals);
    // The first round finds what is suspended, the second which of these meet.
    pass.before(body, new BitSet());
    pass.recording = true;
    pass.before(body, new BitSet());
    return new Result(pass.suspended, pass.together);
  }

  private BitSet before(Code code, BitSet live) {
    switch (code) {
      case Code.Seq s -> {
        BitSet current = live;
        for (int i = s.items().size() - 1; i >= 0; i--) {
          current = before(s.items().get(i), current);
        }
        return current;
      }
      case Code.If i -> {
        BitSet otherwise = before(i.whenFalse(), copy(live));
        BitSet then = before(i.whenTrue(), live);
        then.or(otherwise);
        return uses(i, then);
      }
      case Code.Loop l -> {
        return loop(l, live);
      }
      case Code.Count c -> {
        return count(c, live);
      }
      case Code.Labelled l -> {
        atBreak.put(l.label(), copy(live));
        return before(l.body(), live);
      }
      case Code.Break b -> {
        return copy(atBreak.get(b.label()));
      }
      case Code.Continue c -> {
        return copy(atContinue.get(c.label()));
      }
      case Code.Return r -> {
        return uses(r, new BitSet());
      }
      case TaskCode.Finish f -> {
        return uses(f, new BitSet());
      }
      case Code.Raise r -> {
        return uses(r, copy(handler()));
      }
      case Code.Reraise r -> {
        return copy(handler());
      }
      case AttemptCode.RaiseTaken r -> {
        return uses(r, copy(handler()));
      }
      case Code.Catch c -> {
        BitSet atStart = before(c.handler(), copy(live));
        atStart.or(handler());
        atHandler.push(atStart);
        live.or(atStart);
        BitSet atBody = before(c.body(), live);
        atHandler.pop();
        return atBody;
      }
      default -> {
        return simple(code, live);
      }
    }
  }

  private BitSet loop(Code.Loop loop, BitSet after) {
    boolean endless = loop.condition() instanceof Val.Const c && c.bits() != 0;
    atBreak.put(loop.label(), copy(after));
    BitSet head = endless ? new BitSet() : copy(after);
    uses(loop, head);
    while (true) {
      BitSet atNext = before(loop.next(), copy(head));
      atContinue.put(loop.label(), copy(atNext));
      BitSet round = before(loop.body(), atNext);
      round.or(head);
      uses(loop, round);
      if (round.equals(head)) {
        return head;
      }
      head = round;
    }
  }

  private BitSet count(Code.Count count, BitSet after) {
    atBreak.put(count.label(), copy(after));
    BitSet head = copy(after);
    head.set(count.index().id());
    Walk.reads(count.to(), local -> head.set(local.id()));
    while (true) {
      atContinue.put(count.label(), copy(head));
      BitSet round = before(count.body(), copy(head));
      round.or(head);
      if (round.equals(head)) {
        break;
      }
      head.or(round);
    }
    define(count.index().id(), head);
    head.clear(count.index().id());
    Walk.reads(count.from(), local -> head.set(local.id()));
    return head;
  }

  private BitSet simple(Code code, BitSet live) {
    BitSet handler = handler();
    Walk.defines(code, local -> define(local.id(), live));
    Walk.defines(
        code,
        local -> {
          // An error may go on at the handler before or after the local got its value.
          if (!handler.get(local.id())) {
            live.clear(local.id());
          }
        });
    // A task that is asked to stop goes on there instead.
    Walk.cancelled(code).ifPresent(label -> live.or(atBreak.get(label)));
    if (code instanceof TaskCode.Select select && select.suspension() > 0) {
      return select(select, live);
    }
    uses(code, live);
    if (Walk.suspension(code) > 0) {
      suspended.or(live);
      if (code instanceof TaskCode.Receive r) {
        suspended.set(r.value().id());
        define(r.value().id(), live);
      } else if (code instanceof TaskCode.AwaitTask a && a.result().isPresent()) {
        suspended.set(a.result().get().id());
        define(a.result().get().id(), live);
      }
    }
    return live;
  }

  /** Of what a select uses only messages are touched while it waits: by whoever does its arm. */
  private BitSet select(TaskCode.Select select, BitSet live) {
    suspended.or(live);
    uses(select, live);
    for (TaskCode.SelectArm arm : select.arms()) {
      suspended.set(arm.message().id());
      define(arm.message().id(), live);
    }
    return live;
  }

  private static BitSet uses(Code code, BitSet live) {
    Walk.values(code, value -> Walk.reads(value, local -> live.set(local.id())));
    return live;
  }

  private BitSet handler() {
    BitSet top = atHandler.peek();
    return top == null ? NONE : top;
  }

  /** {@code local} gets a value while {@code live} are live. */
  private void define(int local, BitSet live) {
    if (!recording || !suspended.get(local)) {
      return;
    }
    together[local].set(local);
    for (int other = live.nextSetBit(0); other >= 0; other = live.nextSetBit(other + 1)) {
      if (suspended.get(other)) {
        together[local].set(other);
        together[other].set(local);
      }
    }
  }

  private static BitSet copy(BitSet set) {
    return (BitSet) set.clone();
  }

  /** Whether the storage of {@code type} must stay where it is: other tasks refer to it. */
  static boolean isPinned(PlanType type) {
    return type instanceof PlanType.Cell;
  }
}
