/* Select: policies, readiness, closing, deadlines, many arms, and no message lost to two arms at once. */
#include "lum_test.h"

#include <stdatomic.h>

static LuminarSelectArm receive_arm(LuminarChannel *channel, void *data) {
  return (LuminarSelectArm){.channel = channel, .data = data, .kind = LUMINAR_SELECT_RECEIVE};
}

static LuminarSelectArm send_arm(LuminarChannel *channel, void *data) {
  return (LuminarSelectArm){.channel = channel, .data = data, .kind = LUMINAR_SELECT_SEND};
}

/* ORDERED does not take the first ready arm, ROTATING starves one, or SEEDED is not reproducible. */
static void policies_do_what_they_say(void) {
  open_runtime(1);
  enum { ARMS = 3 };
  LuminarChannel *channels[ARMS];
  LuminarSelectArm arms[ARMS];
  int values[ARMS] = {0};
  for (int i = 0; i < ARMS; i++) {
    channels[i] = make_channel(host, "c", sizeof(int), 1000);
    for (int k = 0; k < 600; k++) CHECK_STATUS(LUMINAR_OK, hooks->channel_offer(rt, host, channels[i], &k));
    arms[i] = receive_arm(channels[i], &values[i]);
  }
  uint32_t chosen;
  uint64_t turn = 0;
  int count[2][ARMS] = {{0}};
  for (int k = 0; k < 300; k++) {
    CHECK_STATUS(LUMINAR_OK, hooks->select_wait(rt, host, arms, ARMS, LUMINAR_SELECT_ROTATING, turn, &chosen, NULL, 0));
    CHECK(chosen == (uint32_t)k % ARMS);
    turn = chosen + 1;
    count[0][chosen]++;
    uint32_t again;
    CHECK_STATUS(LUMINAR_OK, hooks->select_wait(rt, host, arms, ARMS, LUMINAR_SELECT_SEEDED, (uint64_t)k, &chosen, NULL, 0));
    CHECK_STATUS(LUMINAR_OK, hooks->select_wait(rt, host, arms, ARMS, LUMINAR_SELECT_SEEDED, (uint64_t)k, &again, NULL, 0));
    CHECK(chosen == again);
    count[1][chosen]++;
  }
  for (int i = 0; i < ARMS; i++) CHECK(count[0][i] == 100 && count[1][i] > 50);
  CHECK_STATUS(LUMINAR_OK, hooks->select_wait(rt, host, arms, ARMS, LUMINAR_SELECT_ORDERED, 0, &chosen, NULL, 0));
  CHECK(chosen == 0);
  CHECK_STATUS(LUMINAR_OK, hooks->channel_close(rt, host, channels[2]));
  while (hooks->select_wait(rt, host, &arms[2], 1, LUMINAR_SELECT_ORDERED, 0, &chosen, NULL, 0) == LUMINAR_OK) {
  }
  CHECK_STATUS(LUMINAR_CLOSED, hooks->select_wait(rt, host, &arms[2], 1, LUMINAR_SELECT_ORDERED, 0, &chosen, NULL, 0));
  for (int i = 0; i < ARMS; i++) CHECK_STATUS(LUMINAR_OK, hooks->channel_release(rt, channels[i]));
  close_runtime();
}

/* A select without arms hangs, a default waits, or an arm that is off is looked at. */
static void edges_of_select(void) {
  open_runtime(1);
  LuminarChannel *channel = make_channel(host, "c", sizeof(int), 0);
  int value = 3;
  uint32_t chosen = 9;
  LuminarSelectArm arms[2] = {receive_arm(NULL, NULL), send_arm(channel, &value)};
  CHECK_STATUS(LUMINAR_INVALID_ARGUMENT,
               hooks->select_wait(rt, host, NULL, 0, LUMINAR_SELECT_ORDERED, 0, &chosen, NULL, LUMINAR_NO_DEADLINE));
  CHECK_STATUS(LUMINAR_INVALID_ARGUMENT,
               hooks->select_wait(rt, host, arms, 1, LUMINAR_SELECT_ORDERED, 0, &chosen, NULL, LUMINAR_NO_DEADLINE));
  CHECK_STATUS(LUMINAR_TIMED_OUT, hooks->select_wait(rt, host, NULL, 0, LUMINAR_SELECT_ORDERED, 0, &chosen, NULL, after_millis(3)));
  CHECK_STATUS(LUMINAR_TIMED_OUT, hooks->select_wait(rt, host, arms, 2, LUMINAR_SELECT_ROTATING, 0, &chosen, NULL, 0));
  CHECK_STATUS(LUMINAR_TIMED_OUT, hooks->select_wait(rt, host, arms, 2, LUMINAR_SELECT_ROTATING, 0, &chosen, NULL, after_millis(3)));
  CHECK_STATUS(LUMINAR_DEADLOCK,
               hooks->select_wait(rt, host, arms, 2, LUMINAR_SELECT_ROTATING, 0, &chosen, NULL, LUMINAR_NO_DEADLINE));
  CHECK(chosen == 9);
  CHECK_STATUS(LUMINAR_OK, hooks->channel_release(rt, channel));
  close_runtime();
}

