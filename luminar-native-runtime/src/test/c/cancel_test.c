/* Cancellation of tasks that wait, timers, sleeps, and what becomes of messages. */
#include "lum_test.h"

#include <stdatomic.h>
#include <string.h>

typedef enum WaitFor { FOR_SEND, FOR_RECEIVE, FOR_SLEEP, FOR_SELECT, FOR_AWAIT } WaitFor;

typedef struct Waiting {
  WaitFor what;
  LuminarChannel *channel;
  LuminarTask *target;
  int64_t value;
  LuminarSelectArm arms[2];
  uint32_t chosen;
  _Atomic int *waiting, *cancelled;
  bool began;
} Waiting;

static LuminarStatus begin_waiting(LuminarTask *task, Waiting *f) {
  switch (f->what) {
    case FOR_SEND: return hooks->channel_send_begin(rt, task, f->channel, &f->value, LUMINAR_NO_DEADLINE);
    case FOR_RECEIVE: return hooks->channel_receive_begin(rt, task, f->channel, &f->value, NULL, LUMINAR_NO_DEADLINE);
    case FOR_SLEEP: return hooks->time_sleep_begin(rt, task, after_millis(1000000));
    case FOR_SELECT:
      f->arms[0] = (LuminarSelectArm){.channel = f->channel, .data = &f->value, .kind = LUMINAR_SELECT_RECEIVE};
      f->arms[1] = (LuminarSelectArm){.channel = f->channel, .data = &f->value, .kind = LUMINAR_SELECT_RECEIVE};
      return hooks->select_begin(rt, task, f->arms, 2, LUMINAR_SELECT_ORDERED, 0, &f->chosen, NULL, LUMINAR_NO_DEADLINE);
    case FOR_AWAIT: return hooks->task_await_begin(rt, task, f->target, NULL, LUMINAR_NO_DEADLINE);
  }
  return LUMINAR_INVALID_ARGUMENT;
}

static LuminarStatus finish_waiting(LuminarTask *task, Waiting *f) {
  switch (f->what) {
    case FOR_SEND: return hooks->channel_send_finish(rt, task, f->channel);
    case FOR_RECEIVE: return hooks->channel_receive_finish(rt, task, f->channel, NULL);
    case FOR_SLEEP: return LUMINAR_CANCELLED;
    case FOR_SELECT: return hooks->select_finish(rt, task, f->arms, 2, &f->chosen, NULL);
    case FOR_AWAIT: return hooks->task_await_finish(rt, task, f->target, NULL);
  }
  return LUMINAR_INVALID_ARGUMENT;
}

static LuminarStep waiting_step(LuminarTask *task, void *frame, LuminarEvent event) {
  Waiting *f = frame;
  if (event == LUMINAR_EVENT_START) {
    LuminarStatus status = begin_waiting(task, f);
    atomic_fetch_add(f->waiting, 1);
    if (status == LUMINAR_PENDING) return LUMINAR_STEP_WAIT;
    CHECK_STATUS(LUMINAR_CANCELLED, status);
  } else {
    CHECK(event == LUMINAR_EVENT_CANCEL);
    CHECK_STATUS(f->what == FOR_SEND ? LUMINAR_UNDELIVERED : LUMINAR_CANCELLED, finish_waiting(task, f));
    CHECK(f->value == 77); /* the value is back, or no other was written */
  }
  CHECK_STATUS(LUMINAR_CANCELLED, hooks->task_check(rt, task));
  CHECK_STATUS(LUMINAR_OK, hooks->task_mask(rt, task, 1));
  CHECK_STATUS(LUMINAR_OK, hooks->task_check(rt, task));
  CHECK_STATUS(LUMINAR_OK, hooks->task_mask(rt, task, -1));
  CHECK_STATUS(LUMINAR_CANCELLED, hooks->channel_offer(rt, task, f->channel, &f->value));
  atomic_fetch_add(f->cancelled, 1);
  return LUMINAR_STEP_DONE;
}

static const LuminarFrameDescriptor waiting = {
    .struct_size = sizeof waiting, .frame_size = sizeof(Waiting), .step = waiting_step, .place = {"waiting", "test.lum", 1}};

static const LuminarFrameDescriptor waiting_with_handle = {.struct_size = sizeof waiting_with_handle,
                                                           .flags = LUMINAR_TASK_HANDLE,
                                                           .frame_size = sizeof(Waiting),
                                                           .step = waiting_step,
                                                           .place = {"waiting", "test.lum", 1}};

