package dev.luminar.analyzer.lower;

import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Label;
import dev.luminar.plan.code.TaskCode;
import dev.luminar.plan.code.Val;
import dev.luminar.plan.code.Walk;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * This pass finds which locals of a resumable routine are live across a suspension point, and which
 * of these are ever live at the same time.
 *
 * <p>It is the usual backward data-flow analysis, done directly on structured code: what is live
 * where a jump leads is kept by label, loops are repeated until nothing changes. (A. Appel, Modern
 * Compiler Implementation, chapter 10.)
 */
final class Liveness {

  private final int locals;
  private final Map<Label, BitSet> atBreak = new HashMap<>();
  private final Map<Label, BitSet> atContinue = new HashMap<>();
  private final Deque<BitSet> atHandler = new ArrayDeque<>();
  private final BitSet suspended = new BitSet();
  private final BitSet[] together;
  private boolean recording;

  private Liveness(int locals) {
    this.locals = locals;
    this.together = new BitSet[locals];
  }

  /**
   * The result.
   *
   * @param suspended the locals that must be in the frame
   * @param together for each of them the ones that are live while it is, itself included
   */
  record Result(BitSet suspended, BitSet[] together) {}

  static Result of(Code body, int locals) {
    Liveness pass = new Liveness(locals);
    // The first round finds what is suspended, the second which of these meet.
    pass.before(body, new BitSet());
    pass.recording = true;
    for (int i = 0; i < locals; i++) {
      pass.together[i] = new BitSet();
    }
    pass.before(body, new BitSet());
    return new Result(pass.suspended, pass.together);
  }

  private BitSet before(Code code, BitSet after) {
    return switch (code) {
      case Code.Seq s -> {
        BitSet live = after;
        for (int i = s.items().size() - 1; i >= 0; i--) {
          live = before(s.items().get(i), live);
        }
        yield live;
      }
      case Code.If i -> {
        BitSet live = copy(before(i.whenTrue(), after));
        live.or(before(i.whenFalse(), after));
        yield uses(i, live);
      }
      case Code.Loop l -> loop(l, after);
      case Code.Count c -> count(c, after);
      case Code.Labelled l -> {
        atBreak.put(l.label(), after);
        yield before(l.body(), after);
      }
      case Code.Break b -> copy(atBreak.get(b.label()));
      case Code.Continue c -> copy(atContinue.get(c.label()));
      case Code.Return r -> uses(r, new BitSet());
      case TaskCode.Finish f -> new BitSet();
      case Code.Raise r -> uses(r, handler());
      case Code.Reraise r -> handler();
      case Code.Catch c -> {
        BitSet atStart = before(c.handler(), after);
        atHandler.push(atStart);
        BitSet live = copy(before(c.body(), after));
        atHandler.pop();
        yield live;
      }
      default -> simple(code, after);
    };
  }

  private BitSet loop(Code.Loop loop, BitSet after) {
    boolean endless = loop.condition() instanceof Val.Const c && c.bits() != 0;
    atBreak.put(loop.label(), after);
    BitSet head = new BitSet();
    while (true) {
      BitSet atTest = copy(head);
      if (!endless) {
        atTest.or(after);
      }
      atTest = uses(loop, atTest);
      BitSet atNext = before(loop.next(), atTest);
      atContinue.put(loop.label(), atNext);
      BitSet atBody = copy(before(loop.body(), atNext));
      if (!endless) {
        atBody.or(after);
      }
      atBody = uses(loop, atBody);
      atBody.or(head);
      if (atBody.equals(head)) {
        return head;
      }
      head = atBody;
    }
  }

  private BitSet count(Code.Count count, BitSet after) {
    atBreak.put(count.label(), after);
    BitSet head = copy(after);
    head.set(count.index().id());
    Walk.reads(count.to(), local -> head.set(local.id()));
    while (true) {
      atContinue.put(count.label(), copy(head));
      BitSet round = copy(before(count.body(), copy(head)));
      round.or(head);
      if (round.equals(head)) {
        break;
      }
      head.or(round);
    }
    meet(head);
    BitSet live = copy(head);
    live.clear(count.index().id());
    Walk.reads(count.from(), local -> live.set(local.id()));
    meet(live);
    return live;
  }

  private BitSet simple(Code code, BitSet after) {
    BitSet live = copy(after);
    BitSet defined = new BitSet();
    Walk.defines(code, local -> defined.set(local.id()));
    BitSet around = copy(live);
    around.or(defined);
    meet(around);
    live.andNot(defined);
    live.or(handler());
    BitSet used = new BitSet();
    Walk.values(code, value -> Walk.reads(value, local -> used.set(local.id())));
    live.or(used);
    if (Walk.suspension(code) > 0) {
      suspended.or(live);
      if (code instanceof TaskCode.Receive r) {
        suspended.set(r.value().id());
        BitSet withValue = copy(live);
        withValue.set(r.value().id());
        meet(withValue);
      }
    }
    meet(live);
    return live;
  }

  private BitSet uses(Code code, BitSet live) {
    Walk.values(code, value -> Walk.reads(value, local -> live.set(local.id())));
    meet(live);
    return live;
  }

  private BitSet handler() {
    BitSet top = atHandler.peek();
    return top == null ? new BitSet() : copy(top);
  }

  private void meet(BitSet live) {
    if (!recording) {
      return;
    }
    BitSet inFrame = copy(live);
    inFrame.and(suspended);
    for (int i = inFrame.nextSetBit(0); i >= 0; i = inFrame.nextSetBit(i + 1)) {
      together[i].or(inFrame);
    }
  }

  private BitSet copy(BitSet set) {
    BitSet copy = new BitSet(locals);
    copy.or(set);
    return copy;
  }

  /** Whether the storage of {@code type} must stay where it is from its declaration on. */
  static boolean isPinned(PlanType type) {
    return type instanceof PlanType.Cell;
  }

  /** All locals of {@code body} that are pinned: other tasks may hold references to them. */
  static List<Local> pinned(List<Local> locals) {
    List<Local> result = new ArrayList<>();
    for (Local local : locals) {
      if (isPinned(local.type())) {
        result.add(local);
      }
    }
    return result;
  }
}
