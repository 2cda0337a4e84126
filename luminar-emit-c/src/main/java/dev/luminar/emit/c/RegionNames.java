package dev.luminar.emit.c;

import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.BareRegion;
import dev.luminar.plan.ChunkSchedule;
import dev.luminar.plan.ReductionPlan;
import dev.luminar.plan.RegionErrors;
import dev.luminar.plan.Routine;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Walk;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.collections.api.list.ImmutableList;

/** The C names of a bare region's parts, and which of them it has. */
final class RegionNames {
  final BareRegion region;
  final Routine chunk;

  /** Joined with a role it names everything of the region's at file level. */
  final String name;

  /** The fields of the region's struct that hold the captures. */
  final ImmutableList<String> captures;

  /** The fields of a partial, one per reduction. */
  final ImmutableList<String> reductions;

  /** Whether the chunk looks at the number of its part. */
  private boolean usesPart;

  private final BitSet laned = new BitSet();
  private final Map<Integer, Boolean> flagged = new HashMap<>();

  RegionNames(Emission emission, BareRegion region) {
    this.region = region;
    this.chunk = emission.routine(region.chunk());
    this.name = emission.bareRegions.get(region.id());
    Identifiers scope = Identifiers.alone();
    for (String own :
        List.of(
            "count",
            "parts",
            "own",
            "chunk",
            "next",
            "block_length",
            "lanes",
            "partials",
            "tree",
            "first_failed")) {
      scope.reserve(own);
    }
    for (String own :
        List.of(
            "context",
            "errors",
            "partial",
            "block",
            "threads",
            "apart",
            "error_count",
            "region",
            "k",
            "part",
            "level",
            "all",
            "length",
            "blocks",
            "few",
            "few_count",
            "few_partials",
            "parts_max",
            "team",
            "failed",
            "collected")) {
      scope.reserve(own);
    }
    this.captures = region.captures().collect(capture -> scope.declareWithLength(capture.name()));
    this.reductions = region.reductions().collect(reduction -> scope.declare(reduction.name()));
    findLanes(chunk.body());
  }

  private void findLanes(Code code) {
    if (code instanceof Code.Lanes lanes && region.shaped()) {
      for (Code.Lane lane : lanes.reductions()) {
        laned.set(lane.reduction());
        boolean isUser = operator(lane.reduction()) == ReductionPlan.Operator.USER;
        flagged.put(lane.reduction(), isUser || lane.present().isPresent());
      }
    }
    usesPart |= code instanceof Code.PartNumber;
    Walk.children(code, this::findLanes);
  }

  private ReductionPlan.Operator operator(int reduction) {
    return region.reductions().get(reduction).operator();
  }

  /**
   * Whether the reduction goes through lanes and blocks; others have one running value per thread.
   */
  boolean isLaned(int reduction) {
    return laned.get(reduction);
  }

  /** Whether a partial of the reduction says if it holds a value. */
  boolean hasFlag(int reduction) {
    return flagged.getOrDefault(reduction, false);
  }

  /** Whether that is so of any. */
  boolean hasFlags() {
    return flagged.containsValue(true);
  }

  /** Whether each thread has one part with fixed boundaries. */
  boolean isStatic() {
    return region.schedule() instanceof ChunkSchedule.Static;
  }

  boolean usesContext() {
    return chunk.usesContext();
  }

  boolean hasErrors() {
    return !(region.errors() instanceof RegionErrors.None);
  }

  boolean stops() {
    return region.errors() instanceof RegionErrors.Stop;
  }

  /** Whether the chunk routine needs anything that belongs to one thread. */
  boolean hasOwn() {
    return usesPart || usesContext() || !region.reductions().isEmpty();
  }

  boolean usesPart() {
    return usesPart;
  }

  /** How two values of the reduction become one. */
  static String combine(Emission emission, ReductionPlan reduction, String a, String b) {
    if (reduction.operator() == ReductionPlan.Operator.USER) {
      return emission.routines.get(reduction.combine().orElseThrow()) + "(" + a + ", " + b + ")";
    }
    ScalarType type = reduction.scalar();
    boolean isReal = type == ScalarType.F32 || type == ScalarType.F64;
    boolean isBool = type == ScalarType.BOOL;
    return switch (reduction.operator()) {
      case SUM ->
          isReal ? a + " + " + b : emission.support.use("add_" + type) + "(" + a + ", " + b + ")";
      case PRODUCT ->
          isReal ? a + " * " + b : emission.support.use("mul_" + type) + "(" + a + ", " + b + ")";
      case MIN -> emission.support.use("min_" + type) + "(" + a + ", " + b + ")";
      case MAX -> emission.support.use("max_" + type) + "(" + a + ", " + b + ")";
      case AND -> a + (isBool ? " && " : " & ") + b;
      case OR -> a + (isBool ? " || " : " | ") + b;
      case XOR -> a + (isBool ? " != " : " ^ ") + b;
      case USER -> throw new IllegalStateException("handled above");
    };
  }

  /** The value that a partial starts from. */
  static String neutral(Emission emission, ReductionPlan reduction) {
    return reduction.operator() == ReductionPlan.Operator.USER
        ? Emission.zero(reduction.type())
        : Values.constantText(emission, reduction.scalar(), reduction.neutralBits());
  }
}
