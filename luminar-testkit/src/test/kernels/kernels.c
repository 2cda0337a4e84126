/* The loops of kernels.lum as a person writes them. One function per kernel, under its name. */
#include <stdint.h>

double dot_f64(const double *xs, const double *ys, int64_t n) {
  double total = 0.0;
  for (int64_t i = 0; i < n; i++) {
    total += xs[i] * ys[i];
  }
  return total;
}

float dot_f32(const float *xs, const float *ys, int64_t n) {
  float total = 0.0f;
  for (int64_t i = 0; i < n; i++) {
    total += xs[i] * ys[i];
  }
  return total;
}

uint32_t dot_i32(const uint32_t *xs, const uint32_t *ys, int64_t n) {
  uint32_t total = 0;
  for (int64_t i = 0; i < n; i++) {
    total += xs[i] * ys[i];
  }
  return total;
}

uint64_t dot_i64(const uint64_t *xs, const uint64_t *ys, int64_t n) {
  uint64_t total = 0;
  for (int64_t i = 0; i < n; i++) {
    total += xs[i] * ys[i];
  }
  return total;
}

double sum_f64(const double *xs, int64_t n) {
  double total = 0.0;
  for (int64_t i = 0; i < n; i++) {
    total += xs[i];
  }
  return total;
}

uint64_t sum_i64(const uint64_t *xs, int64_t n) {
  uint64_t total = 0;
  for (int64_t i = 0; i < n; i++) {
    total += xs[i];
  }
  return total;
}

int32_t least_i32(const int32_t *xs, int64_t n) {
  int32_t low = INT32_MAX;
  for (int64_t i = 0; i < n; i++) {
    low = xs[i] < low ? xs[i] : low;
  }
  return low;
}

double greatest_f64(const double *xs, int64_t n) {
  double high = -1.0 / 0.0;
  for (int64_t i = 0; i < n; i++) {
    high = xs[i] > high || xs[i] != xs[i] ? xs[i] : high;
  }
  return high;
}

int64_t count_i32(const int32_t *xs, int64_t n, int32_t key) {
  int64_t total = 0;
  for (int64_t i = 0; i < n; i++) {
    if (xs[i] == key) {
      total++;
    }
  }
  return total;
}

int64_t sum_bytes(const uint8_t *xs, int64_t n) {
  int64_t total = 0;
  for (int64_t i = 0; i < n; i++) {
    total += xs[i];
  }
  return total;
}

void triad(double *a, const double *b, const double *c, int64_t n, double q) {
  for (int64_t i = 0; i < n; i++) {
    a[i] = b[i] + q * c[i];
  }
}

void saxpy(const float *xs, float *ys, int64_t n, float a) {
  for (int64_t i = 0; i < n; i++) {
    ys[i] = a * xs[i] + ys[i];
  }
}

void scale(double *xs, int64_t n, double a) {
  for (int64_t i = 0; i < n; i++) {
    xs[i] = a * xs[i];
  }
}

void convert(const int32_t *xs, double *ys, int64_t n) {
  for (int64_t i = 0; i < n; i++) {
    ys[i] = xs[i];
  }
}

void line(const double *xs, double *ys, int64_t n) {
  for (int64_t i = 1; i < n - 1; i++) {
    ys[i] = 0.25 * xs[i - 1] + 0.5 * xs[i] + 0.25 * xs[i + 1];
  }
}

void plane(const double *u, double *v, int64_t h, int64_t w) {
  for (int64_t i = 1; i < h - 1; i++) {
    for (int64_t j = 1; j < w - 1; j++) {
      v[i * w + j] =
          0.25 * (u[(i - 1) * w + j] + u[(i + 1) * w + j] + u[i * w + j - 1] + u[i * w + j + 1]);
    }
  }
}

void product(const double *a, const double *b, double *c, int64_t n) {
  for (int64_t i = 0; i < n; i++) {
    for (int64_t k = 0; k < n; k++) {
      double x = a[i * n + k];
      for (int64_t j = 0; j < n; j++) {
        c[i * n + j] += x * b[k * n + j];
      }
    }
  }
}

void rows(const double *xs, double *ys, int64_t h, int64_t w) {
  for (int64_t i = 0; i < h; i++) {
    for (int64_t j = 0; j < w; j++) {
      ys[i * w + j] = xs[i * w + j] * 2.0;
    }
  }
}

void axpy_in_order(const double *xs, double *ys, int64_t n) {
  for (int64_t i = 0; i < n; i++) {
    ys[i] += 2.0 * xs[i];
  }
}

uint32_t sum_in_order(const uint32_t *xs, int64_t n) {
  uint32_t total = 0;
  for (int64_t i = 0; i < n; i++) {
    total += xs[i];
  }
  return total;
}

uint32_t sum_by_while(const uint32_t *xs, int64_t n) {
  uint32_t total = 0;
  int64_t i = 0;
  while (i < n) {
    total += xs[i];
    i++;
  }
  return total;
}
