/*
 * Every cell is one 64-bit word that holds its value in the form in which values travel (zero- or sign-extended, bits of an
 * f64), so one set of operations serves all types: integers narrower than the word are cut back after each change.
 *
 * The partner of an order given here is the program's own access of the same cell with its order; the functions hand the
 * order on and take none away.
 */
#include "lum_atomic.h"

#include <stdatomic.h>
#include <string.h>

#include "lum_memory.h"

struct LuminarAtomic {
  _Atomic uint64_t value;
  LuminarAtomicType type;
  unsigned char rest_of_line[LUM_CACHE_LINE - sizeof(uint64_t) - sizeof(LuminarAtomicType)];
};

_Static_assert(sizeof(LuminarAtomic) == LUM_CACHE_LINE, "a cell fills its cache line");

static uint64_t canonical(LuminarAtomicType type, uint64_t value) {
  switch (type) {
    case LUMINAR_ATOMIC_U8: return (uint8_t)value;
    case LUMINAR_ATOMIC_U16: return (uint16_t)value;
    case LUMINAR_ATOMIC_U32: return (uint32_t)value;
    case LUMINAR_ATOMIC_I32: return (uint64_t)(int64_t)(int32_t)(uint32_t)value;
    case LUMINAR_ATOMIC_BOOL: return value != 0;
    case LUMINAR_ATOMIC_U64:
    case LUMINAR_ATOMIC_I64:
    case LUMINAR_ATOMIC_F64: return value;
  }
  return value;
}

