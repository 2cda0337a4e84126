package dev.luminar.emit.c;

import dev.luminar.diag.Span;
import dev.luminar.plan.ExternPlan;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.RegionErrors;
import dev.luminar.plan.Routine;
import dev.luminar.plan.code.Label;
import dev.luminar.plan.code.TaskCode;
import dev.luminar.plan.code.Val;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Prints the statements that call a runtime, in the form that waits or, in a step, in the one that
 * returns.
 */
final class TaskPrinter {
  private final Body body;
  private final Emission emission;
  private final boolean isStep;
  private final TaskReferences references;
  private boolean failedForItem;

  TaskPrinter(Body body) {
    this.body = body;
    this.emission = body.emission;
    this.isStep = body.routine.kind() == Routine.Kind.STEP;
    this.references = new TaskReferences(body, this);
  }

  private Out out() {
    return body.out;
  }

  String print(Val value) {
    return body.values.print(value, out());
  }

  /** The task that the code runs as. */
  String task() {
    return isStep ? "task" : "context->task";
  }

  void print(TaskCode code) {
    emission.support.use("program_runtime");
    switch (code) {
      case TaskCode.StartRuntime start -> body.raiseIf("!program_start(context)", start.failure());
      case TaskCode.NewChannel make -> newChannel(make);
      case TaskCode.NewChannels make -> newChannels(make);
      case TaskCode.NoChannel none -> noChannel(none.channel());
      case TaskCode.ReleaseChannel release -> release(release.channel());
      case TaskCode.Send send -> send(send);
      case TaskCode.Receive receive -> receive(receive);
      case TaskCode.Offer offer -> offer(offer);
      case TaskCode.Poll poll -> poll(poll);
      case TaskCode.Close close -> close(close);
      case TaskCode.OpenGroup open -> openGroup(open);
      case TaskCode.StartTask start -> references.start(start);
      case TaskCode.AwaitTask await -> references.await(await);
      case TaskCode.CancelTask cancel -> references.cancel(cancel);
      case TaskCode.NewTasks make -> references.make(make);
      case TaskCode.PutTask put -> references.put(put);
      case TaskCode.TakeTask take -> references.take(take);
      case TaskCode.NoTask none -> references.none(none.task());
      case TaskCode.ReleaseTask release -> references.release(release.task());
      case TaskCode.JoinGroup join -> join(join);
      case TaskCode.Select select -> new SelectPrinter(body, this).print(select);
      case TaskCode.Sleep sleep -> sleep(sleep);
      case TaskCode.Yield yield -> {
        out().line("frame->state = " + yield.suspension() + ";");
        out().line("return LUMINAR_STEP_YIELD;");
        out().flush("resume_" + yield.suspension() + ":");
        cancelPoint(yield.cancelled());
      }
      case TaskCode.CancelGroup cancel ->
          out().line("hooks->group_cancel(runtime, " + body.locals.read(cancel.group()) + ");");
      case TaskCode.CheckCancelled check -> {
        cancelPoint(check.cancelled());
      }
      case TaskCode.MaskCancel mask ->
          out()
              .line(
                  "(void)hooks->task_mask(runtime, "
                      + task()
                      + ", "
                      + (mask.hides() ? "1" : "-1")
                      + ");");
      case TaskCode.RecordItem record ->
          out()
              .line(
                  emission.support.use("task_report_item")
                      + "(context, "
                      + print(record.item())
                      + ");");
      case TaskCode.FailTask fail -> {
        failedForItem = fail.item().isPresent();
        String item = fail.item().map(i -> ", " + print(i)).orElse("");
        out()
            .line(
                emission.support.use(failedForItem ? "task_report_item" : "task_report")
                    + "(context"
                    + item
                    + ");");
      }
      case TaskCode.Finish finish -> {
        // An error of one item was recorded with its number; the task itself just ends.
        boolean fails = finish.failed() && !failedForItem;
        finish.result().ifPresent(value -> out().line("frame->result = " + print(value) + ";"));
        out().line("return " + (fails ? "LUMINAR_STEP_FAILED" : "LUMINAR_STEP_DONE") + ";");
      }
    }
  }

