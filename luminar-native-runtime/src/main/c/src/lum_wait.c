/* The life of a wait; see the header. */
#include "lum_wait.h"

#include "lum_channel.h"
#include "lum_group.h"
#include "lum_io.h"
#include "lum_scheduler.h"

static void wait_timer_fired(LumTimer *timer) {
  LumWait *wait = LUM_OWNER(timer, LumWait, timer);
  if (wait->kind == LUM_WAIT_SLEEP) {
    lum_wait_end(wait, LUMINAR_OK, LUMINAR_EVENT_RESUME);
  } else {
    lum_wait_interrupt(wait, LUMINAR_TIMED_OUT, LUMINAR_EVENT_TIMEOUT);
  }
}

void lum_wait_begin(LuminarRuntime *runtime, LumWait *wait, LuminarTask *task, LumWaitKind kind,
                    LuminarDeadline deadline) {
  *wait = (LumWait){.kind = kind, .pending = true, .runtime = runtime, .task = task, .deadline = deadline};
  wait->timer.fire = wait_timer_fired;
  lum_link_init(&wait->target_link);
}

static void wait_unlink(LumWait *wait) {
  for (uint32_t i = 0; i < wait->arm_count; i++) lum_arm_unlink(&wait->arms[i]);
  lum_timer_clear(wait->runtime, &wait->timer);
  lum_link_remove(&wait->target_link);
  if (wait->group != NULL) wait->group->joiner = NULL;
  if (wait->io != NULL) lum_io_forget(wait->io);
}

LuminarStatus lum_wait_take_back(LumWait *wait, LuminarStatus status) {
  wait_unlink(wait);
  wait->kind = LUM_WAIT_NONE;
  wait->pending = false;
  return status;
}

LuminarStatus lum_wait_in_step(LumWait *wait) {
  if (wait->deadline == LUMINAR_NO_DEADLINE) return LUMINAR_PENDING;
  LuminarStatus status = lum_timer_set(wait->runtime, &wait->timer, wait->deadline);
  return status == LUMINAR_OK ? LUMINAR_PENDING : lum_wait_take_back(wait, status);
}

static void wait_sleep(LumWait *wait) {
  LuminarDeadline deadline = wait->deadline;
  while (wait->pending) { /* bound: the wait ends, as the protocol of its kind promises */
    if (lum_cond_wait(wait->sleeper, &wait->runtime->lock, deadline) || !wait->pending) continue;
    deadline = LUMINAR_NO_DEADLINE;
    wait_timer_fired(&wait->timer);
  }
}

LuminarStatus lum_wait_in_thread(LumWait *wait) {
  LumCond sleeper;
  if (!lum_cond_init(&sleeper)) return lum_wait_take_back(wait, LUMINAR_OUT_OF_MEMORY);
  LuminarTask *task = wait->task;
  bool on_pool_thread = task != NULL && task->descriptor != NULL && !task->blocking;
  LuminarStatus status = on_pool_thread ? lum_scheduler_block(wait->runtime) : LUMINAR_OK;
  if (status == LUMINAR_OK) {
    wait->sleeper = &sleeper;
    lum_wait_park(wait);
    wait_sleep(wait);
    status = wait->status;
    wait->kind = LUM_WAIT_NONE;
    wait->sleeper = NULL;
    if (on_pool_thread) lum_scheduler_unblock(wait->runtime);
  } else {
    lum_wait_take_back(wait, status);
  }
  lum_cond_destroy(&sleeper);
  return status;
}

void lum_wait_end(LumWait *wait, LuminarStatus status, LuminarEvent event) {
  wait_unlink(wait);
  wait->pending = false;
  wait->status = status;
  wait->event = event;
  LuminarTask *task = wait->task;
  if (wait->stuck) {
    wait->stuck = false;
    task->call->stuck--;
  }
  if (task != NULL && task->cancelled && (status == LUMINAR_CANCELLED || status == LUMINAR_UNDELIVERED)) {
    task->noticed = true;
  }
  if (wait->sleeper != NULL) {
    lum_cond_signal(wait->sleeper);
  } else if (task->state == LUM_TASK_IDLE) {
    task->event = event;
    lum_scheduler_push(task);
  } else {
    task->state = LUM_TASK_NOTIFIED;
  }
}

void lum_wait_interrupt(LumWait *wait, LuminarStatus status, LuminarEvent event) {
  if (wait->kind == LUM_WAIT_IO && lum_io_interrupt(wait->io, status, event)) return;
  lum_wait_end(wait, status, event);
}

void lum_wait_cancel(LumWait *wait) {
  if (!wait->pending || wait->kind == LUM_WAIT_JOIN) return;
  LuminarStatus status = wait->kind == LUM_WAIT_SEND ? LUMINAR_UNDELIVERED : LUMINAR_CANCELLED;
  lum_wait_interrupt(wait, status, LUMINAR_EVENT_CANCEL);
}

/* Whether something outside the call may end the wait: a clock, a device, or a host. */
static bool wait_has_way_out(const LumWait *wait) {
  if (wait->deadline != LUMINAR_NO_DEADLINE || wait->kind == LUM_WAIT_SLEEP || wait->kind == LUM_WAIT_IO) return true;
  if (wait->target != NULL && wait->target->call != wait->task->call) return true;
  for (uint32_t i = 0; i < wait->arm_count; i++) {
    const LuminarChannel *channel = wait->arms[i].channel;
    if (channel != NULL && (channel->host_end || channel->call != wait->task->call)) return true;
  }
  return false;
}

void lum_wait_recount(LumWait *wait) {
  if (!wait->parked || !wait->pending || wait->task == NULL) return;
  bool stuck = !wait_has_way_out(wait);
  if (stuck == wait->stuck) return;
  wait->stuck = stuck;
  if (stuck) {
    wait->task->call->stuck++;
  } else {
    wait->task->call->stuck--;
  }
}

void lum_wait_park(LumWait *wait) {
  wait->parked = true;
  lum_wait_recount(wait);
  if (wait->stuck) lum_call_judge(wait->task->call);
}

LuminarStatus lum_wait_finish(LumWait *wait, LumWaitKind kind) {
  if (wait->kind != kind || wait->pending) return LUMINAR_WRONG_STATE;
  wait->kind = LUM_WAIT_NONE;
  return wait->status;
}
