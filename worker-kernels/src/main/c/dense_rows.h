/*
 * Template over VALUE, LOAD and OF: dense rows, one column. Four rows at a time share the loads of theta and of the
 * gradient; a row's margin does not depend on its neighbours. The last features, where they fill no vector, are taken
 * by a vector that overlaps the one before, with the lanes seen already masked out (not multiplied by 0, which would
 * turn Inf to NaN).
 */

/* margins of G rows from x on; G is a constant after inlining. */
INLINE void OF(dots)(int G, const VALUE *x, int64_t features, const double *theta, double *margins) {
  vd even[4] = {{0}}, odd[4] = {{0}};
  int64_t ahead = bytes_ahead(4 * features * (int64_t)sizeof(VALUE));
  int64_t j = 0;
  for (; j + 2 * LANES <= features; j += 2 * LANES) {
    vd t0 = load_double(theta + j), t1 = load_double(theta + j + LANES);
    for (int g = 0; g < G; g++) {
      const VALUE *p = x + g * features + j;
      soon(p, ahead);
      if (sizeof(VALUE) * LANES >= 64) soon(p + LANES, ahead);
      even[g] += LOAD(p) * t0;
      odd[g] += LOAD(p + LANES) * t1;
    }
  }
  if (j + LANES <= features) {
    vd t = load_double(theta + j);
    for (int g = 0; g < G; g++) even[g] += LOAD(x + g * features + j) * t;
    j += LANES;
  }
  if (j < features && features >= LANES) {
    vl mask = last_lanes(features - j);
    j = features - LANES;
    vd t = choose(mask, load_double(theta + j), spread(0));
    for (int g = 0; g < G; g++) odd[g] += choose(mask, LOAD(x + g * features + j), spread(0)) * t;
    j = features;
  }
  for (int g = 0; g < G; g++) {
    double sum = sum_lanes(even[g] + odd[g]);
    for (int64_t k = j; k < features; k++) sum += x[g * features + k] * theta[k];
    margins[g] = sum + theta[features];
  }
}

INLINE void OF(margins)(span rows, const double *theta, double *margins) {
  int64_t d = rows.block->features;
  const VALUE *x = (const VALUE *)rows.block->values + rows.first * d;
  int i = 0;
  for (; i + 4 <= rows.count; i += 4) OF(dots)(4, x + i * d, d, theta, margins + i);
  for (; i < rows.count; i++) OF(dots)(1, x + i * d, d, theta, margins + i);
}

INLINE vd OF(power)(int square, const VALUE *x) {
  vd v = LOAD(x);
  return square ? v * v : v;
}

/* sum += multipliers[g] x_g over G rows from x on, in the order of the rows. */
INLINE void OF(scaled_rows)(int G, int square, const VALUE *x, int64_t features, const double *multipliers,
                            double *sum) {
  vd scale[4];
  for (int g = 0; g < G; g++) scale[g] = spread(multipliers[g]);
  int64_t j = 0;
  for (; j + LANES <= features; j += LANES) {
    vd s = load_double(sum + j);
    for (int g = 0; g < G; g++) s += scale[g] * OF(power)(square, x + g * features + j);
    store(sum + j, s);
  }
  if (j < features && features >= LANES) {
    vl mask = last_lanes(features - j);
    j = features - LANES;
    vd old = load_double(sum + j), s = old;
    for (int g = 0; g < G; g++) s += scale[g] * OF(power)(square, x + g * features + j);
    store(sum + j, choose(mask, s, old));
    j = features;
  }
  for (; j < features; j++) {
    for (int g = 0; g < G; g++) {
      double v = x[g * features + j];
      sum[j] += multipliers[g] * (square ? v * v : v);
    }
  }
}

INLINE void OF(add)(int square, span rows, const double *multipliers, double *sum) {
  int64_t d = rows.block->features;
  const VALUE *x = (const VALUE *)rows.block->values + rows.first * d;
  int i = 0;
  for (; i + 4 <= rows.count; i += 4) OF(scaled_rows)(4, square, x + i * d, d, multipliers + i, sum);
  for (; i < rows.count; i++) OF(scaled_rows)(1, square, x + i * d, d, multipliers + i, sum);
  for (i = 0; i < rows.count; i++) sum[d] += multipliers[i];
}