static void await_count(_Atomic int *count, int wanted) {
  while (atomic_load(count) < wanted) CHECK_STATUS(LUMINAR_OK, hooks->time_sleep(rt, NULL, after_millis(1)));
}

/* Cancellation does not reach some kind of wait, or loses or invents a message. */
static void cancel_reaches_every_wait(void) {
  for (int what = FOR_SEND; what <= FOR_AWAIT; what++) {
    open_runtime(2);
    LuminarGroup *group = open_group(host, LUMINAR_ERROR_STOP, 0);
    LuminarChannel *channel = make_channel(NULL, "never", sizeof(int64_t), 0);
    _Atomic int begun = 0, cancelled = 0;
    LuminarTask *target = NULL;
    if (what == FOR_AWAIT) {
      void *memory;
      CHECK_STATUS(LUMINAR_OK, hooks->task_create(rt, host, group, &waiting_with_handle, 0, 0, &target, &memory));
      *(Waiting *)memory = (Waiting){
          .what = FOR_SLEEP, .channel = channel, .value = 77, .waiting = &begun, .cancelled = &cancelled};
      CHECK_STATUS(LUMINAR_OK, hooks->task_start(rt, target));
    }
    for (int i = 0; i < 100; i++) {
      Waiting frame = {.what = (WaitFor)what, .channel = channel, .target = target, .value = 77, .waiting = &begun, .cancelled = &cancelled};
      start_task(host, group, &waiting, 0, (uint64_t)i, &frame, sizeof frame);
    }
    int all = target == NULL ? 100 : 101;
    if (what % 2 == 0) await_count(&begun, all); /* in the other half of the kinds cancellation races the beginning */
    CHECK_STATUS(LUMINAR_OK, hooks->group_cancel(rt, group));
    CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
    CHECK(atomic_load(&cancelled) == all);
    LuminarGroupOutcome outcome = outcome_of(group, LUMINAR_OK); /* the owner itself is not cancelled */
    CHECK(outcome.cancelled && outcome.tasks_finished == 0 && counters().tasks_cancelled == (uint64_t)all);
    CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
    if (target != NULL) {
      CHECK_STATUS(LUMINAR_TASK_CANCELLED, hooks->task_await(rt, host, target, NULL, LUMINAR_NO_DEADLINE));
      CHECK_STATUS(LUMINAR_OK, hooks->task_release(rt, target));
    }
    CHECK_STATUS(LUMINAR_OK, hooks->channel_release(rt, channel));
    close_runtime();
  }
}

/* ---- cancellation that races completion ---- */

typedef struct Racing {
  LuminarChannel *channel;
  int64_t value;
  bool sends;
  _Atomic int64_t *sent, *got;
} Racing;

static LuminarStep racing_step(LuminarTask *task, void *frame, LuminarEvent event) {
  Racing *f = frame;
  LuminarStatus status;
  if (event == LUMINAR_EVENT_START) {
    status = f->sends ? hooks->channel_send_begin(rt, task, f->channel, &f->value, LUMINAR_NO_DEADLINE)
                      : hooks->channel_receive_begin(rt, task, f->channel, &f->value, NULL, LUMINAR_NO_DEADLINE);
    if (status == LUMINAR_PENDING) return LUMINAR_STEP_WAIT;
  } else {
    status = f->sends ? hooks->channel_send_finish(rt, task, f->channel)
                      : hooks->channel_receive_finish(rt, task, f->channel, NULL);
  }
  if (status == LUMINAR_OK) atomic_fetch_add(f->sends ? f->sent : f->got, f->value);
  return LUMINAR_STEP_DONE;
}

static const LuminarFrameDescriptor racing = {
    .struct_size = sizeof racing, .frame_size = sizeof(Racing), .step = racing_step, .place = {"racing", NULL, 0}};

