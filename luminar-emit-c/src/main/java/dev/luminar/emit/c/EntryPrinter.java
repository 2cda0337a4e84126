package dev.luminar.emit.c;

import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.Entry;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.Routine;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.MutableList;

/** Prints the functions that the host calls. */
final class EntryPrinter {
  private final Emission emission;
  private final Out out;

  EntryPrinter(Emission emission, Out out) {
    this.emission = emission;
    this.out = out;
  }

  void print() {
    Banner.part(out, "entries");
    emission.plan.entries().forEachWithIndex(this::entry);
    String p = emission.prefix;
    emission.support.include("<stdlib.h>");
    out.gap();
    out.open("void " + p + "_errors_free(struct " + p + "_errors *errors) {");
    out.open("if (errors == NULL) {");
    out.line("return;");
    out.close("}");
    if (emission.support.uses("errors_report")) {
      out.open("for (int64_t k = 0; k < errors->count; k++) {");
      out.line("free(errors->items[k].path);");
      out.line(
          "free((void *)(uintptr_t)errors->items[k].message); /* made by message_text, const for the host */");
      out.close("}");
    }
    out.line("free(errors->items);");
    out.line("*errors = (struct " + p + "_errors){0};");
    out.close("}");
    out.gap();
    out.open("LumStatus " + p + "_shutdown(void) {");
    if (emission.plan.needsRuntime()) {
      emission.support.use("program_runtime");
      out.line("return program_shutdown();");
    } else {
      out.line("return LUM_OK; /* no runtime is linked */");
    }
    out.close("}");
    out.gap();
    out.open("int64_t " + p + "_runtime_starts(void) {");
    out.line(
        emission.plan.needsRuntime()
            ? "return program_starts();"
            : "return 0; /* no runtime is linked */");
    out.close("}");
  }

  private void entry(Entry entry, int index) {
    Routine routine = emission.routine(entry.routine());
    MutableList<String> names = HeaderPrinter.entryParameters(emission, routine);
    boolean hasResult = !(routine.result() instanceof PlanType.Nothing);
    String deep = entry.isDeep() ? deepCall(entry, routine, names) : "";
    Banner.function(out, entry.name(), routine.span());
    out.open(HeaderPrinter.entryPrototype(emission, index) + " {");
    checks(routine, names, hasResult);
    MutableList<String> args = arguments(routine, names, "&context", "");
    String call =
        entry.isDeep()
            ? ""
            : (hasResult ? "*result = " : "")
                + emission.routines.get(routine.id())
                + "("
                + args.makeString(", ")
                + ");";
    if (entry.needsRuntime()) {
      emission.support.use("program_runtime");
      out.open("if (!program_enter()) {");
      out.line("return LUM_SHUT_DOWN;");
      out.close("}");
    }
    if (routine.usesContext()) {
      emission.support.use("errors_report");
      out.line("struct context context = {0};");
      if (entry.isDeep()) {
        MutableList<String> all = hasResult ? args.with("result") : args;
        out.line("struct " + deep + " call = {" + all.makeString(", ") + "};");
        out.line(emission.support.use("deep_run") + "(" + deep + "_main, &call);");
      } else {
        out.line(call);
        if (entry.needsRuntime()) {
          out.line("program_leave(&context);");
        }
      }
      out.line("return context_leave(&context, errors);");
    } else {
      out.open("if (errors != NULL) {");
      out.line("*errors = (struct " + emission.prefix + "_errors){0};");
      out.close("}");
      out.line(call);
      out.line("return LUM_OK;");
    }
    out.close("}");
  }

  private static MutableList<String> arguments(
      Routine routine, MutableList<String> names, String context, String from) {
    MutableList<String> args = Lists.mutable.empty();
    if (routine.usesContext()) {
      args.add(context);
    }
    routine
        .params()
        .forEachWithIndex((param, k) -> {
          args.add(from + names.get(k));
          if (Emission.hasLength(param.type())) {
            args.add(from + names.get(k) + "_length");
          }
        });
    return args;
  }

  /** What a deep call hands to the thread that does it, and that thread's function. */
  private String deepCall(Entry entry, Routine routine, MutableList<String> names) {
    String name = emission.file.declare("deep_" + entry.name());
    emission.file.reserve(name + "_main");
    boolean hasResult = !(routine.result() instanceof PlanType.Nothing);
    MutableList<String> fields = Lists.mutable.of("struct context *context");
    routine
        .params()
        .forEachWithIndex((param, k) -> emission.addParameter(fields, param.type(), names.get(k)));
    if (hasResult) {
      fields.add(emission.type(routine.result()) + " *result");
    }
    out.gap();
    out.line("/* A call of " + CText.comment(entry.name()) + " on a thread with a large stack. */");
    out.open("struct " + name + " {");
    fields.each(field -> out.line(field + ";"));
    out.close("};");
    out.gap();
    out.open("static void *" + name + "_main(void *argument) {");
    out.line("const struct " + name + " *call = argument;");
    out.line(
        (hasResult ? "*call->result = " : "")
            + emission.routines.get(routine.id())
            + "("
            + arguments(routine, names, "call->context", "call->").makeString(", ")
            + ");");
    if (entry.needsRuntime()) {
      out.line("program_leave(call->context);");
    }
    out.line("return NULL;");
    out.close("}");
    return name;
  }

  private static boolean isBytes(PlanType.Buffer buffer) {
    return !buffer.atomic()
        && buffer.element() instanceof PlanType.Scalar s
        && (s.kind() == ScalarType.I8 || s.kind() == ScalarType.U8 || s.kind() == ScalarType.BOOL);
  }

  private void checks(Routine routine, MutableList<String> names, boolean hasResult) {
    MutableList<String> bad = Lists.mutable.empty();
    routine
        .params()
        .forEachWithIndex((param, k) -> {
          String name = names.get(k);
          if (param.type() instanceof PlanType.Buffer buffer) {
            bad.add(name + "_length < 0");
            bad.add("(" + name + " == NULL && " + name + "_length > 0)");
            if (buffer.atomic()) {
              emission.support.use("atomic_plain_size");
            }
            if (!isBytes(buffer)) {
              bad.add("(uintptr_t)" + name + " % _Alignof(" + emission.element(buffer) + ") != 0");
            }
          }
        });
    if (hasResult) {
      bad.add("result == NULL");
    }
    if (!bad.isEmpty()) {
      out.open("if (" + bad.makeString(" || ") + ") {");
      out.line("return LUM_INVALID_ARGUMENT;");
      out.close("}");
    }
    if (emission.hasSlices) {
      routine
          .params()
          .forEachWithIndex((param, k) -> {
            if (param.type() instanceof PlanType.Buffer buffer) {
              emission.support.use("no_elements");
              out.open("if (" + names.get(k) + " == NULL) {");
              out.line(names.get(k) + " = (" + emission.element(buffer) + " *)&no_elements;");
              out.close("}");
            }
          });
    }
  }
}
