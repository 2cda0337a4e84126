/// processors : <pthread.h> <stdbool.h> <stdint.h> <stddef.h>
/* The processors that a thread may run on. glibc's functions under names of our own: its headers declare them only together
 * with much else that is not POSIX. */
#if defined(__GLIBC__) && defined(__GNUC__)
struct processors {
  unsigned long bits[1024 / (8 * sizeof(unsigned long))]; /* glibc's cpu_set_t */
};
int processors_of(int thread, size_t size, struct processors *allowed) __asm__("sched_getaffinity");
int processors_allow(int thread, size_t size, const struct processors *allowed) __asm__("sched_setaffinity");
int processors_begin_on(pthread_attr_t *attributes, size_t size, const struct processors *allowed)
    __asm__("pthread_attr_setaffinity_np");
int processor_now(void) __asm__("sched_getcpu");
#endif

/// hardware_threads : processors <unistd.h>
/* How many threads the hardware runs at a time. */
static int64_t hardware_threads(void) {
#if defined(__GLIBC__) && defined(__GNUC__)
  struct processors allowed;
  if (processors_of(0, sizeof allowed, &allowed) == 0) {
    int64_t count = 0;
    for (size_t k = 0; k < sizeof allowed.bits / sizeof allowed.bits[0]; k++) {
      for (unsigned long left = allowed.bits[k]; left != 0; left &= left - 1) {
        count++;
      }
    }
    return count < 1 ? 1 : count;
  }
#endif
#ifdef _SC_NPROCESSORS_ONLN
  const long online = sysconf(_SC_NPROCESSORS_ONLN);
  return online < 1 ? 1 : online > 1024 ? 1024 : online;
#else
  return 1;
#endif
}

/// placement : processors
/* Where threads of a region begin. Linux may put a new thread behind its creator, on a processor that is busy, and leave it
 * there for milliseconds while another one is idle. So threads begin on the others, and may run anywhere once they run. */
struct placement {
  bool is_known; /* else threads begin where the system likes */
#if defined(__GLIBC__) && defined(__GNUC__)
  struct processors all;
  struct processors others; /* all but the creator's */
#endif
};

static void placement_find(struct placement *placement) {
  placement->is_known = false;
#if defined(__GLIBC__) && defined(__GNUC__)
  const size_t word = 8 * sizeof(unsigned long);
  const int now = processor_now();
  if (now < 0 || (size_t)now / word >= sizeof placement->all.bits / sizeof placement->all.bits[0]
      || processors_of(0, sizeof placement->all, &placement->all) != 0) {
    return;
  }
  placement->others = placement->all;
  placement->others.bits[(size_t)now / word] &= ~(1UL << ((size_t)now % word));
  for (size_t k = 0; k < sizeof placement->others.bits / sizeof placement->others.bits[0]; k++) {
    placement->is_known = placement->is_known || placement->others.bits[k] != 0;
  }
#endif
}

/* Starts a thread as pthread_create does. The placement must live until the thread has called placement_leave. */
static int placement_start(const struct placement *placement, pthread_t *handle, void *(*main)(void *), void *argument) {
#if defined(__GLIBC__) && defined(__GNUC__)
  pthread_attr_t attributes;
  if (placement->is_known && pthread_attr_init(&attributes) == 0) {
    int status = processors_begin_on(&attributes, sizeof placement->others, &placement->others);
    if (status == 0) {
      status = pthread_create(handle, &attributes, main, argument);
    }
    pthread_attr_destroy(&attributes);
    if (status == 0) {
      return 0;
    }
  }
#else
  (void)placement;
#endif
  return pthread_create(handle, NULL, main, argument);
}

/* The calling thread, which was started with it, may run anywhere from now on. */
static void placement_leave(const struct placement *placement) {
#if defined(__GLIBC__) && defined(__GNUC__)
  if (placement->is_known) {
    (void)processors_allow(0, sizeof placement->all, &placement->all); /* if not, it stays where it is */
  }
#else
  (void)placement;
#endif
}

/// deep_run : <pthread.h> <stdbool.h> <stddef.h>
/* Runs a call in which functions with regions may call themselves, up to the depth that calls may have: on a thread with
 * a stack for that, or here if there is none to be had. */
