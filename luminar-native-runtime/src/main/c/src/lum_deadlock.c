/*
 * Deadlock of a call: every task that is alive waits for another task of the same call. The innermost group that holds all
 * of those that wait for more than a join gets the error and is cancelled; the joins then end by themselves.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "lum_channel.h"
#include "lum_group.h"
#include "lum_memory.h"

enum { DEADLOCK_TASKS_NAMED = 16, DEADLOCK_ARMS_NAMED = 8, DEADLOCK_TEXT_ROOM = 4096 };

/* Text that is cut when it does not fit; `needed` goes on counting. */
typedef struct Text {
  char *room;
  size_t size;
  size_t needed;
} Text;

#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
static void text_add(Text *text, const char *format, ...) {
  size_t at = text->needed < text->size ? text->needed : text->size;
  va_list arguments;
  va_start(arguments, format);
  int n = vsnprintf(text->size == at ? NULL : text->room + at, text->size - at, format, arguments);
  va_end(arguments);
  if (n > 0) text->needed += (size_t)n;
}

static void text_add_place(Text *text, const char *kind, const LuminarPlace *place) {
  text_add(text, "%s '%s'", kind, place->name == NULL ? "?" : place->name);
  if (place->file != NULL) text_add(text, " (%s:%d)", place->file, (int)place->line);
}

static void text_add_task(Text *text, const LuminarTask *task) {
  if (task->descriptor == NULL) {
    text_add(text, "the calling thread");
    return;
  }
  text_add_place(text, "task", &task->descriptor->place);
  text_add(text, " at (%llu, %llu)", (unsigned long long)task->entry.ordinal, (unsigned long long)task->entry.position);
}

static void text_add_arms(Text *text, const LumWait *wait) {
  uint32_t named = 0;
  uint32_t more = 0;
  for (uint32_t i = 0; i < wait->arm_count; i++) {
    if (wait->arms[i].channel == NULL) continue;
    if (named == DEADLOCK_ARMS_NAMED) {
      more++;
      continue;
    }
    text_add(text, "%s%s", named++ == 0 ? "" : " or ", wait->arms[i].kind == LUMINAR_SELECT_SEND ? "send to " : "receive from ");
    text_add_place(text, "channel", &wait->arms[i].channel->place);
  }
  if (more > 0) text_add(text, " or %u more", (unsigned)more);
}

static void text_add_wait(Text *text, const LuminarTask *task) {
  const LumWait *wait = &task->wait;
  text_add_task(text, task);
  text_add(text, " waits to ");
  switch (wait->kind) {
    case LUM_WAIT_SEND:
    case LUM_WAIT_RECEIVE:
    case LUM_WAIT_SELECT:
      text_add_arms(text, wait);
      break;
    case LUM_WAIT_AWAIT:
      text_add(text, "get the result of ");
      text_add_task(text, wait->target);
      break;
    case LUM_WAIT_JOIN:
      text_add_place(text, "join block", &wait->group->place);
      break;
    case LUM_WAIT_SLEEP:
      text_add(text, "wake up");
      break;
    case LUM_WAIT_IO:
      text_add(text, "read or write");
      break;
    case LUM_WAIT_NONE:
      text_add(text, "run");
      break;
  }
}

static bool is_leaf(const LuminarTask *task) { return task->wait.kind != LUM_WAIT_JOIN; }

/* The innermost group around both; null stands for outside every group. */
static LuminarGroup *group_around_both(LuminarGroup *a, LuminarGroup *b) {
  while (a != b && a != NULL && b != NULL) { /* bound: the depth of the groups */
    if (a->depth >= b->depth) {
      a = a->parent;
    } else {
      b = b->parent;
    }
  }
  return a == b ? a : NULL;
}

static LuminarGroup *group_of_stuck(LumCall *call) {
  LuminarGroup *group = NULL;
  bool first = true;
  LUM_FOR_EACH(link, &call->tasks) {
    LuminarTask *task = LUM_OWNER(link, LuminarTask, call_link);
    if (!is_leaf(task)) continue;
    group = first ? lum_group_around(task) : group_around_both(group, lum_group_around(task));
    first = false;
  }
  return group;
}

static void describe_stuck(Text *text, LumCall *call) {
  size_t named = 0;
  size_t more = 0;
  LUM_FOR_EACH(link, &call->tasks) {
    const LuminarTask *task = LUM_OWNER(link, LuminarTask, call_link);
    if (!is_leaf(task)) continue;
    if (named == DEADLOCK_TASKS_NAMED) {
      more++;
      continue;
    }
    if (named++ > 0) text_add(text, "; ");
    text_add_wait(text, task);
  }
  if (more > 0) text_add(text, "; and %zu more", more);
}

