/* The plain loop: no threads at all. No other peer may be slower than this one. */
#include "kernels.h"

double dot(const double *xs, const double *ys, int64_t n, int32_t threads) {
  (void)threads;
  return dot_range(xs, ys, 0, n);
}

void triad(double *as, const double *bs, const double *cs, double s, int64_t n, int32_t threads) {
  (void)threads;
  triad_range(as, bs, cs, s, 0, n);
}

int64_t mandelbrot(int32_t *steps, int64_t width, int64_t height, int32_t limit, int32_t threads) {
  (void)threads;
  int64_t inside = 0;
  for (int64_t row = 0; row < height; row++) {
    inside += mandelbrot_row(steps, row, width, height, limit);
  }
  return inside;
}

void histogram(const uint8_t *bytes, int64_t n, int64_t *counts, int32_t threads) {
  (void)threads;
  memset(counts, 0, 256 * sizeof *counts);
  histogram_range(bytes, 0, n, counts);
}

void histogram_naive(const uint8_t *bytes, int64_t n, int64_t *counts, int32_t threads) {
  (void)threads;
  memset(counts, 0, 256 * sizeof *counts);
  for (int64_t i = 0; i < n; i++) {
    counts[bytes[i]]++;
  }
}

void matmul(double *c, const double *a, const double *b, int64_t n, int32_t threads) {
  (void)threads;
  matmul_rows(c, a, b, n, 0, n);
}

void stencil(double *us, double *vs, int64_t width, int64_t height, int64_t steps, int32_t threads) {
  (void)threads;
  for (int64_t step = 0; step < steps; step++) {
    stencil_rows(us, vs, width, 1, height - 1);
    double *const other = us;
    us = vs;
    vs = other;
  }
}

void prefix(const int64_t *xs, int64_t *ys, int64_t n, int32_t threads) {
  (void)threads;
  scan_range(xs, ys, 0, 0, n);
}

void steps(double *xs, int64_t n, int64_t count, int32_t threads) {
  (void)threads;
  for (int64_t step = 0; step < count; step++) {
    add_one_range(xs, 0, n);
  }
}

void scale(double *xs, double s, int64_t n, int32_t threads) {
  (void)threads;
  scale_range(xs, s, 0, n);
}

void roots(const double *xs, double *ys, int64_t n, int32_t threads) {
  (void)threads;
  roots_range(xs, ys, 0, n);
}

int64_t roots_checked(const double *xs, double *ys, int64_t n, int32_t threads) {
  (void)threads;
  return roots_checked_range(xs, ys, 0, n);
}
