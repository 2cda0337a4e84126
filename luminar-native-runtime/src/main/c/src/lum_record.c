/* Error records: one block per record holds its strings, its path and its region numbers. */
#include "lum_record.h"

#include <string.h>

#include "lum_memory.h"

static size_t text_room(const char *text) { return text == NULL ? 0 : strlen(text) + 1; }

static const char *text_copy(char **room, const char *text) {
  if (text == NULL) return NULL;
  size_t size = text_room(text);
  char *copy = memcpy(*room, text, size);
  *room += size;
  return copy;
}

bool lum_record_copy(LuminarRuntime *runtime, const LuminarErrorRecord *given, size_t before, LumRecord *record) {
  LuminarErrorRecord known = {0}; /* what a program of any minor version has filled in */
  memcpy(&known, given, given->struct_size < sizeof known ? given->struct_size : sizeof known);
  const LuminarErrorRecord *source = &known;
  *record = (LumRecord){.record = *source};
  record->record.struct_size = (uint32_t)sizeof record->record;
  size_t entries = before + source->path_length;
  size_t path_size = entries * sizeof(LuminarPathEntry);
  size_t region_size = entries * sizeof(uint64_t);
  size_t texts = text_room(source->type) + text_room(source->message) + text_room(source->file);
  unsigned char *block = lum_allocate(runtime, path_size + region_size + texts, 0);
  if (block == NULL) {
    record->record.type = "out_of_memory";
    record->record.message = "no memory for the text of an error";
    record->record.file = NULL;
    record->record.argument_count = 0;
    record->record.path = NULL;
    record->record.path_length = 0;
    record->record.storage = NULL;
    return false;
  }
  LuminarPathEntry *path = (LuminarPathEntry *)(void *)block;
  record->regions = (uint64_t *)(void *)(block + path_size);
  memset(block, 0, path_size + region_size);
  if (source->path_length != 0) {
    memcpy(path + before, source->path, source->path_length * sizeof *path);
  }
  char *room = (char *)block + path_size + region_size;
  record->record.type = text_copy(&room, source->type);
  record->record.message = text_copy(&room, source->message);
  record->record.file = text_copy(&room, source->file);
  record->record.path = path;
  record->record.path_length = entries;
  record->record.storage = block;
  return true;
}

LuminarPathEntry *lum_record_path(LumRecord *record) { return record->record.storage; }

void lum_record_free(LuminarRuntime *runtime, LumRecord *record) {
  lum_free(runtime, record->record.storage);
  *record = (LumRecord){.record = {.struct_size = (uint32_t)sizeof record->record}};
}

static int compare_numbers(uint64_t a, uint64_t b) { return (a > b) - (a < b); }

static uint64_t region_of(const LumRecord *record, size_t i) {
  return i < record->record.path_length ? record->regions[i] : record->last_region;
}

int lum_record_compare(const LumRecord *a, const LumRecord *b) {
  size_t a_length = a->record.path_length;
  size_t b_length = b->record.path_length;
  for (size_t i = 0;; i++) { /* bound: the shorter path ends it */
    int order = compare_numbers(region_of(a, i), region_of(b, i));
    if (order != 0) return order;
    if (i == a_length || i == b_length) return compare_numbers(a_length, b_length);
    order = compare_numbers(a->record.path[i].ordinal, b->record.path[i].ordinal);
    if (order != 0) return order;
    order = compare_numbers(a->record.path[i].position, b->record.path[i].position);
    if (order != 0) return order;
  }
}

static void records_swap(LumRecord *records, size_t i, size_t j) {
  LumRecord other = records[i];
  records[i] = records[j];
  records[j] = other;
}

/* Restores the heap below `at`; bound: the height of the heap. */
static void heap_sift_down(LumRecord *heap, size_t count, size_t at) {
  for (;;) {
    size_t child = 2 * at + 1;
    if (child >= count) return;
    if (child + 1 < count && lum_record_compare(&heap[child], &heap[child + 1]) < 0) child++;
    if (lum_record_compare(&heap[at], &heap[child]) >= 0) return;
    records_swap(heap, at, child);
    at = child;
  }
}

static void heap_sift_up(LumRecord *heap, size_t at) {
  while (at > 0 && lum_record_compare(&heap[(at - 1) / 2], &heap[at]) < 0) {
    records_swap(heap, at, (at - 1) / 2);
    at = (at - 1) / 2;
  }
}

static bool records_grow(LuminarRuntime *runtime, LumRecordList *list) {
  if (list->count < list->room) return true;
  size_t room = list->room == 0 ? 4 : list->room * 2;
  LumRecord *records = lum_allocate(runtime, room * sizeof *records, 0);
  if (records == NULL) return false;
  if (list->count != 0) memcpy(records, list->records, list->count * sizeof *records);
  lum_free(runtime, list->records);
  list->records = records;
  list->room = room;
  return true;
}

/* A sorted list, turned round, is a heap with the largest record first. */
static void records_make_heap(LumRecordList *list) {
  for (size_t i = 0; list->sorted && i < list->count / 2; i++) records_swap(list->records, i, list->count - 1 - i);
  list->sorted = false;
}

void lum_records_add(LuminarRuntime *runtime, LumRecordList *list, LumRecord record) {
  records_make_heap(list);
  if (list->count < list->max && records_grow(runtime, list)) {
    list->records[list->count] = record;
    heap_sift_up(list->records, list->count++);
  } else if (list->count > 0 && list->count == list->max && lum_record_compare(&record, &list->records[0]) < 0) {
    lum_record_free(runtime, &list->records[0]);
    list->records[0] = record;
    heap_sift_down(list->records, list->count, 0);
  } else {
    lum_record_free(runtime, &record);
  }
}

void lum_records_sort(LumRecordList *list) {
  if (list->sorted) return;
  for (size_t end = list->count; end > 1; end--) {
    records_swap(list->records, 0, end - 1);
    heap_sift_down(list->records, end - 1, 0);
  }
  list->sorted = true;
}

void lum_records_free(LuminarRuntime *runtime, LumRecordList *list) {
  for (size_t i = 0; i < list->count; i++) lum_record_free(runtime, &list->records[i]);
  lum_free(runtime, list->records);
  *list = (LumRecordList){.max = list->max};
}

LuminarStatus lum_records_at(LumRecordList *list, uint64_t index, LuminarErrorRecord *record) {
  lum_records_sort(list);
  if (record == NULL || index >= list->count) return LUMINAR_INVALID_ARGUMENT;
  *record = list->records[index].record;
  return LUMINAR_OK;
}