/* A task that failed may be why nobody sends any more. */
static void describe_earlier_error(Text *text, LuminarGroup *group) {
  LuminarErrorRecord record;
  if (lum_records_at(&group->records, 0, &record) != LUMINAR_OK) return;
  text_add(text, "; before that a task failed: %s \"%s\"", record.type == NULL ? "error" : record.type,
           record.message == NULL ? "" : record.message);
}

static void report_deadlock(LumCall *call, LuminarGroup *group) {
  char room[DEADLOCK_TEXT_ROOM] = "";
  Text text = {.room = room, .size = sizeof room};
  describe_stuck(&text, call);
  describe_earlier_error(&text, group);
  LuminarErrorRecord error = {.struct_size = (uint32_t)sizeof error,
                              .type = "deadlock",
                              .message = room,
                              .file = group->place.file,
                              .line = group->place.line};
  LumRecord record = {.record = {0}};
  if (group->strategy != LUMINAR_ERROR_IGNORE) lum_record_copy(call->runtime, &error, 0, &record);
  record.last_region = group->sequence;
  group->deadlock = true;
  lum_group_add_error(group, record);
  lum_group_cancel_locked(group);
}

void lum_report_overrun(LuminarGroup *group) {
  char room[DEADLOCK_TEXT_ROOM] = "";
  Text text = {.room = room, .size = sizeof room};
  size_t named = 0;
  LUM_FOR_EACH(link, &group->tasks) {
    if (named++ < DEADLOCK_TASKS_NAMED) {
      if (named > 1) text_add(&text, ", ");
      text_add_task(&text, LUM_OWNER(link, LuminarTask, group_link));
    }
  }
  if (named > DEADLOCK_TASKS_NAMED) text_add(&text, " and %zu more", named - DEADLOCK_TASKS_NAMED);
  text_add(&text, " still %s %lld ms after the timeout", named == 1 ? "runs" : "run", (long long)(group->grace / 1000000));
  LuminarErrorRecord error = {.struct_size = (uint32_t)sizeof error,
                              .type = "grace_exceeded",
                              .message = room,
                              .file = group->place.file,
                              .line = group->place.line};
  LumRecord record = {.record = {0}};
  if (group->strategy != LUMINAR_ERROR_IGNORE) lum_record_copy(group->runtime, &error, 0, &record);
  record.last_region = group->sequence;
  lum_group_add_error(group, record);
}

/* Cancellation wakes everybody but code that waits inside a mask, which it may not; it is told the truth instead. */
static void wake_the_masked(LumCall *call) {
  if (call->stuck != call->alive) return;
  LUM_FOR_EACH(link, &call->tasks) {
    LuminarTask *task = LUM_OWNER(link, LuminarTask, call_link);
    if (is_leaf(task)) lum_wait_end(&task->wait, LUMINAR_DEADLOCK, LUMINAR_EVENT_RESUME);
  }
}

void lum_call_judge(LumCall *call) {
  if (call->alive == 0 || call->stuck != call->alive || call->deadlines != 0) return;
  call->runtime->counters.deadlocks++;
  LuminarGroup *group = group_of_stuck(call);
  if (group != NULL) {
    report_deadlock(call, group);
    wake_the_masked(call);
    return;
  }
  LuminarTask *host = LUM_OWNER(lum_list_first(&call->tasks), LuminarTask, call_link);
  lum_wait_end(&host->wait, LUMINAR_DEADLOCK, LUMINAR_EVENT_RESUME);
}

LuminarStatus lum_tool_report(LuminarRuntime *runtime, char *room, size_t size, size_t *needed) {
  if (runtime == NULL || (room == NULL && size != 0)) return LUMINAR_INVALID_ARGUMENT;
  Text text = {.room = room, .size = size};
  if (size != 0) room[0] = '\0';
  lum_lock(runtime);
  LUM_FOR_EACH(link, &runtime->tasks) {
    const LuminarTask *task = LUM_OWNER(link, LuminarTask, all_link);
    if (!task->wait.pending) continue;
    text_add_wait(&text, task);
    text_add(&text, "\n");
  }
  lum_unlock(runtime);
  if (needed != NULL) *needed = text.needed + 1;
  return LUMINAR_OK;
}
