/* The short forms for tasks, errors, memory and atomics, and what all short forms share. */
#include "lum_short.h"

#include <string.h>

#include "lum_atomic.h"
#include "lum_memory.h"

LumShort lum_short;

/* The one thread-local pair: what the short forms have no parameter for. A task that runs to its end keeps its thread. */
static _Thread_local LumShortTask *current_task;
static _Thread_local LuminarStatus last_status;

static _Atomic(LuminarErrorHandler) process_handler;

LuminarStatus lum_last(LuminarStatus status) {
  last_status = status;
  return status;
}

LuminarStatus luminar_last_status(void) { return last_status; }

bool lum_short_ready(void) {
  bool runs = atomic_load(&lum_short.runs);
  if (!runs) lum_last(LUMINAR_NOT_RUNNING);
  return runs;
}

LuminarTask *lum_short_task(void) { return current_task == NULL ? NULL : current_task->task; }

void lum_short_mask(int32_t change) {
  LuminarTask *task = lum_short_task();
  if (task != NULL && LUMINAR_OFFERS(lum_short.hooks, task_mask)) lum_short.hooks->task_mask(lum_short.runtime, task, change);
}

/* ---- life ---- */

/* Without these no short form could work at all. */
static bool table_suffices(const LuminarHooks *hooks) {
  return LUMINAR_OFFERS(hooks, call_enter) && LUMINAR_OFFERS(hooks, call_leave) && LUMINAR_OFFERS(hooks, group_open) &&
         LUMINAR_OFFERS(hooks, group_join) && LUMINAR_OFFERS(hooks, group_close) && LUMINAR_OFFERS(hooks, task_create) &&
         LUMINAR_OFFERS(hooks, task_start) && LUMINAR_OFFERS(hooks, task_await) && LUMINAR_OFFERS(hooks, task_release) &&
         LUMINAR_OFFERS(hooks, task_cancel) && LUMINAR_OFFERS(hooks, channel_create) &&
         LUMINAR_OFFERS(hooks, channel_release) && LUMINAR_OFFERS(hooks, channel_close) &&
         LUMINAR_OFFERS(hooks, channel_send) && LUMINAR_OFFERS(hooks, channel_receive);
}

LuminarStatus lum_short_begin(const LuminarInstance *instance) {
  const LuminarHooks *hooks = instance->hooks;
  if (!table_suffices(hooks)) return LUMINAR_NOT_OFFERED;
  lum_short.hooks = hooks;
  lum_short.runtime = instance->runtime;
  lum_link_init(&lum_short.tasks);
  lum_link_init(&lum_short.channels);
  lum_link_init(&lum_short.ios);
  if (!lum_mutex_init(&lum_short.lock)) return LUMINAR_OUT_OF_MEMORY;
  LuminarCallDescriptor call = {.struct_size = (uint32_t)sizeof call, .place = {.name = "default instance"}};
  LuminarGroupDescriptor group = {.struct_size = (uint32_t)sizeof group,
                                  .strategy = LUMINAR_ERROR_IGNORE,
                                  .place = {.name = "default instance"},
                                  .deadline = LUMINAR_NO_DEADLINE};
  LuminarStatus status = hooks->call_enter(instance->runtime, &call, &lum_short.host);
  if (status == LUMINAR_OK) {
    status = hooks->group_open(instance->runtime, lum_short.host, &group, &lum_short.group);
    if (status != LUMINAR_OK) hooks->call_leave(instance->runtime, lum_short.host);
  }
  if (status == LUMINAR_OK) {
    atomic_store(&lum_short.runs, true);
  } else {
    lum_mutex_destroy(&lum_short.lock);
  }
  return status;
}

static bool all_tasks_done(void) {
  bool done = true;
  lum_mutex_lock(&lum_short.lock);
  LUM_FOR_EACH(link, &lum_short.tasks) { done = done && atomic_load(&LUM_OWNER(link, LumShortTask, link)->done); }
  lum_mutex_unlock(&lum_short.lock);
  return done;
}

