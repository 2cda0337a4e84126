/* A binary heap of timers and the thread that waits for the first of them. */
#include "lum_timer.h"

#include <string.h>

#include "lum_memory.h"
#include "lum_runtime.h"
#include "lum_task.h"

static void heap_put(LumTimers *timers, size_t place, LumTimer *timer) {
  timers->heap[place - 1] = timer;
  timer->place = place;
}

/* Both loops are bounded by the height of the heap. Places count from 1, so the parent of p is p / 2. */
static void heap_up(LumTimers *timers, size_t place, LumTimer *timer) {
  while (place > 1 && timers->heap[place / 2 - 1]->deadline > timer->deadline) {
    heap_put(timers, place, timers->heap[place / 2 - 1]);
    place /= 2;
  }
  heap_put(timers, place, timer);
}

static void heap_down(LumTimers *timers, size_t place, LumTimer *timer) {
  for (size_t child = 2 * place; child <= timers->count; child = 2 * place) {
    if (child < timers->count && timers->heap[child]->deadline < timers->heap[child - 1]->deadline) child++;
    if (timers->heap[child - 1]->deadline >= timer->deadline) break;
    heap_put(timers, place, timers->heap[child - 1]);
    place = child;
  }
  heap_put(timers, place, timer);
}

void lum_timer_clear(LuminarRuntime *runtime, LumTimer *timer) {
  if (timer->place == 0) return;
  LumTimers *timers = &runtime->timers;
  size_t place = timer->place;
  LumTimer *last = timers->heap[--timers->count];
  timer->place = 0;
  if (last == timer) return;
  if (place > 1 && timers->heap[place / 2 - 1]->deadline > last->deadline) {
    heap_up(timers, place, last);
  } else {
    heap_down(timers, place, last);
  }
}

static void timer_main(void *argument) {
  LuminarRuntime *runtime = argument;
  LumTimers *timers = &runtime->timers;
  lum_lock(runtime);
  while (!timers->stop) {
    LumTimer *first = timers->count == 0 ? NULL : timers->heap[0];
    if (first != NULL && first->deadline <= lum_now()) {
      lum_timer_clear(runtime, first);
      first->fire(first);
    } else {
      lum_cond_wait(&timers->changed, &runtime->lock, first == NULL ? LUMINAR_NO_DEADLINE : first->deadline);
    }
  }
  lum_unlock(runtime);
}

static bool heap_grow(LuminarRuntime *runtime, LumTimers *timers) {
  if (timers->count < timers->room) return true;
  size_t room = timers->room == 0 ? 16 : timers->room * 2;
  LumTimer **heap = lum_allocate(runtime, room * sizeof(LumTimer *), 0);
  if (heap == NULL) return false;
  if (timers->count != 0) memcpy(heap, timers->heap, timers->count * sizeof(LumTimer *));
  lum_free(runtime, timers->heap);
  timers->heap = heap;
  timers->room = room;
  return true;
}

LuminarStatus lum_timer_set(LuminarRuntime *runtime, LumTimer *timer, LuminarDeadline deadline) {
  LumTimers *timers = &runtime->timers;
  if (!heap_grow(runtime, timers)) return LUMINAR_OUT_OF_MEMORY;
  if (!timers->running && !lum_thread_start(&timers->thread, timer_main, runtime)) return LUMINAR_NO_THREAD;
  timers->running = true;
  timer->deadline = deadline;
  heap_up(timers, ++timers->count, timer);
  if (timer->place == 1) lum_cond_signal(&timers->changed);
  return LUMINAR_OK;
}

void lum_timers_end(LuminarRuntime *runtime) {
  LumTimers *timers = &runtime->timers;
  lum_lock(runtime);
  timers->stop = true;
  lum_cond_signal(&timers->changed);
  bool running = timers->running;
  lum_unlock(runtime);
  if (running) lum_thread_join(&timers->thread);
  lum_free(runtime, timers->heap);
  timers->heap = NULL;
}

LuminarStatus lum_time_now(LuminarRuntime *runtime, LuminarDeadline *now) {
  if (runtime == NULL || now == NULL) return LUMINAR_INVALID_ARGUMENT;
  *now = lum_now();
  return LUMINAR_OK;
}

/* What sleeping until `deadline` comes to without sleeping; WOULD_BLOCK: it needs sleeping. Under the lock. */
static LuminarStatus sleep_at_once(LuminarTask *task, LuminarDeadline deadline) {
  if (task != NULL && lum_task_notices_cancel(task)) return LUMINAR_CANCELLED;
  return deadline <= lum_now() ? LUMINAR_OK : LUMINAR_WOULD_BLOCK;
}

LuminarStatus lum_time_sleep_begin(LuminarRuntime *runtime, LuminarTask *task, LuminarDeadline deadline) {
  if (runtime == NULL || task == NULL || deadline == LUMINAR_NO_DEADLINE) return LUMINAR_INVALID_ARGUMENT;
  lum_lock(runtime);
  LuminarStatus status = sleep_at_once(task, deadline);
  if (status == LUMINAR_WOULD_BLOCK) {
    lum_wait_begin(runtime, &task->wait, task, LUM_WAIT_SLEEP, deadline);
    status = lum_wait_in_step(&task->wait);
  }
  lum_unlock(runtime);
  return status;
}

LuminarStatus lum_time_sleep(LuminarRuntime *runtime, LuminarTask *task, LuminarDeadline deadline) {
  if (runtime == NULL || deadline == LUMINAR_NO_DEADLINE) return LUMINAR_INVALID_ARGUMENT;
  LumWait own;
  LumWait *wait = task == NULL ? &own : &task->wait;
  lum_lock(runtime);
  LuminarStatus status = sleep_at_once(task, deadline);
  if (status == LUMINAR_WOULD_BLOCK) {
    lum_wait_begin(runtime, wait, task, LUM_WAIT_SLEEP, deadline);
    status = lum_wait_in_thread(wait);
  }
  lum_unlock(runtime);
  return status;
}
