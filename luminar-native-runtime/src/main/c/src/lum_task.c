/* Making, starting, cancelling and ending tasks. */
#include "lum_task.h"

#include "lum_group.h"
#include "lum_memory.h"
#include "lum_scheduler.h"

void lum_task_init(LuminarRuntime *runtime, LuminarTask *task, LumCall *call) {
  *task = (LuminarTask){.runtime = runtime, .call = call, .event = LUMINAR_EVENT_START};
  lum_link_init(&task->all_link);
  lum_link_init(&task->call_link);
  lum_link_init(&task->group_link);
  lum_link_init(&task->waiters);
}

/* ---- paths ---- */

/* The entry for what is inside the task, as a node that others may hold on to; null: out of memory. Under the lock. */
static LumPathNode *task_node(LuminarTask *task) {
  if (task->node == NULL) {
    task->node = lum_allocate(task->runtime, sizeof *task->node, 0);
    if (task->node != NULL) {
      *task->node = (LumPathNode){.up = task->up, .region = task->region, .entry = task->here, .references = 1};
      if (task->up != NULL) task->up->references++;
    }
  }
  return task->node;
}

static void node_release(LuminarRuntime *runtime, LumPathNode *node) {
  while (node != NULL && --node->references == 0) { /* bound: the length of the path */
    LumPathNode *up = node->up;
    lum_free(runtime, node);
    node = up;
  }
}

void lum_path_write(const LuminarTask *task, size_t depth, LuminarPathEntry *path, uint64_t *regions) {
  if (depth == 0) return;
  path[depth - 1] = task->here;
  regions[depth - 1] = task->region;
  const LumPathNode *node = task->up;
  for (size_t i = depth - 1; i > 0; i--, node = node->up) {
    path[i - 1] = node->entry;
    regions[i - 1] = node->region;
  }
}

LuminarStatus lum_task_set_position(LuminarRuntime *runtime, LuminarTask *task, uint64_t position) {
  if (runtime == NULL || task == NULL || task->group == NULL) return LUMINAR_INVALID_ARGUMENT;
  if (task->open != NULL) return LUMINAR_WRONG_STATE;
  lum_lock(runtime);
  task->here.position = position;
  node_release(runtime, task->node); /* tasks that were started before keep it alive */
  task->node = NULL;
  lum_unlock(runtime);
  return LUMINAR_OK;
}

/* ---- making ---- */

static bool descriptor_valid(const LuminarFrameDescriptor *descriptor) {
  return descriptor->struct_size >= sizeof *descriptor && (descriptor->step == NULL) != (descriptor->run == NULL) &&
         lum_alignment_valid(descriptor->frame_alignment) && descriptor->result_size <= descriptor->frame_size &&
         descriptor->frame_size < SIZE_MAX / 4;
}

static LuminarTask *task_allocate(LuminarRuntime *runtime, const LuminarFrameDescriptor *descriptor) {
  size_t alignment = descriptor->frame_alignment;
  if (alignment < _Alignof(max_align_t)) alignment = _Alignof(max_align_t);
  size_t before = lum_round_up(sizeof(LuminarTask), alignment);
  unsigned char *block = lum_allocate_zeroed(runtime, before + descriptor->frame_size, alignment);
  if (block == NULL) return NULL;
  LuminarTask *task = (LuminarTask *)(void *)block;
  lum_task_init(runtime, task, NULL);
  task->descriptor = descriptor;
  task->frame = descriptor->frame_size == 0 ? NULL : block + before;
  return task;
}

/* Places the new task below its starter. Under the lock. */
static LuminarStatus task_attach(LuminarTask *task, LuminarTask *starter, LuminarGroup *group) {
  if (group->cancelled) return LUMINAR_CANCELLED;
  bool by_owner = starter == group->owner;
  if (starter->depth > 0) {
    LumPathNode *node = task_node(starter);
    if (node == NULL) return LUMINAR_OUT_OF_MEMORY;
    node->references++;
    task->up = node;
  }
  task->region = by_owner ? group->sequence : 0;
  task->depth = starter->depth + 1;
  task->depth_in_group = by_owner ? 1 : starter->depth_in_group + 1;
  task->group = group;
  task->call = group->call;
  task->handle = (task->descriptor->flags & LUMINAR_TASK_HANDLE) != 0;
  group->pending++;
  lum_list_append(&task->runtime->tasks, &task->all_link);
  task->runtime->counters.frames_alive++;
  return LUMINAR_OK;
}

