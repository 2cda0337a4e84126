package dev.luminar.emit.c;

import dev.luminar.plan.BareRegion;
import dev.luminar.plan.Capture;
import dev.luminar.plan.ChunkSchedule;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.ReductionPlan;
import dev.luminar.plan.Threads;
import java.util.List;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.MutableList;

/** Prints what a bare region has at file level: its structs, its chunk routine, and its driver. */
final class RegionPrinter {
  private final Emission emission;
  private final RegionNames names;
  private final BareRegion region;
  private final Out out;

  RegionPrinter(Emission emission, RegionNames names, Out out) {
    this.emission = emission;
    this.names = names;
    this.region = names.region;
    this.out = out;
  }

  /** The declaration of the driver, for routines above it. */
  static String prototype(Emission emission, RegionNames names) {
    MutableList<String> params = Lists.mutable.empty();
    if (names.region.onTeam()) {
      params.add("struct team *team");
    }
    if (names.usesContext()) {
      params.add("struct context *context");
    }
    params.add("int64_t count");
    if (names.region.threads() instanceof Threads.Exactly) {
      params.add("int64_t threads");
    }
    if (names.region.guarded()) {
      params.add("bool apart");
    }
    names
        .region
        .captures()
        .forEachWithIndex(
            (capture, k) -> emission.addParameter(params, capture.type(), names.captures.get(k)));
    names
        .region
        .reductions()
        .forEachWithIndex((reduction, k) -> {
          if (reduction.operator() == ReductionPlan.Operator.USER) {
            params.add(
                emission.declaration(reduction.type(), names.reductions.get(k) + "_identity"));
          }
        });
    names
        .region
        .reductions()
        .forEachWithIndex((reduction, k) ->
            params.add(emission.type(reduction.type()) + " *" + names.reductions.get(k)));
    if (names.hasErrors()) {
      params.add("int64_t *error_count");
    }
    return "static void " + names.name + "_run(" + params.makeString(", ") + ")";
  }

  /** Prints all of it. */
  void print() {
    Banner.region(
        out,
        region.parallel() ? "parallel block" : "concurrent block",
        region.name(),
        region.notation(),
        region.span(),
        "bare metal",
        region.reasons());
    out.gap();
    structs();
    if (region.shaped()) {
      combine();
    }
    chunk();
    part();
    driver();
  }

  private String struct(String role) {
    return "struct " + names.name + "_" + role;
  }

  private boolean anyLaned() {
    return region.shaped();
  }

  private void structs() {
    if (anyLaned()) {
      out.line("/* What a block, or a lane of it, contributes. */");
      out.open(struct("partial") + " {");
      forReductions(
          true,
          (reduction, field, k) -> {
            out.line(emission.declaration(reduction.type(), field) + ";");
            if (names.hasFlag(k)) {
              out.line("bool has_" + field + ";");
            }
          });
      out.close("};");
      out.gap();
    }
    if (names.hasOwn()) {
      out.line("/* What belongs to one thread, on cache lines of its own. */");
      out.open(struct("own") + " {");
      MutableList<String> fields = Lists.mutable.empty();
      if (names.usesContext()) {
        emission.support.use("context");
        fields.add("struct context context;");
      }
      if (names.usesPart()) {
        fields.add("int64_t part;");
      }
      if (names.hasErrors()) {
        emission.support.use("region_errors");
        fields.add("struct region_errors errors;");
      }
      forReductions(
          false,
          (reduction, field, k) -> fields.add(emission.declaration(reduction.type(), field) + ";"));
      if (anyLaned()) {
        fields.add(struct("partial") + " partial; /* of the block that was done last */");
      }
      fields.forEachWithIndex((field, k) -> out.line((k == 0 ? "_Alignas(64) " : "") + field));
      out.close("};");
      out.gap();
    }
    out.line("/* What all threads share. */");
    out.open(struct("region") + " {");
    region.captures().forEachWithIndex(this::captureField);
    out.line("int64_t count;");
    out.line("int64_t parts;");
    if (names.hasOwn()) {
      out.line(struct("own") + " *own;");
    }
    if (names.stops()) {
      emission.support.use("stop_at");
      out.line("_Atomic int64_t first_failed;");
    }
    if (region.isInBlocks()) {
      out.line("int64_t block_length;");
    }
    if (anyLaned()) {
      out.line("int64_t lanes;");
      out.line(
          struct("partial")
              + " *partials; /* one per block, or null: then blocks come in order */");
      out.line(
          struct("partial")
              + " tree[11]; /* at level k what 2^k neighbouring blocks contribute */");
    }
    if (!names.isStatic()) {
      String what = region.isInBlocks() ? "blocks" : "positions";
      String guided = region.schedule() instanceof ChunkSchedule.Guided ? "at least " : "";
      out.line("int64_t chunk; /* " + what + " that a thread takes at a time, " + guided + "*/");
      out.line("_Alignas(64) _Atomic int64_t next; /* what is taken next */");
    }
    out.close("};");
    out.gap();
  }

