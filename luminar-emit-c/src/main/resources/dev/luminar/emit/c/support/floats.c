/// kept_f32
/* Its call keeps gcc 12 from taking 0.0f - x for -x, which is wrong where x is 0.0f. */
static inline float kept_f32(float a) {
  return a;
}

/// min_f32 : <math.h>
/* A NaN wins, and -0.0 lies below 0.0. */
static inline float min_f32(float a, float b) {
  if (a == b) {
    return signbit(a) ? a : b;
  }
  return a < b || a != a ? a : b;
}

/// max_f32 : <math.h>
/* A NaN wins, and 0.0 lies above -0.0. */
static inline float max_f32(float a, float b) {
  if (a == b) {
    return signbit(a) ? b : a;
  }
  return a > b || a != a ? a : b;
}

/// copysign_f32 : <math.h>
/* NaN is one value, which counts as positive whatever its bits. */
static inline float copysign_f32(float a, float b) {
  return copysignf(a, b == b ? b : 1.0f);
}

/// pow_f32 : <math.h>
/* Where C's pow gives 1 for 1 to the power of NaN and for 1 or -1 to an infinite power, the result is NaN. */
static inline float pow_f32(float a, float b) {
  return b != b || (isinf(b) && fabsf(a) == 1.0f) ? (float)NAN : powf(a, b);
}

/// i32_from_f32
/* Saturates; a NaN gives 0. */
static inline int32_t i32_from_f32(float a) {
  if (a >= 2147483648.0f) {
    return INT32_MAX;
  }
  if (a > -2147483648.0f) {
    return (int32_t)a;
  }
  return a == a ? INT32_MIN : 0;
}

/// i64_from_f32
/* Saturates; a NaN gives 0. */
static inline int64_t i64_from_f32(float a) {
  if (a >= 9223372036854775808.0f) {
    return INT64_MAX;
  }
  if (a > -9223372036854775808.0f) {
    return (int64_t)a;
  }
  return a == a ? INT64_MIN : 0;
}

/// kept_f64
/* Its call keeps gcc 12 from taking 0.0 - x for -x, which is wrong where x is 0.0. */
static inline double kept_f64(double a) {
  return a;
}

/// min_f64 : <math.h>
/* A NaN wins, and -0.0 lies below 0.0. */
static inline double min_f64(double a, double b) {
  if (a == b) {
    return signbit(a) ? a : b;
  }
  return a < b || a != a ? a : b;
}

/// max_f64 : <math.h>
/* A NaN wins, and 0.0 lies above -0.0. */
static inline double max_f64(double a, double b) {
  if (a == b) {
    return signbit(a) ? b : a;
  }
  return a > b || a != a ? a : b;
}

/// copysign_f64 : <math.h>
/* NaN is one value, which counts as positive whatever its bits. */
static inline double copysign_f64(double a, double b) {
  return copysign(a, b == b ? b : 1.0);
}

/// pow_f64 : <math.h>
/* Where C's pow gives 1 for 1 to the power of NaN and for 1 or -1 to an infinite power, the result is NaN. */
static inline double pow_f64(double a, double b) {
  return b != b || (isinf(b) && fabs(a) == 1.0) ? (double)NAN : pow(a, b);
}

/// i32_from_f64
/* Saturates; a NaN gives 0. */
static inline int32_t i32_from_f64(double a) {
  if (a >= 2147483648.0) {
    return INT32_MAX;
  }
  if (a > -2147483649.0) {
    return (int32_t)a;
  }
  return a == a ? INT32_MIN : 0;
}

/// i64_from_f64
/* Saturates; a NaN gives 0. */
static inline int64_t i64_from_f64(double a) {
  if (a >= 9223372036854775808.0) {
    return INT64_MAX;
  }
  if (a > -9223372036854775808.0) {
    return (int64_t)a;
  }
  return a == a ? INT64_MIN : 0;
}

/// i32_from_i64
/* Keeps the low 32 bits. */
static inline int32_t i32_from_i64(int64_t a) {
  return (int32_t)(uint32_t)((uint64_t)a & UINT32_MAX);
}

