/*
 * divide.c: the program "divide", emitted by Luminar 0.1.0.
 *
 * entries: divide_divide
 * region divide$work: bare metal (no rule asks for a runtime)
 * runtime: not linked
 *
 * C11 and POSIX.1-2008; link with pthreads and libm.
 */
#define _POSIX_C_SOURCE 200809L

#include "divide.h"

#include <float.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* Integers wrap: the sum is made of unsigned values, where C defines that. */
static inline int64_t add_i64(int64_t a, int64_t b) {
  return (int64_t)((uint64_t)a + (uint64_t)b);
}
static inline int64_t mul_i64(int64_t a, int64_t b) {
  return (int64_t)((uint64_t)a * (uint64_t)b);
}
static inline int64_t neg_i64(int64_t a) {
  return (int64_t)(0u - (uint64_t)a);
}

/* The divisor is not zero. The least number over -1 would overflow; it wraps to itself. */
static inline int64_t div_i64(int64_t a, int64_t b) {
  return b == -1 ? neg_i64(a) : a / b;
}

/* An error before its message is written out. It owns its path, outermost region first. */
struct record {
  int32_t site; /* which of the error_sites; in a record that a runtime made, -1 */
  int32_t path_length;
  int64_t code;
  int64_t arguments[2];
  struct divide_path_step *path;
};

struct record_list {
  struct record *items;
  int64_t count;
  int64_t capacity;
  int64_t lost; /* records for which there was no memory */
};

/* What a call carries along: the error that is on its way, the records collected so far, and where the code is. */
struct context {
  const struct context *outer; /* of the code that runs the region which this context serves; null in a call's own */
  struct divide_path_step here;   /* the iteration that runs */
  bool is_placed;              /* whether `here` says something */
  bool failed;                 /* whether `error` holds an error */
  struct record error;
  struct record_list collected;
};

static void record_drop(struct record *record) {
  free(record->path);
  record->path = NULL;
  record->path_length = 0;
}

/* Puts an error on its way, in place of one that a handler had not dealt with yet. */
static void raise_error(struct context *context, int32_t site, int64_t code, int64_t argument0, int64_t argument1) {
  record_drop(&context->error);
  context->failed = true;
  context->error.site = site;
  context->error.code = code;
  context->error.arguments[0] = argument0;
  context->error.arguments[1] = argument1;
}

/* Puts one more region in front of the path. Without memory the path stays shorter than it should be. */
static void record_prepend(struct record *record, struct divide_path_step step) {
  struct divide_path_step *path = realloc(record->path, ((size_t)record->path_length + 1) * sizeof *path);
  if (path == NULL) {
    return;
  }
  memmove(path + 1, path, (size_t)record->path_length * sizeof *path);
  path[0] = step;
  record->path = path;
  record->path_length++;
}

/* Moves a record into a list. */
static void record_list_add(struct record_list *list, struct record *record) {
  if (list->count == list->capacity) {
    const int64_t capacity = list->capacity == 0 ? 8 : 2 * list->capacity;
    struct record *items = NULL;
    if ((uint64_t)capacity <= SIZE_MAX / sizeof *items) {
      items = realloc(list->items, (size_t)capacity * sizeof *items);
    }
    if (items == NULL) {
      list->lost++;
      record_drop(record);
      return;
    }
    list->items = items;
    list->capacity = capacity;
  }
  list->items[list->count++] = *record;
  *record = (struct record){0};
}

static int path_compare(const struct record *a, const struct record *b) {
  for (int32_t k = 0; k < a->path_length && k < b->path_length; k++) {
    if (a->path[k].ordinal != b->path[k].ordinal) {
      return a->path[k].ordinal < b->path[k].ordinal ? -1 : 1;
    }
    if (a->path[k].position != b->path[k].position) {
      return a->path[k].position < b->path[k].position ? -1 : 1;
    }
  }
  return (a->path_length > b->path_length) - (a->path_length < b->path_length);
}

