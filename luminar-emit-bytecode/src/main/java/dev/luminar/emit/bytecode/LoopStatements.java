package dev.luminar.emit.bytecode;

import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Val;
import dev.luminar.plan.code.Walk;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/** Prints loops. */
final class LoopStatements {
  /** How many rounds the inner loop of a counted loop makes; a multiple of 8, for lanes. */
  static final int STRIP = 1 << 30;

  /** A loop with a constant number of rounds up to this is written out. */
  private static final int UNROLLED_MAX = 8;

  private final RoutineWriter writer;
  private final Statements statements;
  private final InstructionAdapter code;
  private final Places places;
  private final Values values;

  LoopStatements(RoutineWriter writer, Statements statements) {
    this.writer = writer;
    this.statements = statements;
    this.code = writer.code;
    this.places = writer.places;
    this.values = writer.values;
  }

  void loop(Code.Loop loop) {
    Label top = new Label();
    Label exit = statements.breakOf(loop.label());
    Label next = statements.continueOf(loop.label());
    statements.mark(top);
    boolean isEndless = loop.condition() instanceof Val.Const c && c.bits() != 0;
    if (!isEndless) {
      values.conditions().jump(loop.condition(), false, exit);
    }
    statements.scoped(loop.body());
    statements.mark(next);
    statements.scoped(loop.next());
    code.goTo(top);
    statements.mark(exit);
  }

  /**
   * A counted loop has an i64 index. Its inner loop counts the low half of it with an int, which
   * the JVM's compiler vectorizes and frees of range checks; an outer one makes strips of the
   * range.
   */
  void count(Code.Count count) {
    if (places.isInFrame(count.index()) || suspends(count.body())) {
      countInFrame(count);
      return;
    }
    if (count.from() instanceof Val.Const from
        && count.to() instanceof Val.Const to
        && to.bits() - from.bits() <= UNROLLED_MAX
        && from.bits() < to.bits()
        && CodeSize.of(count.body()) <= CodeSize.REPEATED_MAX) {
      unrolled(count, from.bits(), to.bits());
      return;
    }
    Places.Mark mark = places.mark();
    strips(
        count.from(),
        count.to(),
        count.index().name(),
        false,
        (base, length) -> {
          Label exit = statements.breakOf(count.label());
          Label next = statements.continueOf(count.label());
          Strip strip = new Strip(base, length, exit);
          String name = JvmNames.legal(count.index().name());
          int low = places.temporary(name + "$low", Type.INT_TYPE);
          code.load(base, Type.LONG_TYPE);
          code.cast(Type.LONG_TYPE, Type.INT_TYPE);
          code.store(low, Type.INT_TYPE);
          int high = places.temporary(name + "$high", Type.INT_TYPE);
          code.load(low, Type.INT_TYPE);
          code.load(length, Type.INT_TYPE);
          code.add(Type.INT_TYPE);
          code.store(high, Type.INT_TYPE);
          int counter = places.temporary(name, Type.INT_TYPE);
          code.load(low, Type.INT_TYPE);
          code.store(counter, Type.INT_TYPE);
          places.alive();
          Label top = new Label();
          Label end = new Label();
          statements.mark(top);
          // Not 'less': the low half of an index may wrap within a strip.
          code.load(counter, Type.INT_TYPE);
          code.load(high, Type.INT_TYPE);
          code.ificmpeq(end);
          values.indices().enter(new Indices.Counter(count.index(), base, low, counter));
          statements.scoped(count.body());
          values.indices().leave();
          statements.mark(next);
          code.visitIincInsn(counter, 1);
          code.goTo(top);
          statements.mark(end);
          return strip;
        });
    places.release(mark);
  }

