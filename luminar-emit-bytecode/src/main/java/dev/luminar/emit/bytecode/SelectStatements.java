package dev.luminar.emit.bytecode;

import dev.luminar.model.SelectPolicy;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.Routine;
import dev.luminar.plan.code.TaskCode;
import dev.luminar.plan.code.Val;
import org.eclipse.collections.api.list.ImmutableList;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/** Prints selects: a selection is filled in, given to the runtime, and looked at. */
final class SelectStatements {
  private static final int CLOSED = 3; // Status.CLOSED of the runtime
  private static final int TIMED_OUT = 6; // Status.TIMED_OUT

  /** The field of a frame that holds the selection while the task waits. */
  static final String FIELD = "selection";

  private final RoutineWriter writer;
  private final Statements statements;
  private final TaskStatements tasks;
  private final ChannelStatements channels;
  private final InstructionAdapter code;
  private final Places places;
  private final Values values;
  private final boolean isStep;
  private int selection;
  private int status;

  SelectStatements(
      RoutineWriter writer,
      Statements statements,
      TaskStatements tasks,
      ChannelStatements channels) {
    this.writer = writer;
    this.statements = statements;
    this.tasks = tasks;
    this.channels = channels;
    this.code = writer.code;
    this.places = writer.places;
    this.values = writer.values;
    this.isStep = writer.routine.kind() == Routine.Kind.STEP;
  }

  void print(TaskCode.Select select) {
    for (Local room : select.received()) {
      places.bring(room);
      channels.none(room);
    }
    places.bring(select.chosen());
    places.bring(select.closed());
    Places.Mark mark = places.mark();
    selection = places.temporary("selection", JvmTypes.SELECTION);
    make(select);
    status = places.temporary("status", Type.INT_TYPE);
    writer.context();
    code.load(selection, JvmTypes.OBJECT);
    timeout(select);
    boolean isBegun = isStep && select.suspension() > 0;
    tasks.call(isBegun ? "selectBegin" : "select", "I", JvmTypes.SELECTION, Type.LONG_TYPE);
    code.store(status, Type.INT_TYPE);
    places.alive();
    if (isBegun) {
      finish(select);
    }
    ended(select);
    places.release(mark);
  }

  /** Fills a new selection in. */
  private void make(TaskCode.Select select) {
    String type = JvmTypes.SELECTION.getInternalName();
    code.anew(JvmTypes.SELECTION);
    code.dup();
    code.iconst(select.arms().size());
    code.iconst(policy(select.policy()));
    values.push(select.turn());
    code.invokespecial(type, "<init>", "(IIJ)V", false);
    code.store(selection, JvmTypes.OBJECT);
    places.alive();
    for (int i = 0; i < select.arms().size(); i++) {
      TaskCode.SelectArm arm = select.arms().get(i);
      code.load(selection, JvmTypes.OBJECT);
      code.iconst(i);
      values.push(arm.channel());
      String channel = JvmTypes.CHANNEL.getDescriptor();
      if (!arm.isSend()) {
        code.invokevirtual(type, "receive", "(I" + channel + ")V", false);
        continue;
      }
      values.push(Val.read(arm.message()));
      if (arm.message().type() instanceof PlanType.Struct) {
        code.invokevirtual(
            type, "send", "(I" + channel + JvmTypes.OBJECT.getDescriptor() + ")V", false);
      } else {
        values.toBits(writer.single(arm.message().type()));
        code.invokevirtual(type, "send", "(I" + channel + "J)V", false);
      }
    }
  }

  private static int policy(SelectPolicy.Kind policy) {
    return switch (policy) {
      case ORDERED -> 0; // the constants of Selection
      case ROTATING -> 1;
      case SEEDED -> 2;
    };
  }

  /** Pushes the nanoseconds to wait at most; -1 for no limit. */
  private void timeout(TaskCode.Select select) {
    if (select.timeout().isPresent()) {
      values.push(select.timeout().get());
    } else {
      code.lconst(-1);
    }
  }

  /** Waits, and takes the outcome when the step goes on. */
  private void finish(TaskCode.Select select) {
    String frame = writer.layout.owner(writer.routine.id());
    Label isDone = new Label();
    code.load(0, JvmTypes.OBJECT);
    code.load(selection, JvmTypes.OBJECT);
    code.putfield(frame, FIELD, JvmTypes.SELECTION.getDescriptor());
    tasks.suspend(select.suspension(), status);
    code.goTo(isDone);
    code.mark(tasks.resume(select.suspension()));
    code.load(0, JvmTypes.OBJECT);
    code.getfield(frame, FIELD, JvmTypes.SELECTION.getDescriptor());
    code.store(selection, JvmTypes.OBJECT);
    writer.context();
    code.load(selection, JvmTypes.OBJECT);
    tasks.call("selectFinish", "I", JvmTypes.SELECTION);
    code.store(status, Type.INT_TYPE);
    code.mark(isDone);
  }

  private void ended(TaskCode.Select select) {
    Label isOpen = new Label();
    Label isClosed = new Label();
    Label end = new Label();
    code.load(status, Type.INT_TYPE);
    code.ifeq(isOpen);
    code.load(status, Type.INT_TYPE);
    code.iconst(CLOSED);
    code.ificmpeq(isClosed);
    store(select.closed(), () -> code.iconst(0));
    store(select.chosen(), () -> code.iconst(-1));
    if (select.timeout().isPresent()) {
      code.load(status, Type.INT_TYPE);
      code.iconst(TIMED_OUT);
      code.ificmpeq(end);
    }
    tasks.leaveIfStopped(status, select.cancelled());
    statements.raise(select.failure());
    statements.mark(isClosed);
    store(select.closed(), () -> code.iconst(1));
    store(select.chosen(), this::chosen);
    code.goTo(end);
    statements.mark(isOpen);
    store(select.closed(), () -> code.iconst(0));
    store(select.chosen(), this::chosen);
    received(select, end);
    statements.mark(end);
  }

  private void chosen() {
    code.load(selection, JvmTypes.OBJECT);
    code.getfield(JvmTypes.SELECTION.getInternalName(), "chosen", "I");
  }

  private void store(Local local, Runnable value) {
    places.beforeStore(local);
    value.run();
    places.store(local, 0);
  }

  /** Stores what was received into the local of the arm that was done. */
  private void received(TaskCode.Select select, Label end) {
    ImmutableList<Local> rooms = select.received();
    if (rooms.isEmpty()) {
      return;
    }
    Label[] ofRooms = new Label[rooms.size()];
    for (int i = 0; i < ofRooms.length; i++) {
      ofRooms[i] = new Label();
    }
    Label[] ofArms = new Label[select.arms().size()];
    for (int i = 0; i < ofArms.length; i++) {
      TaskCode.SelectArm arm = select.arms().get(i);
      ofArms[i] = arm.isSend() ? end : ofRooms[rooms.indexOf(arm.message())];
    }
    places.load(select.chosen(), 0);
    code.tableswitch(0, ofArms.length - 1, end, ofArms);
    for (int i = 0; i < ofRooms.length; i++) {
      code.mark(ofRooms[i]);
      channels.taken(rooms.get(i));
      code.goTo(end);
    }
  }
}
