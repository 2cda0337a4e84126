/*
 * pipe.c: the program "pipe", emitted by Luminar 0.1.0.
 *
 * entries: pipe_sum
 * region sum$work: runtime-assisted (channels need a runtime (pipe.lum:4:5))
 * runtime: hooks runtime_init, group_open, channel_send
 *
 * C11 and POSIX.1-2008; link with pthreads and libm.
 */
#define _POSIX_C_SOURCE 200809L

#include "pipe.h"

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

#include "luminar.h"

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

/* An error before its message is written out. It owns its path, outermost region first. */
struct record {
  int32_t site; /* which of the error_sites; in a record that a runtime made, -1 */
  int32_t path_length;
  int64_t code;
  int64_t arguments[2];
  struct pipe_path_step *path;
 int32_t foreign_line;
 char *foreign; /* of a record with site -1: message, type, file, one behind the other */
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
  struct pipe_path_step here;   /* the iteration that runs */
  bool is_placed;              /* whether `here` says something */
  bool failed;                 /* whether `error` holds an error */
  struct record error;
  struct record_list collected;
 LuminarTask *task; /* the place of this code in the runtime's call; null before the first use of the runtime */
 int32_t open_groups; /* blocks that a thread of the host has open in that call */
};

static void record_drop(struct record *record) {
  free(record->path);
  record->path = NULL;
  record->path_length = 0;
 free(record->foreign);
 record->foreign = NULL;
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

/* The error was dealt with. */
static void context_clear(struct context *context) {
  record_drop(&context->error);
  context->failed = false;
}

/* Puts one more region in front of the path. Without memory the path stays shorter than it should be. */
static void record_prepend(struct record *record, struct pipe_path_step step) {
  struct pipe_path_step *path = realloc(record->path, ((size_t)record->path_length + 1) * sizeof *path);
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

/* Keeps the first `max` of the records from `start` on. */
static void record_list_cut(struct record_list *list, int64_t start, int64_t max) {
  while (list->count - start > max) {
    record_drop(&list->items[--list->count]);
  }
}

/* The places that can raise an error. */
struct error_site {
  const char *type;
  const char *message;
  const char *file;
  int32_t line;
};

static const struct error_site error_sites[] = {
  /* 0 */ {"out_of_memory", "out of memory", "test.lum", 3},
  /* 1 */ {"channel_closed", "channel is closed", "test.lum", 4},
  /* 2 */ {"bad", "item {0} is bad", "test.lum", 5},
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
static void errors_add(struct pipe_errors *errors, struct record *record) {
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
   message = record->foreign; /* with the other strings behind it, which are freed with it */
   record->foreign = NULL;
   type = message == NULL ? type : message + strlen(message) + 1;
   file = message == NULL ? file : type + strlen(type) + 1;
   line = record->foreign_line;
  }
  if (message == NULL) {
    errors->lost++;
    record_drop(record);
    return;
  }
  errors->items[errors->count++] = (struct pipe_error){
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
static LumStatus context_leave(struct context *context, struct pipe_errors *errors) {
  const LumStatus status = context->failed ? LUM_FAILED : LUM_OK;
  const size_t count = (size_t)context->collected.count + (context->failed ? 1 : 0);
  if (errors != NULL) {
    *errors = (struct pipe_errors){.lost = context->collected.lost};
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

/* The runtime of this program: started by the first call that needs one, stopped by pipe_shutdown. The two pointers are
 * written under the lock before anything that uses them begins. */
static const LuminarHooks *hooks;
static LuminarRuntime *runtime;
static LuminarInstance program_instance;
static pthread_mutex_t program_lock = PTHREAD_MUTEX_INITIALIZER;
static int64_t program_calls; /* that run now */
static bool program_is_shut_down;
static int64_t program_runtime_starts;

/* Begins a call that may use the runtime; false after a shutdown. */
static bool program_enter(void) {
  pthread_mutex_lock(&program_lock);
  const bool is_open = !program_is_shut_down;
  program_calls += is_open ? 1 : 0;
  pthread_mutex_unlock(&program_lock);
  return is_open;
}

/* Starts the runtime if no call has done so, and enters a call of it if this one has not; false if that fails. */
static bool program_start(struct context *context) {
  if (context->task != NULL) {
    return true;
  }
  LuminarStatus status = LUMINAR_OK;
  pthread_mutex_lock(&program_lock);
  if (hooks == NULL) {
    LuminarRuntimeConfig config = LUMINAR_RUNTIME_CONFIG_DEFAULT;
    status = luminar_instance_open(&config, &program_instance);
    if (status == LUMINAR_OK) {
      hooks = program_instance.hooks;
      runtime = program_instance.runtime;
      program_runtime_starts++;
    }
  }
  pthread_mutex_unlock(&program_lock);
  if (status == LUMINAR_OK) {
    const LuminarCallDescriptor call = {.struct_size = (uint32_t)sizeof call, .errors_max = UINT64_MAX};
    status = hooks->call_enter(runtime, &call, &context->task);
  }
  return status == LUMINAR_OK;
}

/* Ends a call that program_enter began. */
static void program_leave(struct context *context) {
  if (context->task != NULL) {
    hooks->call_leave(runtime, context->task);
    context->task = NULL;
  }
  pthread_mutex_lock(&program_lock);
  program_calls--;
  pthread_mutex_unlock(&program_lock);
}

static int64_t program_starts(void) {
  pthread_mutex_lock(&program_lock);
  const int64_t starts = program_runtime_starts;
  pthread_mutex_unlock(&program_lock);
  return starts;
}

static LumStatus program_shutdown(void) {
  LumStatus result = LUM_OK;
  pthread_mutex_lock(&program_lock);
  if (program_calls > 0 || luminar_instance_close(&program_instance) != LUMINAR_OK) {
    result = LUM_BUSY;
  } else {
    program_is_shut_down = true;
    hooks = NULL;
    runtime = NULL;
  }
  pthread_mutex_unlock(&program_lock);
  return result;
}

/* Puts a record of the runtime's own on its way. One of this program's comes back as what it was. */
static void raise_foreign(struct context *context, const LuminarErrorRecord *from) {
  struct record record = {.site = (int32_t)from->site - 1, .code = from->code};
  record.arguments[0] = from->arguments[0];
  record.arguments[1] = from->arguments[1];
  if (record.site < 0) {
    const char *message = from->message == NULL ? "" : from->message;
    const char *type = from->type == NULL ? "error" : from->type;
    const char *file = from->file == NULL ? "" : from->file;
    const size_t sizes[3] = {strlen(message) + 1, strlen(type) + 1, strlen(file) + 1};
    record.foreign = malloc(sizes[0] + sizes[1] + sizes[2]);
    if (record.foreign != NULL) {
      memcpy(record.foreign, message, sizes[0]);
      memcpy(record.foreign + sizes[0], type, sizes[1]);
      memcpy(record.foreign + sizes[0] + sizes[1], file, sizes[2]);
    }
    record.foreign_line = from->line;
  }
  if (from->path_length > 0 && from->path_length <= INT32_MAX) {
    record.path = calloc(from->path_length, sizeof *record.path);
    record.path_length = record.path == NULL ? 0 : (int32_t)from->path_length;
  }
  for (int32_t k = 0; k < record.path_length; k++) {
    record.path[k].ordinal = (int32_t)(int64_t)from->path[k].ordinal;
    record.path[k].position = (int64_t)from->path[k].position;
    record.path[k].value = (int64_t)from->path[k].position;
  }
  record_drop(&context->error);
  context->error = record;
  context->failed = true;
}

/* A record as the runtime takes it: it copies the strings, and the path, which the caller frees. */
static LuminarErrorRecord record_for_runtime(const struct record *from, LuminarPathEntry **path) {
  LuminarErrorRecord record = {.struct_size = (uint32_t)sizeof record, .code = from->code};
  if (from->site >= 0) {
    const struct error_site *site = &error_sites[from->site];
    record.type = site->type;
    record.message = site->message;
    record.file = site->file;
    record.line = site->line;
  } else if (from->foreign != NULL) {
    record.message = from->foreign;
    record.type = record.message + strlen(record.message) + 1;
    record.file = record.type + strlen(record.type) + 1;
    record.line = from->foreign_line;
  }
  record.arguments[0] = from->arguments[0];
  record.arguments[1] = from->arguments[1];
  record.site = (uint32_t)(from->site + 1); /* a runtime's own records have none: 0 */
  *path = from->path_length == 0 ? NULL : calloc((size_t)from->path_length, sizeof **path);
  for (int32_t k = 0; *path != NULL && k < from->path_length; k++) {
    (*path)[k].ordinal = (uint64_t)(int64_t)from->path[k].ordinal;
    (*path)[k].position = (uint64_t)from->path[k].position;
  }
  record.path = *path;
  record.path_length = *path == NULL ? 0 : (size_t)from->path_length;
  return record;
}

/* Reports the error in the context as the failure of the task. */
static void task_report(struct context *context) {
  LuminarPathEntry *path;
  const LuminarErrorRecord record = record_for_runtime(&context->error, &path);
  hooks->task_fail(runtime, context->task, &record); /* without memory the error still counts */
  free(path);
  context_clear(context);
}

/* Reports the error in the context for one item of a worker. */
static void task_report_item(struct context *context, int64_t item) {
  LuminarPathEntry *path;
  const LuminarErrorRecord record = record_for_runtime(&context->error, &path);
  hooks->task_record_error(runtime, context->task, (uint64_t)item, &record);
  free(path);
  context_clear(context);
}

/* A block has ended. Behind the outermost one of this thread, what the call collected comes over: behind the iterations that
 * the thread is in, and cut to the bound of the block. Or it is dropped. */
static void collected_from_runtime(struct context *context, bool keep, int64_t max) {
  context->open_groups--;
  if (context->open_groups > 0) {
    return;
  }
  uint64_t count = 0;
  hooks->call_error_count(runtime, context->task, NULL, &count);
  const int64_t start = context->collected.count;
  for (uint64_t k = 0; keep && k < count; k++) {
    LuminarErrorRecord record = {.struct_size = (uint32_t)sizeof record};
    struct context carrier = {0};
    if (hooks->call_error_at(runtime, context->task, k, &record) == LUMINAR_OK) {
      raise_foreign(&carrier, &record);
      for (const struct context *around = context; around != NULL; around = around->outer) {
        if (around->is_placed) {
          record_prepend(&carrier.error, around->here);
        }
      }
      record_list_add(&context->collected, &carrier.error);
    }
  }
  record_list_sort(&context->collected, start);
  record_list_cut(&context->collected, start, max);
  hooks->call_clear_errors(runtime, context->task);
}

/* Ends a joined group: raises its first error, if that is its way, and frees it. CANCELLED: the owner has to leave. Where
 * timed_out is asked for, the caller raises a timeout itself, and of the group's errors only an overrun goes first. */
static LuminarStatus group_end(struct context *context, LuminarGroup *group, bool abandon, bool *timed_out,
                               int64_t *error_count) {
  LuminarGroupOutcome outcome = {.struct_size = (uint32_t)sizeof outcome};
  LuminarStatus status = hooks->group_outcome(runtime, group, &outcome);
  if (error_count != NULL) {
    *error_count = (int64_t)outcome.error_count;
  }
  if (timed_out != NULL) {
    *timed_out = outcome.timed_out != 0;
  }
  bool is_passed_over = false;
  if (!abandon && status == LUMINAR_FAILED) {
    LuminarErrorRecord record = {.struct_size = (uint32_t)sizeof record};
    if (hooks->group_error_at(runtime, group, 0, &record) != LUMINAR_OK) {
      record = (LuminarErrorRecord){.type = "out_of_memory", .message = "out of memory"};
    }
    is_passed_over = timed_out != NULL && *timed_out && strcmp(record.type, "grace_exceeded") != 0;
    if (!is_passed_over) {
      raise_foreign(context, &record);
    }
  }
  hooks->group_close(runtime, group);
  return is_passed_over ? hooks->task_check(runtime, context->task) : status;
}
static LuminarChannel *channel_new(LuminarTask *task, size_t element_size, int64_t capacity, LuminarPlace place) {
  const LuminarChannelDescriptor descriptor = {
      .struct_size = (uint32_t)sizeof descriptor,
      .element_size = element_size,
      .capacity = (size_t)capacity,
      .place = place,
  };
  LuminarChannel *channel = NULL;
  return hooks->channel_create(runtime, task, &descriptor, &channel) == LUMINAR_OK ? channel : NULL;
}
static void channel_free(LuminarChannel *channel) {
  if (channel != NULL) {
    hooks->channel_release(runtime, channel);
  }
}

/*
 * concurrent block sum$work (pipe.lum:3:3)
 *
 *   work: concurrent(on_error = ...)
 *
 * mode: runtime-assisted
 *   channels need a runtime (pipe.lum:4:5)
 */
static const LuminarGroupDescriptor sum_work_group = {
  .struct_size = (uint32_t)sizeof(LuminarGroupDescriptor),
  .strategy = LUMINAR_ERROR_COLLECT,
  .collect_max = 3,
  .place = {"sum$work", "pipe.lum", 3},
  .deadline = LUMINAR_NO_DEADLINE,
};

/* What task sum$producer keeps while it waits. */
struct sum_producer_step_frame {
  int32_t state; /* the suspension point that it waits at; 0 before the first step */
  int64_t n;
  LuminarChannel *items;
  int64_t i;
  int64_t message;
};

static LuminarStep sum_producer_step(LuminarTask *task, void *storage, LuminarEvent event);

static const LuminarFrameDescriptor sum_producer_step_descriptor = {
  .struct_size = (uint32_t)sizeof(LuminarFrameDescriptor),
  .frame_size = sizeof(struct sum_producer_step_frame),
  .step = sum_producer_step,
  .place = {"sum$producer", "test.lum", 1},
};

/* What task sum$worker keeps while it waits. */
struct sum_worker_step_frame {
  int32_t state; /* the suspension point that it waits at; 0 before the first step */
  LuminarChannel *items;
  _Atomic int64_t *total;
  int64_t bad;
  int64_t item;
  bool received;
  int64_t item_number;
};

static LuminarStep sum_worker_step(LuminarTask *task, void *storage, LuminarEvent event);

static const LuminarFrameDescriptor sum_worker_step_descriptor = {
  .struct_size = (uint32_t)sizeof(LuminarFrameDescriptor),
  .frame_size = sizeof(struct sum_worker_step_frame),
  .step = sum_worker_step,
  .place = {"sum$worker", "test.lum", 1},
};

/* task sum$producer (test.lum:1:1) */
static LuminarStep sum_producer_step(LuminarTask *task, void *storage, LuminarEvent event) {
  struct sum_producer_step_frame *const frame = storage;
  (void)frame;
  (void)task;
  (void)event; /* how an operation ended is told by its finish */
  struct context own_context = {.task = task};
  struct context *const context = &own_context;
  (void)context;
  LuminarStatus status = LUMINAR_OK;
  switch (frame->state) {
    case 1: goto resume_1;
    default: break;
  }
  for (frame->i = 0; frame->i < frame->n; frame->i++) {
    frame->message = frame->i;
    status = hooks->channel_send_begin(runtime, task, frame->items, &frame->message, LUMINAR_NO_DEADLINE);
    if (status == LUMINAR_PENDING) {
      frame->state = 1;
      return LUMINAR_STEP_WAIT;
resume_1:
      status = hooks->channel_send_finish(runtime, task, frame->items);
    }
    if (status != LUMINAR_OK) {
      if (status == LUMINAR_CLOSED) {
        raise_error(context, 1 /* channel_closed */, 0, 0, 0);
        goto failed;
      }
      if (status == LUMINAR_OUT_OF_MEMORY) {
        raise_error(context, 1 /* channel_closed */, 0, 0, 0);
        goto failed;
      }
      goto cancelled;
    }
  }
  if (hooks->channel_close(runtime, task, frame->items) == LUMINAR_CLOSED) {
    raise_error(context, 1 /* channel_closed */, 0, 0, 0);
    goto failed;
  }
  goto after_failed;
  failed: {
    task_report(context);
    return LUMINAR_STEP_FAILED;
  }
  after_failed:;
  cancelled:;
  return LUMINAR_STEP_DONE;
}

/* task sum$worker (test.lum:1:1) */
static LuminarStep sum_worker_step(LuminarTask *task, void *storage, LuminarEvent event) {
  struct sum_worker_step_frame *const frame = storage;
  (void)frame;
  (void)task;
  (void)event; /* how an operation ended is told by its finish */
  struct context own_context = {.task = task};
  struct context *const context = &own_context;
  (void)context;
  LuminarStatus status = LUMINAR_OK;
  uint64_t item_ordinal = 0;
  switch (frame->state) {
    case 1: goto resume_1;
    default: break;
  }
  while (true) {
    frame->item = 0;
    status = hooks->channel_receive_begin(runtime, task, frame->items, &frame->item, &item_ordinal,
        LUMINAR_NO_DEADLINE);
    if (status == LUMINAR_PENDING) {
      frame->state = 1;
      return LUMINAR_STEP_WAIT;
resume_1:
      status = hooks->channel_receive_finish(runtime, task, frame->items, &item_ordinal);
    }
    frame->received = status == LUMINAR_OK;
    frame->item_number = (int64_t)item_ordinal;
    if (status != LUMINAR_OK && status != LUMINAR_CLOSED) {
      goto cancelled;
    }
    if (!frame->received) {
      break;
    }
    if (frame->item == frame->bad) {
      raise_error(context, 2 /* bad */, 0, frame->item, 0);
      goto item_failed;
    }
    (void)atomic_fetch_add_explicit(frame->total, frame->item, memory_order_relaxed);
    goto after_item_failed;
    item_failed: {
      task_report_item(context, frame->item_number);
    }
  after_item_failed:;
  }
  cancelled:;
  return LUMINAR_STEP_DONE;
}

/* sum (test.lum:1:1) */
static int64_t sum(struct context *context, int64_t n, int64_t bad) {
  (void)context;
  _Atomic int64_t total;
  atomic_init(&total, 0);
  LuminarChannel *items = NULL;
  if (!program_start(context)) {
    raise_error(context, 0 /* out_of_memory */, 0, 0, 0);
    goto failed;
  }
  LuminarGroup *group = NULL;
  if (hooks->group_open(runtime, context->task, &sum_work_group, &group) != LUMINAR_OK) {
    raise_error(context, 0 /* out_of_memory */, 0, 0, 0);
    goto failed;
  }
  context->open_groups++;
  items = channel_new(context->task, sizeof(int64_t), 4, (LuminarPlace){"items", "test.lum", 1});
  if (items == NULL) {
    raise_error(context, 0 /* out_of_memory */, 0, 0, 0);
    goto failed;
  }
  {
    void *storage_2 = NULL;
    LuminarTask *started = NULL;
    const LuminarStatus made = hooks->task_create(runtime, context->task, group,
        &sum_producer_step_descriptor, (uint64_t)0, (uint64_t)0, &started, &storage_2);
    if (made == LUMINAR_OK) {
      struct sum_producer_step_frame *const to = storage_2;
      to->n = n;
      to->items = items;
      hooks->task_start(runtime, started);
    } else if (made != LUMINAR_CANCELLED) { /* a cancelled block needs no more tasks */
      raise_error(context, 0 /* out_of_memory */, 0, 0, 0);
      goto failed;
    }
  }
  {
    void *storage_2 = NULL;
    LuminarTask *started = NULL;
    const LuminarStatus made = hooks->task_create(runtime, context->task, group, &sum_worker_step_descriptor,
        (uint64_t)1, (uint64_t)0, &started, &storage_2);
    if (made == LUMINAR_OK) {
      struct sum_worker_step_frame *const to = storage_2;
      to->items = items;
      to->total = &total;
      to->bad = bad;
      hooks->task_start(runtime, started);
    } else if (made != LUMINAR_CANCELLED) { /* a cancelled block needs no more tasks */
      raise_error(context, 0 /* out_of_memory */, 0, 0, 0);
      goto failed;
    }
  }
  {
    void *storage_2 = NULL;
    LuminarTask *started = NULL;
    const LuminarStatus made = hooks->task_create(runtime, context->task, group, &sum_worker_step_descriptor,
        (uint64_t)1, (uint64_t)1, &started, &storage_2);
    if (made == LUMINAR_OK) {
      struct sum_worker_step_frame *const to = storage_2;
      to->items = items;
      to->total = &total;
      to->bad = bad;
      hooks->task_start(runtime, started);
    } else if (made != LUMINAR_CANCELLED) { /* a cancelled block needs no more tasks */
      raise_error(context, 0 /* out_of_memory */, 0, 0, 0);
      goto failed;
    }
  }
  hooks->group_join(runtime, context->task, group);
  int64_t errors_2 = 0;
  (void)group_end(context, group, false, NULL, &errors_2); /* an error is in the context,
      and nobody cancels a host */
  collected_from_runtime(context, true, 3);
  if (context->failed) {
    goto failed;
  }
  goto after_failed;
  failed: {
    channel_free(items);
    items = NULL;
    return 0;
  }
  after_failed:;
  channel_free(items);
  items = NULL;
  int64_t result_2 = atomic_load_explicit(&total, memory_order_acquire);
  return add_i64(result_2, mul_i64(errors_2, 1000000));
}

/* ---- entries --------------------------------------------------------------------------------- */

/* sum (test.lum:1:1) */
LumStatus pipe_sum(int64_t n, int64_t bad, int64_t *result, struct pipe_errors *errors) {
  if (result == NULL) {
    return LUM_INVALID_ARGUMENT;
  }
  if (!program_enter()) {
    return LUM_SHUT_DOWN;
  }
  struct context context = {0};
  *result = sum(&context, n, bad);
  program_leave(&context);
  return context_leave(&context, errors);
}

void pipe_errors_free(struct pipe_errors *errors) {
  if (errors == NULL) {
    return;
  }
  for (int64_t k = 0; k < errors->count; k++) {
    free(errors->items[k].path);
    free((void *)(uintptr_t)errors->items[k].message); /* made by message_text, const for the host */
  }
  free(errors->items);
  *errors = (struct pipe_errors){0};
}

LumStatus pipe_shutdown(void) {
  return program_shutdown();
}

int64_t pipe_runtime_starts(void) {
  return program_starts();
}

/* ======== pipe.h ======== */

/*
 * pipe.h: the functions of the program "pipe".
 * Emitted by Luminar 0.1.0.
 *
 * A buffer is passed as a pointer and a length in elements, and is lent for the call. A bool in a buffer or a
 * struct is a byte, 0 or 1. Names that are no C identifiers are spelled with _u and their code.
 */
#ifndef pipe_H
#define pipe_H

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
struct pipe_path_step {
  int32_t ordinal;
  int64_t position;
  int64_t value;
};

struct pipe_error {
  const char *type;
  const char *message;
  int64_t code;
  const char *file;
  int32_t line;
  int32_t path_length;
  struct pipe_path_step *path; /* outermost region first */
};

/* The records of a call. A function that gets the address of one overwrites it. */
struct pipe_errors {
  struct pipe_error *items;
  int64_t count;
  int64_t lost; /* records for which there was no memory */
};

/* Frees what a call put into `errors`, and empties it. */
void pipe_errors_free(struct pipe_errors *errors);

/* sum (test.lum:1:1) */
LumStatus pipe_sum(int64_t n, int64_t bad, int64_t *result, struct pipe_errors *errors);

/* Stops the program's runtime, if one was started. Returns LUM_BUSY while a call runs, and does nothing then. May
 * be called again. */
LumStatus pipe_shutdown(void);

/* How often this program has started a runtime: 0 until a block needs one, then 1. */
int64_t pipe_runtime_starts(void);

#ifdef __cplusplus
}
#endif
#endif
