/* Blocks with a header before them that remembers how to give them back. */
#include "lum_memory.h"

#include <string.h>

#include "lum_platform.h"
#include "lum_runtime.h"

typedef struct BlockHeader {
  void *base; /* what the allocator returned */
  size_t size;
  size_t alignment;
} BlockHeader;

bool lum_alignment_valid(size_t alignment) {
  return (alignment & (alignment - 1)) == 0 && alignment <= LUM_ALIGNMENT_MAX;
}

void *lum_allocate(LuminarRuntime *runtime, size_t size, size_t alignment) {
  if (alignment < _Alignof(max_align_t)) alignment = _Alignof(max_align_t);
  size_t before = lum_round_up(sizeof(BlockHeader), alignment);
  if (size > SIZE_MAX / 2) return NULL;
  size_t whole = before + size;
  const LuminarMemoryHooks *hooks = runtime == NULL ? NULL : &runtime->memory_hooks;
  unsigned char *base = hooks == NULL || hooks->allocate == NULL ? lum_system_allocate(whole, alignment)
                                                                 : hooks->allocate(hooks->context, whole, alignment);
  if (base == NULL) return NULL;
  BlockHeader header = {.base = base, .size = whole, .alignment = alignment};
  memcpy(base + before - sizeof header, &header, sizeof header);
  return base + before;
}

void *lum_allocate_zeroed(LuminarRuntime *runtime, size_t size, size_t alignment) {
  void *memory = lum_allocate(runtime, size, alignment);
  if (memory != NULL) memset(memory, 0, size);
  return memory;
}

void lum_free(LuminarRuntime *runtime, void *memory) {
  if (memory == NULL) return;
  BlockHeader header;
  memcpy(&header, (unsigned char *)memory - sizeof header, sizeof header);
  const LuminarMemoryHooks *hooks = runtime == NULL ? NULL : &runtime->memory_hooks;
  if (hooks == NULL || hooks->deallocate == NULL) {
    lum_system_free(header.base);
  } else {
    hooks->deallocate(hooks->context, header.base, header.size, header.alignment);
  }
}

static size_t string_room(const char *text) { return text == NULL ? 0 : strlen(text) + 1; }

size_t lum_place_room(const LuminarPlace *place) { return string_room(place->name) + string_room(place->file); }

LuminarPlace lum_place_copy(const LuminarPlace *place, char *room) {
  LuminarPlace copy = {.line = place->line};
  size_t name = string_room(place->name);
  if (name != 0) copy.name = memcpy(room, place->name, name);
  if (place->file != NULL) copy.file = memcpy(room + name, place->file, string_room(place->file));
  return copy;
}

LuminarStatus lum_memory_allocate(LuminarRuntime *runtime, size_t size, size_t alignment, void **memory) {
  if (runtime == NULL || memory == NULL || !lum_alignment_valid(alignment)) return LUMINAR_INVALID_ARGUMENT;
  void *block = lum_allocate(runtime, size, alignment);
  if (block == NULL) return LUMINAR_OUT_OF_MEMORY;
  *memory = block;
  return LUMINAR_OK;
}

LuminarStatus lum_memory_free(LuminarRuntime *runtime, void *memory) {
  if (runtime == NULL) return LUMINAR_INVALID_ARGUMENT;
  lum_free(runtime, memory);
  return LUMINAR_OK;
}
