package dev.luminar.emit.c;

import dev.luminar.plan.BareRegion;
import dev.luminar.plan.ChunkSchedule;
import dev.luminar.plan.ReductionPlan;
import dev.luminar.plan.RegionErrors;
import dev.luminar.plan.RegionUse;
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
    shape();
    parts();
    own();
    partials();
    chunk();
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

  private void shape() {
    if (region.isInBlocks()) {
      emission.support.use("block_length");
      out.line("const int64_t length = block_length(count);");
      out.line("const int64_t blocks = (count - 1) / length + 1;");
    }
  }

  /** What is partitioned: positions, or whole blocks of the shape. */
  private String units() {
    return region.isInBlocks() ? "blocks" : "count";
  }

  /** A number of positions in these units, rounded up. */
  private String inUnits(long positions) {
    if (!region.isInBlocks() || positions == 1) {
      return Long.toString(positions);
    }
    return "((" + (positions - 1) + " / length) + 1)";
  }

  private void parts() {
    switch (region.threads()) {
      case Threads.Exactly exactly ->
          out.line(
              "int64_t parts = " + (region.guarded() ? "apart ? threads : 1" : "threads") + ";");
      case Threads.Auto auto -> {
        out.line("int64_t parts = 1;");
        boolean nests = emission.nestsTeams();
        String enough = auto.serialBelow() > 0 ? "count >= " + auto.serialBelow() : "";
        String outermost = nests ? "!" + emission.support.use("inside_team") : "";
        String apart = region.guarded() ? "apart" : "";
        String condition =
            Lists.immutable.of(apart, enough, outermost).reject(String::isEmpty).makeString(" && ");
        if (!condition.isEmpty()) {
          out.open("if (" + condition + ") {");
        }
        out.line("parts = " + hardware() + ";");
        if (!condition.isEmpty()) {
          out.close("}");
        }
      }
    }
    out.line("const int64_t parts_max = " + partsMax() + ";");
    out.line("parts = parts < parts_max ? parts : parts_max;");
    if (fewestPositions() > 1) {
      out.line("parts = parts < 1 ? 1 : parts;");
    }
  }

  private String hardware() {
    int max = emission.plan.config().maxThreads();
    if (max > 0) {
      return Integer.toString(max);
    }
    return region.onTeam()
        ? "team_hardware(team)"
        : emission.support.use("hardware_threads") + "()";
  }

  /** The fewest positions that a thread is started for. */
  private long fewestPositions() {
    long share = region.threads() instanceof Threads.Auto auto ? auto.share() : 1;
    return Math.max(share, region.grain());
  }

  /** No thread is started for less than a chunk. */
  private String partsMax() {
    long fewest = fewestPositions();
    if (region.schedule() instanceof ChunkSchedule.Dynamic d && d.length() >= fewest) {
      return "(" + units() + " - 1) / " + inUnits(d.length()) + " + 1";
    }
    return fewest == 1 ? units() : units() + " / " + inUnits(fewest);
  }

  /** Memory for what belongs to one thread: on the stack, but for many threads. */
  private void own() {
    if (!names.hasOwn()) {
      return;
    }
    String own = struct("own");
    out.line(own + " few[2048 / sizeof(" + own + ") + 1];");
    out.line("const int64_t few_count = (int64_t)(sizeof few / sizeof few[0]);");
    out.line(own + " *own = few;");
    out.open("if (parts > few_count) {");
    emission.support.include("<stdlib.h>");
    String memory =
        region.onTeam()
            ? emission.support.use("team_scratch") + "(team, 0, "
            : "aligned_alloc(64, ";
    out.line("own = " + memory + "(size_t)parts * sizeof *own);");
    out.open("if (own == NULL) { /* no memory is as no threads */");
    out.line("own = few;");
    out.line("parts = few_count;");
    out.close("}");
    out.close("}");
  }

  /** Memory for what each block contributes; one thread alone goes without. */
  private void partials() {
    if (!region.shaped()) {
      return;
    }
    emission.support.include("<stdlib.h>");
    out.line(struct("partial") + " few_partials[64];");
    out.line(struct("partial") + " *partials = NULL;");
    out.open("if (parts > 1) {");
    String memory =
        region.onTeam() ? emission.support.use("team_scratch") + "(team, 1, " : "malloc(";
    out.line("partials = few_partials;");
    out.open("if (blocks > 64) {");
    out.line("partials = " + memory + "(size_t)blocks * sizeof *partials);");
    out.close("}");
    out.line("parts = partials == NULL ? 1 : parts; /* no memory is as no threads */");
    out.close("}");
  }

  /** The length of chunks that threads take as they are free. */
  private void chunk() {
    switch (region.schedule()) {
      case ChunkSchedule.Static s -> {}
      case ChunkSchedule.Dynamic d ->
          out.line("const int64_t chunk = " + inUnits(d.length()) + ";");
      case ChunkSchedule.Guided g ->
          out.line("const int64_t chunk = " + inUnits(region.grain()) + ";");
      case ChunkSchedule.Shares s -> {
        String least = inUnits(region.grain());
        out.line(
            "int64_t chunk = parts == 1 ? "
                + units()
                + " : "
                + units()
                + " / (parts * "
                + s.perThread()
                + ");");
        out.line("chunk = chunk < " + least + " ? " + least + " : chunk;");
      }
    }
  }

  private void region() {
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
      out.line(".own = own,");
    }
    if (region.isInBlocks()) {
      out.line(".block_length = length,");
    }
    if (region.shaped()) {
      out.line(".lanes = length < 32 ? 1 : 8,");
      out.line(".partials = partials,");
    }
    if (!names.isStatic()) {
      out.line(".chunk = chunk,");
    }
    out.close("};");
    if (names.stops()) {
      emission.support.include("<stdatomic.h>");
      out.line("atomic_init(&region.first_failed, INT64_MAX);");
    }
    if (!names.isStatic()) {
      emission.support.include("<stdatomic.h>");
      out.line("atomic_init(&region.next, 0);");
    }
    initOwn();
  }

  private void initOwn() {
    if (!names.hasOwn()) {
      return;
    }
    out.open("for (int64_t k = 0; k < parts; k++) {");
    out.line("own[k] = (" + struct("own") + "){0};");
    if (names.usesPart()) {
      out.line("own[k].part = k;");
    }
    if (names.usesContext()) {
      out.line("own[k].context.outer = context;");
      if (emission.plan.needsRuntime() && !entersCalls()) {
        out.line("own[k].context.task = context->task;");
      }
    }
    region
        .reductions()
        .forEachWithIndex((reduction, k) -> {
          if (!names.isLaned(k)) {
            out.line(
                "own[k]."
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
    String run = names.name + "_part";
    boolean isPlain = RegionUse.isPlain(emission.plan, region);
    if (isPlain) {
      out.open("if (parts == 1) {");
      out.line(emission.routines.get(names.chunk.id()) + "(&region, 0, count);");
      out.turn("} else {");
    }
    if (region.onTeam()) {
      out.line("team_step(team, parts, " + run + ", &region);");
    } else {
      out.line(emission.support.use("team_run") + "(parts, " + run + ", &region);");
    }
    if (isPlain) {
      out.close("}");
    }
  }

  private void join() {
    joinErrors();
    if (region.shaped()) {
      if (names.stops()) {
        out.open("if (failed == NULL) { /* else blocks are missing */");
      }
      joinBlocks();
      if (names.stops()) {
        out.close("}");
      }
    }
    if (running()) {
      out.open("for (int64_t k = 0; k < parts; k++) {");
      region
          .reductions()
          .forEachWithIndex((reduction, k) -> {
            if (!names.isLaned(k)) {
              String name = names.reductions.get(k);
              out.line(
                  "*"
                      + name
                      + " = "
                      + RegionNames.combine(emission, reduction, "*" + name, "own[k]." + name)
                      + ";");
            }
          });
      out.close("}");
    }
    if (region.shaped() && !region.onTeam()) {
      out.open("if (partials != few_partials) {");
      out.line("free(partials);");
      out.close("}");
    }
    if (names.hasOwn() && !region.onTeam()) {
      out.open("if (own != few) {");
      out.line("free(own);");
      out.close("}");
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
    out.open("for (int64_t k = 0; k < parts; k++) {");
    if (entersCalls()) {
      out.line(emission.support.use("part_leave") + "(&own[k].context);");
    }
    out.line("record_list_move(&context->collected, &own[k].context.collected);");
    if (names.hasErrors()) {
      out.open("if (error_count != NULL) {");
      out.line("*error_count += own[k].errors.count;");
      out.close("}");
    }
    if (names.stops()) {
      out.open("if (own[k].errors.count > 0) {");
      out.open("if (failed == NULL || own[k].errors.first_failed < failed->errors.first_failed) {");
      out.line("failed = &own[k];");
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
      out.open("for (int64_t k = 0; k < parts; k++) {");
      out.line("record_drop(&own[k].errors.failure);");
      out.close("}");
    }
  }

  private void joinBlocks() {
    out.open("if (partials != NULL) {");
    out.open("for (int64_t block = 0; block < blocks; block++) {");
    out.line(names.name + "_take(&region, block, partials[block]);");
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
