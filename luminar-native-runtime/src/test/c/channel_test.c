/* Channels between step tasks, run tasks and host threads. */
#include "lum_test.h"

#include <stdatomic.h>

/* ---- a producer and a consumer as a compiler would emit them ---- */

typedef struct Producer {
  LuminarChannel *channel;
  int64_t first, end, at;
  _Atomic int64_t *still_sending;
} Producer;

static LuminarStep producer_step(LuminarTask *task, void *frame, LuminarEvent event) {
  Producer *f = frame;
  LuminarStatus status;
  if (event != LUMINAR_EVENT_START) {
    status = hooks->channel_send_finish(rt, task, f->channel);
    CHECK_STATUS(LUMINAR_OK, status);
    f->at++;
  } else {
    f->at = f->first;
  }
  for (; f->at < f->end; f->at++) {
    status = hooks->channel_send_begin(rt, task, f->channel, &f->at, LUMINAR_NO_DEADLINE);
    if (status == LUMINAR_PENDING) return LUMINAR_STEP_WAIT;
    CHECK_STATUS(LUMINAR_OK, status);
  }
  if (atomic_fetch_sub(f->still_sending, 1) == 1) hooks->channel_close(rt, task, f->channel);
  return LUMINAR_STEP_DONE;
}

static const LuminarFrameDescriptor producer = {.struct_size = sizeof producer,
                                                .frame_size = sizeof(Producer),
                                                .step = producer_step,
                                                .place = {"producer", "test.lum", 10}};

enum { PRODUCERS_MAX = 8 };

typedef struct Consumer {
  LuminarChannel *channel;
  int64_t value;
  uint64_t ordinal;
  int64_t per_producer;
  _Atomic int64_t *sum;
  _Atomic unsigned char *seen;
  int64_t last[PRODUCERS_MAX];
} Consumer;

static void consume(Consumer *f) {
  atomic_fetch_add(f->sum, f->value);
  CHECK(atomic_fetch_add(&f->seen[f->ordinal], 1) == 0);
  int64_t who = f->value / f->per_producer;
  CHECK(f->last[who] <= f->value); /* FIFO per producer, as far as one consumer sees it */
  f->last[who] = f->value + 1;
}

static LuminarStep consumer_step(LuminarTask *task, void *frame, LuminarEvent event) {
  Consumer *f = frame;
  LuminarStatus status;
  if (event != LUMINAR_EVENT_START) {
    status = hooks->channel_receive_finish(rt, task, f->channel, &f->ordinal);
    if (status == LUMINAR_CLOSED) return LUMINAR_STEP_DONE;
    CHECK_STATUS(LUMINAR_OK, status);
    consume(f);
  }
  for (;;) {
    status = hooks->channel_receive_begin(rt, task, f->channel, &f->value, &f->ordinal, LUMINAR_NO_DEADLINE);
    if (status == LUMINAR_PENDING) return LUMINAR_STEP_WAIT;
    if (status == LUMINAR_CLOSED) return LUMINAR_STEP_DONE;
    CHECK_STATUS(LUMINAR_OK, status);
    consume(f);
  }
}

static const LuminarFrameDescriptor consumer = {.struct_size = sizeof consumer,
                                                .frame_size = sizeof(Consumer),
                                                .step = consumer_step,
                                                .place = {"consumer", "test.lum", 20}};

