package dev.luminar.emit.bytecode;

import dev.luminar.plan.BareRegion;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.ReductionPlan;
import dev.luminar.plan.ReductionShape;
import dev.luminar.plan.RegionUse;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Val;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/**
 * Prints the loop of one block of a shaped reduction. Lanes are an array per reduction, indexed by
 * the position's low bits; a simple body is printed eight times side by side instead, with each
 * lane in a local, which keeps eight additions in flight.
 */
final class LaneStatements {
  private static final int LANES = ReductionShape.LANES;

  private final RoutineWriter writer;
  private final Statements statements;
  private final ProgramLayout layout;
  private final InstructionAdapter code;
  private final Places places;
  private final Values values;

  private Code.Lanes loop;
  private Lane[] lanes;
  private int mask;

  /** Whether what is printed is for blocks that are too short for lanes: there is one, a local. */
  private boolean isShort;

  /**
   * One reduction: its plan, the array of its lanes or their only one, the bits of lanes that hold
   * a value.
   */
  private record Lane(Code.Lane lane, ReductionPlan plan, Type type, int array, int present) {}

  LaneStatements(RoutineWriter writer, Statements statements) {
    this.writer = writer;
    this.statements = statements;
    this.layout = writer.layout;
    this.code = writer.code;
    this.places = writer.places;
    this.values = writer.values;
  }

  void print(Code.Lanes statement) {
    loop = statement;
    Places.Mark mark = places.mark();
    mask = places.temporary("laneMask", Type.INT_TYPE);
    writer.part();
    writer.callPart("laneMask", "()I");
    code.store(mask, Type.INT_TYPE);
    places.alive();
    if (RegionUse.isLanesOnly(layout.plan(), region())) {
      blocks();
    } else {
      oneBlock();
    }
    places.release(mark);
  }

  /** The blocks from the routine's first position to its end, one by one. */
  private void blocks() {
    Local from = ((Val.Read) loop.from()).local();
    Local to = ((Val.Read) loop.to()).local();
    int end = places.temporary("end", Type.LONG_TYPE);
    places.load(to, 0);
    code.store(end, Type.LONG_TYPE);
    places.alive();
    Label next = new Label();
    code.mark(next);
    writer.part();
    places.load(from, 0);
    code.load(end, Type.LONG_TYPE);
    writer.callPart("blockEnd", "(JJ)J");
    places.store(to, 0);
    oneBlock();
    writer.part();
    writer.callPart("nextBlock", "()V");
    places.load(to, 0);
    places.store(from, 0);
    places.load(from, 0);
    code.load(end, Type.LONG_TYPE);
    code.lcmp();
    code.iflt(next);
  }

  private void oneBlock() {
    Label behind = new Label();
    if (isSideBySide()) {
      Label hasLanes = new Label();
      code.load(mask, Type.INT_TYPE);
      code.ifne(hasLanes);
      isShort = true;
      block();
      isShort = false;
      code.goTo(behind);
      code.mark(hasLanes);
    }
    block();
    code.mark(behind);
  }

  private void block() {
    Places.Mark mark = places.mark();
    lanes = new Lane[loop.reductions().size()];
    for (int i = 0; i < lanes.length; i++) {
      Code.Lane lane = loop.reductions().get(i);
      lanes[i] = open(lane, plan(lane));
    }
    LoopStatements loops = new LoopStatements(writer, statements);
    loops.strips(
        loop.from(),
        loop.to(),
        loop.index().name(),
        true,
        (base, length) -> strip(loops, base, length));
    for (Lane lane : lanes) {
      close(lane);
    }
    places.release(mark);
  }

  private ReductionPlan plan(Code.Lane lane) {
    return region().reductions().get(lane.reduction());
  }

  private BareRegion region() {
    return layout.plan().bareRegions().detect(region -> region.chunk() == writer.routine.id());
  }

  /** Lanes start from the neutral element, so that those without a value change nothing. */
  private Lane open(Code.Lane lane, ReductionPlan plan) {
    Type type = layout.types().single(plan.type());
    if (isShort) {
      int only = places.temporary(JvmNames.legal(plan.name()) + "$lane", type);
      values.constant(plan.scalar(), plan.neutralBits());
      code.store(only, type);
      places.alive();
      return new Lane(lane, plan, type, only, present(plan));
    }
    int array =
        places.temporary(
            JvmNames.legal(plan.name()) + "$lanes", Type.getType("[" + type.getDescriptor()));
    code.iconst(LANES);
    code.newarray(type);
    code.store(array, JvmTypes.OBJECT);
    places.alive();
    if (plan.operator() != ReductionPlan.Operator.USER) {
      for (int i = 0; i < LANES; i++) {
        code.load(array, JvmTypes.OBJECT);
        code.iconst(i);
        values.constant(plan.scalar(), plan.neutralBits());
        code.astore(type);
      }
    }
    return new Lane(lane, plan, type, array, present(plan));
  }