  private void captureField(Capture capture, int k) {
    String field = names.captures.get(k);
    out.line(emission.declaration(capture.type(), field) + ";" + access(capture));
    if (Emission.hasLength(capture.type())) {
      out.line("int64_t " + field + "_length;");
    }
  }

  private static String access(Capture capture) {
    return switch (capture.access()) {
      case READ_ONLY -> "";
      case MOVED -> " /* used by one task only */";
      case DISJOINT_WRITE -> " /* each element written by one iteration only */";
      case ATOMIC -> " /* used by atomic operations only */";
      case CHANNEL -> "";
    };
  }

  private interface ForReduction {
    void accept(ReductionPlan reduction, String field, int index);
  }

  private void forReductions(boolean laned, ForReduction action) {
    region
        .reductions()
        .forEachWithIndex((reduction, k) -> {
          if (names.isLaned(k) == laned) {
            action.accept(reduction, names.reductions.get(k), k);
          }
        });
  }

  private void lanes(String partial) {
    out.line("/* Eight lanes combine in a binary tree. */");
    out.open("static inline " + partial + " " + names.name + "_lanes(" + partial + " *lane) {");
    out.open("for (int step = 1; step < 8; step *= 2) {");
    out.open("for (int k = 0; k < 8; k += 2 * step) {");
    out.line("lane[k] = " + names.name + "_combine(lane[k], lane[k + step]);");
    out.close("}");
    out.close("}");
    out.line("return lane[0];");
    out.close("}");
    out.gap();
  }

  private void combine() {
    String partial = struct("partial");
    out.open(
        "static "
            + partial
            + " "
            + names.name
            + "_combine("
            + partial
            + " left, "
            + partial
            + " right) {");
    forReductions(
        true,
        (reduction, field, k) -> {
          String both =
              "left."
                  + field
                  + " = "
                  + RegionNames.combine(emission, reduction, "left." + field, "right." + field)
                  + ";";
          if (!names.hasFlag(k)) {
            out.line(both);
            return;
          }
          if (reduction.operator() == ReductionPlan.Operator.USER) {
            out.open("if (left.has_" + field + " && right.has_" + field + ") {");
            out.line(both);
            out.turn("} else if (right.has_" + field + ") {");
            out.line("left." + field + " = right." + field + ";");
            out.close("}");
          } else {
            out.line(both);
          }
          out.line("left.has_" + field + " = left.has_" + field + " || right.has_" + field + ";");
        });
    out.line("return left;");
    out.close("}");
    out.gap();
    if (names.hasFlags()) {
      lanes(partial);
    }
    out.line(
        "/* Takes in the next block. Neighbours of one size combine, as digits of a binary number"
            + " carry: the tree over all");
    out.line(" * blocks, with a logarithmic number of partials. */");
    out.open(
        "static void "
            + names.name
            + "_take("
            + struct("region")
            + " *region, int64_t block, "
            + partial
            + " partial) {");
    out.line("int level = 0;");
    out.open("for (; (block >> level) % 2 != 0; level++) {");
    out.line("partial = " + names.name + "_combine(region->tree[level], partial);");
    out.close("}");
    out.line("region->tree[level] = partial;");
    out.close("}");
    out.gap();
  }

