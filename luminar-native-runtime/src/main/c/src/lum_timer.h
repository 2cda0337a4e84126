/* Timers of an instance: a heap ordered by time, and one thread that fires what is due, under the instance's lock. */
#ifndef LUM_TIMER_H
#define LUM_TIMER_H

#include "lum_platform.h"

typedef struct LumTimer LumTimer;
struct LumTimer {
  LuminarDeadline deadline;
  size_t place; /* in the heap, counted from 1; 0: not set */
  void (*fire)(LumTimer *timer);
};

typedef struct LumTimers {
  LumTimer **heap;
  size_t count;
  size_t room;
  bool running;
  bool stop;
  LumThread thread;
  LumCond changed;
} LumTimers;

/* Sets a timer that is not set. Called under the lock.
 * OUT_OF_MEMORY, NO_THREAD: it is not set. */
LuminarStatus lum_timer_set(LuminarRuntime *runtime, LumTimer *timer, LuminarDeadline deadline);

/* Under the lock; nothing happens to a timer that is not set. */
void lum_timer_clear(LuminarRuntime *runtime, LumTimer *timer);

/* Ends the thread and frees the heap; without the lock, when no timer can be set any more. */
void lum_timers_end(LuminarRuntime *runtime);

LuminarStatus lum_time_now(LuminarRuntime *runtime, LuminarDeadline *now);
LuminarStatus lum_time_sleep_begin(LuminarRuntime *runtime, LuminarTask *task, LuminarDeadline deadline);
LuminarStatus lum_time_sleep(LuminarRuntime *runtime, LuminarTask *task, LuminarDeadline deadline);

#endif
