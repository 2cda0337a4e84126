package dev.luminar.emit.c;

import dev.luminar.plan.BareRegion;
import dev.luminar.plan.Local;
import dev.luminar.plan.ReductionPlan;
import dev.luminar.plan.RegionErrors;
import dev.luminar.plan.Threads;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Val;
import org.eclipse.collections.api.factory.Lists;

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
}
