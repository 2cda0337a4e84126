/* The error hooks of an instance. */
#ifndef LUM_ERROR_H
#define LUM_ERROR_H

#include "lum_record.h"
#include "lum_runtime.h"

/* Calls the instance's handler, if there is one; never under the instance's lock. */
void lum_error_show(LuminarRuntime *runtime, const LuminarErrorRecord *record);

/* The record that stands for one that found no memory. */
LuminarErrorRecord lum_error_without_memory(void);

LuminarStatus lum_error_set_handler(LuminarRuntime *runtime, LuminarErrorHandler handler);
LuminarStatus lum_error_propagate(LuminarRuntime *runtime, LuminarTask *task, const LuminarErrorRecord *record);
LuminarStatus lum_error_collect(LuminarRuntime *runtime, LuminarTask *task, const LuminarErrorRecord *record);
LuminarStatus lum_error_count(LuminarRuntime *runtime, uint64_t *errors, uint64_t *records);
LuminarStatus lum_error_count_of(LuminarRuntime *runtime, const char *type, uint64_t *count);
LuminarStatus lum_error_at(LuminarRuntime *runtime, uint64_t index, LuminarErrorRecord *record);
LuminarStatus lum_error_clear(LuminarRuntime *runtime);
LuminarStatus lum_error_copy(LuminarRuntime *runtime, const LuminarErrorRecord *record, LuminarErrorRecord *copy);
LuminarStatus lum_error_release(LuminarRuntime *runtime, LuminarErrorRecord *record);

#endif
