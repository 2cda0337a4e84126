/* Sections of this folder are printed into emitted C when something uses them, in this order. A line that begins with
 * three slashes starts a section: its name, then what it needs: other sections, and headers in angle brackets. */

/// wrapping
/* Integers wrap: the sum is made of unsigned values, where C defines that. */

/// add_i32 : wrapping
static inline int32_t add_i32(int32_t a, int32_t b) {
  return (int32_t)((uint32_t)a + (uint32_t)b);
}

/// sub_i32 : wrapping
static inline int32_t sub_i32(int32_t a, int32_t b) {
  return (int32_t)((uint32_t)a - (uint32_t)b);
}

/// mul_i32 : wrapping
static inline int32_t mul_i32(int32_t a, int32_t b) {
  return (int32_t)((uint32_t)a * (uint32_t)b);
}

/// neg_i32 : wrapping
static inline int32_t neg_i32(int32_t a) {
  return (int32_t)(0u - (uint32_t)a);
}

/// abs_i32 : neg_i32
static inline int32_t abs_i32(int32_t a) {
  return a < 0 ? neg_i32(a) : a;
}

/// div_i32 : neg_i32
/* The divisor is not zero. The least number over -1 would overflow; it wraps to itself. */
static inline int32_t div_i32(int32_t a, int32_t b) {
  return b == -1 ? neg_i32(a) : a / b;
}

/// rem_i32
/* The divisor is not zero. The rest by -1 is 0; C leaves it undefined for the least number. */
static inline int32_t rem_i32(int32_t a, int32_t b) {
  return b == -1 ? 0 : a % b;
}

/// shl_i32 : wrapping
static inline int32_t shl_i32(int32_t a, int32_t count) {
  return (int32_t)((uint32_t)a << ((uint32_t)count & 31u));
}

/// shr_i32
/* C leaves open what happens to the sign of a negative number; this keeps it. */
static inline int32_t shr_i32(int32_t a, int32_t count) {
  const uint32_t by = (uint32_t)count & 31u;
  return a < 0 ? ~(~a >> by) : a >> by;
}

/// ushr_i32 : wrapping
static inline int32_t ushr_i32(int32_t a, int32_t count) {
  return (int32_t)((uint32_t)a >> ((uint32_t)count & 31u));
}

/// min_i32
static inline int32_t min_i32(int32_t a, int32_t b) {
  return a < b ? a : b;
}

/// max_i32
static inline int32_t max_i32(int32_t a, int32_t b) {
  return a > b ? a : b;
}

/// add_i64 : wrapping
static inline int64_t add_i64(int64_t a, int64_t b) {
  return (int64_t)((uint64_t)a + (uint64_t)b);
}

/// sub_i64 : wrapping
static inline int64_t sub_i64(int64_t a, int64_t b) {
  return (int64_t)((uint64_t)a - (uint64_t)b);
}

/// mul_i64 : wrapping
static inline int64_t mul_i64(int64_t a, int64_t b) {
  return (int64_t)((uint64_t)a * (uint64_t)b);
}

/// neg_i64 : wrapping
static inline int64_t neg_i64(int64_t a) {
  return (int64_t)(0u - (uint64_t)a);
}

/// abs_i64 : neg_i64
static inline int64_t abs_i64(int64_t a) {
  return a < 0 ? neg_i64(a) : a;
}

/// div_i64 : neg_i64
/* The divisor is not zero. The least number over -1 would overflow; it wraps to itself. */
static inline int64_t div_i64(int64_t a, int64_t b) {
  return b == -1 ? neg_i64(a) : a / b;
}

/// rem_i64
/* The divisor is not zero. The rest by -1 is 0; C leaves it undefined for the least number. */
static inline int64_t rem_i64(int64_t a, int64_t b) {
  return b == -1 ? 0 : a % b;
}

/// shl_i64 : wrapping
static inline int64_t shl_i64(int64_t a, int64_t count) {
  return (int64_t)((uint64_t)a << ((uint64_t)count & 63u));
}

/// shr_i64
/* C leaves open what happens to the sign of a negative number; this keeps it. */
static inline int64_t shr_i64(int64_t a, int64_t count) {
  const uint64_t by = (uint64_t)count & 63u;
  return a < 0 ? ~(~a >> by) : a >> by;
}

/// ushr_i64 : wrapping
static inline int64_t ushr_i64(int64_t a, int64_t count) {
  return (int64_t)((uint64_t)a >> ((uint64_t)count & 63u));
}

/// min_i64
static inline int64_t min_i64(int64_t a, int64_t b) {
  return a < b ? a : b;
}

/// max_i64
static inline int64_t max_i64(int64_t a, int64_t b) {
  return a > b ? a : b;
}

/// trips
/* The number of values of a range; -1 when there are more than 2^63-1. */
static int64_t trips(int64_t from, int64_t to, int64_t step, bool inclusive) {
  const bool is_up = step > 0;
  if (from == to ? !inclusive : is_up == (from > to)) {
    return 0;
  }
  const uint64_t distance = is_up ? (uint64_t)to - (uint64_t)from : (uint64_t)from - (uint64_t)to;
  const uint64_t stride = is_up ? (uint64_t)step : 0u - (uint64_t)step;
  const uint64_t last = (inclusive ? distance : distance - 1) / stride;
  return last >= INT64_MAX ? -1 : (int64_t)last + 1;
}