/* Sorts the records from `start` on by their paths. Those of one path keep their order, in which they were made. Mostly
 * they are sorted already, since parts of a range are joined in order. */
static void record_list_sort(struct record_list *list, int64_t start) {
  const int64_t count = list->count - start;
  if (count < 2) { /* and an empty list may have no memory */
    return;
  }
  struct record *items = list->items + start;
  int64_t sorted = 1;
  while (sorted < count && path_compare(&items[sorted - 1], &items[sorted]) <= 0) {
    sorted++;
  }
  if (sorted >= count) {
    return;
  }
  struct record *other = malloc((size_t)count * sizeof *other);
  if (other == NULL) { /* slower, and needs no memory */
    for (int64_t k = sorted; k < count; k++) {
      const struct record moved = items[k];
      int64_t to = k;
      for (; to > 0 && path_compare(&items[to - 1], &moved) > 0; to--) {
        items[to] = items[to - 1];
      }
      items[to] = moved;
    }
    return;
  }
  for (int64_t width = 1; width < count; width = width > count / 2 ? count : 2 * width) {
    for (int64_t low = 0; low < count; low += 2 * width) {
      const int64_t middle = count - low < width ? count : low + width;
      const int64_t high = count - middle < width ? count : middle + width;
      int64_t left = low;
      int64_t right = middle;
      for (int64_t to = low; to < high; to++) {
        const bool take_left = left < middle && (right >= high || path_compare(&items[left], &items[right]) <= 0);
        other[to] = take_left ? items[left++] : items[right++];
      }
    }
    memcpy(items, other, (size_t)count * sizeof *items);
  }
  free(other);
}

/* Moves all records of `from` to the end of `to`. */
static void record_list_move(struct record_list *to, struct record_list *from) {
  for (int64_t k = 0; k < from->count; k++) {
    record_list_add(to, &from->items[k]);
  }
  to->lost += from->lost;
  free(from->items);
  *from = (struct record_list){0};
}

/* The places that can raise an error. */
struct error_site {
  const char *type;
  const char *message;
  const char *file;
  int32_t line;
};

static const struct error_site error_sites[] = {
  /* 0 */ {"division_by_zero", "division of {0} by zero, 100 % {{}} \"quoted\"", "test.lum", 3},
  /* 1 */ {"index_out_of_range", "index {0} is out of range for length {1}", "test.lum", 4},
};

/* Writes the message of a record, with {0} and {1} replaced and doubled braces made single; null without memory. */
static char *message_text(const char *message, const int64_t arguments[2]) {
  const size_t room = strlen(message) + 1;
  size_t braces = 0;
  for (const char *c = message; *c != '\0'; c++) {
    braces += *c == '{';
  }
  char *text = malloc(room + 20 * braces);
  if (text == NULL) {
    return NULL;
  }
  char *to = text;
  for (const char *c = message; *c != '\0'; c++) {
    if (c[0] == '{' && (c[1] == '0' || c[1] == '1') && c[2] == '}') {
      to += snprintf(to, 21, "%" PRId64, arguments[c[1] - '0']);
      c += 2;
    } else {
      *to++ = *c;
      c += (c[0] == '{' && c[1] == '{') || (c[0] == '}' && c[1] == '}');
    }
  }
  *to = '\0';
  return text;
}

/* Moves a record to the host's list. */
static void errors_add(struct divide_errors *errors, struct record *record) {
  char *message;
  const char *type = "error";
  const char *file = "";
  int32_t line = 0;
  if (record->site >= 0) {
    const struct error_site *site = &error_sites[record->site];
    type = site->type;
    file = site->file;
    line = site->line;
    message = message_text(site->message, record->arguments);
  } else {
    message = NULL;
  }
  if (message == NULL) {
    errors->lost++;
    record_drop(record);
    return;
  }
  errors->items[errors->count++] = (struct divide_error){
      .type = type,
      .code = record->code,
      .message = message,
      .file = file,
      .line = line,
      .path_length = record->path_length,
      .path = record->path,
  };
  record->path = NULL; /* the host's from here on */
  record_drop(record);
}

