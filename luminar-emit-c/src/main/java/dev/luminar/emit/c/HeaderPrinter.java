package dev.luminar.emit.c;

import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.Entry;
import dev.luminar.plan.ExternPlan;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.Routine;
import dev.luminar.plan.StructLayout;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.MutableList;

/** Prints the header: all that a C or C++ host needs. */
final class HeaderPrinter {
  private final Emission emission;
  private final Out out = new Out();

  HeaderPrinter(Emission emission) {
    this.emission = emission;
  }

  String print() {
    String p = emission.prefix;
    String guard = p + "_H";
    out.line("/*");
    out.line(
        " * "
            + p
            + ".h: the functions of the program \""
            + CText.comment(emission.plan.name())
            + "\".");
    out.line(" * Emitted by Luminar " + CEmitter.VERSION + ".");
    out.line(" *");
    out.line(
        " * A buffer is passed as a pointer and a length in elements, and is lent for the call. A bool in a buffer or a");
    out.line(
        " * struct is a byte, 0 or 1. Names that are no C identifiers are spelled with _u and their code.");
    out.line(" */");
    out.line("#ifndef " + guard);
    out.line("#define " + guard);
    out.gap();
    out.line("#include <stdbool.h>");
    out.line("#include <stddef.h>");
    out.line("#include <stdint.h>");
    out.gap();
    if (usesRuntimeTypes()) {
      out.line("#include \"luminar.h\"");
      out.gap();
    }
    macros();
    out.line("#ifdef __cplusplus");
    out.line("extern \"C\" {");
    out.line("#endif");
    out.gap();
    statuses();
    errors();
    emission.plan.structs().forEachWithIndex(this::struct);
    externs();
    emission.plan.entries().forEachWithIndex(this::entry);
    out.line(
        "/* Stops the program's runtime, if one was started. Returns LUM_BUSY while a call runs, and does nothing then. May");
    out.line(" * be called again. */");
    out.line("LumStatus " + p + "_shutdown(void);");
    out.gap();
    out.line(
        "/* How often this program has started a runtime: 0 until a block needs one, then 1. */");
    out.line("int64_t " + p + "_runtime_starts(void);");
    out.gap();
    out.line("#ifdef __cplusplus");
    out.line("}");
    out.line("#endif");
    out.line("#endif");
    return out.toString();
  }

  private boolean usesRuntimeTypes() {
    return emission
        .plan
        .externs()
        .anySatisfy(e -> e.params().anySatisfy(p -> isRuntimeType(p.type())));
  }

  private static boolean isRuntimeType(PlanType type) {
    return type instanceof PlanType.Channel
        || type instanceof PlanType.Channels
        || type instanceof PlanType.Io;
  }

  private void macros() {
    String macro = emission.prefix + "_ATOMIC";
    boolean hasAtomics =
        emission
                .plan
                .entries()
                .anySatisfy(
                    e -> emission.routine(e.routine()).params().anySatisfy(p -> isAtomic(p.type())))
            || emission
                .plan
                .externs()
                .anySatisfy(e -> e.params().anySatisfy(p -> isAtomic(p.type())));
    boolean hasWideFields =
        emission
            .plan
            .structs()
            .anySatisfy(s -> s.fields().anySatisfy(f -> f.type().kind().bytes() == 8));
    if (hasAtomics) {
      out.line(
          "/* Elements that the program uses by atomic operations; std::atomic has the same layout. */");
      out.line("#ifdef __cplusplus");
      out.line("#include <atomic>");
      out.line("#define " + macro + "(type) std::atomic<type>");
      out.line("#else");
      out.line("#define " + macro + "(type) _Atomic type");
      out.line("#endif");
      out.gap();
    }
    if (hasWideFields) {
      out.line("/* Fields of eight bytes are aligned to eight on all targets. */");
      out.line("#ifdef __cplusplus");
      out.line("#define " + emission.prefix + "_ALIGN8 alignas(8)");
      out.line("#else");
      out.line("#define " + emission.prefix + "_ALIGN8 _Alignas(8)");
      out.line("#endif");
      out.gap();
    }
  }

  private static boolean isAtomic(PlanType type) {
    return type instanceof PlanType.Buffer buffer && buffer.atomic();
  }

  private void statuses() {
    out.line("#ifndef LUM_STATUS_DEFINED");
    out.line("#define LUM_STATUS_DEFINED");
    out.open("typedef enum LumStatus {");
    out.line("LUM_OK = 0,");
    out.line(
        "LUM_FAILED = 1,           /* an error ended the call; it is the first of its records */");
    out.line(
        "LUM_INVALID_ARGUMENT = 2, /* a null pointer, a negative length, or a misaligned buffer; nothing was done */");
    out.line("LUM_BUSY = 3,             /* a call still runs */");
    out.line("LUM_SHUT_DOWN = 4         /* the program was shut down before */");
    out.close("} LumStatus;");
    out.line("#endif");
    out.gap();
  }

