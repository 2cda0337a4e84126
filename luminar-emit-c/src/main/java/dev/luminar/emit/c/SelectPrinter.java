package dev.luminar.emit.c;

import dev.luminar.plan.Local;
import dev.luminar.plan.Routine;
import dev.luminar.plan.code.TaskCode;
import dev.luminar.plan.code.Val;
import java.util.Locale;
import org.eclipse.collections.api.list.ImmutableList;

/** Prints selects: the arms as the runtime takes them, and how the select ended. */
final class SelectPrinter {
  private final Body body;
  private final TaskPrinter tasks;
  private final Out out;
  private final boolean isStep;

  SelectPrinter(Body body, TaskPrinter tasks) {
    this.body = body;
    this.tasks = tasks;
    this.out = body.out;
    this.isStep = body.routine.kind() == Routine.Kind.STEP;
  }

  void print(TaskCode.Select select) {
    for (Local room : select.received()) {
      body.set(room, Emission.zero(room.type()));
    }
    body.useChosen();
    String deadline = select.timeout().map(this::deadline).orElse("LUMINAR_NO_DEADLINE");
    ImmutableList<String> arms = select.arms().collect(this::arm);
    String count = Integer.toString(arms.size());
    String policy =
        "LUMINAR_SELECT_"
            + select.policy().name().toUpperCase(Locale.ROOT)
            + ", (uint64_t)"
            + body.values.operand(select.turn(), out);
    if (isStep) {
      String given = "frame->arms, " + count;
      arms.forEachWithIndex(
          (arm, k) -> out.line("frame->arms[" + k + "] = (LuminarSelectArm)" + arm + ";"));
      tasks.status(call("select_begin", "task", given, policy + ", ", ", " + deadline));
      tasks.suspend(
          select.suspension(), "status = " + call("select_finish", "task", given, "", "") + ";");
    } else {
      Identifiers outer = body.locals.enter();
      out.open("{");
      String name = body.locals.fresh("arms");
      out.open("LuminarSelectArm " + name + "[] = {");
      arms.each(arm -> out.line(arm + ","));
      out.close("};");
      String given = name + ", " + count;
      tasks.status(call("select_wait", tasks.task(), given, policy + ", ", ", " + deadline));
      out.close("}");
      body.locals.leave(outer);
    }
    ended(select);
  }

  private String deadline(Val nanos) {
    boolean isNow = nanos instanceof Val.Const c && c.bits() == 0;
    return isNow
        ? "0 /* it does not wait */"
        : body.emission.support.use("deadline_in") + "(" + tasks.print(nanos) + ")";
  }

  private String arm(TaskCode.SelectArm arm) {
    return "{.channel = "
        + tasks.print(arm.channel())
        + ", .data = &"
        + body.locals.read(arm.message())
        + ", .kind = LUMINAR_SELECT_"
        + (arm.isSend() ? "SEND" : "RECEIVE")
        + "}";
  }

  private static String call(
      String hook, String task, String arms, String policy, String deadline) {
    return "hooks->"
        + hook
        + "(runtime, "
        + task
        + ", "
        + arms
        + ", "
        + policy
        + "&chosen_arm, NULL"
        + deadline
        + ")";
  }

  private void ended(TaskCode.Select select) {
    body.set(select.closed(), "status == LUMINAR_CLOSED");
    String isDone = "status == LUMINAR_OK || status == LUMINAR_CLOSED";
    body.set(select.chosen(), isDone + " ? (int32_t)chosen_arm : -1");
    String hasEnded =
        "status != LUMINAR_OK && status != LUMINAR_CLOSED"
            + (select.timeout().isPresent() ? " && status != LUMINAR_TIMED_OUT" : "");
    out.open("if (" + hasEnded + ") {");
    if (select.cancelled().isPresent()) {
      out.open("if (status == LUMINAR_CANCELLED) {");
      body.jumps.jumpOut(select.cancelled().get());
      out.close("}");
    }
    if (!isStep && select.timeout().isEmpty()) {
      out.open("if (status == LUMINAR_DEADLOCK) {");
      tasks.deadlock("do an arm of a select");
      out.close("}");
    }
    body.raise(select.failure());
    out.close("}");
  }
}
