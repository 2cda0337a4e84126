/* Calls: the visits of host threads, and the list of errors they collect. */
#include "lum_group.h"
#include "lum_memory.h"
#include "lum_task.h"

typedef struct HostCall {
  LumCall call;
  LuminarTask host;
} HostCall;

LuminarStatus lum_call_enter(LuminarRuntime *runtime, const LuminarCallDescriptor *descriptor, LuminarTask **task) {
  if (runtime == NULL || task == NULL) return LUMINAR_INVALID_ARGUMENT;
  HostCall *made = lum_allocate_zeroed(runtime, sizeof *made, 0);
  if (made == NULL) return LUMINAR_OUT_OF_MEMORY;
  LumCall *call = &made->call;
  uint64_t max = descriptor == NULL ? 0 : descriptor->errors_max;
  *call = (LumCall){.runtime = runtime, .alive = 1, .records = {.max = max == 0 ? LUM_RECORDS_DEFAULT : max}};
  lum_link_init(&call->tasks);
  lum_task_init(runtime, &made->host, call);
  made->host.state = LUM_TASK_RUNNING;
  lum_lock(runtime);
  lum_list_append(&call->tasks, &made->host.call_link);
  lum_list_append(&runtime->tasks, &made->host.all_link);
  runtime->calls++;
  lum_unlock(runtime);
  *task = &made->host;
  return LUMINAR_OK;
}

LuminarStatus lum_call_leave(LuminarRuntime *runtime, LuminarTask *task) {
  if (runtime == NULL || task == NULL || task->descriptor != NULL) return LUMINAR_INVALID_ARGUMENT;
  LumCall *call = task->call;
  lum_lock(runtime);
  bool open = task->open != NULL || call->alive != 1 || call->channels != 0;
  if (!open) {
    lum_link_remove(&task->all_link);
    runtime->calls--;
  }
  lum_unlock(runtime);
  if (open) return LUMINAR_WRONG_STATE;
  lum_records_free(runtime, &call->records);
  lum_free(runtime, LUM_OWNER(call, HostCall, call));
  return LUMINAR_OK;
}

LuminarStatus lum_call_cancel(LuminarRuntime *runtime, LuminarTask *task) {
  if (runtime == NULL || task == NULL || task->descriptor != NULL) return LUMINAR_INVALID_ARGUMENT;
  return lum_task_cancel(runtime, task);
}

LuminarStatus lum_call_append_error(LuminarRuntime *runtime, LuminarTask *task, const LuminarErrorRecord *given) {
  if (runtime == NULL || task == NULL || given == NULL || task->call == NULL) return LUMINAR_INVALID_ARGUMENT;
  LumRecord record;
  bool copied = lum_record_copy(runtime, given, task->depth, &record);
  if (copied) {
    lum_path_write(task, task->depth, lum_record_path(&record), record.regions);
    if (record.record.path_length > task->depth) record.regions[task->depth] = task->regions_opened;
  }
  record.last_region = task->regions_opened++;
  lum_lock(runtime);
  task->call->errors++;
  lum_records_add(runtime, &task->call->records, record);
  lum_unlock(runtime);
  return copied ? LUMINAR_OK : LUMINAR_OUT_OF_MEMORY;
}

LuminarStatus lum_call_error_count(LuminarRuntime *runtime, LuminarTask *task, uint64_t *errors, uint64_t *records) {
  if (runtime == NULL || task == NULL || task->call == NULL) return LUMINAR_INVALID_ARGUMENT;
  lum_lock(runtime);
  if (errors != NULL) *errors = task->call->errors;
  if (records != NULL) *records = task->call->records.count;
  lum_unlock(runtime);
  return LUMINAR_OK;
}

LuminarStatus lum_call_error_at(LuminarRuntime *runtime, LuminarTask *task, uint64_t index, LuminarErrorRecord *record) {
  if (runtime == NULL || task == NULL || task->call == NULL) return LUMINAR_INVALID_ARGUMENT;
  lum_lock(runtime);
  LuminarStatus status = lum_records_at(&task->call->records, index, record);
  lum_unlock(runtime);
  return status;
}

LuminarStatus lum_call_clear_errors(LuminarRuntime *runtime, LuminarTask *task) {
  if (runtime == NULL || task == NULL || task->call == NULL) return LUMINAR_INVALID_ARGUMENT;
  lum_lock(runtime);
  lum_records_free(runtime, &task->call->records);
  task->call->errors = 0;
  lum_unlock(runtime);
  return LUMINAR_OK;
}
