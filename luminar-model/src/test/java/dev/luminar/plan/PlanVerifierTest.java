package dev.luminar.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luminar.diag.Span;
import dev.luminar.model.RuntimeConfig;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Label;
import dev.luminar.plan.code.TaskCode;
import dev.luminar.plan.code.Val;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.factory.primitive.IntLists;
import org.eclipse.collections.api.list.ImmutableList;
import org.junit.jupiter.api.Test;

/** Each rule of the verifier catches the plan that breaks it. */
final class PlanVerifierTest {

  private static final Local N = new Local(0, "n", PlanType.I64);
  private static final Local X = new Local(1, "x", PlanType.I64);
  private static final Code RETURN_N = new Code.Return(Optional.of(Val.read(N)));

  private static Routine function(boolean fallible, Code... body) {
    return new Routine(
        0,
        "f",
        Routine.Kind.FUNCTION,
        Lists.immutable.of(N),
        PlanType.I64,
        fallible,
        fallible,
        Lists.immutable.of(N, X),
        Code.seq(body),
        Optional.empty(),
        0,
        Span.NONE);
  }

  private static Plan plan(Routine... routines) {
    return new Plan(
        "p",
        Lists.immutable.empty(),
        Lists.immutable.of(new ErrorSite(0, "e", "message", Span.NONE)),
        Lists.immutable.empty(),
        Lists.immutable.of(routines),
        Lists.immutable.empty(),
        Lists.immutable.empty(),
        Lists.immutable.empty(),
        RuntimeConfig.DEFAULT,
        Lists.immutable.empty(),
        Span.NONE);
  }

