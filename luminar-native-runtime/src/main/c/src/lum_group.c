/* Opening, cancelling, joining and closing groups. */
#include "lum_group.h"

#include <stddef.h>
#include <string.h>

#include "lum_error.h"
#include "lum_memory.h"

LuminarGroup *lum_group_around(const LuminarTask *task) { return task->open != NULL ? task->open : task->group; }

static LuminarDeadline later(LuminarDeadline time, int64_t by) {
  return time > LUMINAR_NO_DEADLINE - 1 - by ? LUMINAR_NO_DEADLINE : time + by;
}

static void group_timer_fired(LumTimer *timer) {
  LuminarGroup *group = LUM_OWNER(timer, LuminarGroup, timer);
  if (group->timed_out) {
    if (group->pending != 0) lum_report_overrun(group);
    return;
  }
  group->timed_out = true;
  lum_group_cancel_locked(group);
  if (group->grace > 0) { /* without a timer the overrun is not reported, and the block waits all the same */
    (void)lum_timer_set(group->runtime, timer, later(timer->deadline, group->grace));
  }
  group->call->deadlines--;
  lum_call_judge(group->call);
}

/* Whether a descriptor, perhaps of an older program, has this member. */
#define DESCRIBES(descriptor, member) \
  ((descriptor)->struct_size >= offsetof(LuminarGroupDescriptor, member) + sizeof((descriptor)->member))

static uint64_t group_records_max(const LuminarGroupDescriptor *descriptor) {
  if (descriptor->strategy == LUMINAR_ERROR_STOP) return 1;
  if (descriptor->strategy == LUMINAR_ERROR_IGNORE) return 0;
  return descriptor->collect_max == 0 ? LUM_RECORDS_DEFAULT : descriptor->collect_max;
}

static LuminarGroup *group_make(LuminarTask *owner, const LuminarGroupDescriptor *descriptor) {
  size_t size = sizeof(LuminarGroup) + lum_place_room(&descriptor->place);
  LuminarGroup *group = lum_allocate_zeroed(owner->runtime, size, 0);
  if (group == NULL) return NULL;
  *group = (LuminarGroup){.runtime = owner->runtime,
                          .owner = owner,
                          .sequence = owner->regions_opened++,
                          .strategy = (LuminarErrorStrategy)descriptor->strategy,
                          .place = lum_place_copy(&descriptor->place, (char *)(group + 1)),
                          .records = {.max = group_records_max(descriptor)},
                          .grace = DESCRIBES(descriptor, grace) ? descriptor->grace : 0,
                          .timer = {.fire = group_timer_fired}};
  lum_link_init(&group->tasks);
  return group;
}

LuminarStatus lum_group_open(LuminarRuntime *runtime, LuminarTask *owner, const LuminarGroupDescriptor *descriptor,
                             LuminarGroup **group) {
  if (runtime == NULL || owner == NULL || descriptor == NULL || group == NULL) return LUMINAR_INVALID_ARGUMENT;
  if (!DESCRIBES(descriptor, deadline) || descriptor->strategy > LUMINAR_ERROR_RUNTIME) return LUMINAR_INVALID_ARGUMENT;
  if (DESCRIBES(descriptor, grace) && descriptor->grace < 0) return LUMINAR_INVALID_ARGUMENT;
  LuminarGroup *made = group_make(owner, descriptor);
  if (made == NULL) return LUMINAR_OUT_OF_MEMORY;
  LuminarStatus status = LUMINAR_OK;
  lum_lock(runtime);
  if (descriptor->deadline != LUMINAR_NO_DEADLINE) {
    status = lum_timer_set(runtime, &made->timer, descriptor->deadline);
  }
  if (status == LUMINAR_OK) {
    made->call = owner->call;
    if (made->timer.place != 0) made->call->deadlines++;
    made->outer = owner->open;
    made->parent = lum_group_around(owner);
    made->depth = made->parent == NULL ? 1 : made->parent->depth + 1;
    made->cancelled = lum_task_is_cancelled(owner);
    owner->open = made;
    runtime->counters.groups_alive++;
  }
  lum_unlock(runtime);
  if (status != LUMINAR_OK) {
    lum_free(runtime, made);
    return status;
  }
  *group = made;
  return LUMINAR_OK;
}

