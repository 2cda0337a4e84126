package dev.luminar.analyzer.lower;

import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.code.AttemptCode;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.TaskCode;

/** What locals hold that must be given back: how they begin with nothing, and how it is freed. */
final class OwnedValues {

  private OwnedValues() {}

  /** Gives back what a local holds; nothing is fine, and what it then holds. */
  static Code freeing(Local local) {
    return switch (local.type()) {
      case PlanType.Buffer buffer -> new Code.FreeBuffer(local);
      case PlanType.Error error -> new AttemptCode.DropError(local);
      case PlanType.Team t -> new Code.EndTeam(local);
      case PlanType.Task t -> new TaskCode.ReleaseTask(local);
      case PlanType.Tasks t -> new TaskCode.ReleaseTask(local);
      default -> new TaskCode.ReleaseChannel(local);
    };
  }

  /** Brings a local to life that holds nothing. */
  static Code emptying(Local local) {
    return switch (local.type()) {
      case PlanType.Buffer buffer -> new Code.EmptyBuffer(local);
      case PlanType.Error error -> new AttemptCode.NoError(local);
      case PlanType.Team t -> new Code.NoTeam(local);
      case PlanType.Task t -> new TaskCode.NoTask(local);
      case PlanType.Tasks t -> new TaskCode.NoTask(local);
      default -> new TaskCode.NoChannel(local);
    };
  }
}
