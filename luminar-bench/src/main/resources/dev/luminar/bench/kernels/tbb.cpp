/* oneTBB as one writes it: a body for a range, the library's own partitioning. */
#include "kernels.h"

#include <functional>
#include <oneapi/tbb.h>

using oneapi::tbb::blocked_range;
using oneapi::tbb::parallel_for;
using oneapi::tbb::parallel_reduce;
using oneapi::tbb::parallel_scan;
using range = blocked_range<int64_t>;

double dot(const double *xs, const double *ys, int64_t n, int32_t) {
  if (n < SERIAL_BELOW) {
    return dot_range(xs, ys, 0, n);
  }
  return parallel_reduce(
      range(0, n), 0.0,
      [=](const range &r, double sum) { return sum + dot_range(xs, ys, r.begin(), r.end()); }, std::plus<double>());
}

void triad(double *as, const double *bs, const double *cs, double s, int64_t n, int32_t) {
  if (n < SERIAL_BELOW) {
    triad_range(as, bs, cs, s, 0, n);
    return;
  }
  parallel_for(
      range(0, n), [=](const range &r) { triad_range(as, bs, cs, s, r.begin(), r.end()); },
      oneapi::tbb::static_partitioner());
}

int64_t mandelbrot(int32_t *steps, int64_t width, int64_t height, int32_t limit, int32_t) {
  return parallel_reduce(
      range(0, height), int64_t{0},
      [=](const range &r, int64_t inside) {
        for (int64_t row = r.begin(); row < r.end(); row++) {
          inside += mandelbrot_row(steps, row, width, height, limit);
        }
        return inside;
      },
      std::plus<int64_t>());
}

void histogram(const uint8_t *bytes, int64_t n, int64_t *counts, int32_t) {
  struct table {
    int64_t counts[256] = {0};
  };
  oneapi::tbb::combinable<table> tables;
  parallel_for(range(0, n, SERIAL_BELOW),
               [&](const range &r) { histogram_range(bytes, r.begin(), r.end(), tables.local().counts); });
  memset(counts, 0, 256 * sizeof *counts);
  tables.combine_each([=](const table &own) {
    for (int value = 0; value < 256; value++) {
      counts[value] += own.counts[value];
    }
  });
}

void histogram_naive(const uint8_t *bytes, int64_t n, int64_t *counts, int32_t) {
  static std::atomic<int64_t> shared[256];
  for (auto &count : shared) {
    count.store(0, std::memory_order_relaxed);
  }
  parallel_for(range(0, n, SERIAL_BELOW), [=](const range &r) {
    for (int64_t i = r.begin(); i < r.end(); i++) {
      shared[bytes[i]].fetch_add(1, std::memory_order_relaxed);
    }
  });
  for (int value = 0; value < 256; value++) {
    counts[value] = shared[value].load(std::memory_order_relaxed);
  }
}

void matmul(double *c, const double *a, const double *b, int64_t n, int32_t) {
  parallel_for(range(0, n), [=](const range &r) { matmul_rows(c, a, b, n, r.begin(), r.end()); });
}

void stencil(double *us, double *vs, int64_t width, int64_t height, int64_t steps, int32_t) {
  oneapi::tbb::affinity_partitioner keep;
  for (int64_t step = 0; step < steps; step++) {
    parallel_for(range(1, height - 1), [=](const range &r) { stencil_rows(us, vs, width, r.begin(), r.end()); }, keep);
    double *const other = us;
    us = vs;
    vs = other;
  }
}

void prefix(const int64_t *xs, int64_t *ys, int64_t n, int32_t) {
  parallel_scan(
      range(0, n, SERIAL_BELOW), int64_t{0},
      [=](const range &r, int64_t before, bool is_final) {
        if (is_final) {
          scan_range(xs, ys, before, r.begin(), r.end());
        }
        return is_final ? ys[r.end() - 1] : before + sum_range(xs, r.begin(), r.end());
      },
      std::plus<int64_t>());
}

void steps(double *xs, int64_t n, int64_t count, int32_t) {
  for (int64_t step = 0; step < count; step++) {
    parallel_for(
        range(0, n), [=](const range &r) { add_one_range(xs, r.begin(), r.end()); },
        oneapi::tbb::static_partitioner());
  }
}

void scale(double *xs, double s, int64_t n, int32_t) {
  if (n < SERIAL_BELOW) {
    scale_range(xs, s, 0, n);
    return;
  }
  parallel_for(range(0, n), [=](const range &r) { scale_range(xs, s, r.begin(), r.end()); });
}

void roots(const double *xs, double *ys, int64_t n, int32_t) {
  parallel_for(
      range(0, n, SERIAL_BELOW), [=](const range &r) { roots_range(xs, ys, r.begin(), r.end()); },
      oneapi::tbb::static_partitioner());
}

int64_t roots_checked(const double *xs, double *ys, int64_t n, int32_t) {
  return parallel_reduce(
      range(0, n, SERIAL_BELOW), n,
      [=](const range &r, int64_t failed) {
        const int64_t end = roots_checked_range(xs, ys, r.begin(), r.end());
        return end < r.end() && end < failed ? end : failed;
      },
      [](int64_t a, int64_t b) { return a < b ? a : b; });
}
