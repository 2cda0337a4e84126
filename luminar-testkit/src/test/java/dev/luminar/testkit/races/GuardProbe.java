package dev.luminar.testkit.races;

import dev.luminar.analyzer.Analyzer;
import dev.luminar.analyzer.program.AnalyzedProgram;
import dev.luminar.emit.bytecode.BytecodeEmitter;
import dev.luminar.host.LuminarException;
import dev.luminar.plan.Plan;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.Routine;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Val;
import java.lang.invoke.MethodHandles;
import java.util.Optional;

/**
 * The emitted guard of a program: the same plan, in which the first guarded region is replaced by
 * returning whether it would run in parallel.
 */
final class GuardProbe {
  /** The function of the frame. */
  interface Frame {
    long f(long[] xs, long[] ys, long[] zs, long[] at, long n, long d, long w, long h, int m);
  }

  private final Frame frame;

  GuardProbe(AnalyzedProgram program) {
    Plan plan = Analyzer.lower(program);
    Plan asked =
        new Plan(
            plan.name(),
            plan.structs(),
            plan.sites(),
            plan.externs(),
            plan.routines().collect(GuardProbe::asking),
            plan.bareRegions(),
            plan.taskRegions(),
            plan.entries(),
            plan.config(),
            plan.hooks(),
            plan.span());
    frame = new BytecodeEmitter().emit(asked).load().bind(MethodHandles.lookup(), Frame.class);
  }

  /** Whether the region would run in parallel; false if the call fails before. */
  boolean passes(Loops.Arguments a) {
    try {
      var xs = new long[Loops.LENGTH];
      var ys = new long[Loops.LENGTH];
      var zs = new long[Loops.LENGTH];
      return frame.f(xs, ys, zs, a.indices(), a.n(), a.d(), a.w(), a.h(), a.m()) != 0;
    } catch (LuminarException e) {
      return false;
    }
  }

  private static Routine asking(Routine r) {
    return new Routine(
        r.id(),
        r.name(),
        r.kind(),
        r.params(),
        r.result(),
        r.usesContext(),
        r.fallible(),
        r.locals(),
        r.result().equals(PlanType.I64) ? asking(r.body()) : r.body(),
        r.frame(),
        r.suspensions(),
        r.span());
  }

  private static Code asking(Code code) {
    return switch (code) {
      case Code.Seq s -> new Code.Seq(s.items().collect(GuardProbe::asking));
      case Code.If s -> new Code.If(s.condition(), asking(s.whenTrue()), asking(s.whenFalse()));
      case Code.Count s -> new Code.Count(s.label(), s.index(), s.from(), s.to(), asking(s.body()));
      case Code.Loop s ->
          new Code.Loop(s.label(), s.condition(), asking(s.body()), asking(s.next()));
      case Code.Labelled s -> new Code.Labelled(s.label(), asking(s.body()));
      case Code.RunRegion run when run.guard().isPresent() ->
          new Code.Return(Optional.of(new Val.Choose(run.guard().get(), Val.i64(1), Val.i64(0))));
      default -> code;
    };
  }
}