static void free_task(LumShortTask *task) {
  lum_short.hooks->task_release(lum_short.runtime, task->task);
  lum_link_remove(&task->link);
  lum_free(NULL, task);
}

LuminarStatus lum_short_end(void) {
  const LuminarHooks *hooks = lum_short.hooks;
  if (!all_tasks_done()) return LUMINAR_BUSY;
  atomic_store(&lum_short.runs, false);
  lum_short_free_ios();
  hooks->group_join(lum_short.runtime, lum_short.host, lum_short.group);
  LUM_FOR_EACH(link, &lum_short.tasks) { free_task(LUM_OWNER(link, LumShortTask, link)); }
  lum_short_free_channels();
  hooks->group_close(lum_short.runtime, lum_short.group);
  hooks->call_leave(lum_short.runtime, lum_short.host);
  lum_mutex_destroy(&lum_short.lock);
  return LUMINAR_OK;
}

bool luminar_runtime_init(LuminarRuntimeConfig *config) {
  return lum_last(luminar_runtime_layer_initialize(&lum_default_layer, config)) == LUMINAR_OK;
}

void luminar_runtime_shutdown(void) { lum_last(luminar_runtime_layer_shutdown(&lum_default_layer)); }

/* ---- tasks ---- */

static void short_run(LuminarTask *task, void *frame) {
  (void)task;
  LumShortTask *own = *(LumShortTask **)frame;
  current_task = own;
  last_status = LUMINAR_OK;
  own->descriptor.task_func(own->descriptor.task_data);
  current_task = NULL;
  atomic_store(&own->done, true);
}

static const LuminarFrameDescriptor short_frame = {
    .struct_size = (uint32_t)sizeof(LuminarFrameDescriptor),
    .flags = LUMINAR_TASK_HANDLE,
    .frame_size = sizeof(LumShortTask *),
    .run = short_run,
    .place = {.name = "luminar_spawn_task"},
};

/* Makes, links and starts the task; under the list's lock, which keeps starters of the one group apart. */
static LuminarStatus short_start(LumShortTask *own) {
  const LuminarHooks *hooks = lum_short.hooks;
  void *frame;
  lum_mutex_lock(&lum_short.lock);
  LuminarStatus status = hooks->task_create(lum_short.runtime, lum_short.host, lum_short.group, &short_frame, 0, 0,
                                            &own->task, &frame);
  if (status == LUMINAR_OK) {
    memcpy(frame, &own, sizeof own);
    lum_list_append(&lum_short.tasks, &own->link);
    status = hooks->task_start(lum_short.runtime, own->task);
  }
  lum_mutex_unlock(&lum_short.lock);
  return status;
}

static LuminarTaskHandle short_spawn_task(LuminarTaskDescriptor *descriptor) {
  if (!lum_short_ready()) return NULL;
  if (descriptor == NULL || descriptor->task_func == NULL) {
    lum_last(LUMINAR_INVALID_ARGUMENT);
    return NULL;
  }
  LumShortTask *own = lum_allocate_zeroed(NULL, sizeof *own, 0);
  if (own == NULL) {
    lum_last(LUMINAR_OUT_OF_MEMORY);
    return NULL;
  }
  own->descriptor = *descriptor;
  lum_link_init(&own->link);
  if (lum_last(short_start(own)) == LUMINAR_OK) return own;
  lum_free(NULL, own);
  return NULL;
}

