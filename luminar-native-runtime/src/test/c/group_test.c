/* Error strategies of groups, the order of records, nesting, and the call's list. */
#include "lum_test.h"

#include <stdatomic.h>

typedef struct Failing {
  int64_t number; /* fails when it is not negative */
  int yields;
  _Atomic uint64_t *smallest; /* of all numbers that failed; may be null */
} Failing;

static LuminarStep failing_step(LuminarTask *task, void *frame, LuminarEvent event) {
  Failing *f = frame;
  if (event == LUMINAR_EVENT_CANCEL) return LUMINAR_STEP_DONE;
  if (f->yields-- > 0) return LUMINAR_STEP_YIELD;
  if (f->number < 0) return LUMINAR_STEP_DONE;
  uint64_t seen = f->smallest == NULL ? 0 : atomic_load(f->smallest);
  while (f->smallest != NULL && (uint64_t)f->number < seen &&
         !atomic_compare_exchange_weak(f->smallest, &seen, (uint64_t)f->number)) {
  }
  LuminarErrorRecord record = make_record("bad_number", "number {0} is bad");
  record.arguments[0] = f->number;
  record.argument_count = 1;
  record.code = f->number * 2;
  CHECK_STATUS(LUMINAR_OK, hooks->task_fail(rt, task, &record));
  return LUMINAR_STEP_FAILED;
}

static const LuminarFrameDescriptor failing = {
    .struct_size = sizeof failing, .frame_size = sizeof(Failing), .step = failing_step, .place = {"failing", "test.lum", 3}};

/* Strings of a record are not copied, its arguments get lost, or its path is wrong. */
static void a_record_tells_everything(void) {
  open_runtime(2);
  LuminarGroup *group = open_group(host, LUMINAR_ERROR_STOP, 0);
  Failing frame = {.number = 21};
  start_task(host, group, &failing, 4, 7, &frame, sizeof frame);
  CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
  CHECK(outcome_of(group, LUMINAR_FAILED).error_count == 1);
  LuminarErrorRecord record, copy;
  CHECK_STATUS(LUMINAR_OK, hooks->group_error_at(rt, group, 0, &record));
  CHECK_STATUS(LUMINAR_OK, hooks->error_copy(rt, &record, &copy));
  CHECK_STATUS(LUMINAR_INVALID_ARGUMENT, hooks->group_error_at(rt, group, 1, &record));
  CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
  char text[64];
  CHECK(luminar_error_message(&copy, text, sizeof text) == strlen("number 21 is bad"));
  CHECK(strcmp(text, "number 21 is bad") == 0 && strcmp(copy.type, "bad_number") == 0 && copy.code == 42);
  CHECK(luminar_error_message(&copy, text, 7) == 16 && strcmp(text, "number") == 0);
  CHECK(copy.path_length == 1 && copy.path[0].ordinal == 4 && copy.path[0].position == 7);
  CHECK_STATUS(LUMINAR_OK, hooks->error_release(rt, &copy));
  CHECK(copy.storage == NULL);
  CHECK_STATUS(LUMINAR_OK, hooks->error_release(rt, &copy));
  close_runtime();
}

static LuminarStatus try_start(LuminarGroup *group, uint64_t position, Failing frame) {
  LuminarTask *task;
  void *memory;
  LuminarStatus status = hooks->task_create(rt, host, group, &failing, 0, position, &task, &memory);
  if (status != LUMINAR_OK) return status;
  memcpy(memory, &frame, sizeof frame);
  return hooks->task_start(rt, task);
}

/* STOP keeps a record that is not the smallest of those raised. */
static void stop_keeps_the_smallest_path(void) {
  for (uint64_t seed = 1; seed <= 20; seed++) {
    open_runtime(2);
    LuminarGroup *group = open_group(host, LUMINAR_ERROR_STOP, 0);
    uint64_t random = seed;
    enum { TASKS = 50 };
    _Atomic uint64_t smallest = UINT64_MAX;
    for (uint64_t i = 0; i < TASKS; i++) {
      uint64_t position = (i * 37) % TASKS;
      Failing frame = {.number = (int64_t)position, .yields = (int)(next_random(&random) % 4), .smallest = &smallest};
      LuminarStatus status = try_start(group, position, frame);
      if (status == LUMINAR_CANCELLED) break; /* an error came before all were started */
      CHECK_STATUS(LUMINAR_OK, status);
    }
    CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
    LuminarGroupOutcome outcome = outcome_of(group, LUMINAR_FAILED);
    CHECK(outcome.cancelled && outcome.record_count == 1 && outcome.error_count >= 1);
    LuminarErrorRecord record;
    CHECK_STATUS(LUMINAR_OK, hooks->group_error_at(rt, group, 0, &record));
    CHECK(record.path[0].position == atomic_load(&smallest));
    CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
    close_runtime();
  }
}