/* ---- many tasks that select over many channels, as senders and as receivers ---- */

enum { CHANNELS = 300, SELECTORS = 4, EACH = 500 };

typedef struct Selector {
  LuminarChannel **channels;
  LuminarSelectArm *arms; /* in the heap: an array of the frame would do as well */
  int64_t value;
  uint32_t chosen;
  int left;
  bool sends;
  _Atomic int64_t *total;
} Selector;

static LuminarStep selector_step(LuminarTask *task, void *frame, LuminarEvent event) {
  Selector *f = frame;
  LuminarStatus status = LUMINAR_OK;
  if (event != LUMINAR_EVENT_START) {
    status = hooks->select_finish(rt, task, f->arms, CHANNELS, &f->chosen, NULL);
    goto done_one;
  }
  while (f->left > 0) {
    if (f->sends) f->value = f->left;
    status = hooks->select_begin(rt, task, f->arms, CHANNELS, LUMINAR_SELECT_ROTATING, f->chosen + 1, &f->chosen, NULL,
                                 LUMINAR_NO_DEADLINE);
    if (status == LUMINAR_PENDING) return LUMINAR_STEP_WAIT;
  done_one:
    CHECK_STATUS(LUMINAR_OK, status);
    CHECK(f->chosen < CHANNELS);
    if (!f->sends) atomic_fetch_add(f->total, f->value);
    f->left--;
  }
  return LUMINAR_STEP_DONE;
}

static LuminarStep selector_entry(LuminarTask *task, void *frame, LuminarEvent event) {
  Selector *f = frame;
  if (event == LUMINAR_EVENT_START) {
    for (int i = 0; i < CHANNELS; i++) {
      f->arms[i] = f->sends ? send_arm(f->channels[i], &f->value) : receive_arm(f->channels[i], &f->value);
    }
  }
  return selector_step(task, frame, event);
}

static const LuminarFrameDescriptor selector = {
    .struct_size = sizeof selector, .frame_size = sizeof(Selector), .step = selector_entry, .place = {"selector", NULL, 0}};

/* A select that waits in hundreds of queues does two of its arms, or stays in a queue after it has ended. */
static void hundreds_of_arms_do_one_each(void) {
  open_runtime(3);
  LuminarGroup *group = open_group(host, LUMINAR_ERROR_STOP, 0);
  LuminarChannel *channels[CHANNELS];
  for (int i = 0; i < CHANNELS; i++) channels[i] = make_channel(host, "c", sizeof(int64_t), i % 3 == 0 ? 1 : 0);
  _Atomic int64_t total = 0;
  LuminarSelectArm *arms = calloc(SELECTORS * 2 * CHANNELS, sizeof *arms);
  for (int i = 0; i < SELECTORS * 2; i++) {
    Selector frame = {
        .channels = channels, .arms = arms + i * CHANNELS, .left = EACH, .sends = i % 2 == 0, .total = &total};
    start_task(host, group, &selector, 0, (uint64_t)i, &frame, sizeof frame);
  }
  CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
  outcome_of(group, LUMINAR_OK);
  CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
  CHECK(atomic_load(&total) == (int64_t)SELECTORS * EACH * (EACH + 1) / 2);
  for (int i = 0; i < CHANNELS; i++) {
    LuminarChannelState state = {.struct_size = sizeof state};
    CHECK_STATUS(LUMINAR_OK, hooks->tool_channel(rt, channels[i], &state));
    CHECK(state.length == 0 && state.senders_waiting == 0 && state.receivers_waiting == 0);
    CHECK_STATUS(LUMINAR_OK, hooks->channel_release(rt, channels[i]));
  }
  free(arms);
  close_runtime();
}

/* ---- selects that give up, or are asked to stop, while partners come ---- */

enum { RACERS = 8, RACE_CHANNELS = 3, RACE_EACH = 4000, CANCEL_ROUNDS = 300 };

static const uint64_t race_seed = 20261128;

/* Sends (even ones) or receives over all channels; `sum` gets what was sent and loses what was received. */
typedef struct Racer {
  LuminarChannel **channels;
  LuminarSelectArm arms[RACE_CHANNELS];
  _Atomic int64_t *sum;
  uint64_t random;
  int64_t value;
  int64_t patience; /* nanoseconds, 0: for ever */
  uint32_t chosen;
  int left; /* below 0: until it is cancelled */
  bool sends;
} Racer;