void lum_group_cancel_locked(LuminarGroup *group) {
  if (group->cancelled) return;
  group->cancelled = true;
  LuminarTask *owner = group->owner;
  for (LuminarGroup *inner = owner->open; inner != group; inner = inner->outer) lum_group_cancel_locked(inner);
  LUM_FOR_EACH(link, &group->tasks) { lum_task_cancel_locked(LUM_OWNER(link, LuminarTask, group_link)); }
  if (owner->mask == 0) lum_wait_cancel(&owner->wait);
}

LuminarStatus lum_group_cancel(LuminarRuntime *runtime, LuminarGroup *group) {
  if (runtime == NULL || group == NULL) return LUMINAR_INVALID_ARGUMENT;
  lum_lock(runtime);
  lum_group_cancel_locked(group);
  lum_unlock(runtime);
  return LUMINAR_OK;
}

/* ---- errors ---- */

void lum_group_add_error(LuminarGroup *group, LumRecord record) {
  group->errors++;
  lum_records_add(group->runtime, &group->records, record);
  if (group->strategy == LUMINAR_ERROR_STOP) lum_group_cancel_locked(group);
}

void lum_group_show_error(LuminarGroup *group, const LuminarErrorRecord *record) {
  if (group->strategy == LUMINAR_ERROR_RUNTIME) lum_error_show(group->runtime, record);
}

LuminarStatus lum_group_fail(LuminarRuntime *runtime, LuminarGroup *group, const LuminarErrorRecord *given) {
  if (runtime == NULL || group == NULL || given == NULL) return LUMINAR_INVALID_ARGUMENT;
  LumRecord record = {.record = {0}};
  bool copied = true;
  if (group->strategy != LUMINAR_ERROR_IGNORE) {
    copied = lum_record_copy(runtime, given, 0, &record);
    if (record.record.path_length > 0) record.regions[0] = group->sequence;
    record.last_region = group->sequence;
    lum_group_show_error(group, &record.record);
  }
  lum_lock(runtime);
  lum_group_add_error(group, record);
  lum_unlock(runtime);
  return copied ? LUMINAR_OK : LUMINAR_OUT_OF_MEMORY;
}

void lum_group_hand_over(LuminarGroup *group) {
  LuminarRuntime *runtime = group->runtime;
  const LuminarTask *owner = group->owner;
  size_t depth = owner->depth;
  for (size_t i = 0; i < group->records.count; i++) {
    LumRecord *from = &group->records.records[i];
    LumRecord record = *from;
    if (depth == 0) {
      *from = (LumRecord){.record = {0}}; /* the record has moved */
    } else if (lum_record_copy(runtime, &from->record, depth, &record)) {
      size_t own = from->record.path_length;
      lum_path_write(owner, depth, lum_record_path(&record), record.regions);
      if (own != 0) memcpy(record.regions + depth, from->regions, own * sizeof *record.regions);
      record.last_region = from->last_region;
    }
    lum_records_add(runtime, &group->call->records, record);
  }
  group->call->errors += group->errors;
}

/* ---- the end ---- */

LuminarStatus lum_group_join_begin(LuminarRuntime *runtime, LuminarTask *owner, LuminarGroup *group) {
  if (runtime == NULL || owner == NULL || group == NULL || group->owner != owner) return LUMINAR_INVALID_ARGUMENT;
  LuminarStatus status = LUMINAR_OK;
  lum_lock(runtime);
  if (group->pending != 0) {
    lum_wait_begin(runtime, &owner->wait, owner, LUM_WAIT_JOIN, LUMINAR_NO_DEADLINE);
    owner->wait.group = group;
    group->joiner = &owner->wait;
    status = lum_wait_in_step(&owner->wait);
  }
  lum_unlock(runtime);
  return status;
}