/* Errors are lost in a storm, the bound is not kept, or the records are not those with the smallest paths, in order. */
static void collect_keeps_the_smallest(void) {
  enum { TASKS = 3000, MAX = 100 };
  open_runtime(4);
  LuminarGroup *group = open_group(host, LUMINAR_ERROR_COLLECT, MAX);
  uint64_t random = 7;
  for (uint64_t i = 0; i < TASKS; i++) {
    uint64_t position = (i * 1009) % TASKS; /* every position once, in a mixed order */
    bool fails = position % 3 != 0;
    Failing frame = {.number = fails ? (int64_t)position : -1, .yields = (int)(next_random(&random) % 2)};
    CHECK_STATUS(LUMINAR_OK, try_start(group, position, frame));
  }
  CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
  LuminarGroupOutcome outcome = outcome_of(group, LUMINAR_OK);
  CHECK(outcome.error_count == TASKS / 3 * 2 && outcome.record_count == MAX && !outcome.cancelled);
  CHECK(outcome.tasks_started == TASKS && outcome.tasks_finished == TASKS / 3);
  uint64_t expected = 0;
  for (uint64_t k = 0; k < MAX; k++) {
    do expected++;
    while (expected % 3 == 0);
    LuminarErrorRecord record;
    CHECK_STATUS(LUMINAR_OK, hooks->group_error_at(rt, group, k, &record));
    CHECK(record.path[0].position == expected && record.arguments[0] == (int64_t)expected);
  }
  CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
  uint64_t errors, records;
  CHECK_STATUS(LUMINAR_OK, hooks->call_error_count(rt, host, &errors, &records));
  CHECK(errors == TASKS / 3 * 2 && records == MAX);
  CHECK_STATUS(LUMINAR_OK, hooks->call_clear_errors(rt, host));
  CHECK_STATUS(LUMINAR_OK, hooks->call_error_count(rt, host, &errors, &records));
  CHECK(errors == 0 && records == 0);
  close_runtime();
}

/* IGNORE keeps records, forgets to count, or cancels. */
static void ignore_only_counts(void) {
  open_runtime(2);
  LuminarGroup *group = open_group(host, LUMINAR_ERROR_IGNORE, 0);
  for (uint64_t i = 0; i < 500; i++) CHECK_STATUS(LUMINAR_OK, try_start(group, i, (Failing){.number = (int64_t)i}));
  CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
  LuminarGroupOutcome outcome = outcome_of(group, LUMINAR_OK);
  CHECK(outcome.error_count == 500 && outcome.record_count == 0 && !outcome.cancelled);
  CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
  close_runtime();
}

/* Records of blocks that follow each other are mixed up by their paths in the call's list. */
static void the_calls_list_is_in_program_order(void) {
  open_runtime(2);
  for (int64_t block = 0; block < 3; block++) {
    LuminarGroup *group = open_group(host, LUMINAR_ERROR_COLLECT, 0);
    for (uint64_t i = 0; i < 5; i++) {
      CHECK_STATUS(LUMINAR_OK, try_start(group, 4 - i, (Failing){.number = block * 10 + 4 - (int64_t)i}));
    }
    CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
    CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
    LuminarErrorRecord own = make_record("bare_metal", "from a block without tasks");
    CHECK_STATUS(LUMINAR_OK, hooks->call_append_error(rt, host, &own));
  }
  for (uint64_t k = 0; k < 18; k++) {
    LuminarErrorRecord record;
    CHECK_STATUS(LUMINAR_OK, hooks->call_error_at(rt, host, k, &record));
    uint64_t block = k / 6, i = k % 6;
    CHECK(i == 5 ? record.path_length == 0 : record.arguments[0] == (int64_t)(block * 10 + i));
  }
  close_runtime();
}

/* ---- nesting: a task that opens a block of its own and raises what the block raised ---- */

typedef struct Nesting {
  LuminarGroup *inner;
  LuminarErrorStrategy strategy;
  int64_t tasks;
} Nesting;