static LuminarStatus racer_begin(LuminarTask *task, Racer *f) {
  f->value = f->sends ? (int64_t)(next_random(&f->random) % 1000) + 1 : 0;
  for (int i = 0; i < RACE_CHANNELS; i++) {
    f->arms[i] = f->sends ? send_arm(f->channels[i], &f->value) : receive_arm(f->channels[i], &f->value);
  }
  LuminarDeadline deadline = LUMINAR_NO_DEADLINE;
  if (f->patience != 0) {
    CHECK_STATUS(LUMINAR_OK, hooks->time_now(rt, &deadline));
    deadline += (int64_t)(next_random(&f->random) % (uint64_t)f->patience);
  }
  return hooks->select_begin(rt, task, f->arms, RACE_CHANNELS, LUMINAR_SELECT_SEEDED, f->random, &f->chosen, NULL,
                             deadline);
}

static LuminarStep racer_step(LuminarTask *task, void *frame, LuminarEvent event) {
  Racer *f = frame;
  LuminarStatus status = LUMINAR_TIMED_OUT;
  if (event != LUMINAR_EVENT_START) {
    status = hooks->select_finish(rt, task, f->arms, RACE_CHANNELS, &f->chosen, NULL);
    goto done_one;
  }
  while (f->left != 0) {
    status = racer_begin(task, f);
    if (status == LUMINAR_PENDING) return LUMINAR_STEP_WAIT;
  done_one:
    if (status == LUMINAR_OK) {
      CHECK(f->chosen < RACE_CHANNELS);
      atomic_fetch_add(f->sum, f->sends ? f->value : -f->value);
    } else if (status == LUMINAR_CANCELLED) {
      return LUMINAR_STEP_DONE;
    } else {
      CHECK_STATUS(LUMINAR_TIMED_OUT, status);
    }
    if (f->left > 0) f->left--;
  }
  return LUMINAR_STEP_DONE;
}

static const LuminarFrameDescriptor racer = {
    .struct_size = sizeof racer, .frame_size = sizeof(Racer), .step = racer_step, .place = {"racer", NULL, 0}};

static void race(int left, int64_t patience, bool cancel, uint64_t *random) {
  LuminarGroup *group = open_group(host, LUMINAR_ERROR_STOP, 0);
  LuminarChannel *channels[RACE_CHANNELS];
  for (int i = 0; i < RACE_CHANNELS; i++) channels[i] = make_channel(host, "c", sizeof(int64_t), i == 2 ? 1 : 0);
  _Atomic int64_t sum = 0;
  for (int i = 0; i < RACERS; i++) {
    Racer frame = {.channels = channels,
                   .sum = &sum,
                   .random = next_random(random),
                   .patience = patience,
                   .left = left,
                   .sends = i % 2 == 0};
    start_task(host, group, &racer, 0, (uint64_t)i, &frame, sizeof frame);
  }
  if (cancel) CHECK_STATUS(LUMINAR_OK, hooks->group_cancel(rt, group));
  CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
  outcome_of(group, LUMINAR_OK);
  CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
  int64_t rest;
  for (int i = 0; i < RACE_CHANNELS; i++) {
    while (hooks->channel_poll(rt, host, channels[i], &rest, NULL) == LUMINAR_OK) atomic_fetch_sub(&sum, rest);
    CHECK_STATUS(LUMINAR_OK, hooks->channel_release(rt, channels[i]));
  }
  if (atomic_load(&sum) != 0) fprintf(stderr, "seed %llu\n", (unsigned long long)race_seed);
  CHECK(atomic_load(&sum) == 0);
}

/* A deadline that races a partner loses or doubles a message. */
static void deadlines_race_partners(void) {
  open_runtime(3);
  uint64_t random = race_seed;
  race(RACE_EACH, 60000, false, &random);
  race(RACE_EACH, 1, false, &random);
  close_runtime();
}

/* A cancellation that races a partner loses or doubles a message, or leaves a task behind. */
static void cancellation_races_partners(void) {
  open_runtime(3);
  uint64_t random = race_seed;
  for (int round = 0; round < CANCEL_ROUNDS; round++) race(-1, round % 2 == 0 ? 0 : 20000, true, &random);
  close_runtime();
}

int main(void) {
  RUN_TEST(policies_do_what_they_say);
  RUN_TEST(edges_of_select);
  RUN_TEST(hundreds_of_arms_do_one_each);
  RUN_TEST(deadlines_race_partners);
  RUN_TEST(cancellation_races_partners);
  return 0;
}
