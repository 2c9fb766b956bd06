/*
 * Random blocks through every instruction set of this machine. Every array is a heap block of its exact size, so
 * that AddressSanitizer sees an access beyond it. Ordinary numbers are compared with the reference; wild ones (huge,
 * denormal, Inf, NaN) must give the same bits twice and disturb no sanitizer.
 *
 * Usage: fuzz CASES [SEED]
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "random.h"
#include "reference.h"

/* One round of the driver's sweeps. */
void one_sweep(const kernels *k, int wild);

static block random_block(int classes, int wild) {
  block b = {.rows = size(200), .features = size(700), .kind = (enum value_kind)below(3)};
  int sparse = b.kind == VALUES_ONES || below(2);
  double *labels = array(b.rows, sizeof *labels), *weights = below(2) ? array(b.rows, sizeof *weights) : NULL;
  int32_t *starts = sparse ? array(b.rows + 1, sizeof *starts) : NULL;
  int32_t *indices = sparse ? array((int64_t)b.rows * b.features, sizeof *indices) : NULL;
  int64_t entries = sparse ? 0 : (int64_t)b.rows * b.features;
  int density = 1 + below(10);
  for (int i = 0; i < b.rows; i++) {
    labels[i] = below(classes);
    if (weights) weights[i] = below(5) ? 1 + uniform() : 0;
    if (sparse) {
      starts[i] = (int32_t)entries;
      for (int j = 0, empty = !below(6); !empty && j < b.features; j++) {
        if (!below(density)) indices[entries++] = j;
      }
    }
  }
  if (sparse) {
    starts[b.rows] = (int32_t)entries;
    int32_t *exact = array(entries, sizeof *exact);
    if (entries) memcpy(exact, indices, (size_t)entries * sizeof *exact);
    free(indices);
    indices = exact;
  }
  double *values = numbers(b.kind == VALUES_ONES ? 0 : entries, wild);
  b.values = values;
  if (b.kind == VALUES_FLOAT) {
    float *floats = array(entries, sizeof *floats);
    for (int64_t k = 0; k < entries; k++) {
      double v = values[k];
      floats[k] = fabs(v) > 3e38 ? (float)copysign(INFINITY, v) : (float)v;
    }
    free(values);
    b.values = floats;
  }
  b.labels = labels, b.weights = weights, b.row_starts = starts, b.indices = indices;
  return b;
}

static void free_block(block b) {
  free((void *)b.labels), free((void *)b.weights), free((void *)b.row_starts);
  free((void *)b.indices), free((void *)b.values);
}

/* The block of the rows that `b` has chosen, as the reference, which knows no choice, takes it. */
static block copy_chosen(const block *b) {
  int64_t bytes = b->kind == VALUES_DOUBLE ? 8 : b->kind == VALUES_FLOAT ? 4 : 0, entries = 0, most = 0;
  for (int i = 0; i < b->rows; i++) {
    int r = b->chosen[i];
    most += b->row_starts ? b->row_starts[r + 1] - b->row_starts[r] : b->features;
  }
  double *labels = array(b->rows, 8), *weights = b->weights ? array(b->rows, 8) : NULL;
  int32_t *starts = b->row_starts ? array(b->rows + 1, 4) : NULL, *indices = starts ? array(most, 4) : NULL;
  char *values = array(most, bytes);
  for (int i = 0; i < b->rows; i++) {
    int64_t r = b->chosen[i], at = starts ? b->row_starts[r] : r * b->features;
    int64_t length = starts ? b->row_starts[r + 1] - at : b->features;
    labels[i] = b->labels[r];
    if (weights) weights[i] = b->weights[r];
    if (starts) starts[i] = (int32_t)entries;
    if (starts && length) memcpy(indices + entries, b->indices + at, (size_t)length * 4);
    if (bytes && length) {
      memcpy(values + entries * bytes, (const char *)b->values + at * bytes, (size_t)(length * bytes));
    }
    entries += length;
  }
  if (starts) starts[b->rows] = (int32_t)entries;
  return (block){b->rows, b->features, b->kind, labels, weights, starts, indices, values, NULL};
}