LuminarStatus lum_task_create(LuminarRuntime *runtime, LuminarTask *starter, LuminarGroup *group,
                              const LuminarFrameDescriptor *descriptor, uint64_t ordinal, uint64_t position,
                              LuminarTask **task, void **frame) {
  if (runtime == NULL || starter == NULL || group == NULL || descriptor == NULL || task == NULL) {
    return LUMINAR_INVALID_ARGUMENT;
  }
  if (!descriptor_valid(descriptor) || (starter != group->owner && starter->group != group)) {
    return LUMINAR_INVALID_ARGUMENT;
  }
  LuminarTask *made = task_allocate(runtime, descriptor);
  if (made == NULL) return LUMINAR_OUT_OF_MEMORY;
  made->entry = (LuminarPathEntry){ordinal, position};
  made->here = made->entry;
  lum_lock(runtime);
  LuminarStatus status = task_attach(made, starter, group);
  lum_unlock(runtime);
  if (status != LUMINAR_OK) {
    lum_free(runtime, made);
    return status;
  }
  *task = made;
  if (frame != NULL) *frame = made->frame;
  return LUMINAR_OK;
}

LuminarStatus lum_task_start(LuminarRuntime *runtime, LuminarTask *task) {
  if (runtime == NULL || task == NULL) return LUMINAR_INVALID_ARGUMENT;
  lum_lock(runtime);
  LuminarStatus status = task->state == LUM_TASK_NEW && task->group != NULL ? LUMINAR_OK : LUMINAR_WRONG_STATE;
  if (status == LUMINAR_OK) {
    if (task->group->cancelled) task->cancelled = true; /* or by its handle, before it was started */
    lum_list_append(&task->call->tasks, &task->call_link);
    lum_list_append(&task->group->tasks, &task->group_link);
    task->call->alive++;
    task->group->started++;
    runtime->counters.tasks_started++;
    lum_scheduler_push(task);
  }
  lum_unlock(runtime);
  return status;
}

/* ---- ending ---- */

void lum_task_free(LuminarTask *task) {
  LuminarRuntime *runtime = task->runtime;
  lum_link_remove(&task->all_link);
  node_release(runtime, task->node);
  node_release(runtime, task->up);
  runtime->counters.frames_alive--;
  lum_free(runtime, task);
}

/* One task less in the group; the last one ends the join. */
static void group_task_gone(LuminarGroup *group) {
  group->pending--;
  if (group->pending == 0 && group->joiner != NULL) lum_wait_end(group->joiner, LUMINAR_OK, LUMINAR_EVENT_RESUME);
}

void lum_task_end(LuminarTask *task, LuminarStatus outcome) {
  LuminarCounters *counters = &task->runtime->counters;
  LuminarGroup *group = task->group;
  LumCall *call = task->call;
  if (task->wait.pending) lum_wait_end(&task->wait, LUMINAR_CANCELLED, LUMINAR_EVENT_CANCEL);
  task->state = LUM_TASK_ENDED;
  task->outcome = outcome;
  counters->tasks_finished++;
  if (outcome == LUMINAR_OK) group->finished++;
  if (outcome == LUMINAR_FAILED) counters->tasks_failed++;
  if (outcome == LUMINAR_TASK_CANCELLED) counters->tasks_cancelled++;
  lum_link_remove(&task->call_link);
  lum_link_remove(&task->group_link);
  call->alive--;
  task->call = NULL;
  task->group = NULL;
  LUM_FOR_EACH(link, &task->waiters) {
    lum_wait_end(LUM_OWNER(link, LumWait, target_link), outcome, LUMINAR_EVENT_RESUME);
  }
  if (!task->handle) lum_task_free(task);
  group_task_gone(group);
  lum_call_judge(call);
}

LuminarStatus lum_task_discard(LuminarRuntime *runtime, LuminarTask *task) {
  if (runtime == NULL || task == NULL) return LUMINAR_INVALID_ARGUMENT;
  lum_lock(runtime);
  LuminarStatus status = task->state == LUM_TASK_NEW && task->group != NULL ? LUMINAR_OK : LUMINAR_WRONG_STATE;
  if (status == LUMINAR_OK) {
    group_task_gone(task->group);
    lum_task_free(task);
  }
  lum_unlock(runtime);
  return status;
}

