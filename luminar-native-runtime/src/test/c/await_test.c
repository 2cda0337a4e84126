/* Handles: awaiting and cancelling single tasks, and cancellation that races completion. */
#include "lum_test.h"

#include <stdatomic.h>

enum { ROUNDS = 100000 };

/* ---- one message between two tasks, one of which is asked to stop meanwhile ---- */

typedef struct Passing {
  int64_t result; /* what was sent or received; first, as an await copies it */
  LuminarChannel *channel;
  int64_t value;
  bool sends;
} Passing;

static LuminarStep passing_step(LuminarTask *task, void *frame, LuminarEvent event) {
  Passing *f = frame;
  LuminarStatus status;
  if (event == LUMINAR_EVENT_START) {
    status = f->sends ? hooks->channel_send_begin(rt, task, f->channel, &f->value, LUMINAR_NO_DEADLINE)
                      : hooks->channel_receive_begin(rt, task, f->channel, &f->value, NULL, LUMINAR_NO_DEADLINE);
    if (status == LUMINAR_PENDING) return LUMINAR_STEP_WAIT;
  } else {
    status = f->sends ? hooks->channel_send_finish(rt, task, f->channel)
                      : hooks->channel_receive_finish(rt, task, f->channel, NULL);
  }
  f->result = status == LUMINAR_OK ? f->value : -1;
  return LUMINAR_STEP_DONE;
}

static const LuminarFrameDescriptor passing = {.struct_size = sizeof passing,
                                               .flags = LUMINAR_TASK_HANDLE,
                                               .frame_size = sizeof(Passing),
                                               .result_size = sizeof(int64_t),
                                               .step = passing_step,
                                               .place = {"passing", "test.lum", 1}};

typedef struct Canceller {
  LuminarTask *target;
} Canceller;

static LuminarStep canceller_step(LuminarTask *task, void *frame, LuminarEvent event) {
  (void)task;
  (void)event;
  Canceller *f = frame;
  CHECK_STATUS(LUMINAR_OK, hooks->task_cancel(rt, f->target));
  return LUMINAR_STEP_DONE;
}

static const LuminarFrameDescriptor canceller = {.struct_size = sizeof canceller,
                                                 .flags = LUMINAR_TASK_HANDLE,
                                                 .frame_size = sizeof(Canceller),
                                                 .step = canceller_step,
                                                 .place = {"canceller", "test.lum", 2}};

static LuminarTask *make_passing(LuminarGroup *group, LuminarChannel *channel, bool sends, int64_t value) {
  LuminarTask *task;
  void *memory;
  CHECK_STATUS(LUMINAR_OK, hooks->task_create(rt, host, group, &passing, sends ? 0 : 1, 0, &task, &memory));
  *(Passing *)memory = (Passing){.channel = channel, .sends = sends, .value = sends ? value : 0};
  return task;
}

static LuminarTask *make_canceller(LuminarGroup *group, LuminarTask *target) {
  LuminarTask *task;
  void *memory;
  CHECK_STATUS(LUMINAR_OK, hooks->task_create(rt, host, group, &canceller, 2, 0, &task, &memory));
  *(Canceller *)memory = (Canceller){.target = target};
  return task;
}

/* Cancellation loses or doubles a message, leaves somebody waiting, or leaks a frame. */
static void cancelling_a_task_races_its_end(void) {
  open_runtime(3);
  LuminarGroup *group = open_group(host, LUMINAR_ERROR_STOP, 0);
  LuminarChannel *channel = make_channel(NULL, "race", sizeof(int64_t), 0);
  uint64_t seed = 20261128; /* of the order in which the three start */
  int64_t passed = 0, stopped = 0;
  for (int64_t round = 1; round <= ROUNDS; round++) {
    LuminarTask *sender = make_passing(group, channel, true, round);
    LuminarTask *receiver = make_passing(group, channel, false, 0);
    LuminarTask *stopper = make_canceller(group, sender);
    const uint64_t order = next_random(&seed) % 3;
    if (order == 0) CHECK_STATUS(LUMINAR_OK, hooks->task_start(rt, stopper));
    CHECK_STATUS(LUMINAR_OK, hooks->task_start(rt, round % 2 == 0 ? sender : receiver));
    if (order == 1) CHECK_STATUS(LUMINAR_OK, hooks->task_start(rt, stopper));
    CHECK_STATUS(LUMINAR_OK, hooks->task_start(rt, round % 2 == 0 ? receiver : sender));
    if (order == 2) CHECK_STATUS(LUMINAR_OK, hooks->task_start(rt, stopper));
    int64_t sent = -1, got = -1;
    const LuminarStatus status = hooks->task_await(rt, host, sender, &sent, LUMINAR_NO_DEADLINE);
    if (status == LUMINAR_TASK_CANCELLED) {
      stopped++;
      CHECK_STATUS(LUMINAR_OK, hooks->task_cancel(rt, receiver));
      CHECK_STATUS(LUMINAR_TASK_CANCELLED, hooks->task_await(rt, host, receiver, &got, LUMINAR_NO_DEADLINE));
    } else {
      passed++;
      CHECK_STATUS(LUMINAR_OK, status);
      CHECK_STATUS(LUMINAR_OK, hooks->task_await(rt, host, receiver, &got, LUMINAR_NO_DEADLINE));
      CHECK(sent == round && got == round);
    }
    /* The handle of the sender is the stopper's, too, until it has ended. */
    CHECK_STATUS(LUMINAR_OK, hooks->task_await(rt, host, stopper, NULL, LUMINAR_NO_DEADLINE));
    CHECK_STATUS(LUMINAR_OK, hooks->task_release(rt, stopper));
    CHECK_STATUS(LUMINAR_OK, hooks->task_release(rt, sender));
    CHECK_STATUS(LUMINAR_OK, hooks->task_release(rt, receiver));
  }
  CHECK(passed + stopped == ROUNDS);
  CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
  CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
  CHECK(counters().frames_alive == 0);
  CHECK_STATUS(LUMINAR_OK, hooks->channel_release(rt, channel));
  close_runtime();
}

