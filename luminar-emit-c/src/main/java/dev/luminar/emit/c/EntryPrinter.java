package dev.luminar.emit.c;

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
    Banner.function(out, entry.name(), routine.span());
    out.open(HeaderPrinter.entryPrototype(emission, index) + " {");
    checks(routine, names, hasResult);
    MutableList<String> args = Lists.mutable.empty();
    if (routine.usesContext()) {
      args.add("&context");
    }
    routine
        .params()
        .forEachWithIndex((param, k) -> {
          args.add(names.get(k));
          if (Emission.hasLength(param.type())) {
            args.add(names.get(k) + "_length");
          }
        });
    String call = emission.routines.get(routine.id()) + "(" + args.makeString(", ") + ");";
    if (entry.needsRuntime()) {
      emission.support.use("program_runtime");
      out.open("if (!program_enter()) {");
      out.line("return LUM_SHUT_DOWN;");
      out.close("}");
    }
    if (routine.usesContext()) {
      emission.support.use("errors_report");
      out.line("struct context context = {0};");
      out.line((hasResult ? "*result = " : "") + call);
      if (entry.needsRuntime()) {
        out.line("program_leave(&context);");
      }
      out.line("return context_leave(&context, errors);");
    } else {
      out.open("if (errors != NULL) {");
      out.line("*errors = (struct " + emission.prefix + "_errors){0};");
      out.close("}");
      out.line((hasResult ? "*result = " : "") + call);
      out.line("return LUM_OK;");
    }
    out.close("}");
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
