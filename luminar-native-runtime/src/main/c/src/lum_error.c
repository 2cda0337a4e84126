/* The error hooks. */
#include "lum_error.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "lum_collector.h"
#include "lum_group.h"
#include "luminar.h"

/* Appends up to `length` bytes as far as they fit; returns the new length of the whole. */
static size_t put(char *text, size_t size, size_t at, const char *from, size_t length) {
  if (at + 1 < size) {
    size_t room = size - 1 - at;
    memcpy(text + at, from, length < room ? length : room);
  }
  return at + length;
}

size_t luminar_error_message(const LuminarErrorRecord *record, char *text, size_t size) {
  const char *from = record == NULL || record->message == NULL ? "" : record->message;
  size_t at = 0;
  while (*from != '\0') { /* bound: the length of the message */
    bool is_argument = from[0] == '{' && (from[1] == '0' || from[1] == '1') && from[2] == '}' &&
                       (uint32_t)(from[1] - '0') < record->argument_count;
    if (is_argument) {
      char number[24];
      int length = snprintf(number, sizeof number, "%" PRId64, record->arguments[from[1] - '0']);
      at = put(text, size, at, number, (size_t)length);
      from += 3;
    } else {
      at = put(text, size, at, from++, 1);
    }
  }
  if (size != 0) text[at < size ? at : size - 1] = '\0';
  return at;
}

LuminarErrorRecord lum_error_without_memory(void) {
  return (LuminarErrorRecord){.struct_size = (uint32_t)sizeof(LuminarErrorRecord),
                              .type = "out_of_memory",
                              .message = "no memory for the text of an error"};
}

void lum_error_show(LuminarRuntime *runtime, const LuminarErrorRecord *record) {
  lum_mutex_lock(&runtime->handler_lock);
  if (runtime->handler != NULL) {
    char message[1024];
    luminar_error_message(record, message, sizeof message);
    LuminarErrorContext context = {record->type, message, record->file, record->line, record->user_data};
    runtime->handler(&context);
  }
  lum_mutex_unlock(&runtime->handler_lock);
}

LuminarStatus lum_error_set_handler(LuminarRuntime *runtime, LuminarErrorHandler handler) {
  if (runtime == NULL) return LUMINAR_INVALID_ARGUMENT;
  lum_mutex_lock(&runtime->handler_lock);
  runtime->handler = handler;
  lum_mutex_unlock(&runtime->handler_lock);
  return LUMINAR_OK;
}

LuminarStatus lum_error_collect(LuminarRuntime *runtime, LuminarTask *task, const LuminarErrorRecord *record) {
  (void)task;
  if (runtime == NULL || record == NULL) return LUMINAR_INVALID_ARGUMENT;
  lum_error_show(runtime, record);
  return lum_collector_add(runtime->collector, record);
}

LuminarStatus lum_error_propagate(LuminarRuntime *runtime, LuminarTask *task, const LuminarErrorRecord *record) {
  LuminarStatus status = lum_error_collect(runtime, task, record);
  if (status == LUMINAR_INVALID_ARGUMENT || task == NULL) return status;
  lum_lock(runtime);
  LuminarGroup *group = lum_group_around(task);
  if (group != NULL) lum_group_cancel_locked(group);
  lum_unlock(runtime);
  return status;
}

LuminarStatus lum_error_count(LuminarRuntime *runtime, uint64_t *errors, uint64_t *records) {
  if (runtime == NULL) return LUMINAR_INVALID_ARGUMENT;
  lum_collector_count(runtime->collector, errors, records);
  return LUMINAR_OK;
}

LuminarStatus lum_error_count_of(LuminarRuntime *runtime, const char *type, uint64_t *count) {
  if (runtime == NULL || type == NULL || count == NULL) return LUMINAR_INVALID_ARGUMENT;
  *count = lum_collector_count_of(runtime->collector, type);
  return LUMINAR_OK;
}

LuminarStatus lum_error_at(LuminarRuntime *runtime, uint64_t index, LuminarErrorRecord *record) {
  if (runtime == NULL || record == NULL) return LUMINAR_INVALID_ARGUMENT;
  return lum_collector_at(runtime->collector, index, record);
}

LuminarStatus lum_error_clear(LuminarRuntime *runtime) {
  if (runtime == NULL) return LUMINAR_INVALID_ARGUMENT;
  lum_collector_clear(runtime->collector);
  return LUMINAR_OK;
}

LuminarStatus lum_error_copy(LuminarRuntime *runtime, const LuminarErrorRecord *record, LuminarErrorRecord *copy) {
  if (runtime == NULL || record == NULL || copy == NULL) return LUMINAR_INVALID_ARGUMENT;
  LumRecord made;
  bool copied = lum_record_copy(runtime, record, 0, &made);
  *copy = made.record;
  return copied ? LUMINAR_OK : LUMINAR_OUT_OF_MEMORY;
}

LuminarStatus lum_error_release(LuminarRuntime *runtime, LuminarErrorRecord *record) {
  if (runtime == NULL || record == NULL) return LUMINAR_INVALID_ARGUMENT;
  LumRecord owned = {.record = *record};
  lum_record_free(runtime, &owned);
  *record = owned.record;
  return LUMINAR_OK;
}
