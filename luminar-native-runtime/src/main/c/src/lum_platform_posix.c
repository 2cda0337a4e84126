/* The platform header on POSIX systems. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1 /* adaptive mutexes; everything else is POSIX.1-2008 */
#endif

#include "lum_platform.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

_Static_assert(sizeof(pthread_mutex_t) <= sizeof(LumMutex), "room for a mutex");
_Static_assert(sizeof(pthread_cond_t) <= sizeof(LumCond), "room for a condition");
_Static_assert(sizeof(pthread_t) <= sizeof(LumThread), "room for a thread");
_Static_assert(_Alignof(pthread_mutex_t) <= _Alignof(LumMutex), "alignment of a mutex");

static pthread_mutex_t *posix_mutex(LumMutex *mutex) { return (pthread_mutex_t *)(void *)mutex->storage.bytes; }
static pthread_cond_t *posix_cond(LumCond *cond) { return (pthread_cond_t *)(void *)cond->storage.bytes; }
static pthread_t *posix_thread(LumThread *thread) { return (pthread_t *)(void *)thread->storage.bytes; }

/* A failure of these calls on valid objects is a bug that would corrupt everything after it. */
static void posix_must(int error) {
  if (error != 0) abort();
}

bool lum_mutex_init(LumMutex *mutex) {
  pthread_mutexattr_t attributes;
  if (pthread_mutexattr_init(&attributes) != 0) return false;
#ifdef PTHREAD_ADAPTIVE_MUTEX_INITIALIZER_NP
  posix_must(pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_ADAPTIVE_NP));
#endif
  bool made = pthread_mutex_init(posix_mutex(mutex), &attributes) == 0;
  posix_must(pthread_mutexattr_destroy(&attributes));
  return made;
}

void lum_mutex_destroy(LumMutex *mutex) { posix_must(pthread_mutex_destroy(posix_mutex(mutex))); }
void lum_mutex_lock(LumMutex *mutex) { posix_must(pthread_mutex_lock(posix_mutex(mutex))); }
void lum_mutex_unlock(LumMutex *mutex) { posix_must(pthread_mutex_unlock(posix_mutex(mutex))); }

bool lum_cond_init(LumCond *cond) {
  pthread_condattr_t attributes;
  if (pthread_condattr_init(&attributes) != 0) return false;
  bool made = pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC) == 0 &&
              pthread_cond_init(posix_cond(cond), &attributes) == 0;
  posix_must(pthread_condattr_destroy(&attributes));
  return made;
}

void lum_cond_destroy(LumCond *cond) { posix_must(pthread_cond_destroy(posix_cond(cond))); }
void lum_cond_signal(LumCond *cond) { posix_must(pthread_cond_signal(posix_cond(cond))); }
void lum_cond_broadcast(LumCond *cond) { posix_must(pthread_cond_broadcast(posix_cond(cond))); }

bool lum_cond_wait(LumCond *cond, LumMutex *mutex, LuminarDeadline deadline) {
  if (deadline == LUMINAR_NO_DEADLINE) {
    posix_must(pthread_cond_wait(posix_cond(cond), posix_mutex(mutex)));
    return true;
  }
  if (deadline < 0) deadline = 0;
  struct timespec until = {.tv_sec = (time_t)(deadline / 1000000000), .tv_nsec = (long)(deadline % 1000000000)};
  int error = pthread_cond_timedwait(posix_cond(cond), posix_mutex(mutex), &until);
  if (error != 0 && error != ETIMEDOUT) abort();
  return error == 0;
}

static pthread_mutex_t process_mutexes[] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER};

void lum_process_lock(LumProcessLock lock) { posix_must(pthread_mutex_lock(&process_mutexes[lock])); }
void lum_process_unlock(LumProcessLock lock) { posix_must(pthread_mutex_unlock(&process_mutexes[lock])); }

typedef struct ThreadStart {
  void (*body)(void *);
  void *argument;
} ThreadStart;