  /** Where the user wrote what is printed now, as the runtime takes it. */
  private String place(String name) {
    Span span = body.place();
    return "(LuminarPlace){"
        + emission.text(name)
        + ", "
        + (span.isKnown() ? emission.text(span.source()) : "NULL")
        + ", "
        + span.line()
        + "}";
  }

  // ---- channels ----

  private void newChannel(TaskCode.NewChannel make) {
    String call =
        emission.support.use("channel_new")
            + "("
            + task()
            + ", sizeof("
            + emission.type(make.element())
            + "), "
            + print(make.capacity())
            + ", "
            + place(make.name())
            + ")";
    body.set(make.channel(), call);
    body.raiseIf(body.locals.read(make.channel()) + " == NULL", make.failure());
  }

  private void newChannels(TaskCode.NewChannels make) {
    if (body.locals.isNew(make.channels())) {
      noChannel(make.channels());
    }
    String count = body.values.operand(make.count(), out());
    body.raiseIf(count + " < 0", make.badCount());
    String channels = body.locals.read(make.channels());
    out()
        .line(
            channels
                + " = "
                + emission.support.use("channels_new")
                + "("
                + task()
                + ", "
                + count
                + ", sizeof("
                + emission.type(make.element())
                + "), "
                + print(make.capacity())
                + ", "
                + place(make.name())
                + ");");
    body.raiseIf(channels + " == NULL", make.failure());
    out().line(body.locals.lengthPlace(make.channels()) + " = " + count + ";");
  }

  private void noChannel(Local channel) {
    boolean isNew = body.locals.isNew(channel);
    body.set(channel, "NULL");
    if (Emission.hasLength(channel.type())) {
      String length = body.locals.lengthPlace(channel);
      out().line((isNew ? "int64_t " : "") + length + " = 0;");
      if (isNew) {
        body.unusedUnlessRead(length);
      }
    }
  }

  private void release(Local channel) {
    boolean isMany = Emission.hasLength(channel.type());
    String name = body.locals.read(channel);
    String args = isMany ? name + ", " + body.locals.readLength(channel) : name;
    out().line(emission.support.use(isMany ? "channels_free" : "channel_free") + "(" + args + ");");
    out().line(name + " = NULL;");
    if (isMany) {
      out().line(body.locals.lengthPlace(channel) + " = 0;");
    }
  }

  /** Sets {@code status} to the outcome of an operation that may wait. */
  void wait(String operation, String arguments, String data, String ordinal, int suspension) {
    if (!isStep) {
      status("hooks->" + operation + "(" + arguments + data + ordinal + ", LUMINAR_NO_DEADLINE)");
      return;
    }
    status(
        "hooks->" + operation + "_begin(" + arguments + data + ordinal + ", LUMINAR_NO_DEADLINE)");
    String end = operation.equals("task_await") ? data : ordinal; // a result comes with the end
    suspend(suspension, "status = hooks->" + operation + "_finish(" + arguments + end + ");");
  }

  private void cancelPoint(Label cancelled) {
    out().open("if (hooks->task_check(runtime, " + task() + ") == LUMINAR_CANCELLED) {");
    body.jumps.jumpOut(cancelled);
    out().close("}");
  }

  void suspend(int suspension, String after) {
    out().open("if (status == LUMINAR_PENDING) {");
    out().line("frame->state = " + suspension + ";");
    out().line("return LUMINAR_STEP_WAIT;");
    out().flush("resume_" + suspension + ":");
    out().line(after);
    out().close("}");
  }

  void status(String value) {
    body.useStatus();
    out().line("status = " + value + ";");
  }

  private void send(TaskCode.Send send) {
    String channel = print(send.channel());
    String message = "&" + body.locals.read(send.message());
    wait(
        "channel_send",
        "runtime, " + task() + ", " + channel,
        ", " + message,
        "",
        send.suspension());
    out().open("if (status != LUMINAR_OK) {");
    out().open("if (status == LUMINAR_CLOSED) {");
    body.raise(send.closed());
    out().close("}");
    out().open("if (status == LUMINAR_OUT_OF_MEMORY) {");
    body.raise(send.failure());
    out().close("}");
    otherwise(send.cancelled(), "send to", send.channel());
    out().close("}");
  }