static void transfer_many(size_t threads, size_t capacity, int64_t producers, int64_t consumers, int64_t each) {
  open_runtime(threads);
  LuminarGroup *group = open_group(host, LUMINAR_ERROR_STOP, 0);
  LuminarChannel *channel = make_channel(host, "items", sizeof(int64_t), capacity);
  _Atomic int64_t sum = 0;
  _Atomic int64_t sending = producers;
  _Atomic unsigned char *seen = calloc((size_t)(producers * each), 1);
  for (int64_t c = 0; c < consumers; c++) {
    Consumer frame = {.channel = channel, .per_producer = each, .sum = &sum, .seen = seen};
    start_task(host, group, &consumer, 1, (uint64_t)c, &frame, sizeof frame);
  }
  for (int64_t p = 0; p < producers; p++) {
    Producer frame = {.channel = channel, .first = p * each, .end = (p + 1) * each, .still_sending = &sending};
    start_task(host, group, &producer, 0, (uint64_t)p, &frame, sizeof frame);
  }
  CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
  LuminarGroupOutcome outcome = outcome_of(group, LUMINAR_OK);
  CHECK(outcome.tasks_finished == (uint64_t)(producers + consumers));
  CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
  int64_t n = producers * each;
  CHECK(atomic_load(&sum) == n * (n - 1) / 2);
  for (int64_t i = 0; i < n; i++) CHECK(atomic_load(&seen[i]) == 1);
  LuminarChannelState state = {.struct_size = sizeof state};
  CHECK_STATUS(LUMINAR_OK, hooks->tool_channel(rt, channel, &state));
  CHECK(state.sent == (uint64_t)n && state.received == (uint64_t)n && state.length_max <= capacity);
  CHECK_STATUS(LUMINAR_OK, hooks->channel_release(rt, channel));
  free(seen);
  close_runtime();
}

/* A message is lost, doubled, or its ordinal is given twice, for some capacity or number of threads. */
static void every_message_arrives_once(void) {
  transfer_many(1, 0, 1, 1, 100);
  transfer_many(1, 3, 2, 3, 500);
  transfer_many(4, 0, 4, 4, 2000);
  transfer_many(4, 1, 8, 2, 1000);
  transfer_many(4, 64, 8, 8, 4000);
}

/* A rendezvous keeps a value, or a full channel takes one more. */
static void capacity_is_exact(void) {
  open_runtime(1);
  LuminarChannel *none = make_channel(host, "none", sizeof(int), 0);
  LuminarChannel *two = make_channel(host, "two", sizeof(int), 2);
  int value = 7;
  CHECK_STATUS(LUMINAR_WOULD_BLOCK, hooks->channel_offer(rt, host, none, &value));
  CHECK_STATUS(LUMINAR_OK, hooks->channel_offer(rt, host, two, &value));
  value = 8;
  CHECK_STATUS(LUMINAR_OK, hooks->channel_offer(rt, host, two, &value));
  CHECK_STATUS(LUMINAR_WOULD_BLOCK, hooks->channel_offer(rt, host, two, &value));
  CHECK_STATUS(LUMINAR_TIMED_OUT, hooks->channel_send(rt, host, two, &value, after_millis(5)));
  CHECK_STATUS(LUMINAR_TIMED_OUT, hooks->channel_receive(rt, host, none, &value, NULL, after_millis(5)));
  uint64_t ordinal = 99;
  CHECK_STATUS(LUMINAR_OK, hooks->channel_poll(rt, host, two, &value, &ordinal));
  CHECK(value == 7 && ordinal == 0);
  CHECK_STATUS(LUMINAR_OK, hooks->channel_close(rt, host, two));
  CHECK_STATUS(LUMINAR_CLOSED, hooks->channel_close(rt, host, two));
  CHECK_STATUS(LUMINAR_CLOSED, hooks->channel_offer(rt, host, two, &value));
  CHECK_STATUS(LUMINAR_OK, hooks->channel_receive(rt, host, two, &value, &ordinal, LUMINAR_NO_DEADLINE));
  CHECK(value == 8 && ordinal == 1);
  CHECK_STATUS(LUMINAR_CLOSED, hooks->channel_poll(rt, host, two, &value, &ordinal));
  CHECK_STATUS(LUMINAR_OK, hooks->channel_release(rt, none));
  CHECK_STATUS(LUMINAR_OK, hooks->channel_release(rt, two));
  close_runtime();
}

