/* Deadlock is found, goes to the right block, and is not cried where somebody outside could still help. */
#include "lum_test.h"

#include <stdatomic.h>

typedef struct Stuck {
  LuminarChannel *channel;
  int64_t value;
  bool sends;
  bool fails; /* instead of waiting */
} Stuck;

static LuminarStep stuck_step(LuminarTask *task, void *frame, LuminarEvent event) {
  Stuck *f = frame;
  if (event == LUMINAR_EVENT_CANCEL) return LUMINAR_STEP_DONE;
  if (event == LUMINAR_EVENT_RESUME) return LUMINAR_STEP_DONE;
  if (f->fails) {
    LuminarErrorRecord record = make_record("broken", "the producer broke");
    CHECK_STATUS(LUMINAR_OK, hooks->task_fail(rt, task, &record));
    return LUMINAR_STEP_FAILED;
  }
  LuminarStatus status = f->sends ? hooks->channel_send_begin(rt, task, f->channel, &f->value, LUMINAR_NO_DEADLINE)
                                  : hooks->channel_receive_begin(rt, task, f->channel, &f->value, NULL, LUMINAR_NO_DEADLINE);
  return status == LUMINAR_PENDING ? LUMINAR_STEP_WAIT : LUMINAR_STEP_DONE;
}

static const LuminarFrameDescriptor consumer = {
    .struct_size = sizeof consumer, .frame_size = sizeof(Stuck), .step = stuck_step, .place = {"consumer", "pipe.lum", 12}};

static void expect_deadlock(LuminarGroup *group, const char *const *parts, size_t count) {
  LuminarGroupOutcome outcome = outcome_of(group, LUMINAR_FAILED);
  CHECK(outcome.deadlock && outcome.cancelled && outcome.error_count == 1);
  LuminarErrorRecord record;
  CHECK_STATUS(LUMINAR_OK, hooks->group_error_at(rt, group, 0, &record));
  CHECK(strcmp(record.type, "deadlock") == 0 && record.path_length == 0);
  for (size_t i = 0; i < count; i++) CHECK(strstr(record.message, parts[i]) != NULL);
}

/* A worker on a channel that nobody closes hangs for ever, or the report does not say who waits for what and where. */
static void a_channel_nobody_closes_is_reported(void) {
  for (int round = 0; round < 50; round++) {
    open_runtime(2);
    LuminarGroup *group = open_group(host, LUMINAR_ERROR_STOP, 0);
    LuminarChannel *channel = make_channel(host, "items", sizeof(int64_t), 4);
    Stuck frame = {.channel = channel};
    start_task(host, group, &consumer, 1, 0, &frame, sizeof frame);
    start_task(host, group, &consumer, 1, 1, &frame, sizeof frame);
    CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
    const char *parts[] = {"task 'consumer' (pipe.lum:12) at (1, 0) waits to receive from channel 'items' (test.lum:2)",
                           "at (1, 1)"};
    expect_deadlock(group, parts, 2);
    CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
    CHECK_STATUS(LUMINAR_OK, hooks->channel_release(rt, channel));
    close_runtime();
  }
}

/* The report of a deadlock hides that the producer failed. */
static void the_report_names_the_producers_error(void) {
  open_runtime(2);
  LuminarGroup *group = open_group(host, LUMINAR_ERROR_COLLECT, 0);
  LuminarChannel *channel = make_channel(host, "items", sizeof(int64_t), 4);
  Stuck waits = {.channel = channel}, breaks = {.channel = channel, .fails = true};
  start_task(host, group, &consumer, 1, 0, &waits, sizeof waits);
  start_task(host, group, &consumer, 0, 0, &breaks, sizeof breaks);
  CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
  LuminarGroupOutcome outcome = outcome_of(group, LUMINAR_OK);
  CHECK(outcome.deadlock && outcome.error_count == 2);
  LuminarErrorRecord record;
  CHECK_STATUS(LUMINAR_OK, hooks->group_error_at(rt, group, 0, &record));
  CHECK(strcmp(record.type, "deadlock") == 0);
  CHECK(strstr(record.message, "before that a task failed: broken \"the producer broke\"") != NULL);
  CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
  CHECK_STATUS(LUMINAR_OK, hooks->channel_release(rt, channel));
  close_runtime();
}

