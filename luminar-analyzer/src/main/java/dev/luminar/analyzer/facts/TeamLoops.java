package dev.luminar.analyzer.facts;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.*;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds for each region in sequential loops the outermost one that threads may live over: none of
 * its statements may wait, since threads would stand idle, and none calls an extern with effects,
 * which could tell whether there are threads.
 */
public final class TeamLoops {
  private static final Set<Effect> WORLD =
      Set.of(Effect.EXTERN_READS, Effect.EXTERN_WRITES, Effect.BLOCKS);

  private final ProgramFacts facts;
  private final Map<String, Extern> externs = new HashMap<>();
  private final Predicate<RegionKey> isBare;
  private final Set<String> waiting;
  private final Map<RegionKey, TeamLoop> found = new HashMap<>();
  private final List<OpenLoop> loops = new ArrayList<>();
  private String function = "";
  private int regions;
  private int regionsAround;

  private record OpenLoop(Span span, double turns, TeamLoop.@Nullable Obstacle obstacle) {}

  private TeamLoops(
      Program program, ProgramFacts facts, Predicate<RegionKey> isBare, Set<String> waiting) {
    this.facts = facts;
    this.isBare = isBare;
    this.waiting = waiting;
    program.externs().forEach(extern -> externs.put(extern.name(), extern));
  }

  /**
   * Returns the loops of each region on plain threads that stands in one.
   *
   * @param isBare whether a region runs on plain threads
   * @param waiting the functions that may wait for tasks
   */
  public static Map<RegionKey, TeamLoop> of(
      Program program, ProgramFacts facts, Predicate<RegionKey> isBare, Set<String> waiting) {
    requireNonNull(facts, "facts");
    requireNonNull(isBare, "isBare");
    requireNonNull(waiting, "waiting");
    var pass = new TeamLoops(requireNonNull(program, "program"), facts, isBare, waiting);
    for (Function each : program.functions()) {
      pass.function = each.name();
      pass.regions = 0;
      pass.statements(each.body(), true);
    }
    return pass.found;
  }

  /**
   * Looks through a block.
   *
   * @param mayHoist whether it runs on a thread of its own choice: not in a task of a runtime, and
   *     not directly in a concurrent block
   */
  private void statements(Block block, boolean mayHoist) {
    block.statements().forEach(statement -> statement(statement, mayHoist));
  }

  private void statement(Stmt statement, boolean mayHoist) {
    switch (statement) {
      case Region region -> region(region, mayHoist);
      case Task task -> inside(task.body(), mayHoist);
      case Worker worker -> inside(worker.body(), false);
      case While loop -> loop(loop, mayHoist);
      case For loop -> loop(loop, mayHoist);
      default -> statement.blocks().forEach(inner -> statements(inner, mayHoist));
    }
  }

  private void loop(Stmt loop, boolean mayHoist) {
    loops.add(new OpenLoop(loop.span(), WorkEstimate.turns(loop), obstacle(loop)));
    loop.blocks().forEach(inner -> statements(inner, mayHoist));
    loops.removeLast();
  }

  private void region(Region region, boolean mayHoist) {
    var key = new RegionKey(function, regions++);
    boolean bare = isBare.test(key);
    // One that lies in another region and leaves the number of threads open starts none.
    boolean starts = regionsAround == 0 || !RegionOptions.cores(region).isAuto();
    if (bare && mayHoist && starts && !loops.isEmpty()) {
      found.put(key, choice());
    }
    regionsAround++;
    if (region instanceof Concurrent) {
      // Its tasks are routines of their own, its body is not: loops there are passed over.
      List<OpenLoop> around = List.copyOf(loops);
      loops.clear();
      for (Stmt statement : region.body().statements()) {
        if (statement instanceof Task task) {
          inside(task.body(), bare);
        } else {
          statement(statement, false);
        }
      }
      loops.addAll(around);
    } else {
      inside(region.body(), bare);
    }
    regionsAround--;
  }

  private void inside(Block body, boolean mayHoist) {
    List<OpenLoop> around = List.copyOf(loops);
    loops.clear();
    statements(body, mayHoist);
    loops.clear();
    loops.addAll(around);
  }

  private TeamLoop choice() {
    double turns = 1;
    int level = loops.size();
    TeamLoop.Obstacle obstacle = null;
    while (level > 0 && obstacle == null) {
      OpenLoop loop = loops.get(level - 1);
      obstacle = loop.obstacle();
      if (obstacle == null) {
        turns *= Math.max(1, loop.turns());
        level--;
      }
    }
    boolean isHoisted = level < loops.size();
    return new TeamLoop(
        isHoisted ? Optional.of(loops.get(level).span()) : Optional.empty(),
        level,
        turns,
        Optional.ofNullable(obstacle));
  }

  private TeamLoop.@Nullable Obstacle obstacle(Stmt loop) {
    int[] ordinal = {regions};
    TeamLoop.Obstacle[] first = new TeamLoop.Obstacle[1];
    if (loop instanceof While spinning && SpinLoops.waits(spinning)) {
      return new TeamLoop.Obstacle(loop.span(), "waits for an atomic", loop.span());
    }
    for (Block body : loop.blocks()) {
      Walk.statements(
          body,
          statement -> {
            String what = what(statement, ordinal);
            if (what != null && first[0] == null) {
              first[0] = new TeamLoop.Obstacle(loop.span(), what, statement.span());
            }
          });
    }
    return first[0];
  }

  private @Nullable String what(Stmt statement, int[] ordinal) {
    return switch (statement) {
      case Call call -> called(call.callee());
      case While loop when SpinLoops.waits(loop) -> "waits for an atomic";
      case Region region ->
          isBare.test(new RegionKey(function, ordinal[0]++))
              ? null
              : "runs a block that needs the runtime";
      case ChannelDecl s -> "uses a channel";
      case Send s -> "uses a channel";
      case Receive s -> "uses a channel";
      case ForReceive s -> "uses a channel";
      case Offer s -> "uses a channel";
      case Poll s -> "uses a channel";
      case Close s -> "uses a channel";
      case Select s -> "uses a channel";
      case Spawn s -> "starts a task";
      case Await s -> "waits for a task";
      case Sleep s -> "sleeps";
      case Yield s -> "lets other tasks run";
      case AsyncRead s -> "waits for input";
      case AsyncWrite s -> "waits for output";
      default -> null;
    };
  }

  private @Nullable String called(String callee) {
    Extern extern = externs.get(callee);
    if (extern != null) {
      boolean isPlain = extern.effect() == ExternEffect.PURE && !extern.isBlocking();
      return isPlain ? null : "calls the extern '" + callee + "'";
    }
    if (waiting.contains(callee)) {
      return "calls '" + callee + "', which may wait";
    }
    return facts
        .function(callee)
        .flatMap(f -> f.effects().stream().filter(WORLD::contains).findFirst())
        .map(effect -> "calls '" + callee + "', which " + effect.words())
        .orElse(null);
  }
}
