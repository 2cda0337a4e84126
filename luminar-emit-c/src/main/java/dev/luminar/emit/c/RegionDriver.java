package dev.luminar.emit.c;

import dev.luminar.plan.BareRegion;
import dev.luminar.plan.ReductionPlan;
import dev.luminar.plan.RegionErrors;
import dev.luminar.plan.Threads;
import org.eclipse.collections.api.factory.Lists;

/** Prints the function that runs a bare region: threads, then the join of what they have. */
final class RegionDriver {
  private final Emission emission;
  private final RegionNames names;
  private final BareRegion region;
  private final Out out;

  RegionDriver(Emission emission, RegionNames names, Out out) {
    this.emission = emission;
    this.names = names;
    this.region = names.region;
    this.out = out;
  }

  private String struct(String role) {
    return "struct " + names.name + "_" + role;
  }

  void print() {
    out.open(RegionPrinter.prototype(emission, names) + " {");
    results();
    if (names.hasErrors()) {
      out.open("if (error_count != NULL) {");
      out.line("*error_count = 0;");
      out.close("}");
    }
    out.open("if (count == 0) {");
    out.line("return;");
    out.close("}");
    String units = shape();
    parts(units);
    region();
    start();
    join();
    out.close("}");
    out.gap();
  }

  private void results() {
    region
        .reductions()
        .forEachWithIndex((reduction, k) -> {
          String name = names.reductions.get(k);
          String identity =
              reduction.operator() == ReductionPlan.Operator.USER
                  ? name + "_identity"
                  : Values.constantText(emission, reduction.scalar(), reduction.identityBits());
          out.line("*" + name + " = " + identity + ";");
        });
  }

  private String shape() {
    if (!region.shaped()) {
      return "count";
    }
    emission.support.use("block_length");
    out.line("const int64_t length = block_length(count);");
    out.line("const int64_t blocks = (count - 1) / length + 1;");
    return "blocks";
  }

  private void parts(String units) {
    switch (region.threads()) {
      case Threads.Exactly exactly -> out.line("const int64_t parts = threads;");
      case Threads.Auto auto -> {
        out.line("int64_t parts = 1;");
        boolean nests = emission.nestsTeams();
        String enough = auto.serialBelow() > 0 ? "count >= " + auto.serialBelow() : "";
        String outermost = nests ? "!" + emission.support.use("inside_team") : "";
        String condition =
            Lists.immutable.of(enough, outermost).reject(String::isEmpty).makeString(" && ");
        if (!condition.isEmpty()) {
          out.open("if (" + condition + ") {");
        }
        int max = emission.plan.config().maxThreads();
        out.line(
            "parts = " + (max > 0 ? max : emission.support.use("hardware_threads") + "()") + ";");
        out.line("parts = parts < " + units + " ? parts : " + units + ";");
        if (!condition.isEmpty()) {
          out.close("}");
        }
      }
    }
  }

  private void region() {
    if (names.hasOwn()) {
      out.line(struct("own") + " alone = {0};");
      out.line(struct("own") + " *own = NULL;");
      emission.support.include("<stdlib.h>");
      out.open("if (parts > 1) {");
      out.line("own = calloc((size_t)parts, sizeof *own);");
      out.close("}");
    }
    out.open(struct("region") + " region = {");
    region
        .captures()
        .forEachWithIndex((capture, k) -> {
          String field = names.captures.get(k);
          out.line("." + field + " = " + field + ",");
          if (Emission.hasLength(capture.type())) {
            out.line("." + field + "_length = " + field + "_length,");
          }
        });
    out.line(".count = count,");
    out.line(".parts = parts,");
    if (names.hasOwn()) {
      out.line(".own = own == NULL ? &alone : own,");
      out.line(".own_count = own == NULL ? 1 : parts,");
    }
    if (region.shaped()) {
      out.line(".block_length = length,");
      out.line(".lanes = length < 32 ? 1 : 8,");
    }
    out.close("};");
    if (names.stops()) {
      emission.support.include("<stdatomic.h>");
      out.line("atomic_init(&region.first_failed, INT64_MAX);");
    }
    if (region.shaped()) {
      out.open("if (own != NULL) {");
      out.line("region.partials = calloc((size_t)blocks, sizeof *region.partials);");
      out.close("}");
    }
    initOwn();
  }

  private void initOwn() {
    boolean hasRunning = running();
    if (!names.usesContext() && !hasRunning) {
      return;
    }
    out.open("for (int64_t k = 0; k < region.own_count; k++) {");
    if (names.usesContext()) {
      out.line("region.own[k].context.outer = context;");
      if (emission.plan.needsRuntime() && !entersCalls()) {
        out.line("region.own[k].context.task = context->task;");
      }
    }
    region
        .reductions()
        .forEachWithIndex((reduction, k) -> {
          if (!names.isLaned(k)) {
            out.line(
                "region.own[k]."
                    + names.reductions.get(k)
                    + " = "
                    + RegionNames.neutral(emission, reduction)
                    + ";");
          }
        });
    out.close("}");
  }

