/*
 * The loops themselves, shared by the peers in C: what a careful person writes without changing
 * what the program means. The peers differ in how they bring in threads.
 */
#ifndef KERNELS_H
#define KERNELS_H

#include <stdint.h>

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

/* What each peer offers; `threads` counts the calling thread. */
double dot(const double *xs, const double *ys, int64_t n, int32_t threads);
void triad(double *as, const double *bs, const double *cs, double s, int64_t n, int32_t threads);
int64_t mandelbrot(int32_t *steps, int64_t width, int64_t height, int32_t limit, int32_t threads);

#endif