  private void chunk() {
    var chunk = names.chunk;
    Out inner = new Out();
    Body body = new Body(emission, chunk, List.of(), inner);
    for (String own : List.of("region", "own")) {
      body.locals.reserve(own);
    }
    int captures = region.captures().size();
    for (int k = 0; k < captures; k++) {
      var param = chunk.params().get(k);
      String name = body.locals.declare(param);
      String field = names.captures.get(k);
      captureLocal(
          inner,
          body.locals,
          emission.declaration(param.type(), constName(param.type(), name)),
          name,
          field);
      if (Emission.hasLength(param.type())) {
        captureLocal(
            inner,
            body.locals,
            "const int64_t " + name + "_length",
            name + "_length",
            field + "_length");
      }
    }
    String from = body.locals.declare(chunk.params().get(captures));
    String to = body.locals.declare(chunk.params().get(captures + 1));
    if (names.usesContext()) {
      inner.line("struct context *const context = &own->context;");
      inner.line("(void)context;");
    }
    body.print(chunk.body());
    out.open(
        "static void "
            + emission.routines.get(chunk.id())
            + "("
            + struct("region")
            + " *region, "
            + (names.hasOwn() ? struct("own") + " *own, " : "")
            + "int64_t "
            + from
            + ", int64_t "
            + to
            + ") {");
    out.line("(void)region;");
    body.stepVariables(out);
    out.append(inner);
    out.close("}");
    out.gap();
  }

  private static String constName(PlanType type, String name) {
    boolean isPointer = type instanceof PlanType.Buffer || type instanceof PlanType.CellRef;
    return isPointer ? "const " + name : name;
  }

  private static void captureLocal(
      Out inner, Locals locals, String declaration, String name, String field) {
    inner.lineIf(declaration + " = region->" + field + ";", locals.reading(name));
  }

  /** Prints what one thread does: its chunks, one after the other. */
  private void part() {
    out.open("static void " + names.name + "_part(void *argument, int64_t part) {");
    out.line(struct("region") + " *const region = argument;");
    String own = "";
    if (names.hasOwn()) {
      out.line(struct("own") + " *const own = &region->own[part];");
      own = "own, ";
    } else if (!names.isStatic()) {
      out.line("(void)part; /* who takes a chunk is chance */");
    }
    String units = "region->count";
    if (region.isInBlocks()) {
      out.line("const int64_t length = region->block_length;");
      out.line("const int64_t blocks = (region->count - 1) / length + 1;");
      units = "blocks";
    }
    String call = emission.routines.get(names.chunk.id()) + "(region, " + own;
    switch (region.schedule()) {
      case ChunkSchedule.Static s -> {
        emission.support.use("part_start");
        out.line("const int64_t first = part_start(" + units + ", region->parts, part);");
        out.line("const int64_t end = part_start(" + units + ", region->parts, part + 1);");
        if (!region.isInBlocks() && !names.stops()) {
          out.open("if (first < end) {");
          out.line(call + "first, end);");
          out.close("}");
        } else {
          chunkOf(call);
        }
      }
      case ChunkSchedule.Guided g ->
          chunks("next_guided", units + ", region->chunk, region->parts", call);
      case ChunkSchedule.Dynamic d -> chunks("next_chunk", units + ", region->chunk", call);
      case ChunkSchedule.Shares d -> chunks("next_chunk", units + ", region->chunk", call);
    }
    out.close("}");
    out.gap();
  }

  private void chunks(String next, String arguments, String call) {
    out.line("int64_t first;");
    out.line("int64_t end;");
    out.open(
        "while ("
            + emission.support.use(next)
            + "(&region->next, "
            + arguments
            + ", &first, &end)) {");
    chunkOf(call);
    out.close("}");
  }

  /** Runs the chunk from first to end. */
  private void chunkOf(String call) {
    if (region.isInBlocks()) {
      out.open("for (int64_t block = first; block < end; block++) {");
      out.line("const int64_t from = block * length;");
      out.line("const int64_t to = region->count - from < length ? region->count : from + length;");
      stopCheck("from");
      out.line(call + "from, to);");
      if (anyLaned()) {
        out.open("if (region->partials != NULL) {");
        out.line("region->partials[block] = own->partial;");
        out.turn("} else {");
        out.line(names.name + "_take(region, block, own->partial);");
        out.close("}");
      }
      out.close("}");
    } else if (names.stops()) {
      long run = region.runLength();
      out.open("for (int64_t from = first; from < end;) {");
      out.line("const int64_t to = end - from < " + run + " ? end : from + " + run + ";");
      stopCheck("from");
      out.line(call + "from, to);");
      out.line("from = to;");
      out.close("}");
    } else {
      out.line(call + "first, end);");
    }
  }

  private void stopCheck(String from) {
    if (names.stops()) {
      emission.support.include("<stdatomic.h>");
      out.open(
          "if ("
              + from
              + " > atomic_load_explicit(&region->first_failed, memory_order_relaxed)) {");
      out.line("return; /* an earlier iteration failed; relaxed, since this only saves work */");
      out.close("}");
    }
  }

  private void driver() {
    new RegionDriver(emission, names, out).print();
  }
}
