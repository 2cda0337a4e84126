/*
 * What the drivers of the corpus share. A driver calls a program as a host does and prints what came of each call; whether
 * that is right is decided by who reads it.
 */
#ifndef CORPUS_H
#define CORPUS_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Prints a word and bytes as digits. */
void corpus_bytes(const char *what, const void *bytes, size_t size);

/* What is printed before a report tells which call it is about. */
void corpus_case(int line);

/* A block of exactly that size: whoever leaves it is found. */
void *corpus_buffer(size_t size);

/* Puts the same bytes `count` times, and returns where they end. */
unsigned char *corpus_put(unsigned char *at, int64_t count, const char *bytes, size_t size);

void corpus_error(const char *type, const char *message, const char *file, int64_t code, int line);

void corpus_number(const char *what, int64_t number);

void corpus_step(int ordinal, int64_t position, int64_t value);

/* Each program has error types of its own, with the same members. */
#define CORPUS_ERRORS(errors)                                                                              \
  corpus_number("lost", (errors).lost);                                                                    \
  for (int64_t e = 0; e < (errors).count; e++) {                                                           \
    corpus_error((errors).items[e].type, (errors).items[e].message, (errors).items[e].file,                \
                 (errors).items[e].code, (errors).items[e].line);                                          \
    for (int32_t s = 0; s < (errors).items[e].path_length; s++) {                                          \
      corpus_step((errors).items[e].path[s].ordinal, (errors).items[e].path[s].position,                   \
                  (errors).items[e].path[s].value);                                                        \
    }                                                                                                      \
  }

#endif
