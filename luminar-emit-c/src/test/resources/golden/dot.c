/*
 * stats.c: the program "stats", emitted by Luminar 0.1.0.
 *
 * entries: stats_dot
 * region dot$parallel1: bare metal (no rule asks for a runtime)
 * runtime: not linked
 *
 * C11 and POSIX.1-2008; link with pthreads and libm.
 */
#define _POSIX_C_SOURCE 200809L

#include "stats.h"

#include <float.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

/* Floating point means the same on every target: strict IEEE, no fused multiply-add but fma(). */
#if defined(__FAST_MATH__) || (defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__ > 0)
#error "-ffast-math and -ffinite-math-only change what this program computes"
#endif
#if FLT_EVAL_METHOD != 0
#error "this target computes with more precision than its types have; on x86 use -msse2 -mfpmath=sse"
#endif
#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#elif defined(__GNUC__)
#pragma GCC optimize("fp-contract=off", "align-loops=32")
#endif
/* That a comparison of the program always has one outcome is no fault of this file. */
#if defined(__GNUC__)
#pragma GCC diagnostic ignored "-Wtautological-compare"
#endif

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
  run(region, 0);
  for (int64_t part = started + 1; part < parts; part++) {
    run(region, part);
  }
  for (int64_t k = 0; k < started; k++) {
    pthread_join(threads[k].handle, NULL);
  }
  if (threads != few) {
    free(threads);
  }
}

/* Where part `part` of `parts` begins in 0..<count; part `parts` begins at the end. No position is lost. */
static int64_t part_start(int64_t count, int64_t parts, int64_t part) {
  const int64_t rest = count % parts;
  return part * (count / parts) + (part < rest ? part : rest);
}

/* The shape of a reduction depends on the number of iterations only, never on threads: 64 blocks, 1,024 from 65,536
 * iterations on; blocks of 32 and more are a multiple of 8 long and have 8 lanes. */
static int64_t block_length(int64_t count) {
  const int64_t blocks = count < 65536 ? 64 : 1024;
  const int64_t length = count / blocks + (count % blocks != 0);
  return length < 32 ? length : (length + 7) / 8 * 8;
}

/*
 * parallel block dot$parallel1 (test.lum:2:3)
 *
 *   parallel(i in 0..<n)
 *
 * mode: bare metal
 *   no rule asks for a runtime
 */

/* What a block, or a lane of it, contributes. */
struct dot_parallel1_partial {
  double total;
};

/* What belongs to one thread, on cache lines of its own. */
struct dot_parallel1_own {
  _Alignas(64) struct dot_parallel1_partial partial; /* of the block that was done last */
};

/* What all threads share. */
struct dot_parallel1_region {
  double *xs;
  int64_t xs_length;
  double *ys;
  int64_t ys_length;
  int64_t count;
  int64_t parts;
  struct dot_parallel1_own *own;
  int64_t block_length;
  int64_t lanes;
  struct dot_parallel1_partial *partials; /* one per block, or null: then blocks come in order */
  struct dot_parallel1_partial tree[11]; /* at level k what 2^k neighbouring blocks contribute */
};

static struct dot_parallel1_partial dot_parallel1_combine(struct dot_parallel1_partial left,
    struct dot_parallel1_partial right) {
  left.total = left.total + right.total;
  return left;
}

/* Takes in the next block. Neighbours of one size combine, as digits of a binary number carry: the tree over all
 * blocks, with a logarithmic number of partials. */
static void dot_parallel1_take(struct dot_parallel1_region *region, int64_t block,
    struct dot_parallel1_partial partial) {
  int level = 0;
  for (; (block >> level) % 2 != 0; level++) {
    partial = dot_parallel1_combine(region->tree[level], partial);
  }
  region->tree[level] = partial;
}

