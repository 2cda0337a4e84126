/*
 * Error records that a runtime owns, and bounded lists of them.
 *
 * Order of records: by path, entry by entry, and before each entry by the region's number among the regions that the
 * same task opened; so records of regions that follow each other stay in the program's order.
 */
#ifndef LUM_RECORD_H
#define LUM_RECORD_H

#include "luminar_types.h"

#define LUM_RECORDS_DEFAULT ((uint64_t)1024)

typedef struct LumRecord {
  LuminarErrorRecord record;
  uint64_t *regions;    /* one per path entry */
  uint64_t last_region; /* the region in which the path ends */
} LumRecord;

/* A copy of `source` with room for `before` more entries at the front of its path, which the caller fills in through
 * lum_record_path. False: out of memory; then `record` owns nothing but has the numbers of the source. */
bool lum_record_copy(LuminarRuntime *runtime, const LuminarErrorRecord *source, size_t before, LumRecord *record);
LuminarPathEntry *lum_record_path(LumRecord *record);
void lum_record_free(LuminarRuntime *runtime, LumRecord *record);

/* Negative, zero or positive, as `a` comes before, with, or after `b`. */
int lum_record_compare(const LumRecord *a, const LumRecord *b);

/* Keeps the `max` smallest records added. Until it is sorted, the largest is first (a heap). */
typedef struct LumRecordList {
  LumRecord *records;
  size_t count;
  size_t room;
  uint64_t max;
  bool sorted;
} LumRecordList;

/* Takes the record over; it is freed at once when it is not among the smallest, or when there is no memory. */
void lum_records_add(LuminarRuntime *runtime, LumRecordList *list, LumRecord record);
void lum_records_sort(LumRecordList *list);
void lum_records_free(LuminarRuntime *runtime, LumRecordList *list);

LuminarStatus lum_records_at(LumRecordList *list, uint64_t index, LuminarErrorRecord *record);

#endif
