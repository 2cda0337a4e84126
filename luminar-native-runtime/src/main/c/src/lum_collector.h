/* Lists of error records in the order they came, the first 1024 of them, and how often each type came. Thread-safe. */
#ifndef LUM_COLLECTOR_H
#define LUM_COLLECTOR_H

#include "lum_record.h"
#include "lum_runtime.h"

/* Its memory is that of `runtime` (null: the system's). statistics: count types beyond the records kept. Null: no memory. */
LumCollector *lum_collector_create(LuminarRuntime *runtime, bool statistics);
void lum_collector_destroy(LumCollector *collector);

/* Copies and keeps the record, when there is room; counts it in any case. */
LuminarStatus lum_collector_add(LumCollector *collector, const LuminarErrorRecord *record);

/* Counts errors whose records were not kept. */
void lum_collector_count_more(LumCollector *collector, uint64_t errors);

void lum_collector_clear(LumCollector *collector);
void lum_collector_count(LumCollector *collector, uint64_t *errors, uint64_t *records);
uint64_t lum_collector_count_of(LumCollector *collector, const char *type);
LuminarStatus lum_collector_at(LumCollector *collector, uint64_t index, LuminarErrorRecord *record);

#endif