/* The owner of a block that waits in its body for a task that cannot come is not woken. */
static void the_owner_in_its_body_is_part_of_it(void) {
  open_runtime(2);
  LuminarGroup *group = open_group(host, LUMINAR_ERROR_STOP, 0);
  LuminarChannel *channel = make_channel(host, "c", sizeof(int64_t), 0);
  Stuck frame = {.channel = channel, .sends = true};
  start_task(host, group, &consumer, 0, 0, &frame, sizeof frame);
  LuminarChannel *other = make_channel(host, "other", sizeof(int64_t), 0);
  int64_t value = 1;
  CHECK_STATUS(LUMINAR_UNDELIVERED, hooks->channel_send(rt, host, other, &value, LUMINAR_NO_DEADLINE));
  CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
  const char *parts[] = {"the calling thread waits to send to channel 'other'", "waits to send to channel 'c'"};
  expect_deadlock(group, parts, 2);
  CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
  CHECK_STATUS(LUMINAR_DEADLOCK, hooks->channel_send(rt, host, other, &value, LUMINAR_NO_DEADLINE)); /* outside all */
  CHECK_STATUS(LUMINAR_OK, hooks->channel_release(rt, channel));
  CHECK_STATUS(LUMINAR_OK, hooks->channel_release(rt, other));
  close_runtime();
}

/* ---- nested blocks ---- */

typedef struct Around {
  LuminarChannel *channel;
  LuminarGroup *inner;
  int64_t value;
} Around;

static LuminarStep around_step(LuminarTask *task, void *frame, LuminarEvent event) {
  Around *f = frame;
  if (event == LUMINAR_EVENT_START) {
    f->inner = open_group(task, LUMINAR_ERROR_STOP, 0);
    Stuck inner = {.channel = f->channel};
    start_task(task, f->inner, &consumer, 0, 0, &inner, sizeof inner);
    CHECK_STATUS(LUMINAR_PENDING, hooks->group_join_begin(rt, task, f->inner));
    return LUMINAR_STEP_WAIT;
  }
  LuminarGroupOutcome outcome = outcome_of(f->inner, LUMINAR_FAILED);
  CHECK(outcome.deadlock);
  CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, f->inner));
  return LUMINAR_STEP_DONE;
}

static const LuminarFrameDescriptor around = {
    .struct_size = sizeof around, .frame_size = sizeof(Around), .step = around_step, .place = {"around", "pipe.lum", 30}};

/* The error goes to an outer block although an inner one holds all stuck tasks. */
static void the_innermost_block_gets_it(void) {
  open_runtime(1);
  LuminarGroup *group = open_group(host, LUMINAR_ERROR_STOP, 0);
  LuminarChannel *channel = make_channel(host, "c", sizeof(int64_t), 0);
  Around frame = {.channel = channel};
  start_task(host, group, &around, 0, 0, &frame, sizeof frame);
  CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
  CHECK(!outcome_of(group, LUMINAR_OK).deadlock);
  CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
  CHECK_STATUS(LUMINAR_OK, hooks->channel_release(rt, channel));
  close_runtime();
}

static LuminarStep around_leaving_step(LuminarTask *task, void *frame, LuminarEvent event) {
  Around *f = frame;
  if (event == LUMINAR_EVENT_START) {
    f->inner = open_group(task, LUMINAR_ERROR_STOP, 0);
    Stuck inner = {.channel = f->channel};
    start_task(task, f->inner, &consumer, 0, 0, &inner, sizeof inner);
    if (hooks->group_join_begin(rt, task, f->inner) == LUMINAR_PENDING) return LUMINAR_STEP_WAIT;
  }
  LuminarGroupOutcome outcome = outcome_of(f->inner, LUMINAR_CANCELLED);
  CHECK(!outcome.deadlock);
  CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, f->inner));
  CHECK_STATUS(LUMINAR_CANCELLED, hooks->task_check(rt, task));
  return LUMINAR_STEP_DONE;
}

static const LuminarFrameDescriptor around_leaving = {.struct_size = sizeof around_leaving,
                                                      .frame_size = sizeof(Around),
                                                      .step = around_leaving_step,
                                                      .place = {"around", "pipe.lum", 30}};

/* Stuck tasks of two inner blocks: the error must go to the block around both, and all must get out. */
static void the_block_around_all_stuck_tasks_gets_it(void) {
  open_runtime(2);
  LuminarGroup *group = open_group(host, LUMINAR_ERROR_STOP, 0);
  LuminarChannel *channel = make_channel(host, "c", sizeof(int64_t), 0);
  Around frame = {.channel = channel};
  start_task(host, group, &around_leaving, 0, 0, &frame, sizeof frame);
  start_task(host, group, &around_leaving, 0, 1, &frame, sizeof frame);
  CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
  CHECK(outcome_of(group, LUMINAR_FAILED).deadlock);
  CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
  CHECK_STATUS(LUMINAR_OK, hooks->channel_release(rt, channel));
  close_runtime();
}

