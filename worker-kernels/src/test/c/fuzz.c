/*
 * Random blocks through every instruction set of this processor against a row-by-row loop, under AddressSanitizer and
 * UndefinedBehaviorSanitizer. Arrays are allocated to their exact length, so that a read or write beyond one is seen.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "kernels.h"

static uint64_t state;

static uint64_t next_bits(void) {
  state += 0x9E3779B97F4A7C15ULL;
  uint64_t z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31);
}

static double uniform(void) { return (double)(next_bits() >> 11) * 0x1p-53; }

static int32_t below(int32_t bound) { return (int32_t)(next_bits() % (uint64_t)bound); }

/* Mostly ordinary numbers; now and then huge, tiny, denormal or zero. */
static double number(int extremes) {
  if (extremes && below(50) == 0) {
    static const double odd[] = {0.0, -0.0, 1e150, -1e150, 5e-324, -2e-310, 750.0, -750.0};
    return odd[below(8)];
  }
  return 4 * uniform() - 2;
}

static void *exactly(size_t bytes) {
  void *p = malloc(bytes ? bytes : 1);
  if (!p) {
    abort();
  }
  return p;
}

static double *numbers(int64_t count, int extremes) {
  double *x = exactly((size_t)count * sizeof(double));
  for (int64_t i = 0; i < count; i++) {
    x[i] = number(extremes);
  }
  return x;
}

static double plain_margin(const rllc_block *b, int32_t row, const double *theta, double *size) {
  double sum = theta[b->features];
  *size = fabs(sum) + 1;
  int64_t k = b->row_starts ? b->row_starts[row] : (int64_t)row * b->features;
  int64_t end = b->row_starts ? b->row_starts[row + 1] : k + b->features;
  for (int64_t start = k; k < end; k++) {
    int64_t j = b->row_starts ? b->indices[k] : k - start;
    sum += b->values[k] * theta[j];
    *size += fabs(b->values[k] * theta[j]);
  }
  return sum;
}

static void fail(const char *what, const char *isa, unsigned long round) {
  fprintf(stderr, "%s differs on %s in round %lu\n", what, isa, round);
  exit(1);
}

static void check(const rllc_kernels *kernels, const rllc_block *b, int loss, const double *theta,
                  const double *direction, int extremes, unsigned long round) {
  int64_t length = b->features + 1;
  double *gradient = exactly((size_t)length * sizeof(double));
  double *product = exactly((size_t)length * sizeof(double));
  double *margins = exactly((size_t)b->rows * sizeof(double));
  for (int64_t j = 0; j < length; j++) {
    gradient[j] = product[j] = 0;
  }
  double with = kernels->loss_gradient(b, loss, theta, gradient);
  double alone = kernels->loss_gradient(b, loss, theta, NULL);
  if (with != alone && !(isnan(with) && isnan(alone))) {
    fail("the loss alone", kernels->isa, round);
  }
  kernels->margins(b, theta, margins);
  kernels->hessian_vector(b, loss, theta, direction, product);
  double bias = 0;
  double scale = 1;
  for (int32_t row = 0; row < b->rows; row++) {
    double size;
    double expected = plain_margin(b, row, theta, &size);
    if (!(fabs(margins[row] - expected) <= 1e-13 * size)) {
      fail("a margin", kernels->isa, round);
    }
    double w = b->weights ? b->weights[row] : 1;
    double y = b->labels[row];
    bias += w * (loss == RLLC_SQUARED ? expected - y : 1 / (1 + exp(-expected)) - y);
    scale += w * size;
  }
  if (!extremes && !(fabs(gradient[b->features] - bias) <= 1e-12 * scale)) {
    fail("the intercept's gradient", kernels->isa, round);
  }
  free(margins);
  free(product);
  free(gradient);
}

static void one_round(unsigned long round) {
  int extremes = below(2);
  int32_t rows = below(70);
  int32_t features = below(60);
  int sparse = below(2);
  int32_t *starts = exactly((size_t)(rows + 1) * sizeof(int32_t));
  int32_t *all = exactly((size_t)rows * (size_t)features * sizeof(int32_t));
  int32_t entries = 0;
  starts[0] = 0;
  for (int32_t row = 0; row < rows; row++) {
    int32_t keep = below(4);
    for (int32_t j = 0; j < features; j++) {
      if (keep && below(4) < keep) {
        all[entries++] = j;
      }
    }
    starts[row + 1] = entries;
  }
  int32_t *indices = exactly((size_t)entries * sizeof(int32_t));
  for (int32_t k = 0; k < entries; k++) {
    indices[k] = all[k];
  }
  double *values = numbers(sparse ? entries : (int64_t)rows * features, extremes);
  double *labels = numbers(rows, 0);
  double *weights = below(2) ? numbers(rows, 0) : NULL;
  for (int32_t row = 0; row < rows; row++) {
    labels[row] = labels[row] > 0;
    if (weights) {
      weights[row] = below(5) ? fabs(weights[row]) : 0;
    }
  }
  double *theta = numbers(features + 1, 0);
  double *direction = numbers(features + 1, 0);
  rllc_block block = {rows, features, sparse ? starts : NULL, sparse ? indices : NULL, values, labels, weights};
  static const char *const sets[] = {"sse2", "neon", "avx2", "avx512"};
  for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
    const rllc_kernels *kernels = rllc_by_isa(sets[i]);
    for (int loss = RLLC_LOGISTIC; kernels && loss <= RLLC_SQUARED; loss++) {
      check(kernels, &block, loss, theta, direction, extremes, round);
    }
  }
  free(direction);
  free(theta);
  free(weights);
  free(labels);
  free(values);
  free(indices);
  free(all);
  free(starts);
}

int main(int count, char **words) {
  unsigned long rounds = count > 1 ? strtoul(words[1], NULL, 10) : 2000;
  for (unsigned long round = 0; round < rounds; round++) {
    state = round;
    one_round(round);
  }
  printf("fuzz: %lu rounds, best set %s, no complaint\n", rounds, rllc_best()->isa);
  return 0;
}