/* ---- awaits of tasks that are asked to stop ---- */

typedef struct Awaiting {
  LuminarTask *target;
  bool of_ended; /* waits for its own cancellation first */
  _Atomic int *began;
  _Atomic int *seen;
} Awaiting;

static LuminarStep awaiting_step(LuminarTask *task, void *frame, LuminarEvent event) {
  Awaiting *f = frame;
  LuminarStatus status;
  int64_t result = -1;
  if (f->of_ended) {
    atomic_store(f->began, 1);
    if (hooks->task_check(rt, task) == LUMINAR_OK) return LUMINAR_STEP_YIELD;
    status = hooks->task_await_begin(rt, task, f->target, &result, LUMINAR_NO_DEADLINE);
  } else if (event == LUMINAR_EVENT_START) {
    status = hooks->task_await_begin(rt, task, f->target, &result, LUMINAR_NO_DEADLINE);
    atomic_store(f->began, 1);
    if (status == LUMINAR_PENDING) return LUMINAR_STEP_WAIT;
  } else {
    status = hooks->task_await_finish(rt, task, f->target, &result);
  }
  atomic_store(f->seen, (int)status);
  return LUMINAR_STEP_DONE;
}

static const LuminarFrameDescriptor awaiting = {.struct_size = sizeof awaiting,
                                                .flags = LUMINAR_TASK_HANDLE,
                                                .frame_size = sizeof(Awaiting),
                                                .step = awaiting_step,
                                                .place = {"awaiting", "test.lum", 3}};

/* A cancelled task gets a result, so that it goes on; or its own end is taken for the end of the one it awaits. */
static void a_cancelled_await_says_so(void) {
  for (int of_ended = 0; of_ended <= 1; of_ended++) {
    open_runtime(2);
    LuminarGroup *group = open_group(host, LUMINAR_ERROR_STOP, 0);
    LuminarChannel *channel = make_channel(NULL, "c", sizeof(int64_t), of_ended == 1 ? 1 : 0);
    LuminarTask *sender = make_passing(group, channel, true, 5);
    CHECK_STATUS(LUMINAR_OK, hooks->task_start(rt, sender));
    if (of_ended == 1) {
      int64_t sent;
      CHECK_STATUS(LUMINAR_OK, hooks->task_await(rt, host, sender, &sent, LUMINAR_NO_DEADLINE));
    }
    _Atomic int began = 0, seen = -1;
    LuminarTask *task;
    void *memory;
    CHECK_STATUS(LUMINAR_OK, hooks->task_create(rt, host, group, &awaiting, 1, 0, &task, &memory));
    *(Awaiting *)memory = (Awaiting){.target = sender, .of_ended = of_ended == 1, .began = &began, .seen = &seen};
    CHECK_STATUS(LUMINAR_OK, hooks->task_start(rt, task));
    while (atomic_load(&began) == 0) CHECK_STATUS(LUMINAR_OK, hooks->time_sleep(rt, NULL, after_millis(1)));
    CHECK_STATUS(LUMINAR_OK, hooks->task_cancel(rt, task));
    CHECK_STATUS(LUMINAR_TASK_CANCELLED, hooks->task_await(rt, host, task, NULL, LUMINAR_NO_DEADLINE));
    CHECK(atomic_load(&seen) == LUMINAR_CANCELLED);
    CHECK_STATUS(LUMINAR_OK, hooks->task_release(rt, task));
    /* The other task goes on: its message is there. */
    int64_t got = 0;
    CHECK_STATUS(LUMINAR_OK, hooks->channel_receive(rt, host, channel, &got, NULL, LUMINAR_NO_DEADLINE));
    CHECK(got == 5);
    CHECK_STATUS(LUMINAR_OK, hooks->task_release(rt, sender));
    CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
    CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
    CHECK_STATUS(LUMINAR_OK, hooks->channel_release(rt, channel));
    close_runtime();
  }
}

/* A handle that is given up while its task runs is leaked, or freed under the task. */
static void a_handle_may_go_before_its_task(void) {
  open_runtime(2);
  LuminarGroup *group = open_group(host, LUMINAR_ERROR_STOP, 0);
  LuminarChannel *channel = make_channel(NULL, "c", sizeof(int64_t), 0);
  for (int64_t k = 0; k < 1000; k++) {
    LuminarTask *sender = make_passing(group, channel, true, k);
    CHECK_STATUS(LUMINAR_OK, hooks->task_start(rt, sender));
    CHECK_STATUS(LUMINAR_OK, hooks->task_release(rt, sender));
    int64_t got = -1;
    CHECK_STATUS(LUMINAR_OK, hooks->channel_receive(rt, host, channel, &got, NULL, LUMINAR_NO_DEADLINE));
    CHECK(got == k);
  }
  CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
  CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
  CHECK_STATUS(LUMINAR_OK, hooks->channel_release(rt, channel));
  close_runtime();
}

int main(void) {
  RUN_TEST(cancelling_a_task_races_its_end);
  RUN_TEST(a_cancelled_await_says_so);
  RUN_TEST(a_handle_may_go_before_its_task);
  return 0;
}