static void deep_run(void *(*run)(void *call), void *call) {
  pthread_t thread;
  pthread_attr_t attributes;
  bool is_started = false;
  if (pthread_attr_init(&attributes) == 0) {
    is_started = pthread_attr_setstacksize(&attributes, (size_t)64 << 20) == 0 &&
                 pthread_create(&thread, &attributes, run, call) == 0;
    pthread_attr_destroy(&attributes);
  }
  if (is_started) {
    pthread_join(thread, NULL);
  } else {
    (void)run(call);
  }
}

/// inside_team
/* Whether this thread works for a region already: a region inside it then stays on one thread. */
static _Thread_local bool inside_team;

/// team_run : placement <pthread.h> <stdlib.h>
/* A thread of a region and what it is to do. */
struct part_thread {
  pthread_t handle;
  void (*run)(void *region, int64_t part);
  void *region;
  int64_t part;
  const struct placement *placement;
};

static void *part_thread_main(void *argument) {
  const struct part_thread *self = argument;
  placement_leave(self->placement);
//nest  inside_team = true;
  self->run(self->region, self->part);
  return NULL;
}

/* Runs all parts of a region, each on a thread of its own. The calling thread takes part 0, and in the end every part for
 * which no thread could be had. */
static void team_run(int64_t parts, void (*run)(void *region, int64_t part), void *region) {
  struct part_thread few[32];
  struct part_thread *threads = few;
  int64_t most = 32;
  if (parts - 1 > most) {
    threads = calloc((size_t)parts - 1, sizeof *threads);
    most = threads == NULL ? 32 : parts - 1;
    threads = threads == NULL ? few : threads;
  }
  struct placement placement;
  if (parts > 1) {
    placement_find(&placement);
  }
  int64_t started = 0;
  while (started < parts - 1 && started < most) {
    struct part_thread *thread = &threads[started];
    thread->run = run;
    thread->region = region;
    thread->part = started + 1;
    thread->placement = &placement;
    if (placement_start(&placement, &thread->handle, part_thread_main, thread) != 0) {
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
  if (threads != few) {
    free(threads);
  }
}

/// team : hardware_threads placement <pthread.h> <sched.h> <stdatomic.h> <stdlib.h>
/* Threads that live over a loop. The regions in it are steps: the caller publishes one, it and the threads run its parts,
 * and the caller waits until every thread has said that it is done. In between threads spin for a moment, then let others
 * run, then sleep.
 *
 * The number of a step is one word: a count, the last part that takes part, and a bit that says that somebody sleeps until
 * the word changes. Whoever publishes exchanges the whole word, and so learns in the same step whether to wake somebody:
 * no wake-up is lost, since both look at one word, whose changes have one order. */
enum {
  TEAM_ASLEEP = 1,       /* in a step's number */
  TEAM_LAST = 1,         /* the shift of the last part, 0 to 1023 */
  TEAM_LAST_MAX = 1023,
  TEAM_COUNT = 11,       /* the shift of the count */
  TEAM_SPINS = 20000,    /* looks before others may run */
  TEAM_YIELDS = 100      /* looks before sleep */
};

/* A thread of a team. What it and the caller pass each other in a step has a cache line of its own. */
struct team_thread {
  _Alignas(64) _Atomic uint64_t done; /* the step that it finished last */
  _Alignas(64) uint64_t seen;         /* the step that it saw last; later ones are for it */
  int64_t part;
  struct team *team;
  pthread_t handle;
};

struct team {
  _Alignas(64) _Atomic uint64_t step;      /* the number of the step that runs */
  void (*run)(void *region, int64_t part); /* what it does; null ends the threads. It comes with the number's cache line */
  void *region;
  _Alignas(64) struct team_thread *threads;
  int64_t size;      /* how many threads it may have, the caller among them; 0 until that is known */
  int64_t exactly;   /* the most that a region asks for */
  int64_t hardware;  /* what the hardware offers, where a region takes that; 0 until it was asked */
  int64_t started;
  bool is_full;      /* no further thread can be had */
  int64_t spins;
  pthread_mutex_t lock; /* for sleeping and waking only */
  pthread_cond_t stepped;
  pthread_cond_t finished;
  struct placement placement; /* of its threads */
  void *scratch[2];
  size_t scratch_size[2];
};

/* Whether `word` has changed as one waits for it: from `value`, or to it. */
static inline bool team_changed(uint64_t word, uint64_t value, bool to) {
  return ((word & ~(uint64_t)TEAM_ASLEEP) == value) == to;
}

/* Waits until `word` is another than `value`, or, if `to`, until it is `value`, and returns it. Acquire: what was written
 * before the exchange in team_publish is seen behind this. */
static uint64_t team_await(struct team *team, _Atomic uint64_t *word, uint64_t value, bool to, pthread_cond_t *changed) {
  const int64_t spins = team->spins;
  uint64_t now = atomic_load_explicit(word, memory_order_acquire);
  for (int64_t k = 0; k < spins && !team_changed(now, value, to); k++) {
    now = atomic_load_explicit(word, memory_order_acquire);
  }
  for (int64_t k = 0; k < TEAM_YIELDS && !team_changed(now, value, to); k++) {
    sched_yield();
    now = atomic_load_explicit(word, memory_order_acquire);
  }
  if (!team_changed(now, value, to)) {
    pthread_mutex_lock(&team->lock);
    now = atomic_load_explicit(word, memory_order_acquire);
    while (!team_changed(now, value, to)) {
      /* Not release: the bit carries nothing, and a load that reads it still acquires what the exchange before it
       * released, for a read-modify-write continues a release sequence. If it fails, the word has changed, and `now` is
       * what it has become: acquire as in the loads. */
      if ((now & TEAM_ASLEEP) != 0
          || atomic_compare_exchange_strong_explicit(word, &now, now | TEAM_ASLEEP, memory_order_acquire,
                                                     memory_order_acquire)) {
        pthread_cond_wait(changed, &team->lock);
        now = atomic_load_explicit(word, memory_order_acquire);
      }
    }
    pthread_mutex_unlock(&team->lock);
  }
  return now & ~(uint64_t)TEAM_ASLEEP;
}

/* Gives `word` its next value. Release: partner of the loads in team_await. */
static void team_publish(struct team *team, _Atomic uint64_t *word, uint64_t value, pthread_cond_t *changed) {
  const uint64_t before = atomic_exchange_explicit(word, value, memory_order_release);
  if ((before & TEAM_ASLEEP) != 0) {
    /* The sleeper set the bit with the lock held, and gives the lock back only by falling asleep. */
    pthread_mutex_lock(&team->lock);
    pthread_cond_broadcast(changed);
    pthread_mutex_unlock(&team->lock);
  }
}

static void *team_thread_main(void *argument) {
  struct team_thread *const self = argument;
  struct team *const team = self->team;
  placement_leave(&team->placement);
//nest  inside_team = true;
  uint64_t step = self->seen;
  for (;;) {
    step = team_await(team, &team->step, step, false, &team->stepped);
    if ((int64_t)(step >> TEAM_LAST & TEAM_LAST_MAX) < self->part) {
      continue; /* a step without this thread: the caller does not wait for it, so nothing else may be read */
    }
    if (team->run == NULL) {
      return NULL;
    }
    team->run(team->region, self->part);
    team_publish(team, &self->done, step, &team->finished);
  }
}

/* How many threads the hardware runs at a time; asked once for a team, since the answer takes longer than a step. */
static int64_t team_hardware(struct team *team) {
  if (team->hardware == 0) {
    team->hardware = hardware_threads();
  }
  return team->hardware;
}

/* Makes room for the threads of a team. */
static bool team_open(struct team *team, int64_t parts) {
  const int64_t hardware = team_hardware(team);
  team->size = team->exactly > parts ? team->exactly : parts;
  team->size = team->size > hardware ? team->size : hardware;
  team->size = team->size > TEAM_LAST_MAX + 1 ? TEAM_LAST_MAX + 1 : team->size;
  team->spins = team->size > hardware ? 0 : TEAM_SPINS; /* who spins with no processor left keeps others from working */
  team->threads = aligned_alloc(64, (size_t)team->size * sizeof *team->threads);
  if (team->threads == NULL) {
    return false;
  }
  if (pthread_mutex_init(&team->lock, NULL) == 0) {
    if (pthread_cond_init(&team->stepped, NULL) == 0) {
      if (pthread_cond_init(&team->finished, NULL) == 0) {
        return true;
      }
      pthread_cond_destroy(&team->stepped);
    }
    pthread_mutex_destroy(&team->lock);
  }
  free(team->threads);
  team->threads = NULL;
  return false;
}

/* Starts threads until there are enough for so many parts, or no further one can be had; then none is asked for again. */
static void team_grow(struct team *team, int64_t parts) {
  if (team->threads == NULL && !team_open(team, parts)) {
    team->is_full = true;
    return;
  }
  placement_find(&team->placement); /* threads that were started before are done with it: they have ended a step */
  while (team->started < parts - 1 && !team->is_full) {
    struct team_thread *const thread = &team->threads[team->started];
    thread->team = team;
    thread->part = team->started + 1;
    thread->seen = atomic_load_explicit(&team->step, memory_order_relaxed) & ~(uint64_t)TEAM_ASLEEP; /* its own store */
    atomic_init(&thread->done, 0);
    if (team->started + 1 >= team->size || placement_start(&team->placement, &thread->handle, team_thread_main, thread) != 0) {
      team->is_full = true;
    } else {
      team->started++;
    }
  }
}

/* The number of the next step, in which threads up to that part take part. */
static uint64_t team_next(struct team *team, int64_t last) {
  const uint64_t step = atomic_load_explicit(&team->step, memory_order_relaxed); /* only this thread changes the count */
  return ((step >> TEAM_COUNT) + 1) << TEAM_COUNT | (uint64_t)last << TEAM_LAST;
}

/* Runs all parts of a region as one step of a team. The calling thread takes part 0, and every part for which there is no
 * thread. */
static void team_step(struct team *team, int64_t parts, void (*run)(void *region, int64_t part), void *region) {
  if (team->started < parts - 1 && !team->is_full) {
    team_grow(team, parts);
  }
  const int64_t last = team->started < parts - 1 ? team->started : parts - 1;
  uint64_t step = 0;
  if (last > 0) {
    team->run = run;
    team->region = region;
    step = team_next(team, last);
    team_publish(team, &team->step, step, &team->stepped);
  }
//nest  const bool was_inside_team = inside_team;
//nest  inside_team = true;
  run(region, 0);
  for (int64_t part = last + 1; part < parts; part++) {
    run(region, part);
  }
//nest  inside_team = was_inside_team;
  for (int64_t k = 0; k < last; k++) {
    team_await(team, &team->threads[k].done, step, true, &team->finished);
  }
}

/* Ends the threads of a team, if it has any, and waits for them. */
static void team_end(struct team *team) {
  if (team->started > 0) {
    team->run = NULL;
    team_publish(team, &team->step, team_next(team, TEAM_LAST_MAX), &team->stepped);
    for (int64_t k = 0; k < team->started; k++) {
      pthread_join(team->threads[k].handle, NULL);
    }
  }
  if (team->threads != NULL) {
    pthread_cond_destroy(&team->finished);
    pthread_cond_destroy(&team->stepped);
    pthread_mutex_destroy(&team->lock);
    free(team->threads);
    team->threads = NULL;
  }
  for (int which = 0; which < 2; which++) {
    free(team->scratch[which]);
    team->scratch[which] = NULL;
    team->scratch_size[which] = 0;
  }
  team->started = 0;
  team->is_full = false;
}

/// team_scratch : team
/* Memory that the steps of a team use one after the other, each of two for its own purpose; null if there is none. */
static void *team_scratch(struct team *team, int which, size_t size) {
  if (team->scratch_size[which] < size) {
    free(team->scratch[which]);
    team->scratch[which] = aligned_alloc(64, (size + 63) / 64 * 64);
    team->scratch_size[which] = team->scratch[which] == NULL ? 0 : size;
  }
  return team->scratch[which];
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


/// next_chunk : <stdatomic.h>
/* The next chunk of a range that has at least one position. Relaxed: an addition is one step in any order, so each number is
 * given once; what threads write is seen when they are joined. The counter counts chunks, so that it cannot overflow. */
static inline bool next_chunk(_Atomic int64_t *next, int64_t count, int64_t chunk, int64_t *from, int64_t *to) {
  const int64_t number = atomic_fetch_add_explicit(next, 1, memory_order_relaxed);
  if (number > (count - 1) / chunk) {
    return false;
  }
  *from = number * chunk;
  *to = count - *from < chunk ? count : *from + chunk;
  return true;
}

/// next_guided : <stdatomic.h>
/* The next chunk where they shrink: half of a thread's share of what is left, and at least `least`. Relaxed: as in a
 * counter, only one thread moves the start from where it is. */
static inline bool next_guided(_Atomic int64_t *next, int64_t count, int64_t least, int64_t parts, int64_t *from,
                               int64_t *to) {
  *from = atomic_load_explicit(next, memory_order_relaxed);
  do {
    const int64_t left = count - *from;
    if (left <= 0) {
      return false;
    }
    int64_t length = left / (2 * parts);
    length = length < least ? least : length;
    *to = left < length ? count : *from + length;
  } while (!atomic_compare_exchange_weak_explicit(next, from, *to, memory_order_relaxed, memory_order_relaxed));
  return true;
}