static LuminarStep nesting_step(LuminarTask *task, void *frame, LuminarEvent event) {
  Nesting *f = frame;
  if (event == LUMINAR_EVENT_START) {
    f->inner = open_group(task, f->strategy, 0);
    for (int64_t i = f->tasks - 1; i >= 0; i--) {
      Failing inner = {.number = i};
      LuminarTask *made;
      void *memory;
      LuminarStatus status = hooks->task_create(rt, task, f->inner, &failing, 3, (uint64_t)i, &made, &memory);
      if (status == LUMINAR_CANCELLED) break;
      CHECK_STATUS(LUMINAR_OK, status);
      memcpy(memory, &inner, sizeof inner);
      CHECK_STATUS(LUMINAR_OK, hooks->task_start(rt, made));
    }
    LuminarStatus status = hooks->group_join_begin(rt, task, f->inner);
    if (status == LUMINAR_PENDING) return LUMINAR_STEP_WAIT;
    CHECK_STATUS(LUMINAR_OK, status);
  } else {
    CHECK(event == LUMINAR_EVENT_RESUME);
  }
  LuminarStatus status = hooks->group_outcome(rt, f->inner, NULL);
  LuminarErrorRecord error = {.struct_size = sizeof error};
  if (status == LUMINAR_FAILED) {
    LuminarErrorRecord shown;
    CHECK_STATUS(LUMINAR_OK, hooks->group_error_at(rt, f->inner, 0, &shown));
    CHECK_STATUS(LUMINAR_OK, hooks->error_copy(rt, &shown, &error));
  }
  CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, f->inner));
  if (status != LUMINAR_FAILED) return LUMINAR_STEP_DONE;
  CHECK_STATUS(LUMINAR_OK, hooks->task_fail(rt, task, &error));
  CHECK_STATUS(LUMINAR_OK, hooks->error_release(rt, &error));
  return LUMINAR_STEP_FAILED;
}

static const LuminarFrameDescriptor nesting = {
    .struct_size = sizeof nesting, .frame_size = sizeof(Nesting), .step = nesting_step, .place = {"nesting", "test.lum", 9}};

/* An error that leaves an inner block loses its path, or the outer block does not see it. */
static void errors_leave_inner_blocks_with_their_path(void) {
  open_runtime(2);
  LuminarGroup *group = open_group(host, LUMINAR_ERROR_COLLECT, 0);
  for (uint64_t i = 0; i < 10; i++) {
    Nesting frame = {.strategy = LUMINAR_ERROR_STOP, .tasks = (int64_t)(i % 3)};
    start_task(host, group, &nesting, 1, i, &frame, sizeof frame);
  }
  CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
  LuminarGroupOutcome outcome = outcome_of(group, LUMINAR_OK);
  CHECK(outcome.error_count == 6);
  for (uint64_t k = 0; k < 6; k++) {
    LuminarErrorRecord record;
    CHECK_STATUS(LUMINAR_OK, hooks->group_error_at(rt, group, k, &record));
    CHECK(record.path_length == 2 && record.path[0].ordinal == 1 && record.path[0].position == k / 2 * 3 + 1 + k % 2);
    CHECK(record.path[1].ordinal == 3 && (int64_t)record.path[1].position == record.arguments[0]);
  }
  CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
  close_runtime();
}

/* What an inner block collects reaches the call's list without the path of the task around it, or out of order. */
static void collected_errors_of_inner_blocks_reach_the_call(void) {
  open_runtime(4);
  LuminarGroup *group = open_group(host, LUMINAR_ERROR_STOP, 0);
  for (uint64_t i = 0; i < 20; i++) {
    Nesting frame = {.strategy = LUMINAR_ERROR_COLLECT, .tasks = 4};
    start_task(host, group, &nesting, 1, 19 - i, &frame, sizeof frame);
  }
  CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
  outcome_of(group, LUMINAR_OK);
  CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
  for (uint64_t k = 0; k < 80; k++) {
    LuminarErrorRecord record;
    CHECK_STATUS(LUMINAR_OK, hooks->call_error_at(rt, host, k, &record));
    CHECK(record.path_length == 2 && record.path[0].position == k / 4 && record.path[1].position == k % 4);
  }
  close_runtime();
}

/* ---- workers record errors of items; the handler sees those of strategy RUNTIME ---- */

typedef struct Worker {
  int64_t items;
} Worker;

static LuminarStep worker_step(LuminarTask *task, void *frame, LuminarEvent event) {
  (void)event;
  Worker *f = frame;
  for (int64_t i = 0; i < f->items; i++) {
    LuminarErrorRecord record = make_record("item", "item {0}");
    record.argument_count = 1;
    record.arguments[0] = i;
    if (hooks->task_record_error(rt, task, (uint64_t)i, &record) == LUMINAR_CANCELLED) return LUMINAR_STEP_DONE;
  }
  return LUMINAR_STEP_DONE;
}

static const LuminarFrameDescriptor worker = {
    .struct_size = sizeof worker, .frame_size = sizeof(Worker), .step = worker_step, .place = {"worker", NULL, 0}};

/* ---- a task that says where it is, and opens blocks there ---- */

typedef struct Moving {
  LuminarGroup *inner;
  uint64_t at;
  uint64_t places;
} Moving;

