package dev.luminar.emit.c;

import dev.luminar.plan.BareRegion;
import dev.luminar.plan.Local;
import dev.luminar.plan.ReductionPlan;
import dev.luminar.plan.ReductionShape;
import dev.luminar.plan.RegionErrors;
import dev.luminar.plan.Threads;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Val;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/** Prints what stands in routines for bare regions: the call of one, and the inside of a chunk. */
final class RegionCode {
  private final Body body;

  RegionCode(Body body) {
    this.body = body;
  }

  private Out out() {
    return body.out;
  }

  /** Calls the region's driver. */
  void run(Code.RunRegion run) {
    RegionNames names = body.emission.region(run.region());
    BareRegion region = names.region;
    var args = Lists.mutable.<String>empty();
    run.team().ifPresent(team -> args.add(body.addressOf(team)));
    if (names.usesContext()) {
      args.add("context");
    }
    args.add(body.values.print(run.count(), out()));
    if (region.threads() instanceof Threads.Exactly) {
      args.add(body.values.print(run.threads().orElseThrow(), out()));
    }
    run.guard().ifPresent(guard -> args.add(body.values.print(guard, out())));
    run.captures().each(capture -> body.values.addArgument(args, capture, out()));
    for (int k = 0; k < region.reductions().size(); k++) {
      if (region.reductions().get(k).operator() == ReductionPlan.Operator.USER) {
        args.add(body.values.print(run.identities().get(k), out()));
      }
    }
    for (Local result : run.results()) {
      args.add(body.addressOf(result));
    }
    if (names.hasErrors()) {
      args.add(run.errorCount().map(body::addressOf).orElse("NULL"));
    } else {
      run.errorCount().ifPresent(local -> body.set(local, "0"));
    }
    out().line(names.name + "_run(" + args.makeString(", ") + ");");
  }

  private RegionNames names() {
    return body.emission.region(body.emission.regionOfChunk(body.routine.id()).id());
  }

  /** Hands the error of an iteration to the region. */
  void record(Code.RecordIteration record) {
    RegionNames names = names();
    switch (names.region.errors()) {
      case RegionErrors.None none ->
          out().line(body.emission.support.use("context_clear") + "(context);");
      case RegionErrors.Stop stop ->
          out()
              .line(
                  body.emission.support.use("iteration_stop")
                      + "(context, &own->errors, &region->first_failed, "
                      + print(record.iteration())
                      + ", "
                      + step(record.step())
                      + ");");
      case RegionErrors.Collect collect ->
          out()
              .line(
                  body.emission.support.use("iteration_collect")
                      + "(context, &own->errors, "
                      + (collect.max() == Integer.MAX_VALUE ? "INT64_MAX" : collect.max())
                      + ", "
                      + step(record.step())
                      + ");");
      case RegionErrors.Ignore ignore ->
          out().line(body.emission.support.use("iteration_ignore") + "(context, &own->errors);");
    }
  }

  private String step(Code.PathStep at) {
    return "(struct "
        + body.emission.prefix
        + "_path_step){"
        + body.ordinal(at.ordinal())
        + ", "
        + print(at.position())
        + ", "
        + print(at.value())
        + "}";
  }

  private String print(Val value) {
    return body.values.print(value, out());
  }

  /** Says how many threads a region is worth, as its driver does where nothing depends on it. */
  void autoThreads(Code.AutoThreads auto) {
    String count = body.values.operand(auto.count(), out());
    String place = declared(auto.into(), "1");
    long serialBelow = auto.threads().serialBelow();
    long share = auto.threads().share();
    String enough = serialBelow > 0 ? count + " >= " + serialBelow : count + " > 1";
    String outermost =
        body.emission.nestsTeams() ? " && !" + body.emission.support.use("inside_team") : "";
    out().open("if (" + enough + outermost + ") {");
    out().line(place + " = " + hardware(auto) + ";");
    String most = body.locals.fresh("most");
    out().line("const int64_t " + most + " = " + count + (share > 1 ? " / " + share : "") + ";");
    out().line(place + " = " + place + " < " + most + " ? " + place + " : " + most + ";");
    if (share > 1) {
      out().line(place + " = " + place + " < 1 ? 1 : " + place + ";");
    }
    out().close("}");
  }

