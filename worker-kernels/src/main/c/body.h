/*
 * The kernels' body, compiled once for each instruction set. Sums are split into eight explicit lanes, whatever the width of the
 * registers: the order of additions is written here, and no compiler option changes it. Fused multiply-add is used where the set
 * has it, so results differ between sets in their last bits, and never from run to run.
 *
 * The including file defines RLLC_ISA (a name) and RLLC_TABLE (the table's symbol).
 */
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "kernels.h"

typedef double v8 __attribute__((vector_size(64)));
typedef int64_t m8 __attribute__((vector_size(64)));

/* Rows whose margins and multipliers are held at once, on the stack. */
enum { TILE = 32, LANES = 8 };

/* A tile of dense rows stays in the cache between its margins and its gradient. */
static const int32_t TILE_BYTES = 128 * 1024;

static inline v8 load(const double *p) {
  v8 v;
  memcpy(&v, p, sizeof v);
  return v;
}

static inline void store(double *p, v8 v) { memcpy(p, &v, sizeof v); }

static inline v8 all(double x) { return (v8){x, x, x, x, x, x, x, x}; }

static inline v8 pick(m8 mask, v8 yes, v8 no) { return (v8)((mask & (m8)yes) | (~mask & (m8)no)); }

static inline double sum(v8 v) { return ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7])); }

static inline v8 absolute(v8 x) { return (v8)((m8)x & 0x7fffffffffffffffLL); }

/* 2^k for -1022 <= k <= 1023. */
static inline v8 power_of_two(m8 k) { return (v8)((k + 1023) << 52); }

/*
 * exp(x) for x <= 0; NaN stays NaN. x = n ln 2 + r with |r| <= ln 2 / 2, and the series of exp(r) to r^13, whose remainder is
 * below 2^-57. 2^n is applied in two steps, so that denormal results are rounded once.
 */
static inline v8 exp_nonpositive(v8 x) {
  const v8 shift = all(0x1.8p52);
  m8 below = x < all(-746.0);
  v8 clamped = pick(below, all(-746.0), x);
  v8 t = clamped * all(1.4426950408889634) + shift;
  v8 n = t - shift;
  v8 r = clamped - n * all(0x1.62e42fee00000p-1);
  r = r - n * all(0x1.a39ef35793c76p-33);
  v8 p = all(1.0 / 6227020800.0);
  p = p * r + all(1.0 / 479001600.0);
  p = p * r + all(1.0 / 39916800.0);
  p = p * r + all(1.0 / 3628800.0);
  p = p * r + all(1.0 / 362880.0);
  p = p * r + all(1.0 / 40320.0);
  p = p * r + all(1.0 / 5040.0);
  p = p * r + all(1.0 / 720.0);
  p = p * r + all(1.0 / 120.0);
  p = p * r + all(1.0 / 24.0);
  p = p * r + all(1.0 / 6.0);
  p = p * r + all(0.5);
  p = p * (r * r) + r + all(1.0);
  m8 k = (m8)t - (m8)shift;
  m8 half = k >> 1;
  v8 result = p * power_of_two(half) * power_of_two(k - half);
  return pick(x != x, x, result);
}

/*
 * log(1 + e) for 0 <= e <= 1, after FDLIBM's log1p: with f = e, or f = (1 + e) / 2 - 1 where 1 + e > sqrt 2,
 * log(1 + f) = f - f^2 / 2 + s (f^2 / 2 + R(s^2)), s = f / (2 + f). The rounding of 1 + e is added back.
 */
static inline v8 log1p_unit(v8 e) {
  m8 large = e > all(0.41421356237309503);
  v8 u = all(1.0) + e;
  v8 lost = pick(large, (all(1.0) - (u - e)) / u, all(0.0));
  v8 f = pick(large, u * all(0.5) - all(1.0), e);
  v8 k = pick(large, all(1.0), all(0.0));
  v8 half_square = all(0.5) * f * f;
  v8 s = f / (all(2.0) + f);
  v8 z = s * s;
  v8 p = all(1.479819860511658591e-01);
  p = p * z + all(1.531383769920937332e-01);
  p = p * z + all(1.818357216161805012e-01);
  p = p * z + all(2.222219843214978396e-01);
  p = p * z + all(2.857142874366239149e-01);
  p = p * z + all(3.999999999940941908e-01);
  p = p * z + all(6.666666666666735130e-01);
  v8 remainder = s * (half_square + z * p);
  return k * all(6.93147180369123816490e-01) -
         ((half_square - (remainder + (k * all(1.90821492927058770002e-10) + lost))) - f);
}