static LuminarStep moving_step(LuminarTask *task, void *frame, LuminarEvent event) {
  Moving *f = frame;
  if (event == LUMINAR_EVENT_RESUME) {
    CHECK_STATUS(LUMINAR_OK, hooks->group_outcome(rt, f->inner, NULL));
    CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, f->inner));
    f->at++;
  }
  for (; f->at < f->places; f->at++) {
    CHECK_STATUS(LUMINAR_OK, hooks->task_set_position(rt, task, 10 + f->at));
    LuminarErrorRecord record = make_record("moved", "moved");
    CHECK_STATUS(LUMINAR_OK, hooks->call_append_error(rt, task, &record));
    f->inner = open_group(task, LUMINAR_ERROR_COLLECT, 0);
    CHECK_STATUS(LUMINAR_WRONG_STATE, hooks->task_set_position(rt, task, 99));
    for (int64_t i = 0; i < 2; i++) {
      Failing inner = {.number = i};
      start_task(task, f->inner, &failing, 3, (uint64_t)i, &inner, sizeof inner);
    }
    LuminarStatus status = hooks->group_join_begin(rt, task, f->inner);
    if (status == LUMINAR_PENDING) return LUMINAR_STEP_WAIT;
    CHECK_STATUS(LUMINAR_OK, status);
    CHECK_STATUS(LUMINAR_OK, hooks->group_outcome(rt, f->inner, NULL));
    CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, f->inner));
  }
  LuminarErrorRecord record = make_record("own", "own");
  CHECK_STATUS(LUMINAR_OK, hooks->task_fail(rt, task, &record));
  return LUMINAR_STEP_FAILED;
}

static const LuminarFrameDescriptor moving = {
    .struct_size = sizeof moving, .frame_size = sizeof(Moving), .step = moving_step, .place = {"moving", "test.lum", 9}};

/* What is inside a task has the position that the task was started with, or the task's own error has another. */
static void a_task_says_where_it_is(void) {
  open_runtime(2);
  LuminarGroup *group = open_group(host, LUMINAR_ERROR_COLLECT, 0);
  Moving frame = {.places = 3};
  start_task(host, group, &moving, 1, 5, &frame, sizeof frame);
  CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
  CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
  uint64_t count;
  CHECK_STATUS(LUMINAR_OK, hooks->call_error_count(rt, host, NULL, &count));
  CHECK(count == 10);
  for (uint64_t k = 0; k < 10; k++) {
    LuminarErrorRecord record;
    CHECK_STATUS(LUMINAR_OK, hooks->call_error_at(rt, host, k, &record));
    CHECK(record.path[0].ordinal == 1);
    if (k == 0) {
      CHECK(record.path_length == 1 && record.path[0].position == 5);
    } else {
      uint64_t place = (k - 1) / 3, turn = (k - 1) % 3;
      CHECK(record.path[0].position == 10 + place && record.path_length == (turn == 0 ? 1 : 2));
      CHECK(turn == 0 || (record.path[1].ordinal == 3 && record.path[1].position == turn - 1));
    }
  }
  close_runtime();
}

static int handled;

static void count_handled(LuminarErrorContext *ctx) {
  CHECK(strcmp(ctx->error_type, "item") == 0 && strncmp(ctx->message, "item ", 5) == 0);
  handled++; /* never two at a time, so plain */
}

/* A failing item ends its worker, has the worker's position, or does not stop a STOP block; or the handler misses one. */
static void items_fail_and_workers_go_on(void) {
  open_runtime(2);
  hooks->error_set_handler(rt, count_handled);
  for (int strategy = LUMINAR_ERROR_STOP; strategy <= LUMINAR_ERROR_RUNTIME; strategy++) {
    LuminarGroup *group = open_group(host, (LuminarErrorStrategy)strategy, 0);
    Worker frame = {.items = 10};
    start_task(host, group, &worker, 2, 0, &frame, sizeof frame);
    CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
    bool stops = strategy == LUMINAR_ERROR_STOP;
    LuminarGroupOutcome outcome = outcome_of(group, stops ? LUMINAR_FAILED : LUMINAR_OK);
    CHECK(outcome.error_count == (stops ? 1 : 10));
    for (uint64_t k = 0; k < outcome.record_count; k++) {
      LuminarErrorRecord record;
      CHECK_STATUS(LUMINAR_OK, hooks->group_error_at(rt, group, k, &record));
      CHECK(record.path[0].ordinal == 2 && record.path[0].position == k);
    }
    CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
  }
  CHECK(handled == 10);
  close_runtime();
}

int main(void) {
  RUN_TEST(a_record_tells_everything);
  RUN_TEST(stop_keeps_the_smallest_path);
  RUN_TEST(collect_keeps_the_smallest);
  RUN_TEST(ignore_only_counts);
  RUN_TEST(the_calls_list_is_in_program_order);
  RUN_TEST(errors_leave_inner_blocks_with_their_path);
  RUN_TEST(collected_errors_of_inner_blocks_reach_the_call);
  RUN_TEST(a_task_says_where_it_is);
  RUN_TEST(items_fail_and_workers_go_on);
  return 0;
}
