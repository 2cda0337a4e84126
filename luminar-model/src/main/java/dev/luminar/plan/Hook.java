package dev.luminar.plan;

/**
 * A service of a runtime that the emitted code of a plan may call.
 *
 * <p>{@link #seedName()} is the function of the original design with the same role, if there is
 * one.
 */
public enum Hook {
  RUNTIME_INIT("luminar_runtime_init"),
  GROUP_OPEN(""),
  TASK_START("luminar_spawn_task"),
  TASK_AWAIT(""),
  TASK_RELEASE(""),
  GROUP_JOIN("luminar_join_tasks"),
  TASK_CANCEL("luminar_cancel_tasks"),
  TASK_MASK(""),
  CHANNEL_CREATE("luminar_create_channel"),
  CHANNEL_SEND("luminar_send_channel"),
  CHANNEL_RECEIVE("luminar_recv_channel"),
  CHANNEL_SELECT(""),
  CHANNEL_CLOSE("luminar_close_channel"),
  CHANNEL_RELEASE("luminar_release_channel"),
  ERROR_RECORD("luminar_propagate_error"),
  TIME_SLEEP(""),
  BLOCKING_SECTION("");

  private final String seedName;

  Hook(String seedName) {
    this.seedName = seedName;
  }

  /** The seed's function of the same role, or the empty string. */
  public String seedName() {
    return seedName;
  }
}
