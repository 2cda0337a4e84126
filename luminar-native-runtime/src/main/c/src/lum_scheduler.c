/* One queue of ready tasks, served by as many unblocked threads as the configuration asks for. */
#include "lum_scheduler.h"

#include "lum_group.h"
#include "lum_memory.h"
#include "lum_parallel.h"

bool lum_pool_thread_start(LuminarRuntime *runtime, LumPoolThread **list, void (*body)(void *)) {
  LumPoolThread *thread = lum_allocate(runtime, sizeof *thread, 0);
  if (thread == NULL) return false;
  *thread = (LumPoolThread){.next = *list, .runtime = runtime};
  if (!lum_thread_start(&thread->thread, body, runtime)) {
    lum_free(runtime, thread);
    return false;
  }
  *list = thread;
  return true;
}

void lum_pool_threads_join(LuminarRuntime *runtime, LumPoolThread **list) {
  while (*list != NULL) {
    LumPoolThread *thread = *list;
    *list = thread->next;
    lum_thread_join(&thread->thread);
    lum_free(runtime, thread);
  }
}

static LuminarTask *pool_pop(LumPool *pool) {
  LuminarTask *task = pool->ready_first;
  if (task == NULL) return NULL;
  pool->ready_first = task->ready_next;
  if (pool->ready_first == NULL) pool->ready_last = NULL;
  pool->ready_count--;
  return task;
}

/* User code of one step, without the lock. */
static LuminarStep run_step(LuminarTask *task, LuminarEvent event) {
  const LuminarFrameDescriptor *descriptor = task->descriptor;
  LuminarStep step = LUMINAR_STEP_DONE;
  if (descriptor->step != NULL) {
    step = descriptor->step(task, task->frame, event);
  } else {
    descriptor->run(task, task->frame);
  }
  bool ended = step != LUMINAR_STEP_YIELD && step != LUMINAR_STEP_WAIT;
  if (ended && descriptor->drop != NULL) descriptor->drop(task->frame);
  return step;
}

static void after_step(LuminarTask *task, LuminarStep step) {
  if (task->blocking) lum_scheduler_unblock(task->runtime); /* its task_blocking_end is missing */
  task->blocking = false;
  if (step == LUMINAR_STEP_WAIT && task->wait.kind != LUM_WAIT_NONE) {
    if (task->wait.pending) {
      task->state = LUM_TASK_IDLE;
      lum_wait_park(&task->wait);
    } else {
      task->event = task->wait.event;
      lum_scheduler_push(task);
    }
  } else if (step == LUMINAR_STEP_WAIT || step == LUMINAR_STEP_YIELD) {
    task->event = LUMINAR_EVENT_RESUME;
    lum_scheduler_push(task);
  } else if (task->failed || step != LUMINAR_STEP_DONE) {
    lum_task_end(task, LUMINAR_FAILED);
  } else {
    lum_task_end(task, task->noticed ? LUMINAR_TASK_CANCELLED : LUMINAR_OK);
  }
}

/* With the lock on both sides. */
static void pool_run(LuminarRuntime *runtime, LuminarTask *task) {
  task->state = LUM_TASK_RUNNING;
  LuminarEvent event = task->event;
  runtime->counters.steps++;
  lum_unlock(runtime);
  LuminarStep step = run_step(task, event);
  lum_lock(runtime);
  after_step(task, step);
}

static void pool_rest_as_spare(LuminarRuntime *runtime, LumPool *pool) {
  pool->active--;
  pool->spares++;
  while (pool->grants == 0 && !pool->stop) lum_cond_wait(&pool->spare, &runtime->lock, LUMINAR_NO_DEADLINE);
  if (pool->grants > 0) {
    pool->grants--; /* the granter has moved this thread from spare to active */
  } else {
    pool->spares--;
    pool->active++;
  }
}

static void pool_main(void *argument) {
  LuminarRuntime *runtime = argument;
  LumPool *pool = &runtime->pool;
  lum_lock(runtime);
  while (!pool->stop) {
    if (pool->active > pool->target) {
      pool_rest_as_spare(runtime, pool);
      continue;
    }
    if (lum_parallel_help(runtime)) continue;
    LuminarTask *task = pool_pop(pool);
    if (task != NULL) {
      pool_run(runtime, task);
      continue;
    }
    pool->idle++;
    lum_cond_wait(&pool->work, &runtime->lock, LUMINAR_NO_DEADLINE);
    pool->idle--;
    if (pool->wakes > 0) pool->wakes--;
  }
  pool->active--;
  lum_unlock(runtime);
}