static void context_drop(struct context *context) {
  record_drop(&context->error);
  for (int64_t k = 0; k < context->collected.count; k++) {
    record_drop(&context->collected.items[k]);
  }
}

/* Ends a call: hands all records to the host, the one that made the call fail first. */
static LumStatus context_leave(struct context *context, struct divide_errors *errors) {
  const LumStatus status = context->failed ? LUM_FAILED : LUM_OK;
  const size_t count = (size_t)context->collected.count + (context->failed ? 1 : 0);
  if (errors != NULL) {
    *errors = (struct divide_errors){.lost = context->collected.lost};
    errors->items = count == 0 ? NULL : calloc(count, sizeof *errors->items);
  }
  if (errors != NULL && errors->items != NULL) {
    if (context->failed) {
      errors_add(errors, &context->error);
    }
    for (int64_t k = 0; k < context->collected.count; k++) {
      errors_add(errors, &context->collected.items[k]);
    }
  } else {
    if (errors != NULL) {
      errors->lost += (int64_t)count;
    }
    context_drop(context);
  }
  free(context->collected.items);
  return status;
}

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

/* Remembers the least iteration that failed. Relaxed: it only saves work; what counts is read after the join. */
static void stop_at(_Atomic int64_t *first_failed, int64_t iteration) {
  int64_t seen = atomic_load_explicit(first_failed, memory_order_relaxed);
  while (iteration < seen && !atomic_compare_exchange_weak_explicit(first_failed, &seen, iteration, memory_order_relaxed,
                                                                     memory_order_relaxed)) {
  }
}

/* What one thread of a region knows about failed iterations. */
struct region_errors {
  int64_t count;          /* how many failed */
  int64_t kept;           /* how many of them were collected */
  int64_t first_failed;   /* the least of them */
  struct record failure;  /* its error, from this region inwards */
};

/* on_error = stop: keeps the error of the least iteration that failed. */
static void iteration_stop(struct context *context, struct region_errors *errors, _Atomic int64_t *first_failed,
                           int64_t iteration, struct divide_path_step step) {
  errors->count++;
  if (errors->count == 1 || iteration < errors->first_failed) {
    record_prepend(&context->error, step);
    record_drop(&errors->failure);
    errors->failure = context->error;
    errors->first_failed = iteration;
    context->error = (struct record){0};
    stop_at(first_failed, iteration);
  }
  record_drop(&context->error);
  context->failed = false;
}

static bool is_later(struct divide_path_step a, struct divide_path_step b) {
  return a.ordinal == b.ordinal ? a.position > b.position : a.ordinal > b.ordinal;
}

/* Ends a region that was stopped: raises the error of the least iteration that failed, and forgets the records that regions
 * inside later iterations collected, since whether those ran is chance. */
static void region_raise(struct context *context, int64_t start, struct record *failure) {
  int32_t depth = 0;
  for (const struct context *around = context; around != NULL; around = around->outer) {
    depth += around->is_placed ? 1 : 0;
  }
  struct record_list *list = &context->collected;
  int64_t kept = start;
  for (int64_t k = start; k < list->count; k++) {
    struct record *record = &list->items[k];
    if (record->path_length > depth && failure->path_length > 0 && is_later(record->path[depth], failure->path[0])) {
      record_drop(record);
    } else {
      list->items[kept++] = *record;
    }
  }
  list->count = kept;
  record_drop(&context->error);
  context->error = *failure;
  context->failed = true;
  *failure = (struct record){0};
}

/*
 * parallel block divide$work (test.lum:2:3)
 *
 *   parallel(i in 0..<n)
 *
 * mode: bare metal
 *   no rule asks for a runtime
 */