  private static void assertFault(String fault, Routine... routines) {
    assertThatThrownBy(() -> PlanVerifier.verify(plan(routines)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the plan of 'p' is malformed")
        .hasMessageContaining(fault);
  }

  private static Code.Raise raise() {
    return new Code.Raise(0, Val.i64(0), Lists.immutable.empty());
  }

  @Test
  void acceptsAPlanWithoutFaults() {
    // Every program would be refused.
    Plan plan = plan(function(false, RETURN_N));
    assertThat(PlanVerifier.verify(plan)).isSameAs(plan);
  }

  @Test
  void wantsIdsToBePositions() {
    // An emitter would call another routine than was meant.
    Routine f = function(false, RETURN_N);
    Routine moved =
        new Routine(
            3,
            f.name(),
            f.kind(),
            f.params(),
            f.result(),
            false,
            false,
            f.locals(),
            f.body(),
            f.frame(),
            0,
            f.span());
    assertFault("routine at position 0 has id 3", moved);
  }

  @Test
  void wantsErrorsToBeAnnounced() {
    // Callers would not look for the error.
    assertFault("an error leaves the routine", function(false, raise()));
  }

  @Test
  void wantsJumpsToLeadOutOfSomething() {
    // A jump would have no target in the emitted code.
    assertFault(
        "a jump to away, which is not around it",
        function(false, new Code.Break(new Label(9, "away")), RETURN_N));
  }

  @Test
  void wantsLocalsOfTheRoutineItself() {
    // An emitter would print a variable that does not exist.
    Local foreign = new Local(7, "foreign", PlanType.I64);
    assertFault(
        "uses the local foreign of another routine",
        function(false, new Code.Return(Optional.of(Val.read(foreign)))));
  }

  @Test
  void wantsTypesToFit() {
    // C would convert silently where bytecode fails to load.
    assertFault(
        "assignment to x has type", function(false, new Code.Set(X, Val.bool(true)), RETURN_N));
    Val mixed = new Val.Binary(BinaryOperator.ADD, ScalarType.F64, Val.read(N), Val.read(N));
    assertFault("left operand has type", function(false, new Code.Declare(X, Optional.of(mixed))));
  }

  @Test
  void wantsTheEndOfACountedLoopToStay() {
    // One target would evaluate the end once, the other each round.
    Val end = new Val.Binary(BinaryOperator.ADD, ScalarType.I64, Val.read(N), Val.i64(1));
    assertFault(
        "the end of a counted loop",
        function(
            false,
            new Code.Count(new Label(0, "loop"), X, Val.i64(0), end, Code.NOTHING),
            RETURN_N));
  }

  @Test
  void wantsStepStatementsInStepRoutinesOnly() {
    // A plain function would try to end a task.
    assertFault(
        "a statement of STEP routines stands in another",
        function(false, new TaskCode.Finish(false)));
  }

  @Test
  void wantsSuspensionPointsWithoutGaps() {
    // A task would resume at the wrong place.
    Local channel = new Local(0, "c", new PlanType.Channel(PlanType.I64));
    Local value = new Local(1, "v", PlanType.I64);
    Local ok = new Local(2, "ok", PlanType.BOOL);
    ImmutableList<Local> locals = Lists.immutable.of(channel, value, ok);
    Code receive =
        new TaskCode.Receive(value, ok, Optional.empty(), Val.read(channel), 2, Optional.empty());
    FrameLayout frame =
        new FrameLayout(
            Lists.immutable.of(
                new FrameLayout.Field("c", channel.type()),
                new FrameLayout.Field("v", value.type())),
            IntLists.immutable.of(0, 1, -1),
            0,
            false);
    Routine step =
        new Routine(
            0,
            "s",
            Routine.Kind.STEP,
            Lists.immutable.of(channel),
            PlanType.NOTHING,
            true,
            false,
            locals,
            Code.seq(receive, new TaskCode.Finish(false)),
            Optional.of(frame),
            1,
            Span.NONE);
    assertFault("suspension points {2} are not 1 to 1", step);
  }

  private static BareRegion region(ChunkSchedule schedule, long grain, boolean onTeam) {
    return new BareRegion(
        0,
        "f$parallel",
        "parallel",
        true,
        1,
        Lists.immutable.empty(),
        new Threads.Auto(0, 1),
        schedule,
        grain,
        false,
        1,
        onTeam,
        new RegionErrors.None(),
        Lists.immutable.empty(),
        false,
        Lists.immutable.empty(),
        Span.NONE);
  }

  /** A plan whose one function runs a region. */
  private static Plan running(BareRegion region, Code... body) {
    Local from = new Local(0, "from", PlanType.I64);
    Local to = new Local(1, "to", PlanType.I64);
    Routine chunk =
        new Routine(
            1,
            "chunk",
            Routine.Kind.CHUNK,
            Lists.immutable.of(from, to),
            PlanType.NOTHING,
            false,
            false,
            Lists.immutable.of(from, to),
            new Code.Return(Optional.empty()),
            Optional.empty(),
            0,
            Span.NONE);
    Routine f =
        new Routine(
            0,
            "f",
            Routine.Kind.FUNCTION,
            Lists.immutable.empty(),
            PlanType.NOTHING,
            false,
            false,
            Lists.immutable.of(TEAM),
            Code.seq(body),
            Optional.empty(),
            0,
            Span.NONE);
    Plan plain = plan(f, chunk);
    return new Plan(
        "p",
        plain.structs(),
        plain.sites(),
        plain.externs(),
        plain.routines(),
        Lists.immutable.of(region),
        plain.taskRegions(),
        plain.entries(),
        plain.config(),
        plain.hooks(),
        Span.NONE);
  }

  private static Code run(Optional<Local> team) {
    return new Code.RunRegion(
        0,
        Val.i64(3),
        Optional.empty(),
        team,
        Lists.immutable.empty(),
        Lists.immutable.empty(),
        Lists.immutable.empty(),
        Optional.empty());
  }

  private static final Local TEAM = new Local(0, "team", new PlanType.Team(2, false));
  private static final Code END = new Code.Return(Optional.empty());

  @Test
  void wantsRegionsInsideOfTheirTeams() {
    // A region would use threads that have not been made, or that have ended.
    BareRegion onTeam = region(new ChunkSchedule.Static(), 1, true);
    Code steps = new Code.Team(TEAM, run(Optional.of(TEAM)));
    Plan right = running(onTeam, new Code.NoTeam(TEAM), steps, new Code.EndTeam(TEAM), END);
    assertThat(PlanVerifier.verify(right)).isSameAs(right);
    assertThatThrownBy(() -> PlanVerifier.verify(running(onTeam, run(Optional.of(TEAM)), END)))
        .hasMessageContaining("f$parallel runs outside of its team");
    assertThatThrownBy(() -> PlanVerifier.verify(running(onTeam, run(Optional.empty()), END)))
        .hasMessageContaining("the team of f$parallel is missing or superfluous");
    BareRegion alone = region(new ChunkSchedule.Static(), 1, false);
    assertThatThrownBy(() -> PlanVerifier.verify(running(alone, steps, END)))
        .hasMessageContaining("the team of f$parallel is missing or superfluous");
    assertThatThrownBy(() -> PlanVerifier.verify(running(onTeam, new Code.Team(TEAM, steps), END)))
        .hasMessageContaining("team is no team, or stands inside itself");
  }

  @Test
  void wantsChunksOfAtLeastTheGrain() {
    // A driver would divide by zero, or hand out shorter chunks than the user asked for.
    for (BareRegion wrong :
        new BareRegion[] {
          region(new ChunkSchedule.Static(), 0, false),
          region(new ChunkSchedule.Dynamic(0), 1, false),
          region(new ChunkSchedule.Dynamic(5), 6, false),
          region(new ChunkSchedule.Shares(0), 1, false)
        }) {
      assertThatThrownBy(() -> PlanVerifier.verify(running(wrong, run(Optional.empty()), END)))
          .hasMessageContaining("f$parallel has grain");
    }
  }

  @Test
  void wantsPartsToBeNumberedWhereTheirNumberIsKnown() {
    // Two threads would get the same memory, or memory behind its end.
    assertFault(
        "looks at its part, but is no chunk of a region with an exact number of threads",
        function(false, new Code.PartNumber(X), RETURN_N));
    assertFault(
        "number of threads has type",
        new Routine(
            0,
            "f",
            Routine.Kind.FUNCTION,
            Lists.immutable.of(N),
            PlanType.I64,
            false,
            false,
            Lists.immutable.of(N, new Local(1, "x", PlanType.I32)),
            Code.seq(
                new Code.AutoThreads(
                    new Local(1, "x", PlanType.I32),
                    Val.read(N),
                    new Threads.Auto(0, 1),
                    Optional.empty()),
                RETURN_N),
            Optional.empty(),
            0,
            Span.NONE));
  }

  @Test
  void wantsThreadsCountedOnATeamInsideOfIt() {
    // The number of threads would be asked of a team that has not been made, or has ended.
    Code count = new Code.AutoThreads(N, Val.i64(1000), new Threads.Auto(0, 1), Optional.of(TEAM));
    BareRegion onTeam = region(new ChunkSchedule.Static(), 1, true);
    assertThatThrownBy(() -> PlanVerifier.verify(running(onTeam, count, END)))
        .hasMessageContaining("counts threads outside of their team");
  }

  @Test
  void wantsShapedReductionsInBlocks() {
    // The lanes of a whole part would become one partial: the bits would depend on threads.
    Local from = new Local(0, "from", PlanType.I64);
    Local to = new Local(1, "to", PlanType.I64);
    Routine chunk =
        new Routine(
            0,
            "f",
            Routine.Kind.CHUNK,
            Lists.immutable.of(from, to),
            PlanType.NOTHING,
            false,
            false,
            Lists.immutable.of(from, to),
            new Code.Return(Optional.empty()),
            Optional.empty(),
            0,
            Span.NONE);
    BareRegion region =
        new BareRegion(
            0,
            "r",
            "parallel",
            true,
            0,
            Lists.immutable.empty(),
            new Threads.Exactly(),
            new ChunkSchedule.Static(),
            1,
            false,
            1,
            false,
            new RegionErrors.None(),
            Lists.immutable.of(
                new ReductionPlan(
                    "s", ScalarType.F64, ReductionPlan.Operator.SUM, OptionalInt.empty(), 0)),
            false,
            Lists.immutable.empty(),
            Span.NONE);
    Plan plan =
        new Plan(
            "p",
            Lists.immutable.empty(),
            Lists.immutable.empty(),
            Lists.immutable.empty(),
            Lists.immutable.of(chunk),
            Lists.immutable.of(region),
            Lists.immutable.empty(),
            Lists.immutable.empty(),
            RuntimeConfig.DEFAULT,
            Lists.immutable.empty(),
            Span.NONE);
    assertThatThrownBy(() -> PlanVerifier.verify(plan))
        .hasMessageContaining("r has a shaped reduction but does not run in blocks");
  }
}
