/* Compiled with the sanitizer, unlike the drivers: what it reads of a call's results, the sanitizer sees. */
#include "corpus.h"

void corpus_bytes(const char *what, const void *bytes, size_t size) {
  static const char digits[] = "0123456789abcdef";
  const unsigned char *at = bytes;
  printf("@%s ", what);
  for (size_t k = 0; k < size; k++) {
    putchar(digits[at[k] >> 4]);
    putchar(digits[at[k] & 15]);
  }
  putchar('\n');
}

void corpus_case(int line) {
  printf("@case %d\n", line);
  fflush(stdout);
}

void *corpus_buffer(size_t size) {
  void *block = malloc(size);
  if (block == NULL) {
    abort();
  }
  return block;
}

unsigned char *corpus_put(unsigned char *at, int64_t count, const char *bytes, size_t size) {
  for (int64_t k = 0; k < count; k++) {
    memcpy(at, bytes, size);
    at += size;
  }
  return at;
}

void corpus_error(const char *type, const char *message, const char *file, int64_t code, int line) {
  corpus_bytes("error", type, strlen(type));
  corpus_bytes("message", message, strlen(message));
  corpus_bytes("file", file, strlen(file));
  printf("@place %lld %d\n", (long long)code, line);
}

void corpus_number(const char *what, int64_t number) {
  printf("@%s %lld\n", what, (long long)number);
}

void corpus_step(int ordinal, int64_t position, int64_t value) {
  printf("@step %d %lld %lld\n", ordinal, (long long)position, (long long)value);
}
