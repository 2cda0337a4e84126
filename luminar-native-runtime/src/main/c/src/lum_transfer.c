/* Sends and receives of one channel, in their three forms: for steps, blocking, and trying. */
#include "lum_channel.h"

/* One operation as it was asked for. */
typedef struct Transfer {
  LuminarRuntime *runtime;
  LuminarTask *task; /* may be null */
  LuminarChannel *channel;
  LuminarSelectKind kind;
  void *data;
  uint64_t *ordinal;
  LuminarDeadline deadline;
} Transfer;

static bool transfer_valid(const Transfer *transfer) {
  return transfer->runtime != NULL && transfer->channel != NULL && transfer->data != NULL;
}

/* Everything that needs no waiting; WOULD_BLOCK says that the rest does. Under the lock. */
static LuminarStatus transfer_at_once(const Transfer *transfer) {
  if (transfer->task != NULL && lum_task_notices_cancel(transfer->task)) return LUMINAR_CANCELLED;
  if (transfer->kind == LUMINAR_SELECT_SEND) return lum_channel_try_send(transfer->channel, transfer->data);
  return lum_channel_try_receive(transfer->channel, transfer->data, transfer->ordinal);
}

/* Links the wait, or says TIMED_OUT when there is no time left; else WOULD_BLOCK. Under the lock. */
static LuminarStatus transfer_link(const Transfer *transfer, LumWait *wait) {
  if (transfer->deadline != LUMINAR_NO_DEADLINE && transfer->deadline <= lum_now()) return LUMINAR_TIMED_OUT;
  LumWaitKind kind = transfer->kind == LUMINAR_SELECT_SEND ? LUM_WAIT_SEND : LUM_WAIT_RECEIVE;
  lum_wait_begin(transfer->runtime, wait, transfer->task, kind, transfer->deadline);
  wait->own_arm = (LuminarSelectArm){.channel = transfer->channel, .data = transfer->data, .kind = transfer->kind};
  wait->arms = &wait->own_arm;
  wait->arm_count = 1;
  lum_arm_link(&wait->own_arm, wait);
  return LUMINAR_WOULD_BLOCK;
}

static LuminarStatus transfer_begin(const Transfer *transfer) {
  if (!transfer_valid(transfer) || transfer->task == NULL) return LUMINAR_INVALID_ARGUMENT;
  lum_lock(transfer->runtime);
  LuminarStatus status = transfer_at_once(transfer);
  if (status == LUMINAR_WOULD_BLOCK) status = transfer_link(transfer, &transfer->task->wait);
  if (status == LUMINAR_WOULD_BLOCK) status = lum_wait_in_step(&transfer->task->wait);
  lum_unlock(transfer->runtime);
  return status;
}

static LuminarStatus transfer_blocking(const Transfer *transfer) {
  if (!transfer_valid(transfer)) return LUMINAR_INVALID_ARGUMENT;
  LumWait own;
  LumWait *wait = transfer->task == NULL ? &own : &transfer->task->wait;
  lum_lock(transfer->runtime);
  LuminarStatus status = transfer_at_once(transfer);
  if (status == LUMINAR_WOULD_BLOCK) status = transfer_link(transfer, wait);
  if (status == LUMINAR_WOULD_BLOCK) {
    status = lum_wait_in_thread(wait);
    if (status == LUMINAR_OK && transfer->ordinal != NULL) *transfer->ordinal = wait->ordinal;
  }
  lum_unlock(transfer->runtime);
  return status;
}

static LuminarStatus transfer_try(const Transfer *transfer) {
  if (!transfer_valid(transfer)) return LUMINAR_INVALID_ARGUMENT;
  lum_lock(transfer->runtime);
  LuminarStatus status = transfer_at_once(transfer);
  lum_unlock(transfer->runtime);
  return status;
}

/* The sender's buffer is only read; the cast lets both directions share one struct. */
static Transfer transfer_send(LuminarRuntime *runtime, LuminarTask *task, LuminarChannel *channel, const void *data,
                              LuminarDeadline deadline) {
  return (Transfer){runtime, task, channel, LUMINAR_SELECT_SEND, (void *)(uintptr_t)data, NULL, deadline};
}

