/*
 * Everything the runtime asks of an operating system, and the only header that may name one. lum_platform_posix.c
 * implements it for POSIX. Sizes of the opaque storage are tied to the real types by _Static_assert there.
 */
#ifndef LUM_PLATFORM_H
#define LUM_PLATFORM_H

#include "luminar_types.h"

/* A mutex. Locking may spin a moment before it sleeps. Not recursive. */
typedef struct LumMutex {
  union {
    unsigned char bytes[64];
    max_align_t align;
  } storage;
} LumMutex;

/* A condition that threads wait for under a mutex; its timed waits use the monotonic clock. */
typedef struct LumCond {
  union {
    unsigned char bytes[64];
    max_align_t align;
  } storage;
} LumCond;

typedef struct LumThread {
  union {
    unsigned char bytes[16];
    max_align_t align;
  } storage;
} LumThread;

/* False when the system has no room for another one; then there is nothing to destroy. */
bool lum_mutex_init(LumMutex *mutex);
void lum_mutex_destroy(LumMutex *mutex);
void lum_mutex_lock(LumMutex *mutex);
void lum_mutex_unlock(LumMutex *mutex);

bool lum_cond_init(LumCond *cond);
void lum_cond_destroy(LumCond *cond);
void lum_cond_signal(LumCond *cond);
void lum_cond_broadcast(LumCond *cond);

/* Waits; may wake up for no reason. False: the deadline has passed. */
bool lum_cond_wait(LumCond *cond, LumMutex *mutex, LuminarDeadline deadline);

/*
 * Two locks for what belongs to the process; they need no initialisation. LIFE: the default instance starts or stops, held
 * across opening and closing its runtime. STATE: a few words, held for a moment. LIFE is taken before STATE.
 */
typedef enum LumProcessLock { LUM_PROCESS_LIFE, LUM_PROCESS_STATE } LumProcessLock;
void lum_process_lock(LumProcessLock lock);
void lum_process_unlock(LumProcessLock lock);

/* Starts a thread that gets no signals; false when the system refuses. Every started thread must be joined. */
bool lum_thread_start(LumThread *thread, void (*body)(void *), void *argument);
void lum_thread_join(LumThread *thread);

/* Processors this process may use, at least 1. */
size_t lum_processors(void);

/* Nanoseconds of the monotonic clock. */
LuminarDeadline lum_now(void);

/* Aligned memory from the system, null when there is none. alignment: a power of two, at least that of a pointer. */
void *lum_system_allocate(size_t size, size_t alignment);
void lum_system_free(void *memory);

/* ---- files, pipes, sockets; results of read and write as in LuminarIOHooks ---- */

typedef enum LumIoKind { LUM_IO_BAD, LUM_IO_FILE, LUM_IO_STREAM } LumIoKind;

LumIoKind lum_io_kind(int64_t descriptor);

/* Whether reading (or writing) can go on without waiting; waits up to `millis` for it. Errors count as ready. */
bool lum_io_ready(int64_t descriptor, bool writing, int millis);

/* offset -1: the descriptor's own position. A write to a stream that was ready does not wait for its reader. */
int64_t lum_io_read(int64_t descriptor, int64_t offset, void *buffer, size_t size);
int64_t lum_io_write(int64_t descriptor, int64_t offset, const void *buffer, size_t size);

/* "Try again later" among those results. */
bool lum_io_again(int64_t result);

/* The address of `symbol` in the shared library at `path`, which stays loaded; null when there is none. */
const void *lum_library_symbol(const char *path, const char *symbol);

#endif
