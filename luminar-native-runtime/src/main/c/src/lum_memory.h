/* Memory of an instance: from its memory hooks, or from the system. Every block remembers its own size. */
#ifndef LUM_MEMORY_H
#define LUM_MEMORY_H

#include "luminar_types.h"

#define LUM_ALIGNMENT_MAX ((size_t)4096)
#define LUM_CACHE_LINE ((size_t)64)

/* alignment 0 means that of max_align_t. Null: out of memory. `runtime` may be null: the system's memory. */
void *lum_allocate(LuminarRuntime *runtime, size_t size, size_t alignment);

/* The same, zeroed. */
void *lum_allocate_zeroed(LuminarRuntime *runtime, size_t size, size_t alignment);

/* Frees a block of the same instance; null is nothing. */
void lum_free(LuminarRuntime *runtime, void *memory);

bool lum_alignment_valid(size_t alignment);

/* The first multiple of the power of two `alignment` at or above `size`. */
static inline size_t lum_round_up(size_t size, size_t alignment) { return (size + alignment - 1) & ~(alignment - 1); }

/* A place whose strings are copied into the block of the object that has it. */
size_t lum_place_room(const LuminarPlace *place);
LuminarPlace lum_place_copy(const LuminarPlace *place, char *room);

LuminarStatus lum_memory_allocate(LuminarRuntime *runtime, size_t size, size_t alignment, void **memory);
LuminarStatus lum_memory_free(LuminarRuntime *runtime, void *memory);

#endif