/* ---- no deadlock where somebody can still come ---- */

static LuminarStep late_step(LuminarTask *task, void *frame, LuminarEvent event) {
  Stuck *f = frame;
  if (event == LUMINAR_EVENT_START) {
    CHECK_STATUS(LUMINAR_PENDING, hooks->time_sleep_begin(rt, task, after_millis(20)));
    return LUMINAR_STEP_WAIT;
  }
  CHECK_STATUS(LUMINAR_OK, hooks->channel_offer(rt, task, f->channel, &f->value));
  return LUMINAR_STEP_DONE;
}

static const LuminarFrameDescriptor late = {
    .struct_size = sizeof late, .frame_size = sizeof(Stuck), .step = late_step, .place = {"late", NULL, 0}};

/* A sleeping task is forgotten, and its partner is told of a deadlock. */
static void a_sleeping_partner_counts(void) {
  open_runtime(1);
  LuminarGroup *group = open_group(host, LUMINAR_ERROR_STOP, 0);
  LuminarChannel *channel = make_channel(host, "c", sizeof(int64_t), 0);
  Stuck waits = {.channel = channel}, sleeps = {.channel = channel, .value = 4};
  start_task(host, group, &consumer, 0, 0, &waits, sizeof waits);
  start_task(host, group, &late, 1, 0, &sleeps, sizeof sleeps);
  CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
  CHECK(outcome_of(group, LUMINAR_OK).tasks_finished == 2);
  CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
  CHECK_STATUS(LUMINAR_OK, hooks->channel_release(rt, channel));
  CHECK(counters().deadlocks == 0);
  close_runtime();
}

/* A host's open end is forgotten; or, once it is given up, the tasks hang. */
static void a_hosts_open_end_counts(void) {
  open_runtime(1);
  LuminarGroup *group = open_group(host, LUMINAR_ERROR_STOP, 0);
  LuminarChannelDescriptor descriptor = {.struct_size = sizeof descriptor,
                                         .flags = LUMINAR_CHANNEL_HOST_END,
                                         .element_size = sizeof(int64_t),
                                         .place = {"host's", "main.c", 3}};
  LuminarChannel *channel;
  CHECK_STATUS(LUMINAR_OK, hooks->channel_create(rt, host, &descriptor, &channel));
  Stuck waits = {.channel = channel};
  start_task(host, group, &consumer, 0, 0, &waits, sizeof waits);
  start_task(host, group, &consumer, 0, 1, &waits, sizeof waits);
  int64_t value = 8;
  CHECK_STATUS(LUMINAR_OK, hooks->channel_send(rt, NULL, channel, &value, LUMINAR_NO_DEADLINE));
  LuminarChannelState state = {.struct_size = sizeof state};
  do { /* until the other one waits: with the host's end open nobody may call that a deadlock */
    CHECK_STATUS(LUMINAR_OK, hooks->time_sleep(rt, NULL, after_millis(1)));
    CHECK_STATUS(LUMINAR_OK, hooks->tool_channel(rt, channel, &state));
  } while (state.receivers_waiting != 1);
  CHECK(counters().deadlocks == 0);
  char report[256];
  size_t needed;
  CHECK_STATUS(LUMINAR_OK, hooks->tool_report(rt, report, sizeof report, &needed));
  CHECK(strstr(report, "waits to receive from channel 'host's' (main.c:3)\n") != NULL && needed == strlen(report) + 1);
  CHECK_STATUS(LUMINAR_OK, hooks->channel_drop_host_end(rt, channel));
  CHECK_STATUS(LUMINAR_WRONG_STATE, hooks->channel_drop_host_end(rt, channel));
  CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group)); /* now it is one, as soon as the host waits too */
  CHECK(outcome_of(group, LUMINAR_FAILED).deadlock);
  CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
  CHECK_STATUS(LUMINAR_OK, hooks->channel_release(rt, channel));
  close_runtime();
}

int main(void) {
  RUN_TEST(a_channel_nobody_closes_is_reported);
  RUN_TEST(the_report_names_the_producers_error);
  RUN_TEST(the_owner_in_its_body_is_part_of_it);
  RUN_TEST(the_innermost_block_gets_it);
  RUN_TEST(the_block_around_all_stuck_tasks_gets_it);
  RUN_TEST(a_sleeping_partner_counts);
  RUN_TEST(a_hosts_open_end_counts);
  return 0;
}