/* What belongs to one thread, on cache lines of its own. */
struct divide_work_own {
  _Alignas(64) struct context context;
  struct region_errors errors;
  int64_t done;
};

/* What all threads share. */
struct divide_work_region {
  int64_t *xs;
  int64_t xs_length;
  int64_t *ys;
  int64_t ys_length;
  int64_t count;
  int64_t parts;
  struct divide_work_own *own;
  _Atomic int64_t first_failed;
};

static void divide_work_chunk(struct divide_work_region *region, struct divide_work_own *own, int64_t from,
    int64_t to) {
  (void)region;
  int64_t *const xs = region->xs;
  int64_t *const ys = region->ys;
  const int64_t ys_length = region->ys_length;
  struct context *const context = &own->context;
  (void)context;
  int64_t done = own->done;
  for (int64_t i = from; i < to; i++) {
    int64_t x = xs[i];
    if (x == 0) {
      raise_error(context, 0 /* division_by_zero */, 0, i, 0);
      goto failed;
    }
    if ((uint64_t)i >= (uint64_t)ys_length) {
      raise_error(context, 1 /* index_out_of_range */, 0, i, ys_length);
      goto failed;
    }
    ys[i] = div_i64(100, x);
    done = add_i64(done, 1);
    goto after_failed;
    failed: {
      iteration_stop(context, &own->errors, &region->first_failed, i, (struct divide_path_step){-1, i, i});
    }
  after_failed:;
  }
  own->done = done;
}

static void divide_work_part(void *argument, int64_t part) {
  struct divide_work_region *const region = argument;
  struct divide_work_own *const own = &region->own[part];
  const int64_t first = part_start(region->count, region->parts, part);
  const int64_t end = part_start(region->count, region->parts, part + 1);
  for (int64_t from = first; from < end;) {
    const int64_t to = end - from < 100 ? end : from + 100;
    if (from > atomic_load_explicit(&region->first_failed, memory_order_relaxed)) {
      return; /* an earlier iteration failed; relaxed, since this only saves work */
    }
    divide_work_chunk(region, own, from, to);
    from = to;
  }
}

static void divide_work_run(struct context *context, int64_t count, int64_t threads, int64_t *xs,
    int64_t xs_length, int64_t *ys, int64_t ys_length, int64_t *done, int64_t *error_count) {
  *done = 0;
  if (error_count != NULL) {
    *error_count = 0;
  }
  if (count == 0) {
    return;
  }
  int64_t parts = threads;
  const int64_t parts_max = count;
  parts = parts < parts_max ? parts : parts_max;
  struct divide_work_own few[2048 / sizeof(struct divide_work_own) + 1];
  const int64_t few_count = (int64_t)(sizeof few / sizeof few[0]);
  struct divide_work_own *own = few;
  if (parts > few_count) {
    own = aligned_alloc(64, (size_t)parts * sizeof *own);
    if (own == NULL) { /* no memory is as no threads */
      own = few;
      parts = few_count;
    }
  }
  struct divide_work_region region = {
    .xs = xs,
    .xs_length = xs_length,
    .ys = ys,
    .ys_length = ys_length,
    .count = count,
    .parts = parts,
    .own = own,
  };
  atomic_init(&region.first_failed, INT64_MAX);
  for (int64_t k = 0; k < parts; k++) {
    own[k] = (struct divide_work_own){0};
    own[k].context.outer = context;
    own[k].done = 0;
  }
  team_run(parts, divide_work_part, &region);
  const int64_t collected = context->collected.count;
  struct divide_work_own *failed = NULL;
  for (int64_t k = 0; k < parts; k++) {
    record_list_move(&context->collected, &own[k].context.collected);
    if (error_count != NULL) {
      *error_count += own[k].errors.count;
    }
    if (own[k].errors.count > 0) {
      if (failed == NULL || own[k].errors.first_failed < failed->errors.first_failed) {
        failed = &own[k];
      }
    }
  }
  record_list_sort(&context->collected, collected);
  if (failed != NULL) {
    region_raise(context, collected, &failed->errors.failure);
  }
  for (int64_t k = 0; k < parts; k++) {
    record_drop(&own[k].errors.failure);
  }
  for (int64_t k = 0; k < parts; k++) {
    *done = add_i64(*done, own[k].done);
  }
  if (own != few) {
    free(own);
  }
}

