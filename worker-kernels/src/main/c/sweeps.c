/*
 * The driver's sweeps over its memory units: all inner products of some vectors, and propagate-and-combine. Both go
 * block by block, so that a block of every vector stays in the first-level cache while it is used.
 */
#include "tiles.h"

/* Elements of a block. */
#define BLOCK 128

/* Blocks between asking for one and using it: measured. */
#define AHEAD 2

/* Inner products are taken SIDE vectors against SIDE, which their sums' registers allow, so that a load serves SIDE
   products. */
#define SIDE (LANES == 8 ? 4 : 3)

/* out[i][j] += a[i] . b[j] over `count` elements from `at`; A and B are constants after inlining. */
INLINE void side_products(int A, int B, const double *const *a, const double *const *b, int64_t at, int64_t count,
                          double (*out)[4]) {
  vd sum[4][4] = {{{0}}};
  int64_t e = at, end = at + count;
  for (; e + LANES <= end; e += LANES) {
    vd right[4];
    for (int j = 0; j < B; j++) right[j] = load_double(b[j] + e);
    for (int i = 0; i < A; i++) {
      vd left = load_double(a[i] + e);
      for (int j = 0; j < B; j++) sum[i][j] += left * right[j];
    }
  }
  for (int i = 0; i < A; i++) {
    for (int j = 0; j < B; j++) {
      double total = sum_lanes(sum[i][j]);
      for (int64_t k = e; k < end; k++) total += a[i][k] * b[j][k];
      out[i][j] += total;
    }
  }
}

/* Either B is SIDE, or both sides are the same vectors and B is A. */
static void products(int A, int B, const double *const *a, const double *const *b, int64_t at, int64_t count,
                     double (*out)[4]) {
  switch (B == SIDE ? A : -A) {
    case 1: side_products(1, SIDE, a, b, at, count, out); break;
    case 2: side_products(2, SIDE, a, b, at, count, out); break;
    case 3: side_products(3, SIDE, a, b, at, count, out); break;
    case 4: side_products(4, SIDE, a, b, at, count, out); break;
    case -1: side_products(1, 1, a, b, at, count, out); break;
    case -2: side_products(2, 2, a, b, at, count, out); break;
    case -3: side_products(3, 3, a, b, at, count, out); break;
  }
}

static int side_at(int first, int count) { return count - first < SIDE ? count - first : SIDE; }

void NAME(gram)(const double *const *vectors, int count, int64_t from, int64_t to, double *sums) {
  for (int k = 0; k < count * (count + 1) / 2; k++) sums[k] = 0;
  for (int64_t at = from; at < to; at += BLOCK) {
    int64_t here = at + BLOCK < to ? BLOCK : to - at;
    for (int i = 0; i < count; i += SIDE) {
      for (int j = 0; j <= i; j += SIDE) {
        int rows = side_at(i, count), columns = side_at(j, count);
        double out[4][4] = {{0}};
        products(rows, columns, vectors + i, vectors + j, at, here, out);
        for (int r = 0; r < rows; r++) {
          for (int c = 0; c < columns && j + c <= i + r; c++) sums[(i + r) * (i + r + 1) / 2 + j + c] += out[r][c];
        }
      }
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

/* Asks for the block of a vector that comes AHEAD blocks later. The hardware's own prefetchers lose track of ten vectors
   that begin alike: asked for, a step in place takes half the time. */
static void soon_block(const double *vector, int64_t at) {
  for (int64_t i = 0; i < BLOCK; i += 64 / sizeof(double)) soon(vector + at + i, AHEAD * BLOCK * sizeof(double));
}

void NAME(propagate)(const propagation *p, int64_t from, int64_t to) {
  double units[MOST_UNITS][BLOCK], move[BLOCK];
  for (int64_t at = from; at < to; at += BLOCK) {
    int64_t here = at + BLOCK < to ? BLOCK : to - at;
    for (int64_t i = 0; i < here; i++) move[i] = 0;
    soon_block(p->gradient, at);
    soon_block(p->theta, at);
    for (int j = 0; j < p->units; j++) {
      soon_block(p->old[j], at);
      if (p->next[j] != p->old[j]) soon_block(p->next[j], at);
      next_unit(p, j, at, here, units[j]);
      if (p->law[j] != 0) add_scaled(p->law[j], units[j], here, move);
    }
    for (int j = 0; j < p->units; j++) copy(units[j], here, p->next[j] + at);
    add_scaled(-p->step, move, here, p->theta + at);
  }
}