static double as_f64(uint64_t bits) {
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

static uint64_t f64_bits(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  return value != value ? UINT64_C(0x7ff8000000000000) : bits; /* NaN is one value */
}

/* Java's: NaN wins, and -0 lies below +0. */
static double f64_extreme(double a, double b, bool smaller) {
  if (a != a || b != b) return a != a ? a : b;
  if (a == b) return (f64_bits(a) >> 63 != 0) == smaller ? a : b;
  return (a < b) == smaller ? a : b;
}

static uint64_t apply_f64(LuminarAtomicOp op, uint64_t old, uint64_t operand) {
  double a = as_f64(old);
  double b = as_f64(operand);
  if (op == LUMINAR_ATOMIC_ADD) return f64_bits(a + b);
  if (op == LUMINAR_ATOMIC_SUB) return f64_bits(a - b);
  return f64_bits(f64_extreme(a, b, op == LUMINAR_ATOMIC_MIN));
}

/* Values are canonical, so comparing words compares values, once signed ones are shifted into unsigned order. */
static uint64_t apply_extreme(LuminarAtomicType type, bool smaller, uint64_t old, uint64_t operand) {
  bool is_signed = type == LUMINAR_ATOMIC_I32 || type == LUMINAR_ATOMIC_I64;
  uint64_t shift = is_signed ? UINT64_C(1) << 63 : 0;
  return ((old ^ shift) < (operand ^ shift)) == smaller ? old : operand;
}

static uint64_t apply(LuminarAtomicType type, LuminarAtomicOp op, uint64_t old, uint64_t operand) {
  if (op == LUMINAR_ATOMIC_EXCHANGE) return operand;
  if (type == LUMINAR_ATOMIC_F64) return apply_f64(op, old, operand);
  switch (op) {
    case LUMINAR_ATOMIC_ADD: return canonical(type, old + operand);
    case LUMINAR_ATOMIC_SUB: return canonical(type, old - operand);
    case LUMINAR_ATOMIC_AND: return old & operand;
    case LUMINAR_ATOMIC_OR: return old | operand;
    case LUMINAR_ATOMIC_XOR: return old ^ operand;
    case LUMINAR_ATOMIC_MIN: return apply_extreme(type, true, old, operand);
    case LUMINAR_ATOMIC_MAX: return apply_extreme(type, false, old, operand);
    case LUMINAR_ATOMIC_EXCHANGE: break;
  }
  return operand;
}

static memory_order order_of(LuminarOrder order) {
  switch (order) {
    case LUMINAR_RELAXED: return memory_order_relaxed;
    case LUMINAR_ACQUIRE: return memory_order_acquire;
    case LUMINAR_RELEASE: return memory_order_release;
    case LUMINAR_ACQ_REL: return memory_order_acq_rel;
    case LUMINAR_SEQ_CST: break;
  }
  return memory_order_seq_cst;
}

/* The part of an order that a load may have. */
static memory_order load_part(LuminarOrder order) {
  if (order == LUMINAR_RELAXED || order == LUMINAR_RELEASE) return memory_order_relaxed;
  return order == LUMINAR_SEQ_CST ? memory_order_seq_cst : memory_order_acquire;
}

LuminarAtomic *lum_atomic_make(LuminarRuntime *runtime, LuminarAtomicType type, uint64_t initial) {
  LuminarAtomic *atomic = lum_allocate(runtime, sizeof *atomic, LUM_CACHE_LINE);
  if (atomic == NULL) return NULL;
  atomic->type = type;
  atomic_init(&atomic->value, canonical(type, initial));
  return atomic;
}

LuminarAtomicType lum_atomic_type(const LuminarAtomic *atomic) { return atomic->type; }
uint64_t lum_atomic_get(LuminarAtomic *atomic) { return atomic_load(&atomic->value); }
void lum_atomic_put(LuminarAtomic *atomic, uint64_t value) { atomic_store(&atomic->value, canonical(atomic->type, value)); }

uint64_t lum_atomic_change(LuminarAtomic *atomic, LuminarAtomicOp op, LuminarOrder order, uint64_t operand) {
  uint64_t value = canonical(atomic->type, operand);
  uint64_t old = atomic_load_explicit(&atomic->value, memory_order_relaxed); /* partner: the exchange below checks it */
  while (!atomic_compare_exchange_weak_explicit(&atomic->value, &old, apply(atomic->type, op, old, value),
                                                order_of(order), memory_order_relaxed)) {
    /* bound: some other thread's change went through each time */
  }
  return old;
}

bool lum_atomic_try(LuminarAtomic *atomic, LuminarOrder success, uint64_t *expected, uint64_t desired) {
  uint64_t seen = canonical(atomic->type, *expected);
  bool done = atomic_compare_exchange_strong_explicit(&atomic->value, &seen, canonical(atomic->type, desired),
                                                      order_of(success), load_part(success));
  *expected = seen;
  return done;
}

/* ---- hooks ---- */

static bool order_valid(LuminarOrder order) { return order >= LUMINAR_RELAXED && order <= LUMINAR_SEQ_CST; }

LuminarStatus lum_atomic_create(LuminarRuntime *runtime, LuminarAtomicType type, uint64_t initial,
                                LuminarAtomic **atomic) {
  if (runtime == NULL || atomic == NULL || type < LUMINAR_ATOMIC_U8 || type > LUMINAR_ATOMIC_BOOL) {
    return LUMINAR_INVALID_ARGUMENT;
  }
  LuminarAtomic *made = lum_atomic_make(runtime, type, initial);
  if (made == NULL) return LUMINAR_OUT_OF_MEMORY;
  *atomic = made;
  return LUMINAR_OK;
}

LuminarStatus lum_atomic_destroy(LuminarRuntime *runtime, LuminarAtomic *atomic) {
  if (runtime == NULL || atomic == NULL) return LUMINAR_INVALID_ARGUMENT;
  lum_free(runtime, atomic);
  return LUMINAR_OK;
}

LuminarStatus lum_atomic_load(LuminarRuntime *runtime, LuminarAtomic *atomic, LuminarOrder order, uint64_t *value) {
  bool allowed = order_valid(order) && order != LUMINAR_RELEASE && order != LUMINAR_ACQ_REL;
  if (runtime == NULL || atomic == NULL || value == NULL || !allowed) return LUMINAR_INVALID_ARGUMENT;
  *value = atomic_load_explicit(&atomic->value, order_of(order));
  return LUMINAR_OK;
}

LuminarStatus lum_atomic_store(LuminarRuntime *runtime, LuminarAtomic *atomic, LuminarOrder order, uint64_t value) {
  bool allowed = order_valid(order) && order != LUMINAR_ACQUIRE && order != LUMINAR_ACQ_REL;
  if (runtime == NULL || atomic == NULL || !allowed) return LUMINAR_INVALID_ARGUMENT;
  atomic_store_explicit(&atomic->value, canonical(atomic->type, value), order_of(order));
  return LUMINAR_OK;
}

static bool operation_fits(LuminarAtomicType type, LuminarAtomicOp op) {
  if (op < LUMINAR_ATOMIC_EXCHANGE || op > LUMINAR_ATOMIC_MAX) return false;
  bool bitwise = op == LUMINAR_ATOMIC_AND || op == LUMINAR_ATOMIC_OR || op == LUMINAR_ATOMIC_XOR;
  if (type == LUMINAR_ATOMIC_F64) return !bitwise;
  if (type == LUMINAR_ATOMIC_BOOL) return bitwise || op == LUMINAR_ATOMIC_EXCHANGE;
  return true;
}

LuminarStatus lum_atomic_modify(LuminarRuntime *runtime, LuminarAtomic *atomic, LuminarAtomicOp op, LuminarOrder order,
                                uint64_t operand, uint64_t *old) {
  if (runtime == NULL || atomic == NULL || !order_valid(order)) return LUMINAR_INVALID_ARGUMENT;
  if (!operation_fits(atomic->type, op)) return LUMINAR_INVALID_ARGUMENT;
  uint64_t before = lum_atomic_change(atomic, op, order, operand);
  if (old != NULL) *old = before;
  return LUMINAR_OK;
}

LuminarStatus lum_atomic_compare_exchange(LuminarRuntime *runtime, LuminarAtomic *atomic, bool weak,
                                          LuminarOrder success, LuminarOrder failure, uint64_t *expected,
                                          uint64_t desired, bool *done) {
  if (runtime == NULL || atomic == NULL || expected == NULL || done == NULL) return LUMINAR_INVALID_ARGUMENT;
  bool allowed = order_valid(success) && order_valid(failure) && failure != LUMINAR_RELEASE && failure != LUMINAR_ACQ_REL;
  if (!allowed) return LUMINAR_INVALID_ARGUMENT;
  uint64_t seen = canonical(atomic->type, *expected);
  uint64_t wanted = canonical(atomic->type, desired);
  if (weak) {
    *done = atomic_compare_exchange_weak_explicit(&atomic->value, &seen, wanted, order_of(success), order_of(failure));
  } else {
    *done = atomic_compare_exchange_strong_explicit(&atomic->value, &seen, wanted, order_of(success), order_of(failure));
  }
  *expected = seen;
  return LUMINAR_OK;
}
