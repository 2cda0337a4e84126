/*
 * OpenMP as one writes it: the plain loop with a directive. The `if` clause keeps small work on the
 * calling thread; rows that differ in work are handed out one at a time.
 */
#include "kernels.h"

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