/* One lane group: loss, dl/dm and d2l/dm2 of the logistic loss. */
static inline v8 logistic(v8 margin, v8 label, v8 *multiplier, v8 *curvature) {
  m8 positive = label > all(0.5);
  v8 z = pick(positive, -margin, margin);
  m8 wrong = z >= all(0.0);
  v8 e = exp_nonpositive(-absolute(z));
  v8 inverse = all(1.0) / (all(1.0) + e);
  v8 slope = pick(wrong, inverse, e * inverse);
  *multiplier = pick(positive, -slope, slope);
  *curvature = e * inverse * inverse;
  return pick(wrong, z, all(0.0)) + log1p_unit(e);
}

static inline v8 squared(v8 margin, v8 label, v8 *multiplier, v8 *curvature) {
  v8 error = margin - label;
  *multiplier = error;
  *curvature = all(1.0);
  return all(0.5) * error * error;
}

/*
 * Margins to multipliers and curvatures, times the rows' weights, in place; returns the loss sum. Rows beyond the tile's end
 * are computed as zeros and not summed.
 */
static double link_tile(int loss, int32_t rows, const double *labels, const double *weights, double *margins,
                        double *curvatures) {
  v8 total = all(0.0);
  for (int32_t row = 0; row < rows; row += LANES) {
    int32_t here = rows - row < LANES ? rows - row : LANES;
    double label[LANES] = {0};
    double weight[LANES] = {0};
    for (int32_t i = 0; i < here; i++) {
      label[i] = labels[row + i];
      weight[i] = weights ? weights[row + i] : 1.0;
    }
    v8 multiplier;
    v8 curvature;
    v8 m = load(margins + row);
    v8 y = load(label);
    v8 value = loss == RLLC_LOGISTIC ? logistic(m, y, &multiplier, &curvature)
                                     : squared(m, y, &multiplier, &curvature);
    v8 w = load(weight);
    m8 counted = w != all(0.0);
    total += pick(counted, w * value, all(0.0));
    store(margins + row, pick(counted, w * multiplier, all(0.0)));
    store(curvatures + row, pick(counted, w * curvature, all(0.0)));
  }
  return sum(total);
}

/* x . theta for four rows that begin `stride` numbers apart; one row's order of additions does not depend on its neighbours. */
static inline void dots4(const double *x, ptrdiff_t stride, int32_t d, const double *theta, double *out) {
  v8 a0 = all(0.0), a1 = all(0.0), a2 = all(0.0), a3 = all(0.0);
  int32_t j = 0;
  for (; j + LANES <= d; j += LANES) {
    v8 t = load(theta + j);
    a0 += load(x + j) * t;
    a1 += load(x + stride + j) * t;
    a2 += load(x + 2 * stride + j) * t;
    a3 += load(x + 3 * stride + j) * t;
  }
  double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
  for (; j < d; j++) {
    s0 += x[j] * theta[j];
    s1 += x[stride + j] * theta[j];
    s2 += x[2 * stride + j] * theta[j];
    s3 += x[3 * stride + j] * theta[j];
  }
  out[0] = sum(a0) + s0;
  out[1] = sum(a1) + s1;
  out[2] = sum(a2) + s2;
  out[3] = sum(a3) + s3;
}

static inline double dot(const double *x, int32_t d, const double *theta) {
  double out[4];
  dots4(x, 0, d, theta, out);
  return out[0];
}

static void dense_margins(const rllc_block *block, int32_t first, int32_t rows, const double *theta,
                          double *margins) {
  ptrdiff_t d = block->features;
  const double *x = block->values + first * d;
  int32_t row = 0;
  for (; row + 4 <= rows; row += 4) {
    dots4(x + row * d, d, block->features, theta, margins + row);
  }
  for (; row < rows; row++) {
    margins[row] = dot(x + row * d, block->features, theta);
  }
  for (row = 0; row < rows; row++) {
    margins[row] += theta[d];
  }
}

static void sparse_margins(const rllc_block *block, int32_t first, int32_t rows, const double *theta,
                           double *margins) {
  const int32_t *indices = block->indices;
  const double *values = block->values;
  for (int32_t row = 0; row < rows; row++) {
    int32_t k = block->row_starts[first + row];
    int32_t end = block->row_starts[first + row + 1];
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    for (; k + 4 <= end; k += 4) {
      s0 += values[k] * theta[indices[k]];
      s1 += values[k + 1] * theta[indices[k + 1]];
      s2 += values[k + 2] * theta[indices[k + 2]];
      s3 += values[k + 3] * theta[indices[k + 3]];
    }
    for (; k < end; k++) {
      s0 += values[k] * theta[indices[k]];
    }
    margins[row] = ((s0 + s1) + (s2 + s3)) + theta[block->features];
  }
}

