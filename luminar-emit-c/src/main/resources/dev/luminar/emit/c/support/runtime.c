/// program_runtime : context <pthread.h>
/* The runtime of this program: started by the first call that needs one, stopped by @P@_shutdown. The two pointers are
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
    @CONFIG@
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

/// part_leave : program_runtime
/* Ends the call that a thread of a region has entered, if it has. */
static void part_leave(struct context *context) {
  if (context->task != NULL) {
    hooks->call_leave(runtime, context->task);
    context->task = NULL;
  }
}

/// raise_foreign : context program_runtime <string.h>
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

/// raise_deadlock : raise_foreign
/* Waiting outside of every region can never end. */
static void raise_deadlock(struct context *context, const char *message, const char *file, int32_t line) {
  const LuminarErrorRecord record = {
      .struct_size = (uint32_t)sizeof record,
      .type = "deadlock",
      .message = message,
      .file = file,
      .line = line,
  };
  raise_foreign(context, &record);
}

/// record_for_runtime : context error_sites program_runtime
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

/// task_report : record_for_runtime context_clear
/* Reports the error in the context as the failure of the task. */
static void task_report(struct context *context) {
  LuminarPathEntry *path;
  const LuminarErrorRecord record = record_for_runtime(&context->error, &path);
  hooks->task_fail(runtime, context->task, &record); /* without memory the error still counts */
  free(path);
  context_clear(context);
}

/// task_report_item : record_for_runtime context_clear
/* Reports the error in the context for one item of a worker. */
static void task_report_item(struct context *context, int64_t item) {
  LuminarPathEntry *path;
  const LuminarErrorRecord record = record_for_runtime(&context->error, &path);
  hooks->task_record_error(runtime, context->task, (uint64_t)item, &record);
  free(path);
  context_clear(context);
}

/// task_place : program_runtime
/* Says which item a worker is at, for the paths of regions inside it. */
static void task_place(LuminarTask *task, int64_t position) {
  if (LUMINAR_OFFERS(hooks, task_set_position)) {
    hooks->task_set_position(runtime, task, (uint64_t)position);
  }
}

/// collected_to_runtime : record_for_runtime
/* Hands what regions inside a task collected to the call, behind the path of the task. */
static void collected_to_runtime(struct context *context) {
  for (int64_t k = 0; k < context->collected.count; k++) {
    LuminarPathEntry *path;
    const LuminarErrorRecord record = record_for_runtime(&context->collected.items[k], &path);
    hooks->call_append_error(runtime, context->task, &record);
    free(path);
    record_drop(&context->collected.items[k]);
  }
  free(context->collected.items);
  context->collected = (struct record_list){0};
}

/// collected_from_runtime : raise_foreign record_prepend record_list_add record_list_cut record_list_sort
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

/// group_open_within : program_runtime
/* Opens a group whose tasks are asked to stop in so many nanoseconds. */
static LuminarStatus group_open_within(LuminarTask *owner, const LuminarGroupDescriptor *descriptor, int64_t nanos,
                                       LuminarGroup **group) {
  LuminarGroupDescriptor within = *descriptor;
  LuminarDeadline now = 0;
  hooks->time_now(runtime, &now);
  within.deadline = nanos > LUMINAR_NO_DEADLINE - now ? LUMINAR_NO_DEADLINE : now + nanos;
  return hooks->group_open(runtime, owner, &within, group);
}

/// group_end : raise_foreign <string.h>
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

/// channel_new : program_runtime
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

/// channel_free : program_runtime
static void channel_free(LuminarChannel *channel) {
  if (channel != NULL) {
    hooks->channel_release(runtime, channel);
  }
}

/// channels_free : channel_free <stdlib.h>
static void channels_free(LuminarChannel **channels, int64_t count) {
  for (int64_t k = 0; k < count; k++) {
    channel_free(channels[k]);
  }
  free(channels);
}

/// channels_new : channel_new channels_free
static LuminarChannel **channels_new(LuminarTask *task, int64_t count, size_t element_size, int64_t capacity,
                                     LuminarPlace place) {
  LuminarChannel **channels = NULL;
  if ((uint64_t)count < SIZE_MAX / sizeof *channels) {
    channels = calloc((size_t)count + 1, sizeof *channels);
  }
  for (int64_t k = 0; channels != NULL && k < count; k++) {
    channels[k] = channel_new(task, element_size, capacity, place);
    if (channels[k] == NULL) {
      channels_free(channels, k);
      channels = NULL;
    }
  }
  return channels;
}

/// deadline_in : program_runtime
/* The time in so many nanoseconds, as the runtime counts it; one that is too far away is the last there is. */
static LuminarDeadline deadline_in(int64_t nanos) {
  LuminarDeadline now = 0;
  hooks->time_now(runtime, &now);
  const LuminarDeadline last = LUMINAR_NO_DEADLINE - 1;
  return nanos < last - now ? now + nanos : last;
}

/// task_handle : program_runtime <stdatomic.h>
/* What all references to one task share. It lies in the task's frame, which is there as long as somebody refers to it. */
struct task_handle {
  LuminarTask *task;
  _Atomic uint32_t references;
};

/// task_free : task_handle
static void task_free(struct task_handle *handle) {
  /* What was read through other references comes before the end, which the last one brings. */
  if (handle != NULL && atomic_fetch_sub_explicit(&handle->references, 1, memory_order_acq_rel) == 1) {
    hooks->task_release(runtime, handle->task);
  }
}

/// task_share : task_handle
/* Another reference to a task, for somebody who was given one: nothing can end meanwhile, so no order is needed. */
static struct task_handle *task_share(struct task_handle *handle) {
  if (handle != NULL) {
    atomic_fetch_add_explicit(&handle->references, 1, memory_order_relaxed);
  }
  return handle;
}

/// task_cancel : task_handle
static void task_cancel(const struct task_handle *handle) {
  if (handle != NULL) {
    hooks->task_cancel(runtime, handle->task);
  }
}

/// tasks_new : task_handle <stdlib.h>
static struct task_handle **tasks_new(int64_t count) {
  struct task_handle **tasks = NULL;
  if ((uint64_t)count < SIZE_MAX / sizeof *tasks) {
    tasks = calloc((size_t)count + 1, sizeof *tasks);
  }
  return tasks;
}

/// tasks_free : task_free <stdlib.h>
static void tasks_free(struct task_handle **tasks, int64_t count) {
  for (int64_t k = 0; k < count; k++) {
    task_free(tasks[k]);
  }
  free(tasks);
}

/// task_put : task_share task_free
static void task_put(struct task_handle **place, struct task_handle *handle) {
  struct task_handle *const before = *place;
  *place = task_share(handle);
  task_free(before);
}
