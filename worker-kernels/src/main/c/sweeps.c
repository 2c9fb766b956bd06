/*
 * The driver's sweeps over its memory units: all inner products of some vectors, and propagate-and-combine. Both go
 * block by block, so that a block of every vector stays in the first-level cache while it is used.
 */
#include "tiles.h"

/* Elements of a block. */
#define BLOCK 128

/* Up to BLOCK elements that fill no vector are taken one by one. */
static double dot(const double *a, const double *b, int64_t count) {
  vd s0 = {0}, s1 = {0};
  int64_t i = 0;
  for (; i + 2 * LANES <= count; i += 2 * LANES) {
    s0 += load_double(a + i) * load_double(b + i);
    s1 += load_double(a + i + LANES) * load_double(b + i + LANES);
  }
  double sum = sum_lanes(s0 + s1);
  for (; i < count; i++) sum += a[i] * b[i];
  return sum;
}

void NAME(gram)(const double *const *vectors, int count, int64_t from, int64_t to, double *sums) {
  for (int k = 0; k < count * (count + 1) / 2; k++) sums[k] = 0;
  for (int64_t at = from; at < to; at += BLOCK) {
    int64_t here = at + BLOCK < to ? BLOCK : to - at;
    for (int i = 0, k = 0; i < count; i++) {
      for (int j = 0; j <= i; j++, k++) sums[k] += dot(vectors[i] + at, vectors[j] + at, here);
    }
  }
}

/* out += factor * in */
static void add_scaled(double factor, const double *in, int64_t count, double *out) {
  int64_t i = 0;
  for (; i + LANES <= count; i += LANES) store(out + i, load_double(out + i) + factor * load_double(in + i));
  for (; i < count; i++) out[i] += factor * in[i];
}

static void copy(const double *in, int64_t count, double *out) {
  for (int64_t i = 0; i < count; i++) out[i] = in[i];
}

/* Zero factors are skipped, so that what is not used cannot spread Inf or NaN. */
static void next_unit(const propagation *p, int j, int64_t at, int64_t count, double *out) {
  for (int64_t i = 0; i < count; i++) out[i] = 0;
  if (p->input[j] != 0) add_scaled(p->input[j], p->gradient + at, count, out);
  for (int s = p->starts[j]; s < p->starts[j + 1]; s++) {
    add_scaled(p->factors[s], p->old[p->sources[s]] + at, count, out);
  }
}

void NAME(propagate)(const propagation *p, int64_t from, int64_t to) {
  double units[MOST_UNITS][BLOCK], move[BLOCK];
  for (int64_t at = from; at < to; at += BLOCK) {
    int64_t here = at + BLOCK < to ? BLOCK : to - at;
    for (int64_t i = 0; i < here; i++) move[i] = 0;
    for (int j = 0; j < p->units; j++) {
      next_unit(p, j, at, here, units[j]);
      if (p->law[j] != 0) add_scaled(p->law[j], units[j], here, move);
    }
    for (int j = 0; j < p->units; j++) copy(units[j], here, p->next[j] + at);
    add_scaled(-p->step, move, here, p->theta + at);
  }
}