/* divide (test.lum:1:1) */
static int64_t divide(struct context *context, int64_t *xs, int64_t xs_length, int64_t *ys,
    int64_t ys_length, int64_t cores) {
  (void)context;
  int64_t done = 0;
  int64_t errors_2 = 0;
  divide_work_run(context, xs_length, cores, xs, xs_length, ys, ys_length, &done, &errors_2);
  if (context->failed) {
    return 0;
  }
  return add_i64(done, mul_i64(errors_2, 1000000));
}

/* ---- entries --------------------------------------------------------------------------------- */

/* divide (test.lum:1:1) */
LumStatus divide_divide(int64_t *xs, int64_t xs_length, int64_t *ys, int64_t ys_length, int64_t cores,
    int64_t *result, struct divide_errors *errors) {
  if (xs_length < 0 || (xs == NULL && xs_length > 0) || (uintptr_t)xs % _Alignof(int64_t) != 0
      || ys_length < 0 || (ys == NULL && ys_length > 0) || (uintptr_t)ys % _Alignof(int64_t) != 0
      || result == NULL) {
    return LUM_INVALID_ARGUMENT;
  }
  struct context context = {0};
  *result = divide(&context, xs, xs_length, ys, ys_length, cores);
  return context_leave(&context, errors);
}

void divide_errors_free(struct divide_errors *errors) {
  if (errors == NULL) {
    return;
  }
  for (int64_t k = 0; k < errors->count; k++) {
    free(errors->items[k].path);
    free((void *)(uintptr_t)errors->items[k].message); /* made by message_text, const for the host */
  }
  free(errors->items);
  *errors = (struct divide_errors){0};
}

LumStatus divide_shutdown(void) {
  return LUM_OK; /* no runtime is linked */
}

int64_t divide_runtime_starts(void) {
  return 0; /* no runtime is linked */
}

/* ======== divide.h ======== */

/*
 * divide.h: the functions of the program "divide".
 * Emitted by Luminar 0.1.0.
 *
 * A buffer is passed as a pointer and a length in elements, and is lent for the call. A bool in a buffer or a
 * struct is a byte, 0 or 1. Names that are no C identifiers are spelled with _u and their code.
 */
#ifndef divide_H
#define divide_H

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
struct divide_path_step {
  int32_t ordinal;
  int64_t position;
  int64_t value;
};

struct divide_error {
  const char *type;
  const char *message;
  int64_t code;
  const char *file;
  int32_t line;
  int32_t path_length;
  struct divide_path_step *path; /* outermost region first */
};

/* The records of a call. A function that gets the address of one overwrites it. */
struct divide_errors {
  struct divide_error *items;
  int64_t count;
  int64_t lost; /* records for which there was no memory */
};

/* Frees what a call put into `errors`, and empties it. */
void divide_errors_free(struct divide_errors *errors);

/* divide (test.lum:1:1) */
LumStatus divide_divide(int64_t *xs, int64_t xs_length, int64_t *ys, int64_t ys_length, int64_t cores,
    int64_t *result, struct divide_errors *errors);

/* Stops the program's runtime, if one was started. Returns LUM_BUSY while a call runs, and does nothing then. May
 * be called again. */
LumStatus divide_shutdown(void);

/* How often this program has started a runtime: 0 until a block needs one, then 1. */
int64_t divide_runtime_starts(void);

#ifdef __cplusplus
}
#endif
#endif
