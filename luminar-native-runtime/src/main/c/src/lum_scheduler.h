/* The pool threads: taking ready tasks, stepping them, and standing in for threads that block. */
#ifndef LUM_SCHEDULER_H
#define LUM_SCHEDULER_H

#include "lum_task.h"

/* Queues the task and sees to it that a thread comes for it. Under the lock. */
void lum_scheduler_push(LuminarTask *task);

/* Threads wanted for the parallel jobs in the queue. Under the lock. */
void lum_scheduler_call_for_help(LuminarRuntime *runtime, size_t threads);

/* The calling pool thread is about to block; a substitute takes over. Under the lock. NO_THREAD: it may not block. */
LuminarStatus lum_scheduler_block(LuminarRuntime *runtime);
void lum_scheduler_unblock(LuminarRuntime *runtime);

/* Starts the first thread, so that an instance that is open can run anything at all. */
LuminarStatus lum_scheduler_begin(LuminarRuntime *runtime);

/* Ends and joins all threads, when nothing is left to run. Without the lock. */
void lum_scheduler_end(LuminarRuntime *runtime);

/* A started thread, remembered for joining. */
struct LumPoolThread {
  LumPoolThread *next;
  LuminarRuntime *runtime;
  LumThread thread;
};

/* Starts a thread and links it in; false: none could be made. */
bool lum_pool_thread_start(LuminarRuntime *runtime, LumPoolThread **list, void (*body)(void *));

/* Joins and frees all of a list. Without the lock. */
void lum_pool_threads_join(LuminarRuntime *runtime, LumPoolThread **list);

LuminarStatus lum_task_blocking_begin(LuminarRuntime *runtime, LuminarTask *task);
LuminarStatus lum_task_blocking_end(LuminarRuntime *runtime, LuminarTask *task);

#endif
