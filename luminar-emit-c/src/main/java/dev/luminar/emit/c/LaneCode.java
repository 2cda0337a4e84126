package dev.luminar.emit.c;

import dev.luminar.plan.ReductionPlan;
import dev.luminar.plan.ReductionShape;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Val;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/** Prints the loop of a chunk over eight lanes, and what becomes of the lanes behind it. */
final class LaneCode {
  private final Body body;
  private final RegionNames names;

  LaneCode(Body body) {
    this.body = body;
    this.names = body.emission.region(body.emission.regionOfChunk(body.routine.id()).id());
  }

  private Out out() {
    return body.out;
  }

  private String print(Val value) {
    return body.values.print(value, out());
  }

  /** Prints the loop over one block. */
  void print(Code.Lanes lanes) {
    String from = print(lanes.from());
    String to = print(lanes.to());
    String partial = "struct " + names.name + "_partial";
    boolean isWide =
        lanes.simple()
            && lanes
                .reductions()
                .noneSatisfy(lane ->
                    operator(lane) == ReductionPlan.Operator.USER || lane.present().isPresent());
    var laneNames =
        lanes
            .reductions()
            .collect(lane -> body.locals.fresh(names.reductions.get(lane.reduction()) + "_lane"));
    var flagNames =
        lanes
            .reductions()
            .collect(lane ->
                names.hasFlag(lane.reduction())
                    ? body.locals.fresh("has_" + names.reductions.get(lane.reduction()))
                    : "");
    String lane = body.locals.fresh("lane");
    boolean isShaped = names.region.shaped();
    String laneCount = isShaped ? body.locals.fresh("lanes") : "8";
    if (isShaped) {
      out().line("const int64_t " + laneCount + " = region->lanes;");
    }
    lanes
        .reductions()
        .forEachWithIndex((l, k) -> declareLanes(l, laneNames.get(k), flagNames.get(k)));
    String rest = from;
    if (isWide) {
      rest = body.locals.fresh("wide_end");
      String eights = to + " - (" + to + " - " + from + ") % 8";
      out()
          .line(
              "const int64_t "
                  + rest
                  + " = "
                  + (isShaped ? laneCount + " == 8 ? " + eights + " : " + from : eights)
                  + ";");
      String base = body.locals.fresh("base");
      out()
          .open(
              "for (int64_t "
                  + base
                  + " = "
                  + from
                  + "; "
                  + base
                  + " < "
                  + rest
                  + "; "
                  + base
                  + " += 8) {");
      out().open("for (int " + lane + " = 0; " + lane + " < 8; " + lane + "++) {");
      Identifiers outer = body.locals.enter();
      String index = body.locals.declare(lanes.index());
      out().line("const int64_t " + index + " = " + base + " + " + lane + ";");
      body.unusedUnlessRead(index);
      body.print(lanes.body());
      lanes
          .reductions()
          .forEachWithIndex((l, k) -> fold(l, laneNames.get(k), flagNames.get(k), lane));
      body.locals.leave(outer);
      out().close("}");
      out().close("}");
    }
    ImmutableList<String> tail = laneNames;
    if (isWide) {
      // The lanes of whole rows stay in registers, since only their copies are chosen by an index.
      out().open("if (" + rest + " < " + to + ") {");
      tail = laneNames.collect(name -> body.locals.fresh(name + "_of_rest"));
      for (int k = 0; k < laneNames.size(); k++) {
        copyLanes(lanes.reductions().get(k), laneNames.get(k), tail.get(k));
      }
    }
    rest(lanes, rest, lane, laneCount, tail, flagNames);
    if (isWide) {
      for (int k = 0; k < laneNames.size(); k++) {
        assignLanes(tail.get(k), laneNames.get(k));
      }
      out().close("}");
    }
    if (!isShaped) {
      ownPartials(lanes, laneNames);
      return;
    }
    body.locals.markRead("own");
    body.locals.markRead("region");
    if (!names.hasFlags()) {
      lanes
          .reductions()
          .forEachWithIndex((l, k) -> {
            String name = laneNames.get(k);
            out()
                .line(
                    "own->partial."
                        + names.reductions.get(l.reduction())
                        + " = "
                        + laneCount
                        + " == 1 ? "
                        + name
                        + "[0] : "
                        + tree(l, name, 0, ReductionShape.LANES)
                        + ";");
          });
      return;
    }
    String partials = body.locals.fresh("partial");
    out().line(partial + " " + partials + "[8];");
    String each = body.locals.fresh("k");
    out().open("for (int " + each + " = 0; " + each + " < 8; " + each + "++) {");
    lanes
        .reductions()
        .forEachWithIndex((l, k) -> {
          String field = names.reductions.get(l.reduction());
          out()
              .line(
                  partials
                      + "["
                      + each
                      + "]."
                      + field
                      + " = "
                      + laneNames.get(k)
                      + "["
                      + each
                      + "];");
          if (!flagNames.get(k).isEmpty()) {
            out()
                .line(
                    partials
                        + "["
                        + each
                        + "].has_"
                        + field
                        + " = "
                        + flagNames.get(k)
                        + "["
                        + each
                        + "];");
          }
        });
    out().close("}");
    out()
        .line(
            "own->partial = "
                + laneCount
                + " == 1 ? "
                + partials
                + "[0] : "
                + names.name
                + "_lanes("
                + partials
                + ");");
  }