  /**
   * Whether threads of the region may use the runtime for blocks inside it. Then each enters a call
   * of its own: what a task owns it may open and join on one thread only.
   */
  private boolean entersCalls() {
    return emission.startsRuntime(region.chunk());
  }

  private boolean running() {
    for (int k = 0; k < region.reductions().size(); k++) {
      if (!names.isLaned(k)) {
        return true;
      }
    }
    return false;
  }

  private void start() {
    emission.support.use("team");
    String run = names.name + "_part";
    if (!names.hasOwn()) {
      out.line("team_run(parts, " + run + ", &region);");
      return;
    }
    String enough =
        "region.own_count == parts"
            + (region.shaped() ? " && (parts == 1 || region.partials != NULL)" : "");
    out.open("if (" + enough + ") {");
    out.line("team_run(parts, " + run + ", &region);");
    out.turn("} else { /* no memory for what each thread needs: one part after the other */");
    out.open("for (int64_t part = 0; part < parts; part++) {");
    out.line(run + "(&region, part);");
    out.close("}");
    out.close("}");
  }

  private void join() {
    joinErrors();
    if (region.shaped()) {
      joinBlocks();
    }
    if (running()) {
      out.open("for (int64_t k = 0; k < region.own_count; k++) {");
      region
          .reductions()
          .forEachWithIndex((reduction, k) -> {
            if (!names.isLaned(k)) {
              String name = names.reductions.get(k);
              out.line(
                  "*"
                      + name
                      + " = "
                      + RegionNames.combine(
                          emission, reduction, "*" + name, "region.own[k]." + name)
                      + ";");
            }
          });
      out.close("}");
    }
    if (region.shaped()) {
      out.line("free(region.partials);");
    }
    if (names.hasOwn()) {
      out.line("free(own);");
    }
  }

  private void joinErrors() {
    if (!names.usesContext()) {
      return;
    }
    emission.support.use("record_list_move");
    emission.support.use("record_list_sort");
    out.line("const int64_t collected = context->collected.count;");
    if (names.stops()) {
      out.line(struct("own") + " *failed = NULL;");
    }
    out.open("for (int64_t k = 0; k < region.own_count; k++) {");
    if (entersCalls()) {
      out.line(emission.support.use("part_leave") + "(&region.own[k].context);");
    }
    out.line("record_list_move(&context->collected, &region.own[k].context.collected);");
    if (names.hasErrors()) {
      out.open("if (error_count != NULL) {");
      out.line("*error_count += region.own[k].errors.count;");
      out.close("}");
    }
    if (names.stops()) {
      out.open("if (region.own[k].errors.count > 0) {");
      out.open(
          "if (failed == NULL || region.own[k].errors.first_failed < failed->errors.first_failed) {");
      out.line("failed = &region.own[k];");
      out.close("}");
      out.close("}");
    }
    out.close("}");
    out.line("record_list_sort(&context->collected, collected);");
    if (region.errors() instanceof RegionErrors.Collect collect
        && collect.max() != Integer.MAX_VALUE) {
      emission.support.use("record_list_cut");
      out.line("record_list_cut(&context->collected, collected, " + collect.max() + ");");
    }
    if (names.stops()) {
      emission.support.use("region_raise");
      out.open("if (failed != NULL) {");
      out.line("region_raise(context, collected, &failed->errors.failure);");
      out.close("}");
      out.open("for (int64_t k = 0; k < region.own_count; k++) {");
      out.line("record_drop(&region.own[k].errors.failure);");
      out.close("}");
    }
  }

  private void joinBlocks() {
    out.open("if (region.partials != NULL) {");
    out.open("for (int64_t block = 0; block < blocks; block++) {");
    out.line(names.name + "_take(&region, block, region.partials[block]);");
    out.close("}");
    out.close("}");
    out.line("int level = 0;");
    out.open("while ((blocks >> level) % 2 == 0) {");
    out.line("level++;");
    out.close("}");
    out.line(struct("partial") + " all = region.tree[level];");
    out.open("for (level++; blocks >> level != 0; level++) {");
    out.open("if ((blocks >> level) % 2 != 0) {");
    out.line("all = " + names.name + "_combine(region.tree[level], all);");
    out.close("}");
    out.close("}");
    region
        .reductions()
        .forEachWithIndex((reduction, k) -> {
          if (!names.isLaned(k)) {
            return;
          }
          String name = names.reductions.get(k);
          if (names.hasFlag(k)) {
            out.open("if (all.has_" + name + ") {");
          }
          out.line("*" + name + " = all." + name + ";");
          if (names.hasFlag(k)) {
            out.close("}");
          }
        });
  }
}
