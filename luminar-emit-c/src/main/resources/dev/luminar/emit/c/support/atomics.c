/// atomic_plain_size : <stdatomic.h>
/* Atomic buffers of the host are used in place, so an atomic must look like what it holds. */
_Static_assert(sizeof(_Atomic int32_t) == sizeof(int32_t), "an atomic i32 has four bytes");
_Static_assert(sizeof(_Atomic int64_t) == sizeof(int64_t), "an atomic i64 has eight bytes");
_Static_assert(sizeof(_Atomic double) == sizeof(double), "an atomic f64 has eight bytes");

/// one_nan_f64 : <math.h>
/* NaN is one value: an atomic place holds no other NaN, because a compare-exchange compares bits. */
static inline double one_nan_f64(double a) {
  return a == a ? a : (double)NAN;
}

/// atomic_min_i32 : <stdatomic.h> min_i32
static inline int32_t atomic_min_i32(_Atomic int32_t *place, int32_t operand, memory_order order) {
  int32_t seen = atomic_load_explicit(place, memory_order_relaxed);
  while (!atomic_compare_exchange_weak_explicit(place, &seen, min_i32(seen, operand), order, memory_order_relaxed)) {
  }
  return seen;
}

/// atomic_max_i32 : <stdatomic.h> max_i32
static inline int32_t atomic_max_i32(_Atomic int32_t *place, int32_t operand, memory_order order) {
  int32_t seen = atomic_load_explicit(place, memory_order_relaxed);
  while (!atomic_compare_exchange_weak_explicit(place, &seen, max_i32(seen, operand), order, memory_order_relaxed)) {
  }
  return seen;
}

/// atomic_min_i64 : <stdatomic.h> min_i64
static inline int64_t atomic_min_i64(_Atomic int64_t *place, int64_t operand, memory_order order) {
  int64_t seen = atomic_load_explicit(place, memory_order_relaxed);
  while (!atomic_compare_exchange_weak_explicit(place, &seen, min_i64(seen, operand), order, memory_order_relaxed)) {
  }
  return seen;
}

/// atomic_max_i64 : <stdatomic.h> max_i64
static inline int64_t atomic_max_i64(_Atomic int64_t *place, int64_t operand, memory_order order) {
  int64_t seen = atomic_load_explicit(place, memory_order_relaxed);
  while (!atomic_compare_exchange_weak_explicit(place, &seen, max_i64(seen, operand), order, memory_order_relaxed)) {
  }
  return seen;
}

/// atomic_min_f64 : <stdatomic.h> min_f64 one_nan_f64
static inline double atomic_min_f64(_Atomic double *place, double operand, memory_order order) {
  double seen = atomic_load_explicit(place, memory_order_relaxed);
  while (!atomic_compare_exchange_weak_explicit(place, &seen, one_nan_f64(min_f64(seen, operand)), order,
                                                memory_order_relaxed)) {
  }
  return seen;
}

/// atomic_max_f64 : <stdatomic.h> max_f64 one_nan_f64
static inline double atomic_max_f64(_Atomic double *place, double operand, memory_order order) {
  double seen = atomic_load_explicit(place, memory_order_relaxed);
  while (!atomic_compare_exchange_weak_explicit(place, &seen, one_nan_f64(max_f64(seen, operand)), order,
                                                memory_order_relaxed)) {
  }
  return seen;
}

/// atomic_add_f64 : <stdatomic.h> one_nan_f64
static inline double atomic_add_f64(_Atomic double *place, double operand, memory_order order) {
  double seen = atomic_load_explicit(place, memory_order_relaxed);
  while (!atomic_compare_exchange_weak_explicit(place, &seen, one_nan_f64(seen + operand), order,
                                                memory_order_relaxed)) {
  }
  return seen;
}

/// atomic_sub_f64 : <stdatomic.h> one_nan_f64
static inline double atomic_sub_f64(_Atomic double *place, double operand, memory_order order) {
  double seen = atomic_load_explicit(place, memory_order_relaxed);
  while (!atomic_compare_exchange_weak_explicit(place, &seen, one_nan_f64(seen - operand), order,
                                                memory_order_relaxed)) {
  }
  return seen;
}

