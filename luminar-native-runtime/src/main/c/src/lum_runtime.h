/*
 * One instance: its lock, and what hangs on it.
 *
 * Everything below is protected by `lock`, unless a line says otherwise. User code (steps, drops, chunks, handlers, memory
 * hooks aside) never runs under it.
 */
#ifndef LUM_RUNTIME_H
#define LUM_RUNTIME_H

#include "lum_list.h"
#include "lum_platform.h"
#include "lum_timer.h"
#include "luminar_hooks.h"

typedef struct LumPoolThread LumPoolThread;
typedef struct LumCollector LumCollector;

/* The pool: threads that take ready tasks and parallel jobs from one queue. */
typedef struct LumPool {
  LuminarTask *ready_first; /* linked by ready_next */
  LuminarTask *ready_last;
  size_t ready_count;
  LumLink jobs;             /* LumParallelJob that still want threads */
  LumPoolThread *threads;   /* all ever started, linked; joined at the end */
  size_t target;            /* so many threads should be unblocked */
  size_t limit;             /* so many may exist */
  size_t alive;
  size_t active;            /* alive, and neither blocked nor spare */
  size_t idle;              /* active ones that sleep on `work` */
  bool stop;
  LumCond work;
  size_t wakes;             /* idle ones that were signalled and have not woken up yet */
  size_t spares;            /* substitutes that are not needed and sleep on `spare` */
  size_t grants;            /* spares that may be active again */
  LumCond spare;
} LumPool;

typedef struct LumIoPool {
  LumLink queue; /* LumIoOp */
  LumPoolThread *threads;
  size_t alive;
  size_t idle;
  size_t limit;
  bool stop;
  LumCond work;
} LumIoPool;

struct LuminarRuntime {
  LumMutex lock;
  LuminarRuntimeConfig config;      /* constant */
  LuminarMemoryHooks memory_hooks;  /* constant */
  LuminarIOHooks io_hooks;          /* constant */
  LumPool pool;
  LumTimers timers;
  LumIoPool io;
  LumLink tasks;                    /* all LuminarTask there are, hosts included, for reports */
  LumLink channels;
  size_t calls;
  LuminarCounters counters;
  LumCollector *collector;          /* constant; has its own lock */
  LumMutex handler_lock;            /* protects `handler`, and one call of it at a time; taken before `lock` */
  LuminarErrorHandler handler;
};

static inline void lum_lock(LuminarRuntime *runtime) { lum_mutex_lock(&runtime->lock); }
static inline void lum_unlock(LuminarRuntime *runtime) { lum_mutex_unlock(&runtime->lock); }

LuminarStatus lum_runtime_open(const LuminarRuntimeConfig *config, LuminarRuntime **runtime);
LuminarStatus lum_runtime_close(LuminarRuntime *runtime);

/* A config filled up with defaults; null gives the defaults. */
LuminarRuntimeConfig lum_config_complete(const LuminarRuntimeConfig *config);

LuminarStatus lum_tool_counters(LuminarRuntime *runtime, LuminarCounters *counters);
LuminarStatus lum_tool_channel(LuminarRuntime *runtime, LuminarChannel *channel, LuminarChannelState *state);
LuminarStatus lum_tool_report(LuminarRuntime *runtime, char *text, size_t size, size_t *needed);

#endif
