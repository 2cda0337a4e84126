package dev.luminar.emit.bytecode;

import dev.luminar.plan.FrameLayout;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.Routine;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.TaskCode;
import dev.luminar.plan.code.Val;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/**
 * Prints what starts tasks, and what is done with references to them. A reference is the frame,
 * which holds the result when the task has ended; the garbage collector counts.
 */
final class TaskReferences {
  private static final int CANCELLED = 4; // Status.CANCELLED of the runtime
  private static final int FAILED = 7; // Status.FAILED
  private static final int TASK_CANCELLED = 9; // Status.TASK_CANCELLED

  private final RoutineWriter writer;
  private final Statements statements;
  private final TaskStatements tasks;
  private final ProgramLayout layout;
  private final InstructionAdapter code;
  private final Places places;
  private final Values values;
  private final boolean isStep;

  TaskReferences(RoutineWriter writer, Statements statements, TaskStatements tasks) {
    this.writer = writer;
    this.statements = statements;
    this.tasks = tasks;
    this.layout = writer.layout;
    this.code = writer.code;
    this.places = writer.places;
    this.values = writer.values;
    this.isStep = writer.routine.kind() == Routine.Kind.STEP;
  }

  void start(TaskCode.StartTask start) {
    Routine routine = layout.plan().routines().get(start.routine());
    FrameLayout frame = routine.frame().orElseThrow();
    Type type = Type.getObjectType(layout.owner(routine.id()));
    start.reference().ifPresent(places::bring);
    Places.Mark mark = places.mark();
    int task = places.temporary("frame", type);
    code.anew(type);
    code.dup();
    code.invokespecial(type.getInternalName(), "<init>", "()V", false);
    code.store(task, JvmTypes.OBJECT);
    places.alive();
    for (int i = 0; i < start.captures().size(); i++) {
      Type[] parts = layout.types().parts(routine.params().get(i).type());
      for (int part = 0; part < parts.length; part++) {
        code.load(task, JvmTypes.OBJECT);
        statements.pushPart(start.captures().get(i), part, routine.params().get(i).type());
        code.putfield(
            type.getInternalName(), Places.frameField(frame, i, part), parts[part].getDescriptor());
      }
    }
    int status = places.temporary("status", Type.INT_TYPE);
    writer.context();
    places.load(start.group(), 0);
    code.load(task, JvmTypes.OBJECT);
    values.push(start.ordinal());
    values.push(start.position());
    tasks.call(
        "spawn", "I", JvmTypes.GROUP, layout.support("Task"), Type.LONG_TYPE, Type.LONG_TYPE);
    code.store(status, Type.INT_TYPE);
    places.alive();
    Label isFine = new Label();
    code.load(status, Type.INT_TYPE);
    code.ifeq(isFine);
    Label isOther = new Label();
    code.load(status, Type.INT_TYPE);
    code.iconst(CANCELLED);
    if (start.cancelled().isPresent()) {
      code.ificmpne(isOther);
      statements.goToEnd(start.cancelled().get());
      statements.mark(isOther);
    } else {
      code.ificmpeq(isFine);
    }
    statements.raise(start.noMemory());
    statements.mark(isFine);
    if (start.reference().isPresent()) {
      places.beforeStore(start.reference().get());
      code.load(task, JvmTypes.OBJECT);
      places.store(start.reference().get(), 0);
    }
    places.release(mark);
  }

  /** Leaves a result in the frame. */
  void leave(Val result) {
    code.load(0, JvmTypes.OBJECT);
    values.push(result);
    boolean isObject = result.type() instanceof PlanType.Struct;
    if (!isObject) {
      values.toBits(writer.single(result.type()));
    }
    field(true, isObject);
  }

  private void field(boolean isStore, boolean isObject) {
    String owner = layout.support("Task").getInternalName();
    String name = isObject ? "resultObject" : "result";
    String type = isObject ? JvmTypes.OBJECT.getDescriptor() : "J";
    if (isStore) {
      code.putfield(owner, name, type);
    } else {
      code.getfield(owner, name, type);
    }
  }

  void await(TaskCode.AwaitTask await) {
    await.result().ifPresent(places::bring);
    Places.Mark mark = places.mark();
    int status = places.temporary("status", Type.INT_TYPE);
    boolean isBegun = isStep && await.suspension() > 0;
    call(isBegun ? "awaitBegin" : "await", await.task());
    code.store(status, Type.INT_TYPE);
    places.alive();
    if (isBegun) {
      Label isDone = new Label();
      tasks.suspend(await.suspension(), status);
      code.goTo(isDone);
      code.mark(tasks.resume(await.suspension()));
      call("awaitFinish", await.task());
      code.store(status, Type.INT_TYPE);
      code.mark(isDone);
    }
    Label isThere = new Label();
    code.load(status, Type.INT_TYPE);
    code.ifeq(isThere);
    raiseIf(status, FAILED, await.failed());
    if (await.cancelled().isPresent()) {
      raiseIf(status, TASK_CANCELLED, await.stopped());
      statements.goToEnd(await.cancelled().get());
    } else {
      statements.raise(await.stopped());
    }
    statements.mark(isThere);
    await.result().ifPresent(local -> take(local, await.task()));
    places.release(mark);
  }

  private void call(String form, Val task) {
    writer.context();
    values.push(task);
    tasks.call(form, "I", layout.support("Task"));
  }

  private void raiseIf(int status, int value, Code.Raise raise) {
    Label isOther = new Label();
    code.load(status, Type.INT_TYPE);
    code.iconst(value);
    code.ificmpne(isOther);
    statements.raise(raise);
    statements.mark(isOther);
  }

  private void take(Local result, Val task) {
    places.beforeStore(result);
    values.push(task);
    if (result.type() instanceof PlanType.Struct struct) {
      field(false, true);
      code.checkcast(layout.structType(struct.struct()));
    } else {
      field(false, false);
      values.fromBits(writer.single(result.type()));
    }
    places.store(result, 0);
  }

  void make(TaskCode.NewTasks make) {
    places.bring(make.tasks());
    places.beforeStore(make.tasks());
    values.push(make.count());
    String support = layout.support("Tasks").getInternalName();
    String array = writer.single(make.tasks().type()).getDescriptor();
    code.invokestatic(support, "tasks", "(J)" + array, false);
    places.store(make.tasks(), 0);
    isThere(make.tasks(), make.noMemory());
  }

  private void isThere(Local local, Code.Raise otherwise) {
    Label isThere = new Label();
    places.load(local, 0);
    code.ifnonnull(isThere);
    statements.raise(otherwise);
    statements.mark(isThere);
  }

  void put(TaskCode.PutTask put) {
    values.push(put.tasks());
    values.index(put.index());
    values.push(put.task());
    code.astore(layout.support("Task"));
  }

  void take(TaskCode.TakeTask take) {
    places.bring(take.into());
    places.beforeStore(take.into());
    values.push(take.tasks());
    values.index(take.index());
    code.aload(layout.support("Task"));
    places.store(take.into(), 0);
    isThere(take.into(), take.none());
  }

  void none(Local task) {
    places.bring(task);
    places.beforeStore(task);
    code.aconst(null);
    places.store(task, 0);
  }
}
