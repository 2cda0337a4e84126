/// hardware_threads : <unistd.h>
/* How many threads the hardware runs at a time. */
static int64_t hardware_threads(void) {
#ifdef _SC_NPROCESSORS_ONLN
  const long online = sysconf(_SC_NPROCESSORS_ONLN);
  return online < 1 ? 1 : online > 1024 ? 1024 : online;
#else
  return 1;
#endif
}

/// inside_team
/* Whether this thread works for a region already: a region inside it then stays on one thread. */
static _Thread_local bool inside_team;

/// team : <pthread.h> <stdlib.h>
/* A thread of a team and what it is to do. */
struct team_thread {
  pthread_t handle;
  void (*run)(void *region, int64_t part);
  void *region;
  int64_t part;
};

static void *team_thread_main(void *argument) {
  const struct team_thread *self = argument;
//nest  inside_team = true;
  self->run(self->region, self->part);
  return NULL;
}

/* Runs all parts of a region, each on a thread of its own. The calling thread takes part 0, and in the end every part for
 * which no thread could be had. */
static void team_run(int64_t parts, void (*run)(void *region, int64_t part), void *region) {
  struct team_thread *threads = parts > 1 ? calloc((size_t)parts - 1, sizeof *threads) : NULL;
  int64_t started = 0;
  while (threads != NULL && started < parts - 1) {
    struct team_thread *thread = &threads[started];
    thread->run = run;
    thread->region = region;
    thread->part = started + 1;
    if (pthread_create(&thread->handle, NULL, team_thread_main, thread) != 0) {
      break;
    }
    started++;
  }
//nest  const bool was_inside_team = inside_team;
//nest  inside_team = true;
  run(region, 0);
  for (int64_t part = started + 1; part < parts; part++) {
    run(region, part);
  }
//nest  inside_team = was_inside_team;
  for (int64_t k = 0; k < started; k++) {
    pthread_join(threads[k].handle, NULL);
  }
  free(threads);
}

/// part_start
/* Where part `part` of `parts` begins in 0..<count; part `parts` begins at the end. No position is lost. */
static int64_t part_start(int64_t count, int64_t parts, int64_t part) {
  const int64_t rest = count % parts;
  return part * (count / parts) + (part < rest ? part : rest);
}

/// block_length
/* The shape of a reduction depends on the number of iterations only, never on threads: 64 blocks, 1,024 from 65,536
 * iterations on; blocks of 32 and more are a multiple of 8 long and have 8 lanes. */
static int64_t block_length(int64_t count) {
  const int64_t blocks = count < 65536 ? 64 : 1024;
  const int64_t length = count / blocks + (count % blocks != 0);
  return length < 32 ? length : (length + 7) / 8 * 8;
}

/// stop_at : <stdatomic.h>
/* Remembers the least iteration that failed. Relaxed: it only saves work; what counts is read after the join. */
static void stop_at(_Atomic int64_t *first_failed, int64_t iteration) {
  int64_t seen = atomic_load_explicit(first_failed, memory_order_relaxed);
  while (iteration < seen && !atomic_compare_exchange_weak_explicit(first_failed, &seen, iteration, memory_order_relaxed,
                                                                     memory_order_relaxed)) {
  }
}

