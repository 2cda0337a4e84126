/*
 * Threads by hand: the caller takes the first part itself and starts a thread for each other one.
 * Each thread writes its result into its own cache line. A thread that cannot be created does not
 * lose its part: the caller runs it.
 */
#define _POSIX_C_SOURCE 200809L
#include "kernels.h"

#include <pthread.h>
#include <stdalign.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

#define PARTS_MAX 64

/* Everything that a part needs; the kernels share the struct, each uses its own fields. */
typedef struct part {
  alignas(64) const double *xs;
  const double *ys;
  double *as;
  double s;
  int64_t from;
  int64_t to;
  double total;

  const uint8_t *bytes;
  int64_t counts[256];
  _Atomic int64_t *shared_counts;

  double *us;
  double *vs;
  int64_t step_count;
  struct barrier *barrier;

  const int64_t *is;
  int64_t *js;
  int64_t sum;
  int64_t before;

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
  pthread_t threads[PARTS_MAX];
  int started[PARTS_MAX];
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

static int32_t clamp_parts(int32_t threads) {
  return threads < 1 ? 1 : threads > PARTS_MAX ? PARTS_MAX : threads;
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
  const int32_t count = clamp_parts(threads);
  part parts[PARTS_MAX];
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
  const int32_t count = clamp_parts(threads);
  part parts[PARTS_MAX];
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
  const int32_t count = clamp_parts(threads);
  _Atomic int64_t next_row = 0;
  part parts[PARTS_MAX];
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

static void *run_histogram(void *argument) {
  part *p = argument;
  histogram_range(p->bytes, p->from, p->to, p->counts);
  return NULL;
}

/* Parts of 0..<n, each with what all share. */
static void split(part *parts, int32_t count, int64_t n, const part *all) {
  for (int32_t t = 0; t < count; t++) {
    parts[t] = *all;
    parts[t].from = begin_of(n, t, count);
    parts[t].to = begin_of(n, t + 1, count);
  }
}

void histogram(const uint8_t *bytes, int64_t n, int64_t *counts, int32_t threads) {
  const int32_t count = n < SERIAL_BELOW ? 1 : clamp_parts(threads);
  part parts[PARTS_MAX];
  split(parts, count, n, &(part){.bytes = bytes});
  run_parts(parts, count, run_histogram);
  memset(counts, 0, 256 * sizeof *counts);
  for (int32_t t = 0; t < count; t++) {
    for (int value = 0; value < 256; value++) {
      counts[value] += parts[t].counts[value];
    }
  }
}

static void *run_histogram_naive(void *argument) {
  part *p = argument;
  for (int64_t i = p->from; i < p->to; i++) {
    /* only the sum counts; the join orders it */
    atomic_fetch_add_explicit(&p->shared_counts[p->bytes[i]], 1, memory_order_relaxed);
  }
  return NULL;
}

void histogram_naive(const uint8_t *bytes, int64_t n, int64_t *counts, int32_t threads) {
  const int32_t count = n < SERIAL_BELOW ? 1 : clamp_parts(threads);
  _Atomic int64_t shared[256] = {0};
  part parts[PARTS_MAX];
  split(parts, count, n, &(part){.bytes = bytes, .shared_counts = shared});
  run_parts(parts, count, run_histogram_naive);
  for (int value = 0; value < 256; value++) {
    counts[value] = shared[value];
  }
}

static void *run_matmul(void *argument) {
  part *p = argument;
  matmul_rows(p->as, p->xs, p->ys, p->width, p->from, p->to);
  return NULL;
}

void matmul(double *c, const double *a, const double *b, int64_t n, int32_t threads) {
  const int32_t count = clamp_parts(threads);
  part parts[PARTS_MAX];
  split(parts, count, n, &(part){.as = c, .xs = a, .ys = b, .width = n});
  run_parts(parts, count, run_matmul);
}

/* All threads of a loop of small steps meet here after each. It spins: the others are about to come, as there are no
 * more threads than processors; a thread that waits long lets others run. */
struct barrier {
  alignas(64) _Atomic int32_t arrived;
  alignas(64) _Atomic int32_t turn;
  int32_t count;
};

static void barrier_wait(struct barrier *barrier) {
  const int32_t turn = atomic_load_explicit(&barrier->turn, memory_order_relaxed);
  if (atomic_fetch_add_explicit(&barrier->arrived, 1, memory_order_acq_rel) == barrier->count - 1) {
    atomic_store_explicit(&barrier->arrived, 0, memory_order_relaxed);
    atomic_store_explicit(&barrier->turn, turn + 1, memory_order_release);
    return;
  }
  for (int spins = 0; atomic_load_explicit(&barrier->turn, memory_order_acquire) == turn; spins++) {
    if (spins >= 1000) {
      sched_yield();
    }
  }
}

/* Starts all parts of a loop of steps; one that cannot have its threads runs alone. */
static void run_steps(part *parts, int32_t count, part_run run) {
  pthread_t threads[PARTS_MAX];
  for (int32_t t = 1; t < count; t++) {
    if (pthread_create(&threads[t], NULL, run, &parts[t]) != 0) {
      abort(); /* the others already wait for it; enough for a measurement */
    }
  }
  run(&parts[0]);
  for (int32_t t = 1; t < count; t++) {
    pthread_join(threads[t], NULL);
  }
}

static void *run_stencil(void *argument) {
  part *p = argument;
  double *us = p->us;
  double *vs = p->vs;
  for (int64_t step = 0; step < p->step_count; step++) {
    stencil_rows(us, vs, p->width, p->from + 1, p->to + 1);
    double *const other = us;
    us = vs;
    vs = other;
    barrier_wait(p->barrier);
  }
  return NULL;
}

void stencil(double *us, double *vs, int64_t width, int64_t height, int64_t steps, int32_t threads) {
  const int32_t count = clamp_parts(threads);
  struct barrier barrier = {.count = count};
  part parts[PARTS_MAX];
  split(parts, count, height - 2,
        &(part){.us = us, .vs = vs, .width = width, .step_count = steps, .barrier = &barrier});
  run_steps(parts, count, run_stencil);
}

static void *run_sum(void *argument) {
  part *p = argument;
  p->sum = sum_range(p->is, p->from, p->to);
  return NULL;
}

static void *run_scan(void *argument) {
  part *p = argument;
  scan_range(p->is, p->js, p->before, p->from, p->to);
  return NULL;
}

void prefix(const int64_t *xs, int64_t *ys, int64_t n, int32_t threads) {
  const int32_t count = n < SERIAL_BELOW ? 1 : clamp_parts(threads);
  part parts[PARTS_MAX];
  split(parts, count, n, &(part){.is = xs, .js = ys});
  run_parts(parts, count, run_sum);
  int64_t before = 0;
  for (int32_t t = 0; t < count; t++) {
    parts[t].before = before;
    before += parts[t].sum;
  }
  run_parts(parts, count, run_scan);
}

static void *run_add_one(void *argument) {
  part *p = argument;
  for (int64_t step = 0; step < p->step_count; step++) {
    add_one_range(p->as, p->from, p->to);
    barrier_wait(p->barrier);
  }
  return NULL;
}

void steps(double *xs, int64_t n, int64_t step_count, int32_t threads) {
  const int32_t count = clamp_parts(threads);
  struct barrier barrier = {.count = count};
  part parts[PARTS_MAX];
  split(parts, count, n, &(part){.as = xs, .step_count = step_count, .barrier = &barrier});
  run_steps(parts, count, run_add_one);
}

static void *run_scale(void *argument) {
  part *p = argument;
  scale_range(p->as, p->s, p->from, p->to);
  return NULL;
}

void scale(double *xs, double s, int64_t n, int32_t threads) {
  const int32_t count = n < SERIAL_BELOW ? 1 : clamp_parts(threads);
  if (count == 1) {
    scale_range(xs, s, 0, n);
    return;
  }
  part parts[PARTS_MAX];
  split(parts, count, n, &(part){.as = xs, .s = s});
  run_parts(parts, count, run_scale);
}

static void *run_roots(void *argument) {
  part *p = argument;
  roots_range(p->xs, p->as, p->from, p->to);
  return NULL;
}

void roots(const double *xs, double *ys, int64_t n, int32_t threads) {
  const int32_t count = n < SERIAL_BELOW ? 1 : clamp_parts(threads);
  part parts[PARTS_MAX];
  split(parts, count, n, &(part){.xs = xs, .as = ys});
  run_parts(parts, count, run_roots);
}

static void *run_roots_checked(void *argument) {
  part *p = argument;
  p->sum = roots_checked_range(p->xs, p->as, p->from, p->to);
  return NULL;
}

int64_t roots_checked(const double *xs, double *ys, int64_t n, int32_t threads) {
  const int32_t count = n < SERIAL_BELOW ? 1 : clamp_parts(threads);
  part parts[PARTS_MAX];
  split(parts, count, n, &(part){.xs = xs, .as = ys});
  run_parts(parts, count, run_roots_checked);
  for (int32_t t = 0; t < count; t++) {
    if (parts[t].sum < parts[t].to) {
      return parts[t].sum;
    }
  }
  return n;
}