  private String hardware(Code.AutoThreads auto) {
    int max = body.emission.plan.config().maxThreads();
    if (max > 0) {
      return Integer.toString(max);
    }
    return auto.team()
        .map(team -> "team_hardware(" + body.addressOf(team) + ")")
        .orElseGet(() -> body.emission.support.use("hardware_threads") + "()");
  }

  private String declared(Local local, String value) {
    body.set(local, value);
    return body.locals.place(local);
  }

  void partNumber(Code.PartNumber number) {
    body.locals.markRead("own");
    body.set(number.into(), "own->part");
  }

  void load(Code.LoadPartial load) {
    body.set(load.into(), "own->" + names().reductions.get(load.reduction()));
  }

  void store(Code.StorePartial store) {
    out()
        .line(
            "own->"
                + names().reductions.get(store.reduction())
                + " = "
                + print(store.value())
                + ";");
  }

  // ---- lanes ----

  /** Prints the loop over one block. */
  void lanes(Code.Lanes lanes) {
    RegionNames names = names();
    String from = print(lanes.from());
    String to = print(lanes.to());
    String partial = "struct " + names.name + "_partial";
    boolean isWide =
        lanes.simple()
            && lanes
                .reductions()
                .noneSatisfy(lane ->
                    operator(names, lane) == ReductionPlan.Operator.USER
                        || lane.present().isPresent());
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
        .forEachWithIndex((l, k) -> declareLanes(names, l, laneNames.get(k), flagNames.get(k)));
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
          .forEachWithIndex((l, k) -> fold(names, l, laneNames.get(k), flagNames.get(k), lane));
      body.locals.leave(outer);
      out().close("}");
      out().close("}");
    }
    Identifiers outer = body.locals.enter();
    Object loop = body.openLoop(lanes.label());
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
                + to
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
    body.nextRound(loop);
    lanes
        .reductions()
        .forEachWithIndex((l, k) -> fold(names, l, laneNames.get(k), flagNames.get(k), lane));
    body.closeLoop(loop);
    out().close("}");
    body.locals.leave(outer);
    body.endLoop(loop);
    if (!isShaped) {
      ownPartials(names, lanes, laneNames);
      return;
    }
    String partials = body.locals.fresh("partial");
    out().line(partial + " " + partials + "[8];");
    String each = body.locals.fresh("k");
    out()
        .open("for (int64_t " + each + " = 0; " + each + " < " + laneCount + "; " + each + "++) {");
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
    out().line("own->partial = " + names.name + "_lanes(" + partials + ", " + laneCount + ");");
    body.locals.markRead("own");
    body.locals.markRead("region");
  }

  /** The lanes of reductions without a shape: they go to what the thread has so far. */
  private void ownPartials(RegionNames names, Code.Lanes lanes, ImmutableList<String> laneNames) {
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

  private static ReductionPlan.Operator operator(RegionNames names, Code.Lane lane) {
    return names.region.reductions().get(lane.reduction()).operator();
  }

  private void declareLanes(RegionNames names, Code.Lane lane, String name, String flag) {
    ReductionPlan reduction = names.region.reductions().get(lane.reduction());
    String neutral = RegionNames.neutral(body.emission, reduction);
    String all = Lists.mutable.withNValues(ReductionShape.LANES, () -> neutral).makeString(", ");
    out().line(body.emission.declaration(reduction.type(), name + "[8]") + " = {" + all + "};");
    if (!flag.isEmpty()) {
      out().line("bool " + flag + "[8] = {false};");
    }
  }

  private void fold(RegionNames names, Code.Lane lane, String name, String flag, String index) {
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
