package dev.luminar.analyzer.lower;

import dev.luminar.analyzer.program.RegionAnalysis;
import dev.luminar.model.ConcurrencyMode;
import dev.luminar.model.Concurrent;
import dev.luminar.model.OnTimeout;
import dev.luminar.plan.BuiltInError;
import dev.luminar.plan.Hook;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.RegionErrors;
import dev.luminar.plan.TaskRegion;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Label;
import dev.luminar.plan.code.TaskCode;
import dev.luminar.plan.code.Val;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * This pass lowers concurrent blocks. On a runtime a block is a group: it is opened, the owner runs
 * the body, which starts tasks in it, and then joins it, whatever happened.
 */
final class LowerConcurrent {

  private LowerConcurrent() {}

  static void lower(RoutineBuilder b, Concurrent block) {
    RegionAnalysis analysis = b.lowering.region(b.cursor);
    BareRegions.overlapChecks(b, analysis, block.span());
    if (analysis.mode() == ConcurrencyMode.BARE_METAL) {
      b.scoped(() -> LowerPlainTasks.lower(b, block, analysis));
    } else {
      b.scoped(() -> onRuntime(b, block, analysis));
    }
  }

  private static void onRuntime(RoutineBuilder b, Concurrent block, RegionAnalysis analysis) {
    RegionErrors errors = RegionParts.errors(block.options().onError());
    int region = b.plan.nextTaskRegion();
    String name = RegionParts.name(b, block, "concurrent", "");
    b.plan.add(
        new TaskRegion(
            region,
            name,
            RegionParts.notation(block),
            errors,
            block
                .options()
                .timeout()
                .map(t -> OptionalLong.of(t.toNanos()))
                .orElse(OptionalLong.empty()),
            block.options().grace().map(Duration::toNanos).orElse(0L),
            analysis.reasons(),
            block.span()));
    LowerChannel.startRuntime(b, block.span());
    b.plan.uses(Hook.GROUP_OPEN);
    b.plan.uses(Hook.GROUP_JOIN);
    b.plan.uses(Hook.ERROR_RECORD);
    Local group = b.local("group", PlanType.GROUP);
    b.emit(
        new TaskCode.OpenGroup(group, region, b.raise(BuiltInError.OUT_OF_MEMORY, block.span())));
    b.bind(Hidden.GROUP, group);
    block.label().ifPresent(label -> b.bind(Hidden.groupOf(label), group));
    body(b, block, group, region, errors);
    join(b, block, group, region, errors);
  }

  private static void body(
      RoutineBuilder b, Concurrent block, Local group, int region, RegionErrors errors) {
    OpenBlock open = new OpenBlock(b.openBlock, group, errors, block.options().retry());
    b.openBlock = open;
    StartNumbers around = b.numbers;
    b.numbers = StartNumbers.of(b, block.body());
    Label end = b.label("end_of_block");
    b.jumps.pushCancelled(end);
    int ownedBefore = b.owned().size();
    Code body =
        b.nested(() -> {
          boolean raised =
              b.catching(
                  "block_failed",
                  false,
                  () -> LowerStmt.statements(b, block.body()),
                  () -> abandon(b, group, region, ownedBefore));
          if (raised) {
            b.noteRaise();
          }
        });
    b.jumps.popCancelled();
    b.openBlock = open.around();
    b.numbers = around;
    b.emit(new Code.Labelled(end, body));
  }

  /** The owner leaves the block by an error of its own: the tasks stop and end first. */
  private static void abandon(RoutineBuilder b, Local group, int region, int ownedBefore) {
    if (b.isStep()) {
      b.noteKeepsContext();
    }
    b.emit(
        new TaskCode.JoinGroup(
            group,
            region,
            true,
            b.nextSuspension(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
    b.release(List.copyOf(b.owned().subList(ownedBefore, b.owned().size())));
    b.emit(new Code.Reraise());
  }

  private static void join(
      RoutineBuilder b, Concurrent block, Local group, int region, RegionErrors errors) {
    Optional<Binding> count = RegionParts.errorCount(b, block);
    Optional<Local> counter = count.map(c -> b.local("errors", PlanType.I64));
    Optional<Label> cancelled = b.cancelled();
    boolean raisesTimeout =
        block.options().timeout().isPresent() && block.options().onTimeout() == OnTimeout.ERROR;
    Optional<Local> timedOut =
        raisesTimeout ? Optional.of(b.local("timed_out", PlanType.BOOL)) : Optional.empty();
    b.emit(
        new TaskCode.JoinGroup(
            group, region, false, b.nextSuspension(), cancelled, timedOut, counter));
    switch (errors) {
      case RegionErrors.Collect collect -> b.noteCollects();
      default -> {}
    }
    // STOP raises the first error; a deadlock is raised under every strategy but COLLECT and
    // IGNORE.
    b.noteRaise();
    b.notePosition();
    timedOut.ifPresent(local ->
        b.emit(new Code.RaiseIf(Val.read(local), b.raise(BuiltInError.TIMEOUT, block.span()))));
    count.ifPresent(c -> b.emit(new Code.Set(c.local(), Val.read(counter.orElseThrow()))));
  }
}