  /**
   * Goes where a wait that ended by neither success nor close leads: cancelled, or outside of every
   * region deadlocked.
   */
  private void otherwise(Optional<Label> cancelled, String operation, Val channel) {
    if (!isStep) {
      if (cancelled.isPresent()) {
        out().open("if (status == LUMINAR_DEADLOCK) {");
        deadlock(operation, channel);
        out().close("}");
      } else {
        deadlock(operation, channel);
      }
    }
    cancelled.ifPresent(body.jumps::jumpOut);
  }

  private void deadlock(String operation, Val channel) {
    deadlock(operation + " channel" + name(channel));
  }

  private static String name(Val channel) {
    return switch (channel) {
      case Val.Read read -> " '" + read.local().name() + "'";
      case Val.ChannelAt at when at.channels() instanceof Val.Read read ->
          " of '" + read.local().name() + "'";
      default -> "";
    };
  }

  /** Raises that the thread of the host waits for good. */
  void deadlock(String operation) {
    Span span = body.place();
    String call = emission.support.use("raise_deadlock") + "(context, ";
    String message = "the calling thread waits to " + operation;
    String file = span.isKnown() ? emission.text(span.source()) : "NULL";
    out().line(call + emission.text(message) + ", " + file + ", " + span.line() + ");");
    body.toHandler();
  }

  private void receive(TaskCode.Receive receive) {
    String channel = print(receive.channel());
    boolean isNew = body.locals.isNew(receive.value());
    String value = body.addressOf(receive.value());
    String ordinal = ", NULL";
    if (receive.ordinal().isPresent()) {
      body.useOrdinal();
      ordinal = ", &item_ordinal";
    }
    if (!isNew) {
      body.set(receive.value(), Emission.zero(receive.value().type()));
    }
    wait(
        "channel_receive",
        "runtime, " + task() + ", " + channel,
        ", " + value,
        ordinal,
        receive.suspension());
    body.set(receive.ok(), "status == LUMINAR_OK");
    receive.ordinal().ifPresent(local -> body.set(local, "(int64_t)item_ordinal"));
    out().open("if (status != LUMINAR_OK && status != LUMINAR_CLOSED) {");
    otherwise(receive.cancelled(), "receive from", receive.channel());
    out().close("}");
  }

  private void offer(TaskCode.Offer offer) {
    Identifiers outer = body.locals.enter();
    if (body.locals.isNew(offer.done())) {
      body.locals.leave(outer);
      body.set(offer.done(), "false");
      outer = body.locals.enter();
    }
    out().open("{");
    String message = body.locals.fresh("message");
    PlanType type = offer.value().type();
    out().line("const " + emission.declaration(type, message) + " = " + print(offer.value()) + ";");
    out()
        .line(
            "const LuminarStatus offered = hooks->channel_offer(runtime, "
                + task()
                + ", "
                + print(offer.channel())
                + ", &"
                + message
                + ");");
    out().open("if (offered == LUMINAR_CLOSED) {");
    body.raise(offer.closed());
    out().close("}");
    body.set(offer.done(), "offered == LUMINAR_OK");
    out().close("}");
    body.locals.leave(outer);
  }

  private void poll(TaskCode.Poll poll) {
    String channel = print(poll.channel());
    boolean isNew = body.locals.isNew(poll.value());
    String value = body.addressOf(poll.value());
    if (!isNew) {
      body.set(poll.value(), Emission.zero(poll.value().type()));
    }
    body.set(
        poll.ok(),
        "hooks->channel_poll(runtime, "
            + task()
            + ", "
            + channel
            + ", "
            + value
            + ", NULL) == LUMINAR_OK");
  }

  private void close(TaskCode.Close close) {
    body.raiseIf(
        "hooks->channel_close(runtime, "
            + task()
            + ", "
            + print(close.channel())
            + ") == LUMINAR_CLOSED",
        close.closed());
  }

  // ---- time ----

