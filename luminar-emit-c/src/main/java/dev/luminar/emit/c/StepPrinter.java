package dev.luminar.emit.c;

import dev.luminar.diag.Span;
import dev.luminar.plan.FrameLayout;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.RegionErrors;
import dev.luminar.plan.Routine;
import dev.luminar.plan.TaskRegion;

/** Prints resumable routines: frames and descriptors first, then each step. */
final class StepPrinter {
  private final Emission emission;
  private final Out out;

  StepPrinter(Emission emission, Out out) {
    this.emission = emission;
    this.out = out;
  }

  /** Prints what stands above all code: the frames of all tasks, and the groups of all regions. */
  void declarations(Iterable<Integer> routines) {
    for (TaskRegion region : emission.plan.taskRegions()) {
      group(region);
    }
    for (int id : routines) {
      if (emission.routine(id).kind() == Routine.Kind.STEP) {
        frame(emission.routine(id));
      }
    }
  }

  private void group(TaskRegion region) {
    Banner.region(
        out,
        "concurrent block",
        region.name(),
        region.notation(),
        region.span(),
        "runtime-assisted",
        region.reasons());
    out.open(
        "static const LuminarGroupDescriptor "
            + emission.taskRegions.get(region.id())
            + "_group = {");
    out.line(".struct_size = (uint32_t)sizeof(LuminarGroupDescriptor),");
    out.line(".strategy = " + strategy(region.errors()) + ",");
    if (region.errors() instanceof RegionErrors.Collect collect) {
      out.line(
          ".collect_max = "
              + (collect.max() == Integer.MAX_VALUE ? "UINT64_MAX" : collect.max())
              + ",");
    }
    out.line(".place = " + place(region.name(), region.span()) + ",");
    out.line(".deadline = LUMINAR_NO_DEADLINE,");
    if (region.grace() > 0) {
      out.line(".grace = INT64_C(" + region.grace() + "),");
    }
    out.close("};");
  }

  private String place(String name, Span span) {
    String file = span.isKnown() ? emission.text(span.source()) : "NULL";
    return "{" + emission.text(name) + ", " + file + ", " + span.line() + "}";
  }

  private static String strategy(RegionErrors errors) {
    return switch (errors) {
      case RegionErrors.None none -> "LUMINAR_ERROR_STOP";
      case RegionErrors.Stop stop -> "LUMINAR_ERROR_STOP";
      case RegionErrors.Collect collect -> "LUMINAR_ERROR_COLLECT";
      case RegionErrors.Ignore ignore -> "LUMINAR_ERROR_IGNORE";
    };
  }

  private void frame(Routine routine) {
    FrameNames names = emission.frame(routine.id());
    FrameLayout layout = names.layout;
    String struct = "struct " + names.name + "_frame";
    out.gap();
    out.line("/* What task " + CText.comment(routine.name()) + " keeps while it waits. */");
    boolean hasResult = !(routine.result() instanceof PlanType.Nothing);
    out.open(struct + " {");
    if (hasResult) {
      out.line(emission.declaration(routine.result(), "result") + "; /* first: awaits copy it */");
    }
    if (layout.isReferred()) {
      emission.support.use("task_handle");
      out.line("struct task_handle handle;");
    }
    out.line("int32_t state; /* the suspension point that it waits at; 0 before the first step */");
    layout
        .fields()
        .forEachWithIndex((field, k) -> {
          out.line(emission.declaration(field.type(), names.fields.get(k)) + ";");
          if (Emission.hasLength(field.type())) {
            out.line("int64_t " + names.fields.get(k) + "_length;");
          }
        });
    if (layout.selectArms() > 0) {
      out.line("LuminarSelectArm arms[" + layout.selectArms() + "];");
    }
    if (layout.keepsContext()) {
      emission.support.use("context");
      out.line("struct context context;");
    }
    out.close("};");
    out.gap();
    out.line(
        "static LuminarStep "
            + names.name
            + "(LuminarTask *task, void *storage, LuminarEvent event);");
    out.gap();
    out.open("static const LuminarFrameDescriptor " + names.name + "_descriptor = {");
    out.line(".struct_size = (uint32_t)sizeof(LuminarFrameDescriptor),");
    out.line(".frame_size = sizeof(" + struct + "),");
    if (hasResult) {
      out.line(".result_size = sizeof(" + emission.type(routine.result()) + "),");
    }
    if (layout.isReferred()) {
      out.line(".flags = LUMINAR_TASK_HANDLE,");
    }
    out.line(".step = " + names.name + ",");
    out.line(".place = " + place(routine.name(), routine.span()) + ",");
    out.close("};");
  }

  /** Prints the step. */
  void print(Routine routine) {
    FrameNames names = emission.frame(routine.id());
    Out inner = new Out();
    Body body = new Body(emission, routine, names.fields.castToList(), inner);
    for (String own :
        new String[] {
          "task",
          "storage",
          "event",
          "frame",
          "status",
          "item_ordinal",
          "chosen_arm",
          "has_substitute",
          "own_context"
        }) {
      body.locals.reserve(own);
    }
    body.print(routine.body());
    Banner.function(out, "task " + routine.name(), routine.span());
    out.open(
        "static LuminarStep "
            + names.name
            + "(LuminarTask *task, void *storage, LuminarEvent event) {");
    out.line("struct " + names.name + "_frame *const frame = storage;");
    out.line("(void)frame;");
    out.line("(void)task;");
    out.line("(void)event; /* how an operation ended is told by its finish */");
    if (routine.usesContext()) {
      emission.support.use("context");
      if (names.layout.keepsContext()) {
        out.line("struct context *const context = &frame->context;");
        out.line("context->task = task;");
      } else {
        out.line("struct context own_context = {.task = task};");
        out.line("struct context *const context = &own_context;");
      }
      out.line("(void)context;");
    }
    body.stepVariables(out);
    if (routine.suspensions() > 0) {
      out.open("switch (frame->state) {");
      for (int k = 1; k <= routine.suspensions(); k++) {
        out.line("case " + k + ": goto resume_" + k + ";");
      }
      out.line("default: break;");
      out.close("}");
    }
    out.append(inner);
    out.close("}");
  }
}