/* A join is never cut short, so the joining task's cancellation is masked. */
static LuminarStatus short_join(LumShortTask *own) {
  lum_short_mask(1);
  LuminarStatus status = lum_short.hooks->task_await(lum_short.runtime, lum_short_task(), own->task, NULL, LUMINAR_NO_DEADLINE);
  lum_short_mask(-1);
  if (status == LUMINAR_NO_THREAD || status == LUMINAR_OUT_OF_MEMORY) return status; /* not joined */
  if (atomic_load(&own->failed)) status = LUMINAR_FAILED;
  lum_mutex_lock(&lum_short.lock);
  free_task(own);
  lum_mutex_unlock(&lum_short.lock);
  return status == LUMINAR_FAILED ? status : LUMINAR_OK;
}

static void short_join_tasks(LuminarTaskHandle *handles, size_t count) {
  if (!lum_short_ready() || handles == NULL) return;
  LuminarStatus all = LUMINAR_OK;
  for (size_t i = 0; i < count; i++) {
    LuminarStatus status = handles[i] == NULL ? LUMINAR_OK : short_join(handles[i]);
    if (status != LUMINAR_OK) all = status;
  }
  lum_last(all);
}

static void short_cancel_tasks(LuminarTaskHandle *handles, size_t count) {
  if (!lum_short_ready() || handles == NULL) return;
  for (size_t i = 0; i < count; i++) {
    const LumShortTask *own = handles[i];
    if (own != NULL) lum_short.hooks->task_cancel(lum_short.runtime, own->task);
  }
  lum_last(LUMINAR_OK);
}

bool luminar_task_cancelled(void) {
  LuminarTask *task = lum_short_task();
  return task != NULL && LUMINAR_OFFERS(lum_short.hooks, task_check) &&
         lum_short.hooks->task_check(lum_short.runtime, task) == LUMINAR_CANCELLED;
}

LuminarChannelHandle luminar_task_output_channel(void) {
  return current_task == NULL ? NULL : current_task->descriptor.output_channel;
}

/* ---- errors ---- */

void lum_process_handler(LuminarErrorContext *context) {
  LuminarErrorHandler handler = atomic_load(&process_handler);
  if (current_task != NULL && current_task->descriptor.error_handler != NULL) {
    handler = current_task->descriptor.error_handler;
  }
  if (handler != NULL) handler(context);
}

void luminar_set_error_handler(LuminarErrorHandler handler) {
  atomic_store(&process_handler, handler);
  /* Setting the instance's handler anew waits for one that runs. */
  if (lum_short_ready() && LUMINAR_OFFERS(lum_short.hooks, error_set_handler)) {
    lum_short.hooks->error_set_handler(lum_short.runtime, lum_process_handler);
  }
  lum_last(LUMINAR_OK);
}

static LuminarStatus keep_error(const LuminarErrorContext *ctx) {
  if (ctx == NULL) return LUMINAR_INVALID_ARGUMENT;
  if (!LUMINAR_OFFERS(lum_short.hooks, error_collect)) return LUMINAR_NOT_OFFERED;
  LuminarErrorRecord record = {.struct_size = (uint32_t)sizeof record,
                               .type = ctx->error_type,
                               .message = ctx->message,
                               .file = ctx->file,
                               .line = ctx->line,
                               .user_data = ctx->user_data};
  return lum_short.hooks->error_collect(lum_short.runtime, lum_short_task(), &record);
}

static void short_propagate_error(LuminarErrorContext *ctx) {
  if (!lum_short_ready()) return;
  LuminarStatus status = keep_error(ctx);
  if (current_task != NULL) atomic_store(&current_task->failed, true);
  lum_mutex_lock(&lum_short.lock);
  LUM_FOR_EACH(link, &lum_short.tasks) {
    lum_short.hooks->task_cancel(lum_short.runtime, LUM_OWNER(link, LumShortTask, link)->task);
  }
  lum_mutex_unlock(&lum_short.lock);
  lum_last(status);
}

void luminar_collect_error(LuminarErrorContext *ctx) {
  if (lum_short_ready()) lum_last(keep_error(ctx));
}

/* The view of the default instance's errors. */
static LuminarErrorCollector *short_errors(void) { return &lum_default_layer.errors; }