static Transfer transfer_receive(LuminarRuntime *runtime, LuminarTask *task, LuminarChannel *channel, void *data,
                                 uint64_t *ordinal, LuminarDeadline deadline) {
  return (Transfer){runtime, task, channel, LUMINAR_SELECT_RECEIVE, data, ordinal, deadline};
}

LuminarStatus lum_channel_send_begin(LuminarRuntime *runtime, LuminarTask *task, LuminarChannel *channel,
                                     const void *data, LuminarDeadline deadline) {
  Transfer transfer = transfer_send(runtime, task, channel, data, deadline);
  return transfer_begin(&transfer);
}

LuminarStatus lum_channel_receive_begin(LuminarRuntime *runtime, LuminarTask *task, LuminarChannel *channel, void *data,
                                        uint64_t *ordinal, LuminarDeadline deadline) {
  Transfer transfer = transfer_receive(runtime, task, channel, data, ordinal, deadline);
  return transfer_begin(&transfer);
}

LuminarStatus lum_channel_send_finish(LuminarRuntime *runtime, LuminarTask *task, LuminarChannel *channel) {
  if (runtime == NULL || task == NULL || channel == NULL) return LUMINAR_INVALID_ARGUMENT;
  return lum_wait_finish(&task->wait, LUM_WAIT_SEND);
}

LuminarStatus lum_channel_receive_finish(LuminarRuntime *runtime, LuminarTask *task, LuminarChannel *channel,
                                         uint64_t *ordinal) {
  if (runtime == NULL || task == NULL || channel == NULL) return LUMINAR_INVALID_ARGUMENT;
  LuminarStatus status = lum_wait_finish(&task->wait, LUM_WAIT_RECEIVE);
  if (status == LUMINAR_OK && ordinal != NULL) *ordinal = task->wait.ordinal;
  return status;
}

LuminarStatus lum_channel_abandon(LuminarRuntime *runtime, LuminarTask *task, LuminarChannel *channel,
                                  uint64_t *ordinal) {
  if (runtime == NULL || task == NULL || channel == NULL) return LUMINAR_INVALID_ARGUMENT;
  LumWait *wait = &task->wait;
  lum_lock(runtime);
  LuminarStatus status = LUMINAR_WRONG_STATE;
  if (wait->kind == LUM_WAIT_SEND || wait->kind == LUM_WAIT_RECEIVE) {
    status = wait->pending ? lum_wait_take_back(wait, LUMINAR_CANCELLED) : lum_wait_finish(wait, wait->kind);
    if (status == LUMINAR_OK && ordinal != NULL) *ordinal = wait->ordinal;
    if (status == LUMINAR_UNDELIVERED || status == LUMINAR_TIMED_OUT) status = LUMINAR_CANCELLED;
  }
  lum_unlock(runtime);
  return status;
}

LuminarStatus lum_channel_send(LuminarRuntime *runtime, LuminarTask *task, LuminarChannel *channel, const void *data,
                               LuminarDeadline deadline) {
  Transfer transfer = transfer_send(runtime, task, channel, data, deadline);
  return transfer_blocking(&transfer);
}

LuminarStatus lum_channel_receive(LuminarRuntime *runtime, LuminarTask *task, LuminarChannel *channel, void *data,
                                  uint64_t *ordinal, LuminarDeadline deadline) {
  Transfer transfer = transfer_receive(runtime, task, channel, data, ordinal, deadline);
  return transfer_blocking(&transfer);
}

LuminarStatus lum_channel_offer(LuminarRuntime *runtime, LuminarTask *task, LuminarChannel *channel, const void *data) {
  Transfer transfer = transfer_send(runtime, task, channel, data, 0);
  return transfer_try(&transfer);
}

LuminarStatus lum_channel_poll(LuminarRuntime *runtime, LuminarTask *task, LuminarChannel *channel, void *data,
                               uint64_t *ordinal) {
  Transfer transfer = transfer_receive(runtime, task, channel, data, ordinal, 0);
  return transfer_try(&transfer);
}