/* A message is delivered although its send says undelivered, or is lost although it says OK. */
static void no_message_is_lost_or_doubled(void) {
  open_runtime(3);
  for (int round = 0; round < 1000; round++) {
    LuminarGroup *group = open_group(host, LUMINAR_ERROR_STOP, 0);
    LuminarChannel *channel = make_channel(NULL, "race", sizeof(int64_t), (size_t)(round % 2));
    _Atomic int64_t sent = 0, got = 0;
    for (int i = 0; i < 8; i++) {
      Racing frame = {.channel = channel, .value = i % 2 == 0 ? 1 << i : 0, .sends = i % 2 == 0, .sent = &sent, .got = &got};
      start_task(host, group, &racing, 0, (uint64_t)i, &frame, sizeof frame);
    }
    CHECK_STATUS(LUMINAR_OK, hooks->group_cancel(rt, group));
    CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
    int64_t rest;
    /* As a thread outside the call: the host itself counts as cancelled while its block is open. */
    while (hooks->channel_poll(rt, NULL, channel, &rest, NULL) == LUMINAR_OK) atomic_fetch_add(&got, rest);
    CHECK(atomic_load(&sent) == atomic_load(&got));
    CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
    CHECK_STATUS(LUMINAR_OK, hooks->channel_release(rt, channel));
  }
  close_runtime();
}

/* ---- deadlines ---- */

typedef struct Sleeper {
  LuminarDeadline until;
  LuminarChannel *channel; /* null: sleeps; else receives until then */
  int64_t value;
  _Atomic int *woken;
} Sleeper;

static LuminarStep sleeper_step(LuminarTask *task, void *frame, LuminarEvent event) {
  Sleeper *f = frame;
  if (event == LUMINAR_EVENT_START) {
    LuminarStatus status = f->channel == NULL
                               ? hooks->time_sleep_begin(rt, task, f->until)
                               : hooks->channel_receive_begin(rt, task, f->channel, &f->value, NULL, f->until);
    if (status == LUMINAR_PENDING) return LUMINAR_STEP_WAIT;
    CHECK_STATUS(f->channel == NULL ? LUMINAR_OK : LUMINAR_TIMED_OUT, status);
  } else if (f->channel == NULL) {
    CHECK(event == LUMINAR_EVENT_RESUME);
  } else {
    CHECK(event == LUMINAR_EVENT_TIMEOUT);
    CHECK_STATUS(LUMINAR_TIMED_OUT, hooks->channel_receive_finish(rt, task, f->channel, NULL));
  }
  LuminarDeadline now;
  hooks->time_now(rt, &now);
  CHECK(now >= f->until);
  atomic_fetch_add(f->woken, 1);
  return LUMINAR_STEP_DONE;
}

static const LuminarFrameDescriptor sleeper = {
    .struct_size = sizeof sleeper, .frame_size = sizeof(Sleeper), .step = sleeper_step, .place = {"sleeper", NULL, 0}};

/* A sleeper wakes too early or never; a timer that is not needed any more fires all the same. */
static void timers_fire_in_time(void) {
  open_runtime(2);
  LuminarGroup *group = open_group(host, LUMINAR_ERROR_STOP, 0);
  LuminarChannel *channel = make_channel(NULL, "quiet", sizeof(int64_t), 0);
  _Atomic int woken = 0;
  uint64_t random = 3;
  LuminarDeadline start = after_millis(0);
  for (int i = 0; i < 1000; i++) {
    LuminarDeadline until = start + (i % 4 == 0 ? 20000000 : (int64_t)(next_random(&random) % 40000000));
    Sleeper frame = {.until = until, .channel = i % 2 == 0 ? channel : NULL, .woken = &woken};
    start_task(host, group, &sleeper, 0, (uint64_t)i, &frame, sizeof frame);
  }
  CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
  CHECK(atomic_load(&woken) == 1000);
  CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
  CHECK_STATUS(LUMINAR_OK, hooks->channel_release(rt, channel));
  close_runtime();
}

/* A group's deadline does not cancel its tasks, or fires after the group has ended. */
static void a_groups_deadline_cancels_it(void) {
  open_runtime(2);
  for (int round = 0; round < 2; round++) {
    LuminarGroupDescriptor descriptor = {.struct_size = sizeof descriptor, .deadline = after_millis(round == 0 ? 5 : 100000)};
    LuminarGroup *group;
    CHECK_STATUS(LUMINAR_OK, hooks->group_open(rt, host, &descriptor, &group));
    LuminarChannel *channel = make_channel(host, "quiet", sizeof(int64_t), 0);
    _Atomic int begun = 0, cancelled = 0;
    Waiting frame = {.what = FOR_RECEIVE, .channel = channel, .value = 77, .waiting = &begun, .cancelled = &cancelled};
    if (round == 0) {
      frame.what = FOR_SLEEP;
      start_task(host, group, &waiting, 0, 0, &frame, sizeof frame);
    }
    CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
    LuminarGroupOutcome outcome = outcome_of(group, LUMINAR_OK);
    CHECK(outcome.timed_out == (round == 0) && outcome.cancelled == (round == 0));
    CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
    CHECK_STATUS(LUMINAR_OK, hooks->channel_release(rt, channel));
  }
  close_runtime();
}

