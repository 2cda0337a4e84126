/* Atomic cells against a plain model of each type, and litmus tests of their orders. */
#include "lum_test.h"

#include <pthread.h>

static uint64_t bits_of(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

/* What the operation gives on integers, by the language's own arithmetic on the type. */
static uint64_t model(LuminarAtomicType type, LuminarAtomicOp op, uint64_t a, uint64_t b) {
  uint64_t r = 0;
  bool is_signed = type == LUMINAR_ATOMIC_I32 || type == LUMINAR_ATOMIC_I64;
  bool less = is_signed ? (int64_t)a < (int64_t)b : a < b;
  switch (op) {
    case LUMINAR_ATOMIC_EXCHANGE: r = b; break;
    case LUMINAR_ATOMIC_ADD: r = a + b; break;
    case LUMINAR_ATOMIC_SUB: r = a - b; break;
    case LUMINAR_ATOMIC_AND: r = a & b; break;
    case LUMINAR_ATOMIC_OR: r = a | b; break;
    case LUMINAR_ATOMIC_XOR: r = a ^ b; break;
    case LUMINAR_ATOMIC_MIN: r = less ? a : b; break;
    case LUMINAR_ATOMIC_MAX: r = less ? b : a; break;
  }
  switch (type) {
    case LUMINAR_ATOMIC_U8: return r & 0xff;
    case LUMINAR_ATOMIC_U16: return r & 0xffff;
    case LUMINAR_ATOMIC_U32: return r & 0xffffffff;
    case LUMINAR_ATOMIC_I32: return (r & 0x80000000) != 0 ? r | UINT64_C(0xffffffff00000000) : r & 0xffffffff;
    default: return r;
  }
}

/* An operation gives another value than the type's arithmetic. */
static void integers_follow_the_model(void) {
  uint64_t random = 11;
  for (int type = LUMINAR_ATOMIC_U8; type <= LUMINAR_ATOMIC_I64; type++) {
    LuminarAtomic *cell;
    CHECK_STATUS(LUMINAR_OK, hooks->atomic_create(rt, (LuminarAtomicType)type, 0, &cell));
    uint64_t value = 0;
    for (int i = 0; i < 2000; i++) {
      uint64_t operand = model((LuminarAtomicType)type, LUMINAR_ATOMIC_EXCHANGE, 0, next_random(&random) >> (i % 64));
      LuminarAtomicOp op = (LuminarAtomicOp)(i % 8);
      uint64_t old, now;
      CHECK_STATUS(LUMINAR_OK, hooks->atomic_modify(rt, cell, op, (LuminarOrder)(i % 5), operand, &old));
      CHECK(old == value);
      value = model((LuminarAtomicType)type, op, value, operand);
      CHECK_STATUS(LUMINAR_OK, hooks->atomic_load(rt, cell, LUMINAR_SEQ_CST, &now));
      CHECK(now == value);
    }
    CHECK_STATUS(LUMINAR_OK, hooks->atomic_destroy(rt, cell));
  }
}

/* Floats add wrongly, min loses a NaN or the sign of zero, or bool takes an addition. */
static void floats_and_bools(void) {
  LuminarAtomic *cell;
  uint64_t value;
  CHECK_STATUS(LUMINAR_OK, hooks->atomic_create(rt, LUMINAR_ATOMIC_F64, bits_of(1.5), &cell));
  CHECK_STATUS(LUMINAR_OK, hooks->atomic_modify(rt, cell, LUMINAR_ATOMIC_ADD, LUMINAR_RELAXED, bits_of(2.25), NULL));
  CHECK_STATUS(LUMINAR_OK, hooks->atomic_load(rt, cell, LUMINAR_ACQUIRE, &value));
  CHECK(value == bits_of(3.75));
  CHECK_STATUS(LUMINAR_OK, hooks->atomic_store(rt, cell, LUMINAR_RELEASE, bits_of(0.0)));
  CHECK_STATUS(LUMINAR_OK, hooks->atomic_modify(rt, cell, LUMINAR_ATOMIC_MIN, LUMINAR_RELAXED, bits_of(-0.0), NULL));
  CHECK_STATUS(LUMINAR_OK, hooks->atomic_load(rt, cell, LUMINAR_RELAXED, &value));
  CHECK(value == bits_of(-0.0));
  CHECK_STATUS(LUMINAR_OK, hooks->atomic_modify(rt, cell, LUMINAR_ATOMIC_MAX, LUMINAR_RELAXED, UINT64_C(0xfff8000000000001), NULL));
  CHECK_STATUS(LUMINAR_OK, hooks->atomic_load(rt, cell, LUMINAR_RELAXED, &value));
  CHECK(value == UINT64_C(0x7ff8000000000000));
  CHECK_STATUS(LUMINAR_INVALID_ARGUMENT, hooks->atomic_modify(rt, cell, LUMINAR_ATOMIC_AND, LUMINAR_RELAXED, 0, NULL));
  CHECK_STATUS(LUMINAR_INVALID_ARGUMENT, hooks->atomic_load(rt, cell, LUMINAR_RELEASE, &value));
  CHECK_STATUS(LUMINAR_INVALID_ARGUMENT, hooks->atomic_store(rt, cell, LUMINAR_ACQUIRE, value));
  CHECK_STATUS(LUMINAR_OK, hooks->atomic_destroy(rt, cell));
  CHECK_STATUS(LUMINAR_OK, hooks->atomic_create(rt, LUMINAR_ATOMIC_BOOL, 7, &cell));
  CHECK_STATUS(LUMINAR_OK, hooks->atomic_modify(rt, cell, LUMINAR_ATOMIC_XOR, LUMINAR_SEQ_CST, 1, &value));
  CHECK(value == 1);
  CHECK_STATUS(LUMINAR_INVALID_ARGUMENT, hooks->atomic_modify(rt, cell, LUMINAR_ATOMIC_ADD, LUMINAR_SEQ_CST, 1, &value));
  CHECK_STATUS(LUMINAR_OK, hooks->atomic_destroy(rt, cell));
}

/* Compare-exchange changes a cell that holds something else, or does not tell what it holds. */
static void compare_exchange_is_exact(void) {
  LuminarAtomic *cell;
  bool done;
  uint64_t expected = 4;
  CHECK_STATUS(LUMINAR_OK, hooks->atomic_create(rt, LUMINAR_ATOMIC_I32, 5, &cell));
  CHECK_STATUS(LUMINAR_OK, hooks->atomic_compare_exchange(rt, cell, false, LUMINAR_ACQ_REL, LUMINAR_ACQUIRE, &expected, 6, &done));
  CHECK(!done && expected == 5);
  CHECK_STATUS(LUMINAR_OK, hooks->atomic_compare_exchange(rt, cell, false, LUMINAR_SEQ_CST, LUMINAR_RELAXED, &expected, (uint64_t)-1, &done));
  CHECK(done);
  for (expected = (uint64_t)-1, done = false; !done;) {
    CHECK_STATUS(LUMINAR_OK, hooks->atomic_compare_exchange(rt, cell, true, LUMINAR_RELAXED, LUMINAR_RELAXED, &expected, 1, &done));
  }
  CHECK_STATUS(LUMINAR_INVALID_ARGUMENT,
               hooks->atomic_compare_exchange(rt, cell, true, LUMINAR_RELAXED, LUMINAR_RELEASE, &expected, 1, &done));
  CHECK_STATUS(LUMINAR_OK, hooks->atomic_destroy(rt, cell));
}

/* ---- litmus ---- */

enum { LITMUS_ROUNDS = 3000, LITMUS_THREADS = 2 };

typedef struct Litmus {
  LuminarAtomic *x, *y;
  uint64_t seen[LITMUS_THREADS];
  int64_t plain;
} Litmus;

static void put(LuminarAtomic *cell, LuminarOrder order, uint64_t value) {
  CHECK_STATUS(LUMINAR_OK, hooks->atomic_store(rt, cell, order, value));
}

static uint64_t get(LuminarAtomic *cell, LuminarOrder order) {
  uint64_t value;
  CHECK_STATUS(LUMINAR_OK, hooks->atomic_load(rt, cell, order, &value));
  return value;
}

static void *store_buffering_left(void *argument) {
  Litmus *l = argument;
  put(l->x, LUMINAR_SEQ_CST, 1);
  l->seen[0] = get(l->y, LUMINAR_SEQ_CST);
  return NULL;
}

static void *store_buffering_right(void *argument) {
  Litmus *l = argument;
  put(l->y, LUMINAR_SEQ_CST, 1);
  l->seen[1] = get(l->x, LUMINAR_SEQ_CST);
  return NULL;
}

static void *message_left(void *argument) {
  Litmus *l = argument;
  l->plain = 42;
  put(l->x, LUMINAR_RELEASE, 1); /* partner: the acquire load of message_right */
  return NULL;
}

static void *message_right(void *argument) {
  Litmus *l = argument;
  l->seen[1] = get(l->x, LUMINAR_ACQUIRE) == 1 ? (uint64_t)l->plain : 42; /* partner: the release store of message_left */
  return NULL;
}

static void run_litmus(Litmus *l, void *(*left)(void *), void *(*right)(void *)) {
  pthread_t threads[LITMUS_THREADS];
  l->plain = 0;
  put(l->x, LUMINAR_RELAXED, 0); /* both: before the threads start, which orders them */
  put(l->y, LUMINAR_RELAXED, 0);
  CHECK(pthread_create(&threads[0], NULL, left, l) == 0);
  CHECK(pthread_create(&threads[1], NULL, right, l) == 0);
  CHECK(pthread_join(threads[0], NULL) == 0);
  CHECK(pthread_join(threads[1], NULL) == 0);
}

/* The functions weaken an order: both threads of store buffering read 0, or a message arrives before its contents. */
static void orders_are_kept(void) {
  Litmus l;
  CHECK_STATUS(LUMINAR_OK, hooks->atomic_create(rt, LUMINAR_ATOMIC_I64, 0, &l.x));
  CHECK_STATUS(LUMINAR_OK, hooks->atomic_create(rt, LUMINAR_ATOMIC_I64, 0, &l.y));
  for (int i = 0; i < LITMUS_ROUNDS; i++) {
    run_litmus(&l, store_buffering_left, store_buffering_right);
    CHECK(l.seen[0] == 1 || l.seen[1] == 1); /* 0, 0 would need stores behind loads; sequential consistency forbids it */
    run_litmus(&l, message_left, message_right);
    CHECK(l.seen[1] == 42); /* release and acquire carry the plain store along */
  }
  CHECK_STATUS(LUMINAR_OK, hooks->atomic_destroy(rt, l.x));
  CHECK_STATUS(LUMINAR_OK, hooks->atomic_destroy(rt, l.y));
}

/* ---- stress ---- */

static void *add_many(void *argument) {
  LuminarAtomic *cell = argument;
  for (int i = 0; i < 20000; i++) {
    CHECK_STATUS(LUMINAR_OK, hooks->atomic_modify(rt, cell, LUMINAR_ATOMIC_ADD, LUMINAR_RELAXED, bits_of(1.0), NULL));
  }
  return NULL;
}

/* Additions of several threads are lost. */
static void additions_are_not_lost(void) {
  LuminarAtomic *cell;
  pthread_t threads[4];
  CHECK_STATUS(LUMINAR_OK, hooks->atomic_create(rt, LUMINAR_ATOMIC_F64, 0, &cell));
  for (int t = 0; t < 4; t++) CHECK(pthread_create(&threads[t], NULL, add_many, cell) == 0);
  for (int t = 0; t < 4; t++) CHECK(pthread_join(threads[t], NULL) == 0);
  CHECK(get(cell, LUMINAR_SEQ_CST) == bits_of(80000.0));
  CHECK_STATUS(LUMINAR_OK, hooks->atomic_destroy(rt, cell));
}

int main(void) {
  open_runtime(1);
  RUN_TEST(integers_follow_the_model);
  RUN_TEST(floats_and_bools);
  RUN_TEST(compare_exchange_is_exact);
  RUN_TEST(orders_are_kept);
  RUN_TEST(additions_are_not_lost);
  close_runtime();
  return 0;
}