static void dot_parallel1_chunk(struct dot_parallel1_region *region, struct dot_parallel1_own *own,
    int64_t from, int64_t to) {
  (void)region;
  double *const xs = region->xs;
  double *const ys = region->ys;
  const int64_t lanes = region->lanes;
  double total_lane[8] = {-0.0, -0.0, -0.0, -0.0, -0.0, -0.0, -0.0, -0.0};
  const int64_t wide_end = lanes == 8 ? to - (to - from) % 8 : from;
  for (int64_t base = from; base < wide_end; base += 8) {
    for (int lane = 0; lane < 8; lane++) {
      const int64_t i = base + lane;
      double total_value = xs[i] * ys[i];
      total_lane[lane] = total_lane[lane] + total_value;
    }
  }
  if (wide_end < to) {
    double total_lane_of_rest[8];
    for (int k = 0; k < 8; k++) {
      total_lane_of_rest[k] = total_lane[k];
    }
    for (int64_t i = wide_end; i < to; i++) {
      const int64_t lane = (i - from) & (lanes - 1);
      double total_value = xs[i] * ys[i];
      total_lane_of_rest[lane] = total_lane_of_rest[lane] + total_value;
    }
    for (int k_2 = 0; k_2 < 8; k_2++) {
      total_lane[k_2] = total_lane_of_rest[k_2];
    }
  }
  own->partial.total = lanes == 1
      ? total_lane[0] : ((total_lane[0] + total_lane[1]) + (total_lane[2] + total_lane[3])) + ((total_lane[4] + total_lane[5]) + (total_lane[6] + total_lane[7]));
}

static void dot_parallel1_part(void *argument, int64_t part) {
  struct dot_parallel1_region *const region = argument;
  struct dot_parallel1_own *const own = &region->own[part];
  const int64_t length = region->block_length;
  const int64_t blocks = (region->count - 1) / length + 1;
  const int64_t first = part_start(blocks, region->parts, part);
  const int64_t end = part_start(blocks, region->parts, part + 1);
  for (int64_t block = first; block < end; block++) {
    const int64_t from = block * length;
    const int64_t to = region->count - from < length ? region->count : from + length;
    dot_parallel1_chunk(region, own, from, to);
    if (region->partials != NULL) {
      region->partials[block] = own->partial;
    } else {
      dot_parallel1_take(region, block, own->partial);
    }
  }
}

static void dot_parallel1_run(int64_t count, double *xs, int64_t xs_length, double *ys, int64_t ys_length,
    double *total) {
  *total = 0.0;
  if (count == 0) {
    return;
  }
  const int64_t length = block_length(count);
  const int64_t blocks = (count - 1) / length + 1;
  int64_t parts = 1;
  if (count >= 4096) {
    parts = hardware_threads();
  }
  const int64_t parts_max = blocks / ((511 / length) + 1);
  parts = parts < parts_max ? parts : parts_max;
  parts = parts < 1 ? 1 : parts;
  struct dot_parallel1_own few[2048 / sizeof(struct dot_parallel1_own) + 1];
  const int64_t few_count = (int64_t)(sizeof few / sizeof few[0]);
  struct dot_parallel1_own *own = few;
  if (parts > few_count) {
    own = aligned_alloc(64, (size_t)parts * sizeof *own);
    if (own == NULL) { /* no memory is as no threads */
      own = few;
      parts = few_count;
    }
  }
  struct dot_parallel1_partial few_partials[64];
  struct dot_parallel1_partial *partials = NULL;
  if (parts > 1) {
    partials = few_partials;
    if (blocks > 64) {
      partials = malloc((size_t)blocks * sizeof *partials);
    }
    parts = partials == NULL ? 1 : parts; /* no memory is as no threads */
  }
  struct dot_parallel1_region region = {
    .xs = xs,
    .xs_length = xs_length,
    .ys = ys,
    .ys_length = ys_length,
    .count = count,
    .parts = parts,
    .own = own,
    .block_length = length,
    .lanes = length < 32 ? 1 : 8,
    .partials = partials,
  };
  for (int64_t k = 0; k < parts; k++) {
    own[k] = (struct dot_parallel1_own){0};
  }
  team_run(parts, dot_parallel1_part, &region);
  if (partials != NULL) {
    for (int64_t block = 0; block < blocks; block++) {
      dot_parallel1_take(&region, block, partials[block]);
    }
  }
  int level = 0;
  while ((blocks >> level) % 2 == 0) {
    level++;
  }
  struct dot_parallel1_partial all = region.tree[level];
  for (level++; blocks >> level != 0; level++) {
    if ((blocks >> level) % 2 != 0) {
      all = dot_parallel1_combine(region.tree[level], all);
    }
  }
  *total = all.total;
  if (partials != few_partials) {
    free(partials);
  }
  if (own != few) {
    free(own);
  }
}