typedef struct {
  double *losses, *gradient, *border, *squares, *margins, *product;
} results;

static results empty(int64_t length, int points, int64_t margins) {
  results r = {array(points, 8), array(length, 8),  array(length, 8),
               array(length, 8), array(margins, 8), array(length, 8)};
  for (int64_t i = 0; i < length; i++) r.gradient[i] = r.border[i] = r.squares[i] = r.product[i] = 0;
  for (int p = 0; p < points; p++) r.losses[p] = 0;
  return r;
}

static void free_results(results r) {
  free(r.losses), free(r.gradient), free(r.border), free(r.squares), free(r.margins), free(r.product);
}

/* Everything on one block; null kernels stand for the reference. The product is of the first point only. */
static results run(const kernels *k, const block *b, const loss *l, int points, const double *theta,
                   const double *direction) {
  int columns = points * l->outputs;
  int64_t length = (int64_t)(b->features + 1) * columns;
  results r = empty(length, points, (int64_t)b->rows * columns);
  sums s = {r.losses, r.gradient, r.border, r.squares};
  (k ? k->evaluate : reference_evaluate)(b, l, points, theta, &s);
  (k ? k->margins : reference_margins)(b, columns, theta, r.margins);
  if (points == 1) (k ? k->hessian_vector : reference_hessian_vector)(b, l, theta, direction, r.product);
  return r;
}

static void compare_all(const char *isa, int exact, const block *b, int points, int columns, results e, results a) {
  int64_t length = (int64_t)(b->features + 1) * columns;
  double scale = b->rows + 1, width = sqrt(b->features + 1.0);
  compare(isa, "losses", exact, points, e.losses, a.losses, scale * width);
  compare(isa, "gradient", exact, length, e.gradient, a.gradient, scale * width);
  compare(isa, "border", exact, length, e.border, a.border, scale * width);
  compare(isa, "squares", exact, length, e.squares, a.squares, scale * width);
  compare(isa, "margins", exact, (int64_t)b->rows * columns, e.margins, a.margins, width);
  compare(isa, "product", exact, length, e.product, a.product, scale * width * width);
}

static loss random_loss(void) {
  loss l = {(enum loss_kind)below(LOSS_TWEEDIE + 1), 1, 0.1 + fabs(uniform())};
  if (l.kind == LOSS_SOFTMAX) l.outputs = 2 + size(40);
  if (l.kind == LOSS_TWEEDIE) l.parameter = 1.5 + 0.45 * uniform();
  return l;
}

/* Amounts as labels where the loss wants them, and margins of which exp is of the order of one. */
static void with_amounts(const loss *l, block *b, int64_t length, int wild, double *theta) {
  if (l->kind < LOSS_POISSON) return;
  for (int i = 0; i < b->rows; i++) {
    double amount = below(4) ? 5 * fabs(uniform()) : below(3);
    ((double *)b->labels)[i] = l->kind == LOSS_GAMMA ? amount + 0.01 : amount;
  }
  for (int64_t i = 0; i < length && !wild; i++) theta[i] /= sqrt(b->features + 1.0);
}

static void one_block(int wild) {
  loss l = random_loss();
  int points = below(3) ? 1 : 1 + below(16), columns = points * l.outputs;
  block b = random_block(l.outputs > 1 ? l.outputs : 2, wild);
  int64_t length = (int64_t)(b.features + 1) * columns;
  double *theta = numbers(length, wild), *direction = numbers(length, wild);
  with_amounts(&l, &b, length, wild, theta);
  results expected = run(NULL, &b, &l, points, theta, direction);
  for (int isa = 0; isa < kernels_count(); isa++) {
    const kernels *k = kernels_of(isa);
    if (!k) continue;
    results actual = run(k, &b, &l, points, theta, direction);
    if (!wild) compare_all(k->isa, 0, &b, points, columns, expected, actual);
    results again = run(k, &b, &l, points, theta, direction);
    compare_all(k->isa, 1, &b, points, columns, actual, again);
    sums alone = {.losses = again.losses};
    for (int p = 0; p < points; p++) again.losses[p] = 0;
    k->evaluate(&b, &l, points, theta, &alone);
    compare(k->isa, "losses alone", 1, points, actual.losses, again.losses, 0);
    free_results(actual), free_results(again);
  }
  free_results(expected), free(theta), free(direction), free_block(b);
}

