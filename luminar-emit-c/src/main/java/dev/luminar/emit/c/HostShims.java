package dev.luminar.emit.c;

import dev.luminar.plan.ExternPlan;
import dev.luminar.plan.Plan;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.Routine;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.MutableList;

/**
 * Prints the C between a program and {@link NativeProgram}: one function that calls any entry, its
 * arguments given by address, and externs that do the same in the other direction.
 */
final class HostShims {
  private final Emission emission;
  private final Out out = new Out();

  private HostShims(Emission emission) {
    this.emission = emission;
  }

  static String print(Plan plan, boolean withUpcalls) {
    return new HostShims(new Emission(plan)).print(withUpcalls);
  }

  private String print(boolean withUpcalls) {
    String p = emission.prefix;
    out.line("/* Calls between " + p + ".c and the Java virtual machine that loaded it. */");
    out.line("#include \"" + p + ".h\"");
    out.gap();
    if (withUpcalls) {
      out.line(
          "typedef int32_t (*upcall_function)(int32_t function, void **arguments, void *result);");
      out.line("static upcall_function upcall;");
      out.gap();
      out.line("void " + p + "_host_upcall(upcall_function function);");
      out.open("void " + p + "_host_upcall(upcall_function function) {");
      out.line("upcall = function;");
      out.close("}");
      out.gap();
      emission.plan.externs().forEachWithIndex(this::extern);
    }
    String head =
        "int32_t "
            + p
            + "_host_call(int32_t function, void **arguments, void *result, struct "
            + p
            + "_errors *errors)";
    out.line(head + ";");
    out.open(head + " {");
    out.line("(void)arguments;");
    out.line("(void)result;");
    out.open("switch (function) {");
    emission
        .plan
        .entries()
        .forEachWithIndex((entry, k) -> entry(emission.routine(entry.routine()), k));
    out.line("default: return LUM_INVALID_ARGUMENT;");
    out.close("}");
    out.close("}");
    return out.toString();
  }

  private void entry(Routine routine, int index) {
    MutableList<String> args = Lists.mutable.empty();
    int[] at = {0};
    routine
        .params()
        .each(param -> {
          args.add("*(" + pointerTo(emission.type(param.type())) + ")arguments[" + at[0]++ + "]");
          if (Emission.hasLength(param.type())) {
            args.add("*(int64_t *)arguments[" + at[0]++ + "]");
          }
        });
    if (!(routine.result() instanceof PlanType.Nothing)) {
      args.add("result");
    }
    args.add("errors");
    out.line(
        "case "
            + index
            + ": return (int32_t)"
            + emission.entries.get(index)
            + "("
            + args.makeString(", ")
            + ");");
  }

  private static String pointerTo(String type) {
    return type + (type.endsWith("*") ? "*" : " *");
  }

  private void extern(ExternPlan extern, int index) {
    boolean hasResult = !(extern.result() instanceof PlanType.Nothing);
    Identifiers names = Identifiers.alone();
    names.reserve("result");
    MutableList<String> addresses = Lists.mutable.empty();
    extern
        .params()
        .each(param -> {
          String name = names.declareWithLength(param.name());
          addresses.add("&" + name);
          if (Emission.hasLength(param.type())) {
            addresses.add("&" + name + "_length");
          }
        });
    String arguments = names.declare("arguments");
    out.open(HeaderPrinter.externPrototype(emission, extern, index) + " {");
    if (addresses.isEmpty()) {
      addresses.add("NULL");
    }
    out.line(
        "void *"
            + arguments
            + "[] = {"
            + addresses.collect(a -> "(void *)(uintptr_t)" + a).makeString(", ")
            + "};");
    if (extern.fails()) {
      out.line(
          "return upcall("
              + index
              + ", "
              + arguments
              + ", "
              + (hasResult ? "result" : "NULL")
              + ");");
    } else if (hasResult) {
      out.line(
          emission.declaration(extern.result(), "result")
              + " = "
              + Emission.zero(extern.result())
              + ";");
      out.line("upcall(" + index + ", " + arguments + ", &result);");
      out.line("return result;");
    } else {
      out.line("upcall(" + index + ", " + arguments + ", NULL);");
    }
    out.close("}");
    out.gap();
  }
}
