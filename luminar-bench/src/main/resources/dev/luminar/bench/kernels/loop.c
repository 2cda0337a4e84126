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
