/*
 * The loops themselves, shared by the peers in C: what a careful person writes without changing
 * what the program means. The peers differ in how they bring in threads.
 */
#ifndef KERNELS_H
#define KERNELS_H

#include <math.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
#define restrict __restrict
#endif

#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#elif defined(__GNUC__)
#pragma GCC optimize("fp-contract=off")
#endif

/*
 * Below so many elements a thread costs more than it brings: starting and joining one takes about
 * 15 microseconds, an element in cache a fraction of a nanosecond.
 */
#define SERIAL_BELOW 65536

/*
 * Eight partial sums: additions do not wait for each other, and the compiler may keep the partial
 * sums in vector registers. (A single sum is what OpenMP's reduction does by default.)
 */
static inline double dot_range(const double *xs, const double *ys, int64_t from, int64_t to) {
  double sums[8] = {0};
  int64_t i = from;
  for (; i + 8 <= to; i += 8) {
    for (int lane = 0; lane < 8; lane++) {
      sums[lane] += xs[i + lane] * ys[i + lane];
    }
  }
  for (; i < to; i++) {
    sums[0] += xs[i] * ys[i];
  }
  return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
}

static inline void triad_range(double *restrict as, const double *restrict bs,
                               const double *restrict cs, double s, int64_t from, int64_t to) {
  for (int64_t i = from; i < to; i++) {
    as[i] = bs[i] + s * cs[i];
  }
}

/* The steps of one point; the squares are kept, as in any hand-written version. */
static inline int32_t escape(double cx, double cy, int32_t limit) {
  double x = 0.0;
  double y = 0.0;
  double xx = 0.0;
  double yy = 0.0;
  int32_t n = 0;
  while (n < limit && xx + yy <= 4.0) {
    y = 2.0 * x * y + cy;
    x = xx - yy + cx;
    xx = x * x;
    yy = y * y;
    n++;
  }
  return n;
}

/* One row; returns how many of its points never escape. */
static inline int64_t mandelbrot_row(int32_t *steps, int64_t row, int64_t width, int64_t height,
                                     int32_t limit) {
  const double cy = (double)row * 1.6 / (double)height - 1.25;
  int64_t inside = 0;
  for (int64_t column = 0; column < width; column++) {
    const double cx = (double)column * 3.0 / (double)width - 2.25;
    const int32_t n = escape(cx, cy, limit);
    steps[row * width + column] = n;
    inside += n == limit;
  }
  return inside;
}

/* Counts byte values. Four tables, so that equal neighbours do not wait for each other's store. */
static inline void histogram_range(const uint8_t *bytes, int64_t from, int64_t to, int64_t counts[256]) {
  uint32_t tables[4][256] = {{0}};
  while (from < to) {
    /* so few that no count of 32 bits overflows */
    const int64_t end = to - from < 1000000000 ? to : from + 1000000000;
    for (; from + 4 <= end; from += 4) {
      tables[0][bytes[from]]++;
      tables[1][bytes[from + 1]]++;
      tables[2][bytes[from + 2]]++;
      tables[3][bytes[from + 3]]++;
    }
    for (; from < end; from++) {
      tables[0][bytes[from]]++;
    }
    for (int value = 0; value < 256; value++) {
      for (int table = 0; table < 4; table++) {
        counts[value] += tables[table][value];
        tables[table][value] = 0;
      }
    }
  }
}

/* Rows of c = a * b: the inner loop runs along rows of b and c. */
static inline void matmul_rows(double *restrict c, const double *restrict a, const double *restrict b, int64_t n,
                               int64_t from, int64_t to) {
  for (int64_t row = from; row < to; row++) {
    for (int64_t column = 0; column < n; column++) {
      c[row * n + column] = 0.0;
    }
    for (int64_t k = 0; k < n; k++) {
      const double factor = a[row * n + k];
      for (int64_t column = 0; column < n; column++) {
        c[row * n + column] += factor * b[k * n + column];
      }
    }
  }
}

/* The inner points of some rows: means of their neighbours. */
static inline void stencil_rows(const double *restrict us, double *restrict vs, int64_t width, int64_t from, int64_t to) {
  for (int64_t y = from; y < to; y++) {
    for (int64_t x = 1; x < width - 1; x++) {
      vs[y * width + x] =
          0.25 * (us[(y - 1) * width + x] + us[(y + 1) * width + x] + us[y * width + x - 1] + us[y * width + x + 1]);
    }
  }
}

static inline int64_t sum_range(const int64_t *xs, int64_t from, int64_t to) {
  int64_t sum = 0;
  for (int64_t i = from; i < to; i++) {
    sum += xs[i];
  }
  return sum;
}

static inline void scan_range(const int64_t *restrict xs, int64_t *restrict ys, int64_t before, int64_t from, int64_t to) {
  for (int64_t i = from; i < to; i++) {
    before += xs[i];
    ys[i] = before;
  }
}

static inline void add_one_range(double *xs, int64_t from, int64_t to) {
  for (int64_t i = from; i < to; i++) {
    xs[i] += 1.0;
  }
}

static inline void scale_range(double *xs, double s, int64_t from, int64_t to) {
  for (int64_t i = from; i < to; i++) {
    xs[i] *= s;
  }
}

static inline void roots_range(const double *restrict xs, double *restrict ys, int64_t from, int64_t to) {
  for (int64_t i = from; i < to; i++) {
    ys[i] = sqrt(xs[i] + 1.0);
  }
}

/* Stops at the first element that has no root, and returns its index; else `to`. */
static inline int64_t roots_checked_range(const double *restrict xs, double *restrict ys, int64_t from, int64_t to) {
  for (int64_t i = from; i < to; i++) {
    if (!(xs[i] + 1.0 >= 0.0)) {
      return i;
    }
    ys[i] = sqrt(xs[i] + 1.0);
  }
  return to;
}

#ifdef __cplusplus
extern "C" {
#endif

/* What each peer offers; `threads` counts the calling thread. */
double dot(const double *xs, const double *ys, int64_t n, int32_t threads);
void triad(double *as, const double *bs, const double *cs, double s, int64_t n, int32_t threads);
int64_t mandelbrot(int32_t *steps, int64_t width, int64_t height, int32_t limit, int32_t threads);
void histogram(const uint8_t *bytes, int64_t n, int64_t *counts, int32_t threads);
void histogram_naive(const uint8_t *bytes, int64_t n, int64_t *counts, int32_t threads);
void matmul(double *c, const double *a, const double *b, int64_t n, int32_t threads);
void stencil(double *us, double *vs, int64_t width, int64_t height, int64_t steps, int32_t threads);
void prefix(const int64_t *xs, int64_t *ys, int64_t n, int32_t threads);
void steps(double *xs, int64_t n, int64_t count, int32_t threads);
void scale(double *xs, double s, int64_t n, int32_t threads);
void roots(const double *xs, double *ys, int64_t n, int32_t threads);
int64_t roots_checked(const double *xs, double *ys, int64_t n, int32_t threads);

#ifdef __cplusplus
}
#endif

#endif