static void one_norms(const kernels *k, int wild) {
  block b = random_block(2, wild);
  double *squares = numbers(b.features, wild), *slopes = numbers(b.features, wild);
  double *norms = array(b.rows, 8), *again = array(b.rows, 8);
  k->norms(&b, squares, slopes, norms);
  for (int i = 0; i < b.rows && !wild; i++) {
    double norm = 0;
    int from = b.row_starts ? b.row_starts[i] : i * b.features;
    int to = b.row_starts ? b.row_starts[i + 1] : from + b.features;
    for (int e = from; e < to; e++) {
      int j = b.row_starts ? b.indices[e] : e - from;
      double x = 1;
      if (b.kind == VALUES_DOUBLE) x = ((const double *)b.values)[e];
      if (b.kind == VALUES_FLOAT) x = ((const float *)b.values)[e];
      norm += (squares[j] * x + slopes[j]) * x;
    }
    compare(k->isa, "norms", 0, 1, &norm, norms + i, b.features);
  }
  k->norms(&b, squares, slopes, again);
  compare(k->isa, "norms", 1, b.rows, norms, again, 0);
  free(squares), free(slopes), free(norms), free(again), free_block(b);
}

/* Chosen rows against a block of them alone. */
static void some_rows(int wild) {
  loss l = random_loss();
  int points = below(3) ? 1 : 1 + below(16), columns = points * l.outputs;
  block b = random_block(l.outputs > 1 ? l.outputs : 2, wild), some = b;
  int32_t *chosen = array(b.rows, 4);
  some.rows = 0, some.chosen = chosen;
  for (int r = 0; r < b.rows; r++) {
    if (below(3)) chosen[some.rows++] = below(2) ? r : below(b.rows);
  }
  int64_t length = (int64_t)(b.features + 1) * columns;
  double *theta = numbers(length, wild), *direction = numbers(length, wild);
  with_amounts(&l, &b, length, wild, theta);
  block alone = copy_chosen(&some);
  results expected = run(NULL, &alone, &l, points, theta, direction);
  for (int isa = 0; isa < kernels_count(); isa++) {
    const kernels *k = kernels_of(isa);
    if (!k) continue;
    results actual = run(k, &some, &l, points, theta, direction), again = run(k, &some, &l, points, theta, direction);
    memcpy(again.margins, actual.margins, (size_t)some.rows * (size_t)columns * sizeof(double));
    compare_all(k->isa, 1, &some, points, columns, actual, again);
    memcpy(actual.margins, expected.margins, (size_t)some.rows * (size_t)columns * sizeof(double));
    if (!wild) compare_all(k->isa, 0, &some, points, columns, expected, actual);
    free_results(actual), free_results(again);
  }
  free_results(expected), free(theta), free(direction), free_block(alone), free_block(b), free(chosen);
}

int main(int argc, char **argv) {
  int cases = argc > 1 ? atoi(argv[1]) : 1000;
  uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
  for (int i = 0; i < cases; i++) {
    state = seed * 1000003 + (uint64_t)i;
    int wild = i % 3 == 2;
    one_block(wild);
    some_rows(wild);
    for (int isa = 0; isa < kernels_count(); isa++) {
      if (kernels_of(isa)) one_norms(kernels_of(isa), wild);
      if (kernels_of(isa)) one_sweep(kernels_of(isa), wild);
    }
  }
  printf("%d cases, seed %" PRIu64 ":", cases, seed);
  for (int isa = 0; isa < kernels_count(); isa++) {
    if (kernels_of(isa)) printf(" %s", kernels_of(isa)->isa);
  }
  printf(" agree with the reference\n");
  return 0;
}