typedef struct Stubborn {
  LuminarGroup *group;
} Stubborn;

/* Does not look whether it is to stop, and goes on until its block has an error. */
static LuminarStep stubborn_step(LuminarTask *task, void *storage, LuminarEvent event) {
  (void)task;
  (void)event;
  const Stubborn *frame = storage;
  LuminarGroupOutcome outcome = {.struct_size = sizeof outcome};
  hooks->group_outcome(rt, frame->group, &outcome);
  return outcome.error_count == 0 ? LUMINAR_STEP_YIELD : LUMINAR_STEP_DONE;
}

static const LuminarFrameDescriptor stubborn = {.struct_size = sizeof stubborn,
                                                .frame_size = sizeof(Stubborn),
                                                .step = stubborn_step,
                                                .place = {"stubborn", "far.lum", 7}};

/* A task that overruns the timeout of its block is not named, or the block ends without it. */
static void a_task_that_overruns_the_grace_is_reported(void) {
  open_runtime(2);
  LuminarGroupDescriptor descriptor = {.struct_size = sizeof descriptor,
                                       .strategy = LUMINAR_ERROR_COLLECT,
                                       .deadline = after_millis(1000),
                                       .grace = 1000000};
  LuminarGroup *group;
  CHECK_STATUS(LUMINAR_OK, hooks->group_open(rt, host, &descriptor, &group));
  Stubborn frame = {.group = group};
  start_task(host, group, &stubborn, 0, 0, &frame, sizeof frame);
  CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
  LuminarGroupOutcome outcome = outcome_of(group, LUMINAR_OK);
  CHECK(outcome.timed_out && outcome.error_count == 1);
  LuminarErrorRecord record = {.struct_size = sizeof record};
  CHECK_STATUS(LUMINAR_OK, hooks->group_error_at(rt, group, 0, &record));
  CHECK(strcmp(record.type, "grace_exceeded") == 0);
  CHECK(strstr(record.message, "task 'stubborn' (far.lum:7)") != NULL);
  CHECK(strstr(record.message, "still runs 1 ms after the timeout") != NULL);
  CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
  CHECK_STATUS(LUMINAR_OK, hooks->call_clear_errors(rt, host));
  close_runtime();
}

/* ---- the owner of a block ---- */

/* The body of a cancelled block goes on, or code after the block counts as cancelled. */
static void the_owners_body_is_cancelled_with_its_block(void) {
  open_runtime(1);
  LuminarChannel *channel = make_channel(host, "c", sizeof(int), 1);
  int value = 1;
  LuminarGroup *outer = open_group(host, LUMINAR_ERROR_STOP, 0);
  LuminarGroup *inner = open_group(host, LUMINAR_ERROR_STOP, 0);
  CHECK_STATUS(LUMINAR_OK, hooks->channel_offer(rt, host, channel, &value));
  LuminarErrorRecord record = make_record("body", "of the outer block");
  CHECK_STATUS(LUMINAR_OK, hooks->group_fail(rt, outer, &record));
  CHECK_STATUS(LUMINAR_CANCELLED, hooks->channel_poll(rt, host, channel, &value, NULL));
  CHECK_STATUS(LUMINAR_CANCELLED, hooks->channel_send(rt, host, channel, &value, LUMINAR_NO_DEADLINE));
  LuminarTask *task;
  CHECK_STATUS(LUMINAR_CANCELLED, hooks->task_create(rt, host, inner, &racing, 0, 0, &task, NULL));
  CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, inner));
  CHECK_STATUS(LUMINAR_CANCELLED, hooks->group_outcome(rt, inner, NULL)); /* leave the outer block too */
  CHECK_STATUS(LUMINAR_WRONG_STATE, hooks->group_close(rt, outer));
  CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, inner));
  CHECK_STATUS(LUMINAR_CANCELLED, hooks->task_check(rt, host));
  CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, outer));
  CHECK_STATUS(LUMINAR_FAILED, hooks->group_outcome(rt, outer, NULL));
  CHECK_STATUS(LUMINAR_WRONG_STATE, hooks->call_leave(rt, host));
  CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, outer));
  CHECK_STATUS(LUMINAR_OK, hooks->task_check(rt, host));
  CHECK_STATUS(LUMINAR_OK, hooks->channel_poll(rt, host, channel, &value, NULL));
  CHECK_STATUS(LUMINAR_WRONG_STATE, hooks->call_leave(rt, host)); /* its channel is still there */
  CHECK_STATUS(LUMINAR_OK, hooks->channel_release(rt, channel));
  CHECK_STATUS(LUMINAR_BUSY, hooks->runtime_close(rt));
  close_runtime();
}

