package dev.luminar.emit.c;

import dev.luminar.plan.ErrorSite;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.Routine;
import dev.luminar.plan.StructLayout;
import java.util.List;
import java.util.TreeSet;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.MutableList;

/** Prints the source: routines and regions, callees first, then the entries. */
final class SourcePrinter {
  private final Emission emission;
  private final StringBuilder text = new StringBuilder();
  private Out code = new Out();

  SourcePrinter(Emission emission) {
    this.emission = emission;
  }

  String print() {
    Reach.Order order = Reach.order(emission.plan);
    early(order);
    new StepPrinter(emission, code).declarations(order.routines());
    flush();
    for (int id : order.routines()) {
      routine(emission.routine(id));
      flush();
    }
    new EntryPrinter(emission, code).print();
    structAsserts();
    flush();
    String sites = sites();
    Out top = new Out();
    new SourceHead(emission, top).print();
    String settings = RuntimeSettings.print(emission.plan.config());
    text.insert(0, "\n");
    text.insert(0, emission.support.print(emission.prefix, sites, settings));
    text.insert(0, longTexts());
    text.insert(0, top);
    return text.toString();
  }

  /** Turns lines into text while they are few: a program may have ten thousand functions. */
  private void flush() {
    text.append(code);
    code = new Out();
    if (!text.isEmpty() && !(text.length() > 1 && text.charAt(text.length() - 2) == '\n')) {
      code.gapFirst();
    }
  }

  private void early(Reach.Order order) {
    if (order.early().isEmpty()) {
      return;
    }
    Banner.part(code, "functions that call each other");
    for (int id = order.early().nextSetBit(0); id >= 0; id = order.early().nextSetBit(id + 1)) {
      Routine routine = emission.routine(id);
      if (routine.kind() == Routine.Kind.FUNCTION) {
        code.line(prototype(routine, routine.params().collect(p -> "").toList()) + ";");
      } else if (routine.kind() == Routine.Kind.CHUNK) {
        var region = emission.regionOfChunk(routine.id());
        code.line(RegionPrinter.prototype(emission, emission.region(region.id())) + ";");
      }
    }
  }

  private String prototype(Routine routine, List<String> names) {
    Identifiers scope = emission.file.inner();
    var declared = Lists.mutable.<String>empty();
    for (int k = 0; k < routine.params().size(); k++) {
      declared.add(
          names.get(k).isEmpty() ? scope.declare(routine.params().get(k).name()) : names.get(k));
    }
    String head = "static " + emission.type(routine.result());
    return head
        + (head.endsWith("*") ? "" : " ")
        + emission.routines.get(routine.id())
        + "("
        + emission.parameters(routine, declared.toImmutable())
        + ")";
  }

  private void routine(Routine routine) {
    switch (routine.kind()) {
      case FUNCTION -> function(routine);
      case CHUNK -> {
        var region = emission.regionOfChunk(routine.id());
        new RegionPrinter(emission, emission.region(region.id()), code).print();
      }
      case STEP -> new StepPrinter(emission, code).print(routine);
    }
  }

  private void function(Routine routine) {
    if (routine.usesContext()) {
      emission.support.use("context");
    }
    Out inner = new Out();
    Body body = new Body(emission, routine, List.of(), inner);
    MutableList<String> names = Lists.mutable.empty();
    for (String own : List.of("status", "item_ordinal", "chosen_arm")) {
      body.locals.reserve(own);
    }
    routine.params().each(param -> names.add(body.locals.declare(param)));
    for (int k = 0; k < names.size(); k++) {
      body.unusedUnlessRead(names.get(k));
      if (Emission.hasLength(routine.params().get(k).type())) {
        body.unusedUnlessRead(names.get(k) + "_length");
      }
    }
    if (routine.usesContext()) {
      inner.line("(void)context;");
    }
    body.print(routine.body());
    Banner.function(code, routine.name(), routine.span());
    code.open(prototype(routine, names) + " {");
    body.stepVariables(code);
    code.append(inner);
    code.close("}");
  }

  private void structAsserts() {
    if (emission.plan.structs().isEmpty()) {
      return;
    }
    Banner.part(code, "layouts, on which buffers of structs rely");
    emission.plan.structs().forEachWithIndex(this::structAssert);
  }

  private void structAssert(StructLayout struct, int index) {
    String type = "struct " + emission.structs.get(index);
    struct
        .fields()
        .forEachWithIndex((field, k) ->
            code.line(
                "_Static_assert(offsetof("
                    + type
                    + ", "
                    + emission.fields.get(index).get(k)
                    + ") == "
                    + field.offset()
                    + ", \"offset of a field\");"));
    code.line(
        "_Static_assert(sizeof(" + type + ") == " + struct.size() + ", \"size of a struct\");");
  }

  private String sites() {
    Out out = new Out();
    if (emission.plan.sites().isEmpty()) {
      out.line("static const struct error_site error_sites[1] = {{\"\", \"\", \"\", 0}};");
      return out.toString().stripTrailing();
    }
    out.open("static const struct error_site error_sites[] = {");
    for (ErrorSite site : emission.plan.sites()) {
      out.line(
          "/* "
              + site.id()
              + " */ {"
              + emission.text(site.type())
              + ", "
              + emission.text(site.message())
              + ", "
              + emission.text(site.span().source())
              + ", "
              + site.span().line()
              + "},");
    }
    out.close("};");
    return out.toString().stripTrailing();
  }

  private String longTexts() {
    StringBuilder out = new StringBuilder();
    emission.longTexts.forEach((text, name) ->
        out.append("static const char ")
            .append(name)
            .append("[] = ")
            .append(CText.array(text))
            .append(";\n"));
    return out.toString();
  }

  /** The headers that emitted code needs in any case, and those that its parts asked for. */
  static Iterable<String> headers(Emission emission) {
    TreeSet<String> all =
        new TreeSet<>(List.of("<float.h>", "<stdbool.h>", "<stddef.h>", "<stdint.h>"));
    emission.support.headers().forEach(all::add);
    if (emission.plan.routines().anySatisfy(r -> r.params().anySatisfy(p -> isAtomic(p.type())))) {
      all.add("<stdatomic.h>");
    }
    return all;
  }

  private static boolean isAtomic(PlanType type) {
    return type instanceof PlanType.CellRef
        || type instanceof PlanType.Buffer buffer && buffer.atomic();
  }
}