  private void errors() {
    String p = emission.prefix;
    out.line(
        "/* One region around an error: which task statement (-1 in a parallel block), which iteration or task, and the value");
    out.line(" * of the iteration variable. */");
    out.open("struct " + p + "_path_step {");
    out.line("int32_t ordinal;");
    out.line("int64_t position;");
    out.line("int64_t value;");
    out.close("};");
    out.gap();
    out.open("struct " + p + "_error {");
    out.line("const char *type;");
    out.line("const char *message;");
    out.line("int64_t code;");
    out.line("const char *file;");
    out.line("int32_t line;");
    out.line("int32_t path_length;");
    out.line("struct " + p + "_path_step *path; /* outermost region first */");
    out.close("};");
    out.gap();
    out.line("/* The records of a call. A function that gets the address of one overwrites it. */");
    out.open("struct " + p + "_errors {");
    out.line("struct " + p + "_error *items;");
    out.line("int64_t count;");
    out.line("int64_t lost; /* records for which there was no memory */");
    out.close("};");
    out.gap();
    out.line("/* Frees what a call put into `errors`, and empties it. */");
    out.line("void " + p + "_errors_free(struct " + p + "_errors *errors);");
    out.gap();
  }

  private void struct(StructLayout struct, int index) {
    out.open("struct " + emission.structs.get(index) + " {");
    struct
        .fields()
        .forEachWithIndex((field, k) -> {
          ScalarType kind = field.type().kind();
          String align = kind.bytes() == 8 ? emission.prefix + "_ALIGN8 " : "";
          out.line(align + Emission.storage(kind) + " " + emission.fields.get(index).get(k) + ";");
        });
    out.close("};");
    out.gap();
  }

  private void externs() {
    if (emission.plan.externs().isEmpty()) {
      return;
    }
    out.line(
        "/* Functions that the host defines. One that may fail returns 0 for success, else the code of its error. */");
    emission
        .plan
        .externs()
        .forEachWithIndex((extern, k) -> out.line(externPrototype(emission, extern, k) + ";"));
    out.gap();
  }

  static String externPrototype(Emission emission, ExternPlan extern, int index) {
    MutableList<String> params = Lists.mutable.empty();
    Identifiers names = Identifiers.alone();
    names.reserve("result");
    extern
        .params()
        .each(param -> {
          String name = names.declareWithLength(param.name());
          addParameter(emission, params, param.type(), name);
        });
    boolean hasResult = !(extern.result() instanceof PlanType.Nothing);
    if (extern.fails() && hasResult) {
      params.add(emission.declaration(extern.result(), "*result").replace(" *result", " *result"));
    }
    String result = extern.fails() ? "int32_t" : emission.type(extern.result());
    String list = params.isEmpty() ? "void" : params.makeString(", ");
    return (result + " " + emission.externs.get(index) + "(" + list + ")")
        .replace("* " + emission.externs.get(index), "*" + emission.externs.get(index));
  }

  private static void addParameter(
      Emission emission, MutableList<String> params, PlanType type, String name) {
    if (type instanceof PlanType.Buffer buffer && buffer.atomic()) {
      String element = emission.element(buffer).substring("_Atomic ".length());
      params.add(emission.prefix + "_ATOMIC(" + element + ") *" + name);
      params.add("int64_t " + name + "_length");
    } else {
      emission.addParameter(params, type, name);
    }
  }

  private void entry(Entry entry, int index) {
    out.line(
        "/* "
            + CText.comment(entry.name())
            + Banner.place(emission.routine(entry.routine()).span())
            + " */");
    out.line(entryPrototype(emission, index) + ";");
    out.gap();
  }

  /** The names of an entry's parameters. */
  static MutableList<String> entryParameters(Emission emission, Routine routine) {
    Identifiers names = emission.file.inner();
    for (String own : new String[] {"result", "errors", "context"}) {
      names.reserve(own);
    }
    MutableList<String> all = Lists.mutable.empty();
    routine
        .params()
        .each(param -> {
          String name = names.declareWithLength(param.name());
          all.add(name);
        });
    return all;
  }

  static String entryPrototype(Emission emission, int index) {
    Routine routine = emission.routine(emission.plan.entries().get(index).routine());
    MutableList<String> names = entryParameters(emission, routine);
    MutableList<String> params = Lists.mutable.empty();
    routine
        .params()
        .forEachWithIndex((param, k) -> addParameter(emission, params, param.type(), names.get(k)));
    if (!(routine.result() instanceof PlanType.Nothing)) {
      params.add(emission.type(routine.result()) + " *result");
    }
    params.add("struct " + emission.prefix + "_errors *errors");
    return "LumStatus " + emission.entries.get(index) + "(" + params.makeString(", ") + ")";
  }
}