  /** Sets {@code status} to how a sleep ended, which has no finishing form: the task is asked. */
  private void sleep(TaskCode.Sleep sleep) {
    String deadline = emission.support.use("deadline_in") + "(" + print(sleep.nanos()) + ")";
    String begin = isStep ? "time_sleep_begin" : "time_sleep";
    status("hooks->" + begin + "(runtime, " + task() + ", " + deadline + ")");
    if (isStep) {
      suspend(sleep.suspension(), "status = hooks->task_check(runtime, task);");
    }
    out().open("if (status != LUMINAR_OK) {");
    if (sleep.cancelled().isPresent()) {
      out().open("if (status == LUMINAR_CANCELLED) {");
      body.jumps.jumpOut(sleep.cancelled().get());
      out().close("}");
    }
    body.raise(sleep.failure());
    out().close("}");
  }

  // ---- groups ----

  private void openGroup(TaskCode.OpenGroup open) {
    String group = body.addressOf(open.group());
    String descriptor = "&" + emission.taskRegions.get(open.region()) + "_group";
    OptionalLong timeout = emission.plan.taskRegions().get(open.region()).timeout();
    String call =
        timeout.isPresent()
            ? emission.support.use("group_open_within")
                + "("
                + task()
                + ", "
                + descriptor
                + ", INT64_C("
                + timeout.getAsLong()
                + "), "
                + group
                + ")"
            : "hooks->group_open(runtime, " + task() + ", " + descriptor + ", " + group + ")";
    body.raiseIf(call + " != LUMINAR_OK", open.noMemory());
    if (!isStep) {
      out().line("context->open_groups++;");
    }
    body.locals.read(open.group());
  }

  private void join(TaskCode.JoinGroup join) {
    String group = body.locals.read(join.group());
    emission.support.use("group_end");
    if (join.abandon()) {
      out().line("hooks->group_cancel(runtime, " + group + ");");
    }
    if (isStep) {
      status("hooks->group_join_begin(runtime, task, " + group + ")");
      out().open("if (status == LUMINAR_PENDING) {");
      out().line("frame->state = " + join.suspension() + ";");
      out().line("return LUMINAR_STEP_WAIT;");
      out().flush("resume_" + join.suspension() + ":;");
      out().close("}");
    } else {
      out().line("hooks->group_join(runtime, context->task, " + group + ");");
    }
    String count = join.errorCount().map(body::addressOf).orElse("NULL");
    String timedOut = join.timedOut().map(body::addressOf).orElse("NULL");
    String end =
        "group_end(context, "
            + group
            + ", "
            + join.abandon()
            + ", "
            + timedOut
            + ", "
            + count
            + ")";
    if (join.abandon()) {
      out()
          .line("(void)" + end + "; /* the error that ends the block is in the context already */");
    } else if (join.cancelled().isPresent()) {
      status(end);
    } else {
      out().line("(void)" + end + "; /* an error is in the context, and nobody cancels a host */");
    }
    if (!isStep) {
      hostJoin(join);
    }
    if (join.abandon()) {
      return;
    }
    body.checkFailed();
    if (join.cancelled().isPresent()) {
      out().open("if (status == LUMINAR_CANCELLED) {");
      body.jumps.jumpOut(join.cancelled().get());
      out().close("}");
    }
  }

  /** On the host's thread: records of the block, and of those inside it, go to the host's list. */
  private void hostJoin(TaskCode.JoinGroup join) {
    RegionErrors errors = emission.plan.taskRegions().get(join.region()).errors();
    emission.support.use("collected_from_runtime");
    boolean isBounded =
        errors instanceof RegionErrors.Collect collect && collect.max() != Integer.MAX_VALUE;
    String max = isBounded ? "" + ((RegionErrors.Collect) errors).max() : "INT64_MAX";
    out().line("collected_from_runtime(context, " + !join.abandon() + ", " + max + ");");
  }

  // ---- externs ----

  /** Lets another thread take over the ready tasks while foreign code blocks. */
  void beforeExtern(ExternPlan extern) {
    if (isStep && extern.blocks()) {
      emission.support.use("program_runtime");
      out().line("/* At the limit of threads it blocks this one. */");
      body.useSubstitute();
      out().line("has_substitute = hooks->task_blocking_begin(runtime, task) == LUMINAR_OK;");
    }
  }

  void afterExtern(ExternPlan extern) {
    if (isStep && extern.blocks()) {
      out().open("if (has_substitute) {");
      out().line("hooks->task_blocking_end(runtime, task);");
      out().close("}");
    }
  }
}