static void short_collect_errors(LuminarErrorCollector *collector) {
  if (!lum_short_ready()) return;
  if (collector == NULL || collector->list == NULL) {
    lum_last(LUMINAR_INVALID_ARGUMENT);
    return;
  }
  LuminarStatus all = LUMINAR_OK;
  uint64_t count = luminar_error_collector_count(short_errors());
  size_t size = luminar_error_collector_size(short_errors());
  for (size_t i = 0; i < size; i++) {
    LuminarErrorRecord record;
    LuminarStatus status = luminar_error_collector_at(short_errors(), i, &record);
    if (status == LUMINAR_OK) status = lum_collector_add(collector->list, &record);
    if (status != LUMINAR_OK) all = status;
  }
  lum_collector_count_more(collector->list, count - size);
  luminar_error_collector_clear(short_errors());
  lum_last(all);
}

bool luminar_has_errors(void) { return luminar_get_error_count() != 0; }

size_t luminar_get_error_count(void) {
  return atomic_load(&lum_short.runs) ? (size_t)luminar_error_collector_count(short_errors()) : 0;
}

void luminar_clear_errors(void) {
  if (atomic_load(&lum_short.runs)) luminar_error_collector_clear(short_errors());
}

/* ---- memory and atomics, which need no runtime ---- */

static void *short_alloc_shared(size_t size) {
  void *memory = lum_allocate(NULL, size, 0);
  lum_last(memory == NULL ? LUMINAR_OUT_OF_MEMORY : LUMINAR_OK);
  return memory;
}

static void short_free_shared(void *ptr) { lum_free(NULL, ptr); }

static size_t atomic_size(const LuminarAtomic *atomic) { return (size_t)1 << (unsigned)lum_atomic_type(atomic); }

/* The number in the `size` bytes at `bytes`, and the other way round. */
static uint64_t read_number(const void *bytes, size_t size) {
  uint8_t one;
  uint16_t two;
  uint32_t four;
  uint64_t eight;
  switch (size) {
    case 1: return memcpy(&one, bytes, 1), one;
    case 2: return memcpy(&two, bytes, 2), two;
    case 4: return memcpy(&four, bytes, 4), four;
    default: return memcpy(&eight, bytes, 8), eight;
  }
}

static void write_number(void *bytes, size_t size, uint64_t number) {
  uint8_t one = (uint8_t)number;
  uint16_t two = (uint16_t)number;
  uint32_t four = (uint32_t)number;
  switch (size) {
    case 1: memcpy(bytes, &one, 1); break;
    case 2: memcpy(bytes, &two, 2); break;
    case 4: memcpy(bytes, &four, 4); break;
    default: memcpy(bytes, &number, 8); break;
  }
}

LuminarAtomicHandle luminar_create_atomic(size_t size, void *initial_value) {
  LuminarAtomicType type = LUMINAR_ATOMIC_U8;
  while (type < LUMINAR_ATOMIC_U64 && (size_t)1 << (unsigned)type != size) type++;
  if ((size_t)1 << (unsigned)type != size) {
    lum_last(LUMINAR_INVALID_ARGUMENT);
    return NULL;
  }
  uint64_t initial = initial_value == NULL ? 0 : read_number(initial_value, size);
  LuminarAtomic *atomic = lum_atomic_make(NULL, type, initial);
  lum_last(atomic == NULL ? LUMINAR_OUT_OF_MEMORY : LUMINAR_OK);
  return atomic;
}

void luminar_atomic_load(LuminarAtomicHandle handle, void *result) {
  if (handle != NULL && result != NULL) write_number(result, atomic_size(handle), lum_atomic_get(handle));
}

void luminar_atomic_store(LuminarAtomicHandle handle, void *value) {
  if (handle != NULL && value != NULL) lum_atomic_put(handle, read_number(value, atomic_size(handle)));
}

