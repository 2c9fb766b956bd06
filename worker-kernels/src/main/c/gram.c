/*
 * The driver's inner products of its memory units, block by block, so that a block of every vector stays in the
 * first-level cache while it is used.
 */
#include "tiles.h"

/* Elements of a block. */
#define BLOCK 128

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