static void *thread_main(void *argument) {
  ThreadStart start = *(ThreadStart *)argument;
  free(argument);
  start.body(start.argument);
  return NULL;
}

bool lum_thread_start(LumThread *thread, void (*body)(void *), void *argument) {
  ThreadStart *start = malloc(sizeof *start);
  if (start == NULL) return false;
  *start = (ThreadStart){body, argument};
  /* Signals stay with the host's threads; a blocked SIGPIPE also turns a broken pipe into EPIPE. */
  sigset_t all, before;
  sigfillset(&all);
  posix_must(pthread_sigmask(SIG_SETMASK, &all, &before));
  bool started = pthread_create(posix_thread(thread), NULL, thread_main, start) == 0;
  posix_must(pthread_sigmask(SIG_SETMASK, &before, NULL));
  if (!started) free(start);
  return started;
}

void lum_thread_join(LumThread *thread) { posix_must(pthread_join(*posix_thread(thread), NULL)); }

size_t lum_processors(void) {
  long n = sysconf(_SC_NPROCESSORS_ONLN);
  return n < 1 ? 1 : (size_t)n;
}

LuminarDeadline lum_now(void) {
  struct timespec now;
  posix_must(clock_gettime(CLOCK_MONOTONIC, &now));
  return (LuminarDeadline)now.tv_sec * 1000000000 + now.tv_nsec;
}

void *lum_system_allocate(size_t size, size_t alignment) {
  void *memory = NULL;
  return posix_memalign(&memory, alignment, size) == 0 ? memory : NULL;
}

void lum_system_free(void *memory) { free(memory); }

LumIoKind lum_io_kind(int64_t descriptor) {
  struct stat status;
  if (descriptor < 0 || descriptor > INT_MAX || fstat((int)descriptor, &status) != 0) return LUM_IO_BAD;
  return S_ISREG(status.st_mode) || S_ISBLK(status.st_mode) ? LUM_IO_FILE : LUM_IO_STREAM;
}

bool lum_io_ready(int64_t descriptor, bool writing, int millis) {
  struct pollfd entry = {.fd = (int)descriptor, .events = writing ? POLLOUT : POLLIN};
  if (poll(&entry, 1, millis) != 0) return true;
  /* Waiting to read what is only open for writing would never end; trying it gives the error. */
  int mode = fcntl((int)descriptor, F_GETFL);
  return mode < 0 || (mode & O_ACCMODE) == (writing ? O_RDONLY : O_WRONLY);
}

int64_t lum_io_read(int64_t descriptor, int64_t offset, void *buffer, size_t size) {
  ssize_t n = offset < 0 ? read((int)descriptor, buffer, size) : pread((int)descriptor, buffer, size, (off_t)offset);
  return n < 0 ? -(int64_t)errno : n;
}

int64_t lum_io_write(int64_t descriptor, int64_t offset, const void *buffer, size_t size) {
  ssize_t n;
  if (offset >= 0) {
    n = pwrite((int)descriptor, buffer, size, (off_t)offset);
  } else if (lum_io_kind(descriptor) == LUM_IO_FILE) {
    n = write((int)descriptor, buffer, size);
  } else {
    n = send((int)descriptor, buffer, size, MSG_DONTWAIT | MSG_NOSIGNAL);
    /* A ready pipe takes PIPE_BUF bytes without waiting; more could wait for a reader that waits for this thread. */
    if (n < 0 && errno == ENOTSOCK) n = write((int)descriptor, buffer, size < PIPE_BUF ? size : PIPE_BUF);
  }
  return n < 0 ? -(int64_t)errno : n;
}

bool lum_io_again(int64_t result) { return result == -EAGAIN || result == -EWOULDBLOCK || result == -EINTR; }

const void *lum_library_symbol(const char *path, const char *symbol) {
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  const void *address = library == NULL ? NULL : dlsym(library, symbol);
  if (library != NULL && address == NULL) dlclose(library);
  return address;
}