LuminarStatus lum_group_join(LuminarRuntime *runtime, LuminarTask *owner, LuminarGroup *group) {
  if (runtime == NULL || owner == NULL || group == NULL || group->owner != owner) return LUMINAR_INVALID_ARGUMENT;
  LuminarStatus status = LUMINAR_OK;
  lum_lock(runtime);
  if (group->pending != 0) {
    lum_wait_begin(runtime, &owner->wait, owner, LUM_WAIT_JOIN, LUMINAR_NO_DEADLINE);
    owner->wait.group = group;
    group->joiner = &owner->wait;
    status = lum_wait_in_thread(&owner->wait);
  }
  lum_unlock(runtime);
  return status;
}

static LuminarGroupOutcome outcome_of(const LuminarGroup *group) {
  return (LuminarGroupOutcome){.struct_size = (uint32_t)sizeof(LuminarGroupOutcome),
                               .cancelled = group->cancelled,
                               .timed_out = group->timed_out,
                               .deadlock = group->deadlock,
                               .error_count = group->errors,
                               .record_count = group->records.count,
                               .tasks_started = group->started,
                               .tasks_finished = group->finished};
}

/* Whether the owner, seen from outside this group, is cancelled. */
static bool owner_must_leave(const LuminarGroup *group) {
  LuminarTask *owner = group->owner;
  if (owner->mask != 0) return false;
  if (owner->cancelled) owner->noticed = true;
  return owner->cancelled || (group->outer != NULL && group->outer->cancelled);
}

LuminarStatus lum_group_outcome(LuminarRuntime *runtime, LuminarGroup *group, LuminarGroupOutcome *outcome) {
  if (runtime == NULL || group == NULL) return LUMINAR_INVALID_ARGUMENT;
  lum_lock(runtime);
  LuminarStatus status = LUMINAR_OK;
  if (group->pending != 0) {
    status = LUMINAR_WRONG_STATE;
  } else if (group->strategy == LUMINAR_ERROR_STOP && group->errors != 0) {
    status = LUMINAR_FAILED;
  } else if (owner_must_leave(group)) {
    status = LUMINAR_CANCELLED;
  }
  LuminarGroupOutcome whole = outcome_of(group);
  lum_unlock(runtime);
  if (outcome != NULL) {
    uint32_t size = outcome->struct_size;
    memcpy(outcome, &whole, size < sizeof whole ? size : sizeof whole);
    outcome->struct_size = size;
  }
  return status;
}

LuminarStatus lum_group_error_at(LuminarRuntime *runtime, LuminarGroup *group, uint64_t index,
                                 LuminarErrorRecord *record) {
  if (runtime == NULL || group == NULL || record == NULL) return LUMINAR_INVALID_ARGUMENT;
  lum_lock(runtime);
  LuminarStatus status = group->pending != 0 ? LUMINAR_WRONG_STATE : lum_records_at(&group->records, index, record);
  if (status == LUMINAR_INVALID_ARGUMENT && index == 0 && group->errors != 0) {
    *record = lum_error_without_memory(); /* the list itself found no room */
    status = LUMINAR_OK;
  }
  lum_unlock(runtime);
  return status;
}

LuminarStatus lum_group_close(LuminarRuntime *runtime, LuminarGroup *group) {
  if (runtime == NULL || group == NULL) return LUMINAR_INVALID_ARGUMENT;
  lum_lock(runtime);
  bool open = group->pending != 0 || group->owner->open != group;
  if (!open) {
    if (group->timer.place != 0 && !group->timed_out) group->call->deadlines--;
    lum_timer_clear(runtime, &group->timer);
    group->owner->open = group->outer;
    bool collects = group->strategy == LUMINAR_ERROR_COLLECT || group->strategy == LUMINAR_ERROR_RUNTIME;
    if (collects && group->errors != 0) lum_group_hand_over(group);
    runtime->counters.groups_alive--;
  }
  lum_unlock(runtime);
  if (open) return LUMINAR_WRONG_STATE;
  lum_records_free(runtime, &group->records);
  lum_free(runtime, group);
  return LUMINAR_OK;
}
