/* Collectors; see the header. */
#include "lum_collector.h"

#include <string.h>

#include "lum_memory.h"

enum { COLLECTOR_RECORDS_MAX = 1024, COLLECTOR_TYPES_MAX = 256 };

typedef struct TypeCount {
  char *type;
  uint64_t count;
} TypeCount;

struct LumCollector {
  LumMutex lock;
  LuminarRuntime *runtime; /* whose memory; null: the system's */
  LumRecord *records;
  size_t size;
  size_t room;
  uint64_t count;
  bool statistics;
  TypeCount *types;        /* room for COLLECTOR_TYPES_MAX, made with the first one */
  size_t type_count;
};

LumCollector *lum_collector_create(LuminarRuntime *runtime, bool statistics) {
  LumCollector *collector = lum_allocate_zeroed(runtime, sizeof *collector, 0);
  if (collector == NULL) return NULL;
  collector->runtime = runtime;
  collector->statistics = statistics;
  if (lum_mutex_init(&collector->lock)) return collector;
  lum_free(runtime, collector);
  return NULL;
}

static void collector_clear(LumCollector *collector) {
  for (size_t i = 0; i < collector->size; i++) lum_record_free(collector->runtime, &collector->records[i]);
  for (size_t i = 0; i < collector->type_count; i++) lum_free(collector->runtime, collector->types[i].type);
  collector->size = 0;
  collector->count = 0;
  collector->type_count = 0;
}

void lum_collector_clear(LumCollector *collector) {
  lum_mutex_lock(&collector->lock);
  collector_clear(collector);
  lum_mutex_unlock(&collector->lock);
}

void lum_collector_destroy(LumCollector *collector) {
  if (collector == NULL) return;
  collector_clear(collector);
  lum_free(collector->runtime, collector->records);
  lum_free(collector->runtime, collector->types);
  lum_mutex_destroy(&collector->lock);
  lum_free(collector->runtime, collector);
}

static TypeCount *type_find(const LumCollector *collector, const char *type) {
  for (size_t i = 0; i < collector->type_count; i++) {
    if (strcmp(collector->types[i].type, type) == 0) return &collector->types[i];
  }
  return NULL;
}

/* Types beyond the bound, or without memory, are not told apart. */
static void type_count_one(LumCollector *collector, const char *type) {
  if (collector->types == NULL) {
    collector->types = lum_allocate(collector->runtime, COLLECTOR_TYPES_MAX * sizeof(TypeCount), 0);
  }
  if (collector->types == NULL) return;
  TypeCount *found = type_find(collector, type);
  if (found == NULL && collector->type_count < COLLECTOR_TYPES_MAX) {
    size_t size = strlen(type) + 1;
    char *copy = lum_allocate(collector->runtime, size, 0);
    if (copy == NULL) return;
    found = &collector->types[collector->type_count++];
    *found = (TypeCount){.type = memcpy(copy, type, size)};
  }
  if (found != NULL) found->count++;
}

static bool collector_grow(LumCollector *collector) {
  if (collector->size < collector->room) return true;
  size_t room = collector->room == 0 ? 8 : collector->room * 2;
  LumRecord *records = lum_allocate(collector->runtime, room * sizeof *records, 0);
  if (records == NULL) return false;
  if (collector->size != 0) memcpy(records, collector->records, collector->size * sizeof *records);
  lum_free(collector->runtime, collector->records);
  collector->records = records;
  collector->room = room;
  return true;
}

static LuminarStatus collector_keep(LumCollector *collector, const LuminarErrorRecord *record) {
  if (collector->size == COLLECTOR_RECORDS_MAX) return LUMINAR_OK;
  if (!collector_grow(collector)) return LUMINAR_OUT_OF_MEMORY;
  bool copied = lum_record_copy(collector->runtime, record, 0, &collector->records[collector->size++]);
  return copied ? LUMINAR_OK : LUMINAR_OUT_OF_MEMORY;
}

LuminarStatus lum_collector_add(LumCollector *collector, const LuminarErrorRecord *record) {
  lum_mutex_lock(&collector->lock);
  collector->count++;
  if (collector->statistics && record->type != NULL) type_count_one(collector, record->type);
  LuminarStatus status = collector_keep(collector, record);
  lum_mutex_unlock(&collector->lock);
  return status;
}

void lum_collector_count_more(LumCollector *collector, uint64_t errors) {
  lum_mutex_lock(&collector->lock);
  collector->count += errors;
  lum_mutex_unlock(&collector->lock);
}

/* ---- queries ---- */

void lum_collector_count(LumCollector *collector, uint64_t *errors, uint64_t *records) {
  lum_mutex_lock(&collector->lock);
  if (errors != NULL) *errors = collector->count;
  if (records != NULL) *records = collector->size;
  lum_mutex_unlock(&collector->lock);
}

static uint64_t count_records(const LumCollector *collector, const char *type) {
  uint64_t count = 0;
  for (size_t i = 0; i < collector->size; i++) {
    const char *own = collector->records[i].record.type;
    count += own != NULL && strcmp(own, type) == 0;
  }
  return count;
}

uint64_t lum_collector_count_of(LumCollector *collector, const char *type) {
  lum_mutex_lock(&collector->lock);
  const TypeCount *found = type_find(collector, type);
  uint64_t count = found != NULL ? found->count : 0;
  if (!collector->statistics) count = count_records(collector, type);
  lum_mutex_unlock(&collector->lock);
  return count;
}

LuminarStatus lum_collector_at(LumCollector *collector, uint64_t index, LuminarErrorRecord *record) {
  lum_mutex_lock(&collector->lock);
  LuminarStatus status = index < collector->size ? LUMINAR_OK : LUMINAR_INVALID_ARGUMENT;
  if (status == LUMINAR_OK) *record = collector->records[index].record;
  lum_mutex_unlock(&collector->lock);
  return status;
}