/* dot (test.lum:1:1) */
static double dot(double *xs, int64_t xs_length, double *ys, int64_t ys_length, int64_t cores) {
  (void)cores;
  double total = 0.0;
  dot_parallel1_run(xs_length, xs, xs_length, ys, ys_length, &total);
  return total;
}

/* ---- entries --------------------------------------------------------------------------------- */

/* dot (test.lum:1:1) */
LumStatus stats_dot(double *xs, int64_t xs_length, double *ys, int64_t ys_length, int64_t cores,
    double *result, struct stats_errors *errors) {
  if (xs_length < 0 || (xs == NULL && xs_length > 0) || (uintptr_t)xs % _Alignof(double) != 0
      || ys_length < 0 || (ys == NULL && ys_length > 0) || (uintptr_t)ys % _Alignof(double) != 0
      || result == NULL) {
    return LUM_INVALID_ARGUMENT;
  }
  if (errors != NULL) {
    *errors = (struct stats_errors){0};
  }
  *result = dot(xs, xs_length, ys, ys_length, cores);
  return LUM_OK;
}

void stats_errors_free(struct stats_errors *errors) {
  if (errors == NULL) {
    return;
  }
  free(errors->items);
  *errors = (struct stats_errors){0};
}

LumStatus stats_shutdown(void) {
  return LUM_OK; /* no runtime is linked */
}

int64_t stats_runtime_starts(void) {
  return 0; /* no runtime is linked */
}

/* ======== stats.h ======== */

/*
 * stats.h: the functions of the program "stats".
 * Emitted by Luminar 0.1.0.
 *
 * A buffer is passed as a pointer and a length in elements, and is lent for the call. A bool in a buffer or a
 * struct is a byte, 0 or 1. Names that are no C identifiers are spelled with _u and their code.
 */
#ifndef stats_H
#define stats_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef LUM_STATUS_DEFINED
#define LUM_STATUS_DEFINED
typedef enum LumStatus {
  LUM_OK = 0,
  LUM_FAILED = 1,           /* an error ended the call; it is the first of its records */
  LUM_INVALID_ARGUMENT = 2, /* a null pointer, a negative length, or a misaligned buffer; nothing was done */
  LUM_BUSY = 3,             /* a call still runs */
  LUM_SHUT_DOWN = 4         /* the program was shut down before */
} LumStatus;
#endif

/* One region around an error: which task statement (-1 in a parallel block), which iteration or task, and the value
 * of the iteration variable. */
struct stats_path_step {
  int32_t ordinal;
  int64_t position;
  int64_t value;
};

struct stats_error {
  const char *type;
  const char *message;
  int64_t code;
  const char *file;
  int32_t line;
  int32_t path_length;
  struct stats_path_step *path; /* outermost region first */
};

/* The records of a call. A function that gets the address of one overwrites it. */
struct stats_errors {
  struct stats_error *items;
  int64_t count;
  int64_t lost; /* records for which there was no memory */
};

/* Frees what a call put into `errors`, and empties it. */
void stats_errors_free(struct stats_errors *errors);

/* dot (test.lum:1:1) */
LumStatus stats_dot(double *xs, int64_t xs_length, double *ys, int64_t ys_length, int64_t cores,
    double *result, struct stats_errors *errors);

/* Stops the program's runtime, if one was started. Returns LUM_BUSY while a call runs, and does nothing then. May
 * be called again. */
LumStatus stats_shutdown(void);

/* How often this program has started a runtime: 0 until a block needs one, then 1. */
int64_t stats_runtime_starts(void);

#ifdef __cplusplus
}
#endif
#endif
