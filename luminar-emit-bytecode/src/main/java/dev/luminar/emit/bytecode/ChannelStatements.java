package dev.luminar.emit.bytecode;

import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.Routine;
import dev.luminar.plan.StructLayout;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.TaskCode;
import dev.luminar.plan.code.Val;
import java.util.Optional;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/** Prints operations on channels. A message is a number, or an object where it is a struct. */
final class ChannelStatements {
  private static final int CLOSED = 3; // Status.CLOSED of the runtime
  private static final int OUT_OF_MEMORY = 16; // and this

  private final RoutineWriter writer;
  private final Statements statements;
  private final TaskStatements tasks;
  private final ProgramLayout layout;
  private final InstructionAdapter code;
  private final Places places;
  private final Values values;
  private final boolean isStep;

  ChannelStatements(RoutineWriter writer, Statements statements, TaskStatements tasks) {
    this.writer = writer;
    this.statements = statements;
    this.tasks = tasks;
    this.layout = writer.layout;
    this.code = writer.code;
    this.places = writer.places;
    this.values = writer.values;
    this.isStep = writer.routine.kind() == Routine.Kind.STEP;
  }

  void print(TaskCode statement) {
    switch (statement) {
      case TaskCode.NewChannel n -> create(n);
      case TaskCode.NewChannels n -> create(n);
      case TaskCode.NoChannel n -> nothing(n.channel());
      case TaskCode.ReleaseChannel r -> {
        writer.context();
        places.load(r.channel(), 0);
        tasks.call("release", "V", writer.single(r.channel().type()));
        nothing(r.channel());
      }
      case TaskCode.Send s -> send(s);
      case TaskCode.Receive r -> receive(r);
      case TaskCode.Offer o -> offer(o);
      case TaskCode.Poll p -> poll(p);
      case TaskCode.Close c -> {
        Label isFine = new Label();
        writer.context();
        values.push(c.channel());
        tasks.call("close", "I", JvmTypes.CHANNEL);
        code.iconst(CLOSED);
        code.ificmpne(isFine);
        statements.raise(c.closed());
        statements.mark(isFine);
      }
      default -> throw new IllegalArgumentException(statement.toString());
    }
  }

  private void nothing(Local channel) {
    places.bring(channel);
    places.beforeStore(channel);
    code.aconst(null);
    places.store(channel, 0);
  }

  private void create(TaskCode.NewChannel create) {
    places.bring(create.channel());
    places.beforeStore(create.channel());
    writer.context();
    values.push(create.capacity());
    describe(create.element(), create.name());
    tasks.call(
        "channel",
        JvmTypes.CHANNEL.getDescriptor(),
        Type.LONG_TYPE,
        Type.BOOLEAN_TYPE,
        JvmTypes.STRING,
        JvmTypes.STRING);
    places.store(create.channel(), 0);
    isThere(create.channel(), create.failure());
  }

  private void isThere(Local local, Code.Raise otherwise) {
    Label isThere = new Label();
    places.load(local, 0);
    code.ifnonnull(isThere);
    statements.raise(otherwise);
    statements.mark(isThere);
  }

  private void describe(PlanType element, String name) {
    code.iconst(element instanceof PlanType.Struct ? 1 : 0);
    code.aconst(name.length() > 1000 ? name.substring(0, 1000) : name);
    code.aconst(FrameWriter.place(statements.span()));
  }

  private void create(TaskCode.NewChannels create) {
    Local channels = create.channels();
    places.bring(channels);
    Label isCount = new Label();
    values.push(create.count());
    code.lconst(0);
    code.lcmp();
    code.ifge(isCount);
    statements.raise(create.badCount());
    statements.mark(isCount);
    places.beforeStore(channels);
    values.push(create.count());
    String support = layout.support("Tasks").getInternalName();
    code.invokestatic(support, "room", "(J)" + JvmTypes.CHANNELS.getDescriptor(), false);
    places.store(channels, 0);
    isThere(channels, create.failure());
    writer.context();
    places.load(channels, 0);
    values.push(create.capacity());
    describe(create.element(), create.name());
    tasks.call(
        "fill",
        "Z",
        JvmTypes.CHANNELS,
        Type.LONG_TYPE,
        Type.BOOLEAN_TYPE,
        JvmTypes.STRING,
        JvmTypes.STRING);
    Label isFine = new Label();
    code.ifne(isFine);
    statements.raise(create.failure());
    statements.mark(isFine);
  }

  /** Pushes context, channel and message, and calls a sending form. */
  private void message(String form, Val channel, Val message) {
    writer.context();
    values.push(channel);
    values.push(message);
    if (message.type() instanceof PlanType.Struct) {
      tasks.call(form, "I", JvmTypes.CHANNEL, JvmTypes.OBJECT);
    } else {
      values.toBits(writer.single(message.type()));
      tasks.call(form, "I", JvmTypes.CHANNEL, Type.LONG_TYPE);
    }
  }

  private void send(TaskCode.Send send) {
    Places.Mark mark = places.mark();
    int status = places.temporary("status", Type.INT_TYPE);
    boolean isBegun = isStep && send.suspension() > 0;
    message(isBegun ? "sendBegin" : "send", send.channel(), Val.read(send.message()));
    code.store(status, Type.INT_TYPE);
    places.alive();
    if (isBegun) {
      finish(send.suspension(), status, "sendFinish", send.channel());
    }
    Label isSent = new Label();
    code.load(status, Type.INT_TYPE);
    code.ifeq(isSent);
    raiseIf(status, CLOSED, send.closed());
    raiseIf(status, OUT_OF_MEMORY, send.failure());
    notDone(status, true, send.cancelled());
    statements.mark(isSent);
    places.release(mark);
  }