/* Order breaks when the ring wraps round or grows. */
static void the_ring_is_first_in_first_out(void) {
  open_runtime(1);
  LuminarChannel *channel = make_channel(host, "ring", sizeof(uint64_t), 1000);
  uint64_t random = 42, put = 0, taken = 0;
  for (int round = 0; round < 20000; round++) {
    if (next_random(&random) % 2 == 0) {
      LuminarStatus status = hooks->channel_offer(rt, host, channel, &put);
      CHECK_STATUS(put - taken == 1000 ? LUMINAR_WOULD_BLOCK : LUMINAR_OK, status);
      put += status == LUMINAR_OK;
    } else {
      uint64_t value, ordinal;
      LuminarStatus status = hooks->channel_poll(rt, host, channel, &value, &ordinal);
      CHECK_STATUS(put == taken ? LUMINAR_WOULD_BLOCK : LUMINAR_OK, status);
      if (status != LUMINAR_OK) continue;
      CHECK(value == taken && ordinal == taken);
      taken++;
    }
  }
  CHECK_STATUS(LUMINAR_OK, hooks->channel_release(rt, channel)); /* with messages in it */
  close_runtime();
}

/* A capacity of two billion allocates before anything is sent, or a size that overflows is taken. */
static void huge_capacities_cost_nothing(void) {
  open_runtime(1);
  LuminarChannel *channel = make_channel(host, "huge", 16, 2000000000);
  CHECK_STATUS(LUMINAR_OK, hooks->channel_release(rt, channel));
  LuminarChannelDescriptor bad = {.struct_size = sizeof bad, .element_size = 16, .capacity = SIZE_MAX / 8};
  CHECK_STATUS(LUMINAR_INVALID_ARGUMENT, hooks->channel_create(rt, host, &bad, &channel));
  bad = (LuminarChannelDescriptor){.struct_size = sizeof bad, .element_size = 0, .capacity = 1};
  CHECK_STATUS(LUMINAR_INVALID_ARGUMENT, hooks->channel_create(rt, host, &bad, &channel));
  close_runtime();
}

/* ---- blocking forms in run tasks, and a host that feeds and drains ---- */

typedef struct Echo {
  LuminarChannel *in, *out;
} Echo;

static void echo_run(LuminarTask *task, void *frame) {
  Echo *f = frame;
  int64_t value;
  while (hooks->channel_receive(rt, task, f->in, &value, NULL, LUMINAR_NO_DEADLINE) == LUMINAR_OK) {
    CHECK_STATUS(LUMINAR_OK, hooks->channel_send(rt, task, f->out, &value, LUMINAR_NO_DEADLINE));
  }
  CHECK_STATUS(LUMINAR_OK, hooks->channel_close(rt, task, f->out));
}

static const LuminarFrameDescriptor echo = {
    .struct_size = sizeof echo, .frame_size = sizeof(Echo), .run = echo_run, .place = {"echo", "test.lum", 30}};

/* Run tasks that block starve the pool: more of them than threads must still get on. */
static void run_tasks_may_outnumber_threads(void) {
  open_runtime(1);
  LuminarGroup *group = open_group(host, LUMINAR_ERROR_STOP, 0);
  enum { LINKS = 20 };
  LuminarChannel *chain[LINKS + 1];
  for (int i = 0; i <= LINKS; i++) chain[i] = make_channel(host, "link", sizeof(int64_t), i % 2 == 0 ? 0 : 2);
  for (int i = LINKS - 1; i >= 0; i--) {
    Echo frame = {chain[i], chain[i + 1]};
    start_task(host, group, &echo, 0, (uint64_t)i, &frame, sizeof frame);
  }
  for (int64_t round = 0; round < 200; round++) {
    int64_t back = -1;
    CHECK_STATUS(LUMINAR_OK, hooks->channel_send(rt, host, chain[0], &round, LUMINAR_NO_DEADLINE));
    CHECK_STATUS(LUMINAR_OK, hooks->channel_receive(rt, host, chain[LINKS], &back, NULL, LUMINAR_NO_DEADLINE));
    CHECK(back == round);
  }
  CHECK_STATUS(LUMINAR_OK, hooks->channel_close(rt, host, chain[0]));
  CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
  outcome_of(group, LUMINAR_OK);
  CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
  for (int i = 0; i <= LINKS; i++) CHECK_STATUS(LUMINAR_OK, hooks->channel_release(rt, chain[i]));
  CHECK(counters().substitutes_started > 0);
  close_runtime();
}

