/// buffer_new : <stdlib.h>
/* Own storage, zeroed; null when it cannot be had. An empty buffer has an address too, so that a slice of it has one. */
static void *buffer_new(int64_t length, size_t element_size) {
  if ((uint64_t)length > SIZE_MAX / element_size) {
    return NULL;
  }
  return calloc(length == 0 ? 1 : (size_t)length, element_size);
}

/// no_elements : <stddef.h>
/* Where an empty buffer of the host points, so that a slice of it is no arithmetic on a null pointer. */
static max_align_t no_elements;

/// buffers_overlap
/* Whether two buffers share memory. The same elements are no overlap when they may be used in place. */
static bool buffers_overlap(const volatile void *left, int64_t left_length, size_t left_size, const volatile void *right,
                            int64_t right_length, size_t right_size, bool in_place_allowed) {
  const uintptr_t a = (uintptr_t)left;
  const uintptr_t b = (uintptr_t)right;
  const uintptr_t a_bytes = (uintptr_t)left_length * left_size;
  const uintptr_t b_bytes = (uintptr_t)right_length * right_size;
  if (a_bytes == 0 || b_bytes == 0) {
    return false;
  }
  if (in_place_allowed && a == b && a_bytes == b_bytes) {
    return false;
  }
  return a <= b ? b - a < a_bytes : a - b < b_bytes;
}