void luminar_atomic_add(LuminarAtomicHandle handle, void *operand, void *result) {
  if (handle == NULL || operand == NULL) return;
  size_t size = atomic_size(handle);
  uint64_t old = lum_atomic_change(handle, LUMINAR_ATOMIC_ADD, LUMINAR_SEQ_CST, read_number(operand, size));
  if (result != NULL) write_number(result, size, old);
}

bool luminar_atomic_compare_exchange(LuminarAtomicHandle handle, void *expected, void *desired) {
  if (handle == NULL || expected == NULL || desired == NULL) return false;
  size_t size = atomic_size(handle);
  uint64_t seen = read_number(expected, size);
  bool done = lum_atomic_try(handle, LUMINAR_SEQ_CST, &seen, read_number(desired, size));
  if (!done) write_number(expected, size, seen);
  return done;
}

void luminar_destroy_atomic(LuminarAtomicHandle handle) { lum_free(NULL, handle); }

/* ---- the functions of the seed, through the registered hooks ---- */

const LuminarConcurrencyHooks lum_short_forms = {
    .struct_size = (uint32_t)sizeof(LuminarConcurrencyHooks),
    .abi_major = LUMINAR_ABI_MAJOR,
    .abi_minor = LUMINAR_ABI_MINOR,
    .spawn_task = short_spawn_task,
    .join_tasks = short_join_tasks,
    .cancel_tasks = short_cancel_tasks,
    .create_channel = lum_short_create_channel,
    .send_channel = lum_short_send_channel,
    .recv_channel = lum_short_recv_channel,
    .close_channel = lum_short_close_channel,
    .propagate_error = short_propagate_error,
    .collect_errors = short_collect_errors,
    .allocate_shared = short_alloc_shared,
    .deallocate_shared = short_free_shared,
    .async_read = lum_short_async_read,
    .async_write = lum_short_async_write,
    .release_channel = lum_short_release_channel,
};

LuminarTaskHandle luminar_spawn_task(LuminarTaskDescriptor *task) { return lum_concurrency_hooks()->spawn_task(task); }

void luminar_join_tasks(LuminarTaskHandle *handles, size_t count) { lum_concurrency_hooks()->join_tasks(handles, count); }

void luminar_cancel_tasks(LuminarTaskHandle *handles, size_t count) {
  lum_concurrency_hooks()->cancel_tasks(handles, count);
}

LuminarChannelHandle luminar_create_channel(size_t capacity) {
  return lum_concurrency_hooks()->create_channel(capacity);
}

bool luminar_send_channel(LuminarChannelHandle ch, void *data, size_t size) {
  return lum_concurrency_hooks()->send_channel(ch, data, size);
}

bool luminar_recv_channel(LuminarChannelHandle ch, void *data, size_t size) {
  return lum_concurrency_hooks()->recv_channel(ch, data, size);
}

void luminar_close_channel(LuminarChannelHandle ch) { lum_concurrency_hooks()->close_channel(ch); }
void luminar_release_channel(LuminarChannelHandle ch) { lum_concurrency_hooks()->release_channel(ch); }
void *luminar_alloc_shared(size_t size) { return lum_concurrency_hooks()->allocate_shared(size); }
void luminar_free_shared(void *ptr) { lum_concurrency_hooks()->deallocate_shared(ptr); }
void luminar_propagate_error(LuminarErrorContext *ctx) { lum_concurrency_hooks()->propagate_error(ctx); }
void luminar_collect_errors(LuminarErrorCollector *collector) { lum_concurrency_hooks()->collect_errors(collector); }

bool luminar_async_read(LuminarIOHandle handle, void *buffer, size_t size) {
  return lum_concurrency_hooks()->async_read(handle, buffer, size);
}

bool luminar_async_write(LuminarIOHandle handle, const void *buffer, size_t size) {
  return lum_concurrency_hooks()->async_write(handle, buffer, size);
}