/* ---- litmus: a message carries everything written before it ---- */

typedef struct Litmus {
  LuminarChannel *ch;
  int64_t *plain; /* written before the send, read after the receive, with no other order between them */
  int64_t value;
  int64_t rounds;
  int64_t at;
  bool sends;
} Litmus;

static LuminarStep litmus_step(LuminarTask *task, void *frame, LuminarEvent event) {
  Litmus *f = frame;
  LuminarStatus status = LUMINAR_OK;
  if (event != LUMINAR_EVENT_START) {
    status = f->sends ? hooks->channel_send_finish(rt, task, f->ch) : hooks->channel_receive_finish(rt, task, f->ch, NULL);
    CHECK_STATUS(LUMINAR_OK, status);
    if (!f->sends) CHECK(f->plain[f->value] == f->value * 3);
    f->at++;
  }
  for (; f->at < f->rounds; f->at++) {
    if (f->sends) f->plain[f->at] = f->at * 3;
    f->value = f->sends ? f->at : -1;
    status = f->sends ? hooks->channel_send_begin(rt, task, f->ch, &f->value, LUMINAR_NO_DEADLINE)
                      : hooks->channel_receive_begin(rt, task, f->ch, &f->value, NULL, LUMINAR_NO_DEADLINE);
    if (status == LUMINAR_PENDING) return LUMINAR_STEP_WAIT;
    CHECK_STATUS(LUMINAR_OK, status);
    if (!f->sends) CHECK(f->plain[f->value] == f->value * 3);
  }
  return LUMINAR_STEP_DONE;
}

static const LuminarFrameDescriptor litmus = {
    .struct_size = sizeof litmus, .frame_size = sizeof(Litmus), .step = litmus_step, .place = {"litmus", NULL, 0}};

/* A receiver sees an older value of what its sender wrote before sending. The only allowed outcome is the new value. */
static void a_message_carries_what_was_written_before(void) {
  enum { ROUNDS = 5000 };
  for (size_t capacity = 0; capacity < 3; capacity++) {
    open_runtime(2);
    LuminarGroup *group = open_group(host, LUMINAR_ERROR_STOP, 0);
    LuminarChannel *channel = make_channel(host, "mp", sizeof(int64_t), capacity);
    int64_t *plain = calloc(ROUNDS, sizeof *plain);
    Litmus sender = {.ch = channel, .plain = plain, .rounds = ROUNDS, .sends = true};
    Litmus receiver = {.ch = channel, .plain = plain, .rounds = ROUNDS};
    start_task(host, group, &litmus, 0, 0, &sender, sizeof sender);
    start_task(host, group, &litmus, 1, 0, &receiver, sizeof receiver);
    CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
    CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
    CHECK_STATUS(LUMINAR_OK, hooks->channel_release(rt, channel));
    free(plain);
    close_runtime();
  }
}

int main(void) {
  RUN_TEST(capacity_is_exact);
  RUN_TEST(the_ring_is_first_in_first_out);
  RUN_TEST(huge_capacities_cost_nothing);
  RUN_TEST(every_message_arrives_once);
  RUN_TEST(run_tasks_may_outnumber_threads);
  RUN_TEST(a_message_carries_what_was_written_before);
  return 0;
}