/* sum += sum_row multiplier_row * (x_row, 1). A column's sum is in a register while the tile's rows pass. */
static void dense_add(const rllc_block *block, int32_t first, int32_t rows, const double *multipliers,
                      double *result) {
  ptrdiff_t d = block->features;
  const double *x = block->values + first * d;
  ptrdiff_t j = 0;
  for (; j + LANES <= d; j += LANES) {
    v8 a = load(result + j);
    for (int32_t row = 0; row < rows; row++) {
      a += all(multipliers[row]) * load(x + row * d + j);
    }
    store(result + j, a);
  }
  for (; j < d; j++) {
    double a = result[j];
    for (int32_t row = 0; row < rows; row++) {
      a += multipliers[row] * x[row * d + j];
    }
    result[j] = a;
  }
  for (int32_t row = 0; row < rows; row++) {
    result[d] += multipliers[row];
  }
}

static void sparse_add(const rllc_block *block, int32_t first, int32_t rows, const double *multipliers,
                       double *result) {
  const int32_t *indices = block->indices;
  const double *values = block->values;
  for (int32_t row = 0; row < rows; row++) {
    double multiplier = multipliers[row];
    for (int32_t k = block->row_starts[first + row]; k < block->row_starts[first + row + 1]; k++) {
      result[indices[k]] += multiplier * values[k];
    }
    result[block->features] += multiplier;
  }
}

static inline void tile_margins(const rllc_block *block, int32_t first, int32_t rows, const double *theta,
                                double *margins) {
  if (block->row_starts) {
    sparse_margins(block, first, rows, theta, margins);
  } else {
    dense_margins(block, first, rows, theta, margins);
  }
}

static inline void tile_add(const rllc_block *block, int32_t first, int32_t rows, const double *multipliers,
                            double *result) {
  if (block->row_starts) {
    sparse_add(block, first, rows, multipliers, result);
  } else {
    dense_add(block, first, rows, multipliers, result);
  }
}

/* Rows of a tile: a property of the block's shape alone. */
static inline int32_t tile_rows(const rllc_block *block) {
  if (block->row_starts || block->features <= 0) {
    return TILE;
  }
  int64_t rows = TILE_BYTES / ((int64_t)block->features * 8) / 4 * 4;
  return rows < 4 ? 4 : rows > TILE ? TILE : (int32_t)rows;
}

static inline int32_t smaller(int32_t a, int32_t b) { return a < b ? a : b; }

static double loss_gradient(const rllc_block *block, int loss, const double *theta, double *gradient) {
  double total = 0;
  int32_t step = tile_rows(block);
  for (int32_t first = 0; first < block->rows; first += step) {
    int32_t rows = smaller(step, block->rows - first);
    double margins[TILE] = {0};
    double curvatures[TILE];
    tile_margins(block, first, rows, theta, margins);
    total += link_tile(loss, rows, block->labels + first, block->weights ? block->weights + first : NULL, margins,
                       curvatures);
    if (gradient) {
      tile_add(block, first, rows, margins, gradient);
    }
  }
  return total;
}

static void margins_only(const rllc_block *block, const double *theta, double *margins) {
  int32_t step = tile_rows(block);
  for (int32_t first = 0; first < block->rows; first += step) {
    tile_margins(block, first, smaller(step, block->rows - first), theta, margins + first);
  }
}

static void hessian_vector(const rllc_block *block, int loss, const double *theta, const double *direction,
                           double *product) {
  int32_t step = tile_rows(block);
  for (int32_t first = 0; first < block->rows; first += step) {
    int32_t rows = smaller(step, block->rows - first);
    double margins[TILE] = {0};
    double curvatures[TILE] = {0};
    tile_margins(block, first, rows, theta, margins);
    link_tile(loss, rows, block->labels + first, block->weights ? block->weights + first : NULL, margins,
              curvatures);
    tile_margins(block, first, rows, direction, margins);
    for (int32_t row = 0; row < rows; row++) {
      curvatures[row] *= margins[row];
    }
    tile_add(block, first, rows, curvatures, product);
  }
}

const rllc_kernels RLLC_TABLE = {RLLC_ISA, loss_gradient, margins_only, hessian_vector};