  /** Waits, and takes the outcome when the step goes on. */
  private void finish(int suspension, int status, String form, Val channel) {
    Label isDone = new Label();
    tasks.suspend(suspension, status);
    code.goTo(isDone);
    code.mark(tasks.resume(suspension));
    writer.context();
    values.push(channel);
    tasks.call(form, "I", JvmTypes.CHANNEL);
    code.store(status, Type.INT_TYPE);
    code.mark(isDone);
  }

  private void raiseIf(int status, int wanted, Code.Raise raise) {
    Label isOther = new Label();
    code.load(status, Type.INT_TYPE);
    code.iconst(wanted);
    code.ificmpne(isOther);
    statements.raise(raise);
    statements.mark(isOther);
  }

  /**
   * A wait that had no outcome: the task leaves; a thread of the host goes on, unless it is stuck
   * for good.
   */
  private void notDone(
      int status, boolean canRaise, Optional<dev.luminar.plan.code.Label> cancelled) {
    Label goOn = new Label();
    if (canRaise) {
      writer.context();
      code.load(status, Type.INT_TYPE);
      code.iconst(cancelled.isPresent() ? 1 : 0);
      tasks.call("isFailure", "Z", Type.INT_TYPE, Type.BOOLEAN_TYPE);
      code.ifeq(goOn);
      statements.leave();
    }
    statements.mark(goOn);
    if (cancelled.isPresent()) {
      statements.goToEnd(cancelled.get());
    }
  }

  private void receive(TaskCode.Receive receive) {
    places.bring(receive.value());
    places.bring(receive.ok());
    receive.ordinal().ifPresent(places::bring);
    Places.Mark mark = places.mark();
    int status = places.temporary("status", Type.INT_TYPE);
    boolean isBegun = isStep && receive.suspension() > 0;
    writer.context();
    values.push(receive.channel());
    tasks.call(isBegun ? "receiveBegin" : "receive", "I", JvmTypes.CHANNEL);
    code.store(status, Type.INT_TYPE);
    places.alive();
    if (isBegun) {
      finish(receive.suspension(), status, "receiveFinish", receive.channel());
    }
    Label isNone = new Label();
    Label end = new Label();
    code.load(status, Type.INT_TYPE);
    code.ifne(isNone);
    taken(receive.value(), receive.ok());
    if (receive.ordinal().isPresent()) {
      places.beforeStore(receive.ordinal().get());
      writer.context();
      tasks.call("ordinal", "J");
      places.store(receive.ordinal().get(), 0);
    }
    code.goTo(end);
    statements.mark(isNone);
    none(receive.value(), receive.ok());
    if (receive.ordinal().isPresent()) {
      places.beforeStore(receive.ordinal().get());
      code.lconst(0);
      places.store(receive.ordinal().get(), 0);
    }
    code.load(status, Type.INT_TYPE);
    code.iconst(CLOSED);
    code.ificmpeq(end);
    notDone(status, !isStep && writer.routine.fallible(), receive.cancelled());
    statements.mark(end);
    places.release(mark);
  }

  /** Stores a message that was received. */
  private void taken(Local value, Local ok) {
    taken(value);
    places.beforeStore(ok);
    code.iconst(1);
    places.store(ok, 0);
  }

  /** Stores a message that was received. */
  void taken(Local value) {
    places.beforeStore(value);
    writer.context();
    if (value.type() instanceof PlanType.Struct struct) {
      tasks.call("object", "Ljava/lang/Object;");
      code.checkcast(layout.structType(struct.struct()));
    } else {
      tasks.call("value", "J");
      values.fromBits(writer.single(value.type()));
    }
    places.store(value, 0);
  }

  /** Stores that there is no message, and the type's zero. */
  private void none(Local value, Local ok) {
    none(value);
    places.beforeStore(ok);
    code.iconst(0);
    places.store(ok, 0);
  }

  /** Stores the zero of a type. */
  void none(Local value) {
    places.beforeStore(value);
    if (value.type() instanceof PlanType.Struct struct) {
      zero(struct.struct());
    } else {
      Places.zero(code, writer.single(value.type()));
    }
    places.store(value, 0);
  }

  private void zero(int struct) {
    StructLayout fields = layout.plan().structs().get(struct);
    Type type = layout.structType(struct);
    code.anew(type);
    code.dup();
    fields.fields().each(field -> Places.zero(code, JvmTypes.field(field.type().kind())));
    code.invokespecial(type.getInternalName(), "<init>", StructWriter.constructor(fields), false);
  }

  private void offer(TaskCode.Offer offer) {
    places.bring(offer.done());
    Places.Mark mark = places.mark();
    int status = places.temporary("status", Type.INT_TYPE);
    message("offer", offer.channel(), offer.value());
    code.store(status, Type.INT_TYPE);
    places.alive();
    raiseIf(status, CLOSED, offer.closed());
    Label isDone = new Label();
    Label end = new Label();
    code.load(status, Type.INT_TYPE);
    code.ifeq(isDone);
    places.beforeStore(offer.done());
    code.iconst(0);
    places.store(offer.done(), 0);
    code.goTo(end);
    statements.mark(isDone);
    places.beforeStore(offer.done());
    code.iconst(1);
    places.store(offer.done(), 0);
    statements.mark(end);
    places.release(mark);
  }

  private void poll(TaskCode.Poll poll) {
    places.bring(poll.value());
    places.bring(poll.ok());
    Label isNone = new Label();
    Label end = new Label();
    writer.context();
    values.push(poll.channel());
    tasks.call("poll", "I", JvmTypes.CHANNEL);
    code.ifne(isNone);
    taken(poll.value(), poll.ok());
    code.goTo(end);
    statements.mark(isNone);
    none(poll.value(), poll.ok());
    statements.mark(end);
  }
}
