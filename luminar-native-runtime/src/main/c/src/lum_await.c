/* Waiting for the result of a task with a handle. */
#include <string.h>

#include "lum_task.h"

/* Copies the result of an ended task that has one. */
static LuminarStatus await_result(LuminarTask *target, void *result, LuminarStatus outcome) {
  size_t size = target->descriptor->result_size;
  if (outcome == LUMINAR_OK && size != 0) {
    if (result == NULL) return LUMINAR_INVALID_ARGUMENT;
    memcpy(result, target->frame, size);
  }
  return outcome;
}

/* The end of the wait at once, or WOULD_BLOCK after linking it. Under the lock. */
static LuminarStatus await_begin(LumWait *wait, LuminarTask *task, LuminarTask *target, LuminarDeadline deadline) {
  if (task != NULL && lum_task_notices_cancel(task)) return LUMINAR_CANCELLED;
  if (target->state == LUM_TASK_ENDED) return target->outcome;
  if (deadline != LUMINAR_NO_DEADLINE && deadline <= lum_now()) return LUMINAR_TIMED_OUT;
  lum_wait_begin(target->runtime, wait, task, LUM_WAIT_AWAIT, deadline);
  wait->target = target;
  lum_list_append(&target->waiters, &wait->target_link);
  return LUMINAR_WOULD_BLOCK;
}

LuminarStatus lum_task_await_begin(LuminarRuntime *runtime, LuminarTask *task, LuminarTask *target, void *result,
                                   LuminarDeadline deadline) {
  if (runtime == NULL || task == NULL || target == NULL) return LUMINAR_INVALID_ARGUMENT;
  lum_lock(runtime);
  LuminarStatus status = await_begin(&task->wait, task, target, deadline);
  if (status == LUMINAR_WOULD_BLOCK) status = lum_wait_in_step(&task->wait);
  lum_unlock(runtime);
  return await_result(target, result, status);
}

LuminarStatus lum_task_await_finish(LuminarRuntime *runtime, LuminarTask *task, LuminarTask *target, void *result) {
  if (runtime == NULL || task == NULL || target == NULL) return LUMINAR_INVALID_ARGUMENT;
  return await_result(target, result, lum_wait_finish(&task->wait, LUM_WAIT_AWAIT));
}

LuminarStatus lum_task_await(LuminarRuntime *runtime, LuminarTask *task, LuminarTask *target, void *result,
                             LuminarDeadline deadline) {
  if (runtime == NULL || target == NULL) return LUMINAR_INVALID_ARGUMENT;
  LumWait own;
  LumWait *wait = task == NULL ? &own : &task->wait;
  lum_lock(runtime);
  LuminarStatus status = await_begin(wait, task, target, deadline);
  if (status == LUMINAR_WOULD_BLOCK) status = lum_wait_in_thread(wait);
  lum_unlock(runtime);
  return await_result(target, result, status);
}
