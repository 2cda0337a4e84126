/*
 * OpenMP as one writes it: the plain loop with a directive. The `if` clause keeps small work on the
 * calling thread; rows that differ in work are handed out one at a time.
 */
#include "kernels.h"

#include <omp.h>

double dot(const double *xs, const double *ys, int64_t n, int32_t threads) {
  double total = 0.0;
#pragma omp parallel for num_threads(threads) reduction(+ : total) if (n >= SERIAL_BELOW)
  for (int64_t i = 0; i < n; i++) {
    total += xs[i] * ys[i];
  }
  return total;
}

void triad(double *as, const double *bs, const double *cs, double s, int64_t n, int32_t threads) {
#pragma omp parallel for simd num_threads(threads) if (parallel : n >= SERIAL_BELOW)
  for (int64_t i = 0; i < n; i++) {
    as[i] = bs[i] + s * cs[i];
  }
}

int64_t mandelbrot(int32_t *steps, int64_t width, int64_t height, int32_t limit, int32_t threads) {
  int64_t inside = 0;
#pragma omp parallel for num_threads(threads) schedule(dynamic) reduction(+ : inside)
  for (int64_t row = 0; row < height; row++) {
    inside += mandelbrot_row(steps, row, width, height, limit);
  }
  return inside;
}

void histogram(const uint8_t *bytes, int64_t n, int64_t *counts, int32_t threads) {
  memset(counts, 0, 256 * sizeof *counts);
#pragma omp parallel for num_threads(threads) reduction(+ : counts[ : 256]) if (n >= SERIAL_BELOW)
  for (int64_t i = 0; i < n; i++) {
    counts[bytes[i]]++;
  }
}

void histogram_naive(const uint8_t *bytes, int64_t n, int64_t *counts, int32_t threads) {
  memset(counts, 0, 256 * sizeof *counts);
#pragma omp parallel for num_threads(threads) if (n >= SERIAL_BELOW)
  for (int64_t i = 0; i < n; i++) {
#pragma omp atomic
    counts[bytes[i]]++;
  }
}

void matmul(double *c, const double *a, const double *b, int64_t n, int32_t threads) {
#pragma omp parallel for num_threads(threads)
  for (int64_t row = 0; row < n; row++) {
    matmul_rows(c, a, b, n, row, row + 1);
  }
}

void stencil(double *us, double *vs, int64_t width, int64_t height, int64_t steps, int32_t threads) {
  for (int64_t step = 0; step < steps; step++) {
#pragma omp parallel for num_threads(threads)
    for (int64_t y = 1; y < height - 1; y++) {
      stencil_rows(us, vs, width, y, y + 1);
    }
    double *const other = us;
    us = vs;
    vs = other;
  }
}

void prefix(const int64_t *xs, int64_t *ys, int64_t n, int32_t threads) {
  int64_t before[1024 + 1] = {0};
#pragma omp parallel num_threads(threads)
  {
    const int64_t parts = omp_get_num_threads();
    const int64_t part = omp_get_thread_num();
    const int64_t from = n / parts * part;
    const int64_t to = part + 1 == parts ? n : n / parts * (part + 1);
    before[part + 1] = sum_range(xs, from, to);
#pragma omp barrier
    int64_t start = 0;
    for (int64_t k = 0; k <= part; k++) {
      start += before[k];
    }
    scan_range(xs, ys, start, from, to);
  }
}

void steps(double *xs, int64_t n, int64_t count, int32_t threads) {
  for (int64_t step = 0; step < count; step++) {
#pragma omp parallel for num_threads(threads)
    for (int64_t i = 0; i < n; i++) {
      xs[i] += 1.0;
    }
  }
}

void scale(double *xs, double s, int64_t n, int32_t threads) {
#pragma omp parallel for simd num_threads(threads) if (parallel : n >= SERIAL_BELOW)
  for (int64_t i = 0; i < n; i++) {
    xs[i] *= s;
  }
}

void roots(const double *xs, double *ys, int64_t n, int32_t threads) {
#pragma omp parallel for simd num_threads(threads) if (parallel : n >= SERIAL_BELOW)
  for (int64_t i = 0; i < n; i++) {
    ys[i] = sqrt(xs[i] + 1.0);
  }
}

int64_t roots_checked(const double *xs, double *ys, int64_t n, int32_t threads) {
  int64_t failed = n;
#pragma omp parallel num_threads(threads) reduction(min : failed) if (n >= SERIAL_BELOW)
  {
    const int64_t parts = omp_get_num_threads();
    const int64_t part = omp_get_thread_num();
    const int64_t to = part + 1 == parts ? n : n / parts * (part + 1);
    const int64_t end = roots_checked_range(xs, ys, n / parts * part, to);
    failed = end < to ? end : n;
  }
  return failed;
}
