package dev.luminar.emit.c;

import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.code.TaskCode;
import dev.luminar.plan.code.Val;

/**
 * Prints what starts tasks, and what is done with references to them: these are counted in the
 * frame of the task, and the last one releases it.
 */
final class TaskReferences {
  private final Body body;
  private final Emission emission;
  private final TaskPrinter tasks;

  TaskReferences(Body body, TaskPrinter tasks) {
    this.body = body;
    this.emission = body.emission;
    this.tasks = tasks;
  }

  private Out out() {
    return body.out;
  }

  private String print(Val value) {
    return body.values.print(value, out());
  }

  void start(TaskCode.StartTask start) {
    FrameNames frame = emission.frame(start.routine());
    start.reference().filter(body.locals::isNew).ifPresent(this::none);
    Identifiers outer = body.locals.enter();
    out().open("{");
    String storage = body.locals.fresh("storage");
    String started = body.locals.fresh("started");
    out().line("void *" + storage + " = NULL;");
    out().line("LuminarTask *" + started + " = NULL;");
    String made = body.locals.fresh("made");
    out()
        .line(
            "const LuminarStatus "
                + made
                + " = hooks->task_create(runtime, "
                + tasks.task()
                + ", "
                + body.locals.read(start.group())
                + ", &"
                + frame.name
                + "_descriptor, (uint64_t)"
                + body.values.operand(start.ordinal(), out())
                + ", (uint64_t)"
                + body.values.operand(start.position(), out())
                + ", &"
                + started
                + ", &"
                + storage
                + ");");
    out().open("if (" + made + " == LUMINAR_OK) {");
    if (start.captures().notEmpty() || start.reference().isPresent()) {
      String to = body.locals.fresh("to");
      out().line("struct " + frame.name + "_frame *const " + to + " = " + storage + ";");
      for (int k = 0; k < start.captures().size(); k++) {
        handOver(start.captures().get(k), to + "->" + frame.fields.get(k));
      }
      start.reference().ifPresent(local -> refer(local, to + "->handle", started));
    }
    out().line("hooks->task_start(runtime, " + started + ");");
    if (start.cancelled().isPresent()) {
      out().turn("} else if (" + made + " == LUMINAR_CANCELLED) {");
      body.jumps.jumpOut(start.cancelled().get());
      out().turn("} else {");
    } else {
      out()
          .turn(
              "} else if ("
                  + made
                  + " != LUMINAR_CANCELLED) { /* a cancelled block needs no more tasks */");
    }
    body.raise(start.noMemory());
    out().close("}");
    out().close("}");
    body.locals.leave(outer);
  }

  private void handOver(Val capture, String field) {
    if (capture.type() instanceof PlanType.Task) {
      out().line(field + " = " + emission.support.use("task_share") + "(" + print(capture) + ");");
      return;
    }
    out().line(field + " = " + print(capture) + ";");
    if (capture.type() instanceof PlanType.Buffer) {
      out().line(field + "_length = " + body.values.length(capture, out()) + ";");
    } else if (Emission.hasLength(capture.type())) {
      out().line(field + "_length = " + print(new Val.ChannelCount(capture)) + ";");
    }
  }

  private void refer(Local local, String handle, String started) {
    emission.support.use("task_handle");
    out().line(handle + ".task = " + started + ";");
    out().line("atomic_init(&" + handle + ".references, 1);");
    out().line(body.locals.read(local) + " = &" + handle + ";");
  }

  void await(TaskCode.AwaitTask await) {
    String result = await.result().map(body::addressOf).orElse("NULL");
    tasks.wait(
        "task_await",
        "runtime, " + tasks.task() + ", " + print(await.task()) + "->task",
        ", " + result,
        "",
        await.suspension());
    out().open("if (status != LUMINAR_OK) {");
    out().open("if (status == LUMINAR_FAILED) {");
    body.raise(await.failed());
    out().close("}");
    if (await.cancelled().isPresent()) {
      out().open("if (status == LUMINAR_TASK_CANCELLED) {");
      body.raise(await.stopped());
      out().close("}");
      body.jumps.jumpOut(await.cancelled().get());
    } else {
      body.raise(await.stopped());
    }
    out().close("}");
  }

  void cancel(TaskCode.CancelTask cancel) {
    out().line(emission.support.use("task_cancel") + "(" + print(cancel.task()) + ");");
  }

  void make(TaskCode.NewTasks make) {
    if (body.locals.isNew(make.tasks())) {
      none(make.tasks());
    }
    String count = body.values.operand(make.count(), out());
    String name = body.locals.read(make.tasks());
    out().line(name + " = " + emission.support.use("tasks_new") + "(" + count + ");");
    body.raiseIf(name + " == NULL", make.noMemory());
    out().line(body.locals.lengthPlace(make.tasks()) + " = " + count + ";");
  }

  void put(TaskCode.PutTask put) {
    String place = print(put.tasks()) + "[" + print(put.index()) + "]";
    out().line(emission.support.use("task_put") + "(&" + place + ", " + print(put.task()) + ");");
  }

  void take(TaskCode.TakeTask take) {
    String place = print(take.tasks()) + "[" + print(take.index()) + "]";
    body.set(take.into(), emission.support.use("task_share") + "(" + place + ")");
    body.raiseIf(body.locals.read(take.into()) + " == NULL", take.none());
  }

  void none(Local local) {
    boolean isNew = body.locals.isNew(local);
    body.set(local, "NULL");
    if (Emission.hasLength(local.type())) {
      String length = body.locals.lengthPlace(local);
      out().line((isNew ? "int64_t " : "") + length + " = 0;");
      if (isNew) {
        body.unusedUnlessRead(length);
      }
    }
  }

  void release(Local local) {
    boolean isMany = Emission.hasLength(local.type());
    String name = body.locals.read(local);
    String args = isMany ? name + ", " + body.locals.readLength(local) : name;
    out().line(emission.support.use(isMany ? "tasks_free" : "task_free") + "(" + args + ");");
    out().line(name + " = NULL;");
    if (isMany) {
      out().line(body.locals.lengthPlace(local) + " = 0;");
    }
  }
}
