/*
 * Threads by hand: the caller takes the first part itself and starts a thread for each other one.
 * Each thread writes its result into its own cache line. A thread that cannot be created does not
 * lose its part: the caller runs it.
 */
#define _POSIX_C_SOURCE 200809L
#include "kernels.h"

#include <pthread.h>
#include <stdalign.h>
#include <stdatomic.h>

#define THREADS_MAX 1024

/* Everything that a part needs; the kernels share the struct, each uses its own fields. */
typedef struct part {
  alignas(64) const double *xs;
  const double *ys;
  double *as;
  double s;
  int64_t from;
  int64_t to;
  double total;

  int32_t *steps;
  int64_t width;
  int64_t height;
  int32_t limit;
  int64_t inside;
  _Atomic int64_t *next_row;
} part;

typedef void *(*part_run)(void *);

/* Runs all parts, the first on the calling thread, and returns when all have ended. */
static void run_parts(part *parts, int32_t count, part_run run) {
  pthread_t threads[THREADS_MAX];
  int started[THREADS_MAX];
  for (int32_t t = 1; t < count; t++) {
    started[t] = pthread_create(&threads[t], NULL, run, &parts[t]) == 0;
  }
  run(&parts[0]);
  for (int32_t t = 1; t < count; t++) {
    if (started[t]) {
      pthread_join(threads[t], NULL);
    } else {
      run(&parts[t]);
    }
  }
}

static int32_t clamp_threads(int32_t threads) {
  return threads < 1 ? 1 : threads > THREADS_MAX ? THREADS_MAX : threads;
}

/* Equal parts of consecutive elements; begins are multiples of 8, a cache line of doubles. */
static int64_t begin_of(int64_t n, int32_t part_index, int32_t parts) {
  return part_index == parts ? n : n / parts * part_index / 8 * 8;
}

static void *run_dot(void *argument) {
  part *p = argument;
  p->total = dot_range(p->xs, p->ys, p->from, p->to);
  return NULL;
}

double dot(const double *xs, const double *ys, int64_t n, int32_t threads) {
  if (n < SERIAL_BELOW) {
    return dot_range(xs, ys, 0, n);
  }
  const int32_t count = clamp_threads(threads);
  part parts[THREADS_MAX];
  for (int32_t t = 0; t < count; t++) {
    parts[t] = (part){
        .xs = xs, .ys = ys, .from = begin_of(n, t, count), .to = begin_of(n, t + 1, count)};
  }
  run_parts(parts, count, run_dot);
  double total = 0.0;
  for (int32_t t = 0; t < count; t++) {
    total += parts[t].total;
  }
  return total;
}

static void *run_triad(void *argument) {
  part *p = argument;
  triad_range(p->as, p->xs, p->ys, p->s, p->from, p->to);
  return NULL;
}

void triad(double *as, const double *bs, const double *cs, double s, int64_t n, int32_t threads) {
  if (n < SERIAL_BELOW) {
    triad_range(as, bs, cs, s, 0, n);
    return;
  }
  const int32_t count = clamp_threads(threads);
  part parts[THREADS_MAX];
  for (int32_t t = 0; t < count; t++) {
    parts[t] = (part){.as = as, .xs = bs, .ys = cs, .s = s,
                      .from = begin_of(n, t, count), .to = begin_of(n, t + 1, count)};
  }
  run_parts(parts, count, run_triad);
}

/* Rows differ in work, so each thread takes the next one that nobody has. */
static void *run_mandelbrot(void *argument) {
  part *p = argument;
  int64_t inside = 0;
  for (;;) {
    /* Only the number must be unique; the join orders what the rows wrote. */
    const int64_t row = atomic_fetch_add_explicit(p->next_row, 1, memory_order_relaxed);
    if (row >= p->height) {
      break;
    }
    inside += mandelbrot_row(p->steps, row, p->width, p->height, p->limit);
  }
  p->inside = inside;
  return NULL;
}

int64_t mandelbrot(int32_t *steps, int64_t width, int64_t height, int32_t limit, int32_t threads) {
  const int32_t count = clamp_threads(threads);
  _Atomic int64_t next_row = 0;
  part parts[THREADS_MAX];
  for (int32_t t = 0; t < count; t++) {
    parts[t] = (part){.steps = steps, .width = width, .height = height, .limit = limit,
                      .next_row = &next_row};
  }
  run_parts(parts, count, run_mandelbrot);
  int64_t inside = 0;
  for (int32_t t = 0; t < count; t++) {
    inside += parts[t].inside;
  }
  return inside;
}