  /** The loop over positions from {@code rest} on, one by one. */
  private void rest(
      Code.Lanes lanes,
      String rest,
      String lane,
      String laneCount,
      ImmutableList<String> laneNames,
      ImmutableList<String> flagNames) {
    String from = print(lanes.from());
    Identifiers outer = body.locals.enter();
    Object loop = body.jumps.openLoop(lanes.label());
    String index = body.locals.declare(lanes.index());
    out()
        .open(
            "for (int64_t "
                + index
                + " = "
                + rest
                + "; "
                + index
                + " < "
                + print(lanes.to())
                + "; "
                + index
                + "++) {");
    out()
        .line(
            "const int64_t "
                + lane
                + " = ("
                + index
                + " - "
                + from
                + ") & ("
                + laneCount
                + " - 1);");
    body.print(lanes.body());
    body.jumps.nextRound(loop);
    lanes
        .reductions()
        .forEachWithIndex((l, k) -> fold(l, laneNames.get(k), flagNames.get(k), lane));
    body.jumps.closeLoop(loop);
    out().close("}");
    body.locals.leave(outer);
    body.jumps.endLoop(loop);
  }

  private void copyLanes(Code.Lane lane, String from, String to) {
    ReductionPlan reduction = names.region.reductions().get(lane.reduction());
    out().line(body.emission.declaration(reduction.type(), to + "[8]") + ";");
    assignLanes(from, to);
  }

  private void assignLanes(String from, String to) {
    String k = body.locals.fresh("k");
    out().open("for (int " + k + " = 0; " + k + " < 8; " + k + "++) {");
    out().line(to + "[" + k + "] = " + from + "[" + k + "];");
    out().close("}");
  }

  /** Eight lanes in a binary tree, where none can be empty. */
  private String tree(Code.Lane lane, String name, int from, int count) {
    if (count == 1) {
      return name + "[" + from + "]";
    }
    ReductionPlan reduction = names.region.reductions().get(lane.reduction());
    int half = count / 2;
    String left = tree(lane, name, from, half);
    String right = tree(lane, name, from + half, half);
    String both = RegionNames.combine(body.emission, reduction, left, right);
    return count == ReductionShape.LANES ? both : "(" + both + ")";
  }

  /** The lanes of reductions without a shape: they go to what the thread has so far. */
  private void ownPartials(Code.Lanes lanes, ImmutableList<String> laneNames) {
    String lane = body.locals.fresh("k");
    out().open("for (int " + lane + " = 0; " + lane + " < 8; " + lane + "++) {");
    lanes
        .reductions()
        .forEachWithIndex((l, k) -> {
          ReductionPlan reduction = names.region.reductions().get(l.reduction());
          String own = "own->" + names.reductions.get(l.reduction());
          String value = laneNames.get(k) + "[" + lane + "]";
          out().line(own + " = " + RegionNames.combine(body.emission, reduction, own, value) + ";");
        });
    out().close("}");
    body.locals.markRead("own");
  }

  private ReductionPlan.Operator operator(Code.Lane lane) {
    return names.region.reductions().get(lane.reduction()).operator();
  }

  private void declareLanes(Code.Lane lane, String name, String flag) {
    ReductionPlan reduction = names.region.reductions().get(lane.reduction());
    String neutral = RegionNames.neutral(body.emission, reduction);
    String all = Lists.mutable.withNValues(ReductionShape.LANES, () -> neutral).makeString(", ");
    out().line(body.emission.declaration(reduction.type(), name + "[8]") + " = {" + all + "};");
    if (!flag.isEmpty()) {
      out().line("bool " + flag + "[8] = {false};");
    }
  }

  private void fold(Code.Lane lane, String name, String flag, String index) {
    ReductionPlan reduction = names.region.reductions().get(lane.reduction());
    String place = name + "[" + index + "]";
    String value = body.locals.read(lane.value());
    String combined =
        place + " = " + RegionNames.combine(body.emission, reduction, place, value) + ";";
    if (flag.isEmpty()) {
      out().line(combined);
      return;
    }
    String has = flag + "[" + index + "]";
    if (lane.present().isPresent()) {
      out().open("if (" + body.locals.read(lane.present().get()) + ") {");
    }
    if (reduction.operator() == ReductionPlan.Operator.USER) {
      out().open("if (" + has + ") {");
      out().line(combined);
      out().turn("} else {");
      out().line(place + " = " + value + ";");
      out().close("}");
    } else {
      out().line(combined);
    }
    out().line(has + " = true;");
    if (lane.present().isPresent()) {
      out().close("}");
    }
  }
}