LuminarStatus lum_task_release(LuminarRuntime *runtime, LuminarTask *target) {
  if (runtime == NULL || target == NULL) return LUMINAR_INVALID_ARGUMENT;
  lum_lock(runtime);
  LuminarStatus status = target->handle ? LUMINAR_OK : LUMINAR_WRONG_STATE;
  target->handle = false;
  if (status == LUMINAR_OK && target->state == LUM_TASK_ENDED) lum_task_free(target);
  lum_unlock(runtime);
  return status;
}

/* ---- errors ---- */

static LuminarStatus task_error(LuminarTask *task, LuminarPathEntry entry, const LuminarErrorRecord *given, bool fails) {
  LuminarGroup *group = task->group;
  LumRecord record = {.record = {0}};
  bool copied = true;
  if (group->strategy != LUMINAR_ERROR_IGNORE) {
    copied = lum_record_copy(task->runtime, given, task->depth_in_group, &record);
    if (copied) {
      LuminarPathEntry *path = lum_record_path(&record);
      lum_path_write(task, task->depth_in_group, path, record.regions);
      path[task->depth_in_group - 1] = entry;
    }
    lum_group_show_error(group, &record.record);
  }
  lum_lock(task->runtime);
  task->failed = task->failed || fails;
  lum_group_add_error(group, record);
  lum_unlock(task->runtime);
  return copied ? LUMINAR_OK : LUMINAR_OUT_OF_MEMORY;
}

LuminarStatus lum_task_fail(LuminarRuntime *runtime, LuminarTask *task, const LuminarErrorRecord *record) {
  if (runtime == NULL || task == NULL || record == NULL || task->group == NULL) return LUMINAR_INVALID_ARGUMENT;
  return task_error(task, task->entry, record, true);
}

LuminarStatus lum_task_record_error(LuminarRuntime *runtime, LuminarTask *task, uint64_t position,
                                    const LuminarErrorRecord *record) {
  if (runtime == NULL || task == NULL || record == NULL || task->group == NULL) return LUMINAR_INVALID_ARGUMENT;
  LuminarPathEntry entry = {task->entry.ordinal, position};
  LuminarStatus status = task_error(task, entry, record, false);
  return task->group->strategy == LUMINAR_ERROR_STOP ? LUMINAR_CANCELLED : status;
}

/* ---- cancellation ---- */

bool lum_task_is_cancelled(const LuminarTask *task) {
  return task->mask == 0 && (task->cancelled || (task->open != NULL && task->open->cancelled));
}

bool lum_task_notices_cancel(LuminarTask *task) {
  bool cancelled = lum_task_is_cancelled(task);
  if (cancelled && task->cancelled) task->noticed = true;
  return cancelled;
}

void lum_task_cancel_locked(LuminarTask *task) {
  if (task->cancelled || task->state == LUM_TASK_ENDED) return;
  task->cancelled = true;
  for (LuminarGroup *group = task->open; group != NULL; group = group->outer) lum_group_cancel_locked(group);
  if (task->mask == 0) lum_wait_cancel(&task->wait);
}

LuminarStatus lum_task_check(LuminarRuntime *runtime, LuminarTask *task) {
  if (runtime == NULL || task == NULL) return LUMINAR_INVALID_ARGUMENT;
  lum_lock(runtime);
  bool cancelled = lum_task_notices_cancel(task);
  lum_unlock(runtime);
  return cancelled ? LUMINAR_CANCELLED : LUMINAR_OK;
}

LuminarStatus lum_task_mask(LuminarRuntime *runtime, LuminarTask *task, int32_t change) {
  if (runtime == NULL || task == NULL || (change != 1 && change != -1)) return LUMINAR_INVALID_ARGUMENT;
  lum_lock(runtime);
  LuminarStatus status = change == -1 && task->mask == 0 ? LUMINAR_INVALID_ARGUMENT : LUMINAR_OK;
  if (status == LUMINAR_OK) task->mask += (uint32_t)change;
  lum_unlock(runtime);
  return status;
}

LuminarStatus lum_task_cancel(LuminarRuntime *runtime, LuminarTask *target) {
  if (runtime == NULL || target == NULL) return LUMINAR_INVALID_ARGUMENT;
  lum_lock(runtime);
  lum_task_cancel_locked(target);
  lum_unlock(runtime);
  return LUMINAR_OK;
}
