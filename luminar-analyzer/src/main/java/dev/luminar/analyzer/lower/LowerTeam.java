package dev.luminar.analyzer.lower;

import dev.luminar.analyzer.facts.RegionKey;
import dev.luminar.analyzer.facts.RegionOptions;
import dev.luminar.analyzer.facts.TeamLoop;
import dev.luminar.analyzer.program.RegionAnalysis;
import dev.luminar.model.Block;
import dev.luminar.model.Cores;
import dev.luminar.model.Region;
import dev.luminar.model.Stmt;
import dev.luminar.model.Task;
import dev.luminar.model.Worker;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.code.Code;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * This pass puts a team around a sequential loop whose regions' threads live over it. The scope of
 * the loop owns the team, so that every way out of it ends the threads.
 */
final class LowerTeam {

  private LowerTeam() {}

  /** What the regions of a loop ask for. */
  private static final class Wish {
    final RoutineBuilder b;
    final int level;
    int ordinal;
    int exactly;
    boolean hasAuto;

    Wish(RoutineBuilder b, int level) {
      this.b = b;
      this.level = level;
      this.ordinal = b.cursor.regionsSoFar();
    }

    PlanType.@Nullable Team team() {
      return exactly > 1 || hasAuto ? new PlanType.Team(exactly, hasAuto) : null;
    }

    private void look(Block block, boolean isOurs) {
      for (Stmt stmt : block.statements()) {
        if (stmt instanceof Region region) {
          RegionAnalysis analysis =
              b.lowering.analyzed.region(new RegionKey(b.cursor.function, ordinal++));
          if (isOurs && startsHere(analysis.team())) {
            ask(region);
          }
        }
        boolean isBorder = stmt instanceof Region || stmt instanceof Task || stmt instanceof Worker;
        stmt.blocks().each(inner -> look(inner, isOurs && !isBorder));
      }
    }

    private boolean startsHere(Optional<TeamLoop> team) {
      return team.filter(t -> t.loop().isPresent() && t.level() == level).isPresent();
    }

    private void ask(Region region) {
      Cores cores = BareRegions.resolved(b, RegionOptions.cores(region));
      if (!cores.isAuto()) {
        exactly = Math.max(exactly, cores.count());
      } else if (b.outer == null) {
        hasAuto = true;
      }
    }
  }

  /** Lowers a loop, in a team if the threads of its regions are started for it. */
  static void around(RoutineBuilder b, Stmt loop, Runnable lower) {
    if (b.isStep() || b.team != null) {
      lower.run();
      return;
    }
    PlanType.Team type = wish(b, loop, b.loops);
    b.loops++;
    if (type == null) {
      lower.run();
    } else {
      b.scoped(() -> {
        Local team = b.local("team", type);
        b.own(team);
        b.team = team;
        Code body = b.nested(lower);
        b.team = null;
        b.emit(new Code.Team(team, body));
      });
    }
    b.loops--;
  }

  private static PlanType.@Nullable Team wish(RoutineBuilder b, Stmt loop, int level) {
    Wish wish = new Wish(b, level);
    loop.blocks().each(block -> wish.look(block, true));
    return wish.team();
  }

  /** The team that a region runs on, if its threads are started for a loop around it. */
  static Optional<Local> of(RoutineBuilder b, RegionAnalysis analysis, Cores cores) {
    boolean isHoisted = analysis.team().filter(t -> t.loop().isPresent()).isPresent();
    Cores asked = BareRegions.resolved(b, cores);
    boolean startsThreads = asked.isAuto() ? b.outer == null : asked.count() > 1;
    return isHoisted && startsThreads ? Optional.ofNullable(b.team) : Optional.empty();
  }

  /** Whether a function, or a region in it, has a loop with a team: leaving it ends threads. */
  static boolean mayOwn(Lowering lowering, String function) {
    int ordinal = 0;
    while (true) {
      var key = new RegionKey(function, ordinal++);
      if (lowering.analyzed.facts().region(key).isEmpty()) {
        return false;
      }
      if (lowering.analyzed.region(key).team().filter(t -> t.loop().isPresent()).isPresent()) {
        return true;
      }
    }
  }
}