  /** A few rounds, one after the other: the JVM's compiler then knows the index of each. */
  private void unrolled(Code.Count count, long from, long to) {
    Label exit = statements.breakOf(count.label());
    for (long k = from; k < to; k++) {
      Places.Mark mark = places.mark();
      Label next = statements.continueOf(count.label());
      statements.assign(count.index(), Val.i64(k));
      statements.scoped(count.body());
      statements.mark(next);
      places.release(mark);
    }
    statements.mark(exit);
  }

  /** Sets the index of a round: base + counter. */
  void index(dev.luminar.plan.Local index, int base, int counter) {
    code.load(base, Type.LONG_TYPE);
    code.load(counter, Type.INT_TYPE);
    code.cast(Type.INT_TYPE, Type.LONG_TYPE);
    code.add(Type.LONG_TYPE);
    places.store(index, 0);
  }

  /**
   * What the inner loop of a strip leaves: the locals of the strip, and the label behind
   * everything.
   */
  record Strip(int base, int length, Label exit) {}

  /** Prints the inner loop; gets the JVM locals of the strip's first index and of its length. */
  interface Inner {
    Strip print(int base, int length);
  }

  /**
   * Prints the loop over the strips of a range.
   *
   * @param isBlock whether the range is a block of a reduction: it is not empty, and the test
   *     stands behind a strip, since HotSpot keeps eight sums apart only in such a loop
   */
  void strips(Val from, Val to, String name, boolean isBlock, Inner inner) {
    int base = places.temporary(JvmNames.legal(name) + "$base", Type.LONG_TYPE);
    values.push(from);
    code.store(base, Type.LONG_TYPE);
    places.alive();
    int end = places.temporary(JvmNames.legal(name) + "$end", Type.LONG_TYPE);
    values.push(to);
    code.store(end, Type.LONG_TYPE);
    places.alive();
    int length = places.temporary(JvmNames.legal(name) + "$strip", Type.INT_TYPE);
    Label outer = new Label();
    Label done = new Label();
    statements.mark(outer);
    if (!isBlock) {
      code.load(base, Type.LONG_TYPE);
      code.load(end, Type.LONG_TYPE);
      code.lcmp();
      code.ifge(done);
    }
    // min(end - base, STRIP), where the difference may be as large as an unsigned i64
    code.load(base, Type.LONG_TYPE);
    code.load(end, Type.LONG_TYPE);
    code.invokestatic(writer.layout.support("Numbers").getInternalName(), "strip", "(JJ)I", false);
    code.store(length, Type.INT_TYPE);
    places.alive();
    Strip strip = inner.print(base, length);
    code.load(base, Type.LONG_TYPE);
    code.load(length, Type.INT_TYPE);
    code.cast(Type.INT_TYPE, Type.LONG_TYPE);
    code.add(Type.LONG_TYPE);
    code.store(base, Type.LONG_TYPE);
    if (isBlock) {
      code.load(base, Type.LONG_TYPE);
      code.load(end, Type.LONG_TYPE);
      code.lcmp();
      code.iflt(outer);
    } else {
      code.goTo(outer);
    }
    statements.mark(done);
    if (strip.exit() != null) {
      statements.mark(strip.exit());
    }
  }

  /** In a step everything that lives across a suspension point is in the frame: index and end. */
  private void countInFrame(Code.Count count) {
    Label top = new Label();
    Label exit = statements.breakOf(count.label());
    Label next = statements.continueOf(count.label());
    statements.assign(count.index(), count.from());
    statements.mark(top);
    places.load(count.index(), 0);
    values.push(count.to());
    code.lcmp();
    code.ifge(exit);
    statements.scoped(count.body());
    statements.mark(next);
    places.beforeStore(count.index());
    places.load(count.index(), 0);
    code.lconst(1);
    code.add(Type.LONG_TYPE);
    places.store(count.index(), 0);
    code.goTo(top);
    statements.mark(exit);
  }

  private static boolean suspends(Code statement) {
    if (Walk.suspension(statement) > 0) {
      return true;
    }
    boolean[] found = {false};
    Walk.children(statement, child -> found[0] |= suspends(child));
    return found[0];
  }
}