  private int present(ReductionPlan plan) {
    int present = places.temporary(JvmNames.legal(plan.name()) + "$present", Type.INT_TYPE);
    code.iconst(0);
    code.store(present, Type.INT_TYPE);
    places.alive();
    return present;
  }

  private LoopStatements.Strip strip(LoopStatements loops, int base, int length) {
    Local index = loop.index();
    places.bring(index);
    int counter = places.temporary(JvmNames.legal(index.name()) + "$counter", Type.INT_TYPE);
    int low = places.temporary(JvmNames.legal(index.name()) + "$low", Type.INT_TYPE);
    code.load(base, Type.LONG_TYPE);
    code.cast(Type.LONG_TYPE, Type.INT_TYPE);
    code.store(low, Type.INT_TYPE);
    code.iconst(0);
    code.store(counter, Type.INT_TYPE);
    places.alive();
    if (!isShort && isSideBySide()) {
      sideBySide(loops, base, length, counter, low);
    }
    Label exit = statements.breakOf(loop.label());
    Label next = statements.continueOf(loop.label());
    Label top = new Label();
    Label end = new Label();
    statements.mark(top);
    code.load(counter, Type.INT_TYPE);
    code.load(length, Type.INT_TYPE);
    code.ificmpge(end);
    loops.index(index, base, counter);
    values.indices().enter(new Indices.Counter(index, -1, low, counter));
    Places.Mark mark = places.mark();
    statements.print(loop.body());
    statements.mark(next);
    for (Lane lane : lanes) {
      contribute(lane, counter);
    }
    values.indices().leave();
    places.release(mark);
    code.visitIincInsn(counter, 1);
    code.goTo(top);
    statements.mark(end);
    return new LoopStatements.Strip(base, length, exit);
  }

  private boolean isSideBySide() {
    if (!loop.simple()) {
      return false;
    }
    boolean isUser = false;
    for (Code.Lane lane : loop.reductions()) {
      isUser |= plan(lane).operator() == ReductionPlan.Operator.USER || lane.present().isPresent();
    }
    return CodeSize.of(loop.body()) <= CodeSize.REPEATED_MAX && !isUser;
  }

  /** Eight iterations a round while there are eight; the loop after takes the rest. */
  private void sideBySide(LoopStatements loops, int base, int length, int counter, int low) {
    Places.Mark mark = places.mark();
    int[][] locals = new int[lanes.length][LANES];
    for (int r = 0; r < lanes.length; r++) {
      for (int i = 0; i < LANES; i++) {
        locals[r][i] =
            places.temporary(JvmNames.legal(lanes[r].plan().name()) + "$" + i, lanes[r].type());
        code.load(lanes[r].array(), JvmTypes.OBJECT);
        code.iconst(i);
        code.aload(lanes[r].type());
        code.store(locals[r][i], lanes[r].type());
        places.alive();
      }
    }
    int rounds = places.temporary("rounds", Type.INT_TYPE);
    code.load(length, Type.INT_TYPE);
    code.iconst(-LANES);
    code.and(Type.INT_TYPE);
    code.store(rounds, Type.INT_TYPE);
    int lane = places.temporary("lane", Type.INT_TYPE);
    Label top = new Label();
    Label end = new Label();
    statements.mark(top);
    code.load(counter, Type.INT_TYPE);
    code.load(rounds, Type.INT_TYPE);
    code.ificmpge(end);
    for (int i = 0; i < LANES; i++) {
      code.load(counter, Type.INT_TYPE);
      code.iconst(i);
      code.add(Type.INT_TYPE);
      code.store(lane, Type.INT_TYPE);
      places.alive();
      loops.index(loop.index(), base, lane);
      values.indices().enter(new Indices.Counter(loop.index(), -1, low, lane));
      Places.Mark round = places.mark();
      statements.print(loop.body());
      values.indices().leave();
      for (int r = 0; r < lanes.length; r++) {
        code.load(locals[r][i], lanes[r].type());
        places.load(lanes[r].lane().value(), 0);
        combine(lanes[r]);
        code.store(locals[r][i], lanes[r].type());
      }
      places.release(round);
    }
    code.visitIincInsn(counter, LANES);
    code.goTo(top);
    statements.mark(end);
    for (int r = 0; r < lanes.length; r++) {
      for (int i = 0; i < LANES; i++) {
        code.load(lanes[r].array(), JvmTypes.OBJECT);
        code.iconst(i);
        code.load(locals[r][i], lanes[r].type());
        code.astore(lanes[r].type());
      }
      Label isNone = new Label();
      code.load(rounds, Type.INT_TYPE);
      code.ifeq(isNone);
      code.iconst(1);
      code.store(lanes[r].present(), Type.INT_TYPE);
      code.mark(isNone);
    }
    places.release(mark);
  }

