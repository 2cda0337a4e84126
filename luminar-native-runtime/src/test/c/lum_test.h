/* The little that the tests share: checks, a runner, and an instance per test. */
#ifndef LUM_TEST_H
#define LUM_TEST_H

#define _POSIX_C_SOURCE 200809L

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "luminar.h"

#define CHECK(condition) test_check((condition), __FILE__, __LINE__, #condition)
#define CHECK_STATUS(expected, expression) test_status((expected), (expression), __FILE__, __LINE__, #expression)

static const char *current_test = "?";

static inline void test_check(bool holds, const char *file, int line, const char *text) {
  if (holds) return;
  fprintf(stderr, "%s:%d: in %s: does not hold: %s\n", file, line, current_test, text);
  abort();
}

static inline void test_status(LuminarStatus expected, LuminarStatus actual, const char *file, int line,
                               const char *text) {
  if (actual == expected) return;
  fprintf(stderr, "%s:%d: in %s: %s: expected \"%s\" but was \"%s\"\n", file, line, current_test, text,
          luminar_status_text(expected), luminar_status_text(actual));
  abort();
}

#define RUN_TEST(test)    \
  do {                    \
    current_test = #test; \
    test();               \
  } while (0)

/* Hooks and instance of the test that runs. */
static const LuminarHooks *const hooks = &luminar_hooks;
static LuminarRuntime *rt;
static LuminarTask *host;

static inline void open_runtime(size_t threads) {
  LuminarRuntimeConfig config = LUMINAR_RUNTIME_CONFIG_DEFAULT;
  config.max_threads = threads;
  CHECK_STATUS(LUMINAR_OK, hooks->runtime_open(&config, &rt));
  CHECK_STATUS(LUMINAR_OK, hooks->call_enter(rt, NULL, &host));
}

static inline LuminarCounters counters(void) {
  LuminarCounters now = {.struct_size = (uint32_t)sizeof now};
  CHECK_STATUS(LUMINAR_OK, hooks->tool_counters(rt, &now));
  return now;
}

/* Closes the instance and checks that nothing is left of it. */
static inline void close_runtime(void) {
  LuminarCounters now = counters();
  CHECK(now.frames_alive == 0);
  CHECK(now.groups_alive == 0);
  CHECK(now.channels_alive == 0);
  CHECK(now.tasks_started == now.tasks_finished);
  CHECK_STATUS(LUMINAR_OK, hooks->call_leave(rt, host));
  CHECK_STATUS(LUMINAR_OK, hooks->runtime_close(rt));
}

static inline LuminarGroup *open_group(LuminarTask *owner, LuminarErrorStrategy strategy, uint64_t max) {
  LuminarGroupDescriptor descriptor = {.struct_size = (uint32_t)sizeof descriptor,
                                       .strategy = strategy,
                                       .collect_max = max,
                                       .place = {.name = "block", .file = "test.lum", .line = 1},
                                       .deadline = LUMINAR_NO_DEADLINE};
  LuminarGroup *group = NULL;
  CHECK_STATUS(LUMINAR_OK, hooks->group_open(rt, owner, &descriptor, &group));
  return group;
}

static inline LuminarChannel *make_channel(LuminarTask *owner, const char *name, size_t element_size, size_t capacity) {
  LuminarChannelDescriptor descriptor = {.struct_size = (uint32_t)sizeof descriptor,
                                         .element_size = element_size,
                                         .capacity = capacity,
                                         .place = {.name = name, .file = "test.lum", .line = 2}};
  LuminarChannel *channel = NULL;
  CHECK_STATUS(LUMINAR_OK, hooks->channel_create(rt, owner, &descriptor, &channel));
  return channel;
}

/* Starts a task with a copy of `size` bytes as its frame. */
static inline void start_task(LuminarTask *starter, LuminarGroup *group, const LuminarFrameDescriptor *descriptor,
                              uint64_t ordinal, uint64_t position, const void *frame, size_t size) {
  LuminarTask *task;
  void *memory;
  CHECK(size == descriptor->frame_size);
  CHECK_STATUS(LUMINAR_OK, hooks->task_create(rt, starter, group, descriptor, ordinal, position, &task, &memory));
  memcpy(memory, frame, size);
  CHECK_STATUS(LUMINAR_OK, hooks->task_start(rt, task));
}

static inline LuminarErrorRecord make_record(const char *type, const char *message) {
  return (LuminarErrorRecord){.struct_size = (uint32_t)sizeof(LuminarErrorRecord), .type = type, .message = message};
}

static inline LuminarGroupOutcome outcome_of(LuminarGroup *group, LuminarStatus expected) {
  LuminarGroupOutcome outcome = {.struct_size = (uint32_t)sizeof outcome};
  CHECK_STATUS(expected, hooks->group_outcome(rt, group, &outcome));
  return outcome;
}

static inline LuminarDeadline after_millis(int64_t millis) {
  LuminarDeadline now;
  CHECK_STATUS(LUMINAR_OK, hooks->time_now(rt, &now));
  return now + millis * 1000000;
}

/* A seeded generator (xorshift64*): the same numbers in each run. */
static inline uint64_t next_random(uint64_t *state) {
  *state ^= *state >> 12;
  *state ^= *state << 25;
  *state ^= *state >> 27;
  return *state * UINT64_C(2685821657736338717);
}

#endif