/* Cancelling a call from outside does not reach its tasks or its host thread. */
static void a_call_can_be_cancelled(void) {
  open_runtime(2);
  LuminarGroup *group = open_group(host, LUMINAR_ERROR_STOP, 0);
  LuminarChannel *channel = make_channel(NULL, "never", sizeof(int64_t), 0);
  _Atomic int begun = 0, cancelled = 0;
  Waiting frame = {.what = FOR_RECEIVE, .channel = channel, .value = 77, .waiting = &begun, .cancelled = &cancelled};
  for (int i = 0; i < 10; i++) start_task(host, group, &waiting, 0, (uint64_t)i, &frame, sizeof frame);
  await_count(&begun, 10);
  CHECK_STATUS(LUMINAR_OK, hooks->call_cancel(rt, host));
  CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
  CHECK_STATUS(LUMINAR_CANCELLED, hooks->group_outcome(rt, group, NULL));
  CHECK(atomic_load(&cancelled) == 10);
  CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
  CHECK_STATUS(LUMINAR_OK, hooks->channel_release(rt, channel));
  close_runtime();
}

/* ---- taking an operation back ---- */

typedef struct Abandoning {
  LuminarChannel *channel;
  int64_t value;
} Abandoning;

static LuminarStep abandoning_step(LuminarTask *task, void *frame, LuminarEvent event) {
  Abandoning *f = frame;
  CHECK(event == LUMINAR_EVENT_START);
  CHECK_STATUS(LUMINAR_WRONG_STATE, hooks->channel_abandon(rt, task, f->channel, NULL));
  CHECK_STATUS(LUMINAR_PENDING, hooks->channel_send_begin(rt, task, f->channel, &f->value, LUMINAR_NO_DEADLINE));
  CHECK_STATUS(LUMINAR_CANCELLED, hooks->channel_abandon(rt, task, f->channel, NULL));
  CHECK_STATUS(LUMINAR_PENDING, hooks->channel_receive_begin(rt, task, f->channel, &f->value, NULL, LUMINAR_NO_DEADLINE));
  int64_t other = 5;
  CHECK_STATUS(LUMINAR_OK, hooks->channel_offer(rt, NULL, f->channel, &other));
  uint64_t ordinal = 9;
  CHECK_STATUS(LUMINAR_OK, hooks->channel_abandon(rt, task, f->channel, &ordinal)); /* too late */
  CHECK(f->value == 5 && ordinal == 0);
  return LUMINAR_STEP_DONE;
}

static const LuminarFrameDescriptor abandoning = {
    .struct_size = sizeof abandoning, .frame_size = sizeof(Abandoning), .step = abandoning_step, .place = {"a", NULL, 0}};

/* An operation that was taken back still happens, or its event arrives later. */
static void an_operation_can_be_taken_back(void) {
  open_runtime(1);
  LuminarGroup *group = open_group(host, LUMINAR_ERROR_STOP, 0);
  LuminarChannel *channel = make_channel(host, "c", sizeof(int64_t), 0);
  Abandoning frame = {.channel = channel, .value = 3};
  start_task(host, group, &abandoning, 0, 0, &frame, sizeof frame);
  CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
  CHECK_STATUS(LUMINAR_WOULD_BLOCK, hooks->channel_poll(rt, host, channel, &frame.value, NULL));
  CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
  CHECK_STATUS(LUMINAR_OK, hooks->channel_release(rt, channel));
  close_runtime();
}

int main(void) {
  RUN_TEST(cancel_reaches_every_wait);
  RUN_TEST(no_message_is_lost_or_doubled);
  RUN_TEST(timers_fire_in_time);
  RUN_TEST(a_groups_deadline_cancels_it);
  RUN_TEST(a_task_that_overruns_the_grace_is_reported);
  RUN_TEST(the_owners_body_is_cancelled_with_its_block);
  RUN_TEST(a_call_can_be_cancelled);
  RUN_TEST(an_operation_can_be_taken_back);
  return 0;
}