  /** Adds the iteration's value to the lane of the position. */
  private void contribute(Lane lane, int counter) {
    if (isShort) {
      code.load(lane.array(), lane.type());
      places.load(lane.lane().value(), 0);
      combine(lane);
      code.store(lane.array(), lane.type());
      code.iconst(1);
      code.store(lane.present(), Type.INT_TYPE);
      return;
    }
    Label isAbsent = new Label();
    if (lane.lane().present().isPresent()) {
      places.load(lane.lane().present().get(), 0);
      code.ifeq(isAbsent);
    }
    boolean isUser = lane.plan().operator() == ReductionPlan.Operator.USER;
    Label isFirst = new Label();
    Label isStored = new Label();
    code.load(lane.array(), JvmTypes.OBJECT);
    position(counter);
    if (isUser) {
      code.load(lane.present(), Type.INT_TYPE);
      position(counter);
      code.shr(Type.INT_TYPE);
      code.iconst(1);
      code.and(Type.INT_TYPE);
      code.ifeq(isFirst);
    }
    code.dup2();
    code.aload(lane.type());
    places.load(lane.lane().value(), 0);
    combine(lane);
    if (isUser) {
      code.goTo(isStored);
      code.mark(isFirst);
      places.load(lane.lane().value(), 0);
      code.mark(isStored);
    }
    code.astore(lane.type());
    code.load(lane.present(), Type.INT_TYPE);
    code.iconst(1);
    if (isUser) {
      position(counter);
      code.shl(Type.INT_TYPE);
    }
    code.or(Type.INT_TYPE);
    code.store(lane.present(), Type.INT_TYPE);
    code.mark(isAbsent);
  }

  private void position(int counter) {
    code.load(counter, Type.INT_TYPE);
    code.load(mask, Type.INT_TYPE);
    code.and(Type.INT_TYPE);
  }

  private void combine(Lane lane) {
    switch (lane.plan().operator()) {
      case SUM -> code.add(lane.type());
      case PRODUCT -> code.mul(lane.type());
      case AND -> code.and(lane.type());
      case OR -> code.or(lane.type());
      case XOR -> code.xor(lane.type());
      case MIN, MAX -> {
        String value = lane.type().getDescriptor();
        String name = lane.plan().operator() == ReductionPlan.Operator.MIN ? "min" : "max";
        code.invokestatic("java/lang/Math", name, "(" + value + value + ")" + value, false);
      }
      case USER -> {
        int routine = lane.plan().combine().orElseThrow();
        var callee = layout.plan().routines().get(routine);
        code.invokestatic(
            layout.owner(routine), layout.method(routine), layout.descriptor(callee), false);
      }
    }
  }

  /** Combines the lanes in their tree and stores the partial of the block, if there is a value. */
  private void close(Lane lane) {
    int reduction = lane.lane().reduction();
    if (lane.plan().operator() == ReductionPlan.Operator.USER) {
      closeUser(lane, reduction);
      return;
    }
    Label isNone = new Label();
    code.load(lane.present(), Type.INT_TYPE);
    code.ifeq(isNone);
    if (!lane.plan().shaped()) {
      // An order-free reduction beside a shaped one: it goes to the partial of the thread.
      writer.part();
      code.getfield(layout.support("Part").getInternalName(), "partials", "[J");
      code.iconst(reduction);
      code.dup2();
      code.aload(Type.LONG_TYPE);
      values.fromBits(lane.type());
      tree(lane, 0, LANES);
      combine(lane);
      values.toBits(lane.type());
      code.astore(Type.LONG_TYPE);
      code.mark(isNone);
      return;
    }
    writer.part();
    code.iconst(reduction);
    tree(lane, 0, LANES);
    values.toBits(lane.type());
    writer.callPart("put", "(IJ)V");
    code.mark(isNone);
  }

  private void tree(Lane lane, int from, int count) {
    if (isShort) {
      code.load(lane.array(), lane.type());
      return;
    }
    if (count == 1) {
      code.load(lane.array(), JvmTypes.OBJECT);
      code.iconst(from);
      code.aload(lane.type());
      return;
    }
    tree(lane, from, count / 2);
    tree(lane, from + count / 2, count / 2);
    combine(lane);
  }

  private void closeUser(Lane lane, int reduction) {
    writer.part();
    code.iconst(reduction);
    if (lane.plan().type() instanceof PlanType.Struct) {
      code.load(lane.array(), JvmTypes.OBJECT);
      code.load(lane.present(), Type.INT_TYPE);
      writer.callPart("putLanes", "(I[Ljava/lang/Object;I)V");
      return;
    }
    code.iconst(LANES);
    code.newarray(Type.LONG_TYPE);
    for (int i = 0; i < LANES; i++) {
      code.dup();
      code.iconst(i);
      code.load(lane.array(), JvmTypes.OBJECT);
      code.iconst(i);
      code.aload(lane.type());
      values.toBits(lane.type());
      code.astore(Type.LONG_TYPE);
    }
    code.load(lane.present(), Type.INT_TYPE);
    writer.callPart("putLanes", "(I[JI)V");
  }
}