static bool pool_start_thread(LuminarRuntime *runtime) {
  LumPool *pool = &runtime->pool;
  if (pool->alive >= pool->limit || !lum_pool_thread_start(runtime, &pool->threads, pool_main)) return false;
  pool->alive++;
  pool->active++;
  return true;
}

/* Brings one more thread to the queue, if there is one to bring. */
static void pool_wake(LuminarRuntime *runtime) {
  LumPool *pool = &runtime->pool;
  if (pool->idle > pool->wakes) {
    pool->wakes++;
    lum_cond_signal(&pool->work);
  } else if (pool->active < pool->target) {
    pool_start_thread(runtime); /* failing is no failure: the threads there are come later */
  }
}

void lum_scheduler_push(LuminarTask *task) {
  LuminarRuntime *runtime = task->runtime;
  LumPool *pool = &runtime->pool;
  task->state = LUM_TASK_QUEUED;
  task->ready_next = NULL;
  if (pool->ready_last == NULL) {
    pool->ready_first = task;
  } else {
    pool->ready_last->ready_next = task;
  }
  pool->ready_last = task;
  pool->ready_count++;
  pool_wake(runtime);
}

void lum_scheduler_call_for_help(LuminarRuntime *runtime, size_t threads) {
  for (size_t i = 0; i < threads && i < runtime->pool.target; i++) pool_wake(runtime);
}

LuminarStatus lum_scheduler_block(LuminarRuntime *runtime) {
  LumPool *pool = &runtime->pool;
  pool->active--;
  if (pool->active >= pool->target) return LUMINAR_OK;
  if (pool->spares > 0) {
    pool->spares--;
    pool->grants++;
    pool->active++;
    lum_cond_signal(&pool->spare);
    return LUMINAR_OK;
  }
  if (pool_start_thread(runtime)) {
    runtime->counters.substitutes_started++;
    return LUMINAR_OK;
  }
  pool->active++;
  return LUMINAR_NO_THREAD;
}

void lum_scheduler_unblock(LuminarRuntime *runtime) { runtime->pool.active++; }

LuminarStatus lum_scheduler_begin(LuminarRuntime *runtime) {
  lum_lock(runtime);
  bool started = pool_start_thread(runtime);
  lum_unlock(runtime);
  return started ? LUMINAR_OK : LUMINAR_NO_THREAD;
}

void lum_scheduler_end(LuminarRuntime *runtime) {
  LumPool *pool = &runtime->pool;
  lum_lock(runtime);
  pool->stop = true;
  lum_cond_broadcast(&pool->work);
  lum_cond_broadcast(&pool->spare);
  lum_unlock(runtime);
  lum_pool_threads_join(runtime, &pool->threads);
}

LuminarStatus lum_task_blocking_begin(LuminarRuntime *runtime, LuminarTask *task) {
  if (runtime == NULL || task == NULL) return LUMINAR_INVALID_ARGUMENT;
  if (task->descriptor == NULL) return LUMINAR_OK; /* a host thread may block as it likes */
  lum_lock(runtime);
  LuminarStatus status = task->blocking ? LUMINAR_WRONG_STATE : lum_scheduler_block(runtime);
  if (status == LUMINAR_OK) task->blocking = true;
  lum_unlock(runtime);
  return status;
}

LuminarStatus lum_task_blocking_end(LuminarRuntime *runtime, LuminarTask *task) {
  if (runtime == NULL || task == NULL) return LUMINAR_INVALID_ARGUMENT;
  if (task->descriptor == NULL) return LUMINAR_OK;
  lum_lock(runtime);
  LuminarStatus status = task->blocking ? LUMINAR_OK : LUMINAR_WRONG_STATE;
  if (task->blocking) lum_scheduler_unblock(runtime);
  task->blocking = false;
  lum_unlock(runtime);
  return status;
}
