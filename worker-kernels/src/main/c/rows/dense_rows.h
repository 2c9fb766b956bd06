/*
 * Template over VALUE, LOAD and OF: dense rows, one column. Margins are taken row by row, which leaves the processor
 * one plain stream to fetch ahead; sums take four rows at a time, from the cache, and share the loads of the sum. The
 * last features, if they fill no vector, are taken by a vector that overlaps the one before, with the lanes seen
 * already masked out (not multiplied by 0, which would turn Inf to NaN).
 */

INLINE double OF(dot)(asking ahead, const VALUE *x, int64_t features, const double *theta) {
  enum { STEP = 4 * LANES };
  vd s[4] = {{0}};
  int64_t j = 0;
  for (; j + STEP <= features; j += STEP) {
    soon_rows(ahead, x + j, STEP * (int64_t)sizeof(VALUE));
    for (int v = 0; v < 4; v++) s[v] += LOAD(x + j + v * LANES) * load_double(theta + j + v * LANES);
  }
  for (; j + LANES <= features; j += LANES) s[0] += LOAD(x + j) * load_double(theta + j);
  if (j < features && features >= LANES) {
    vl mask = last_lanes(features - j);
    j = features - LANES;
    s[1] += choose(mask, LOAD(x + j), spread(0)) * choose(mask, load_double(theta + j), spread(0));
    j = features;
  }
  double sum = sum_lanes((s[0] + s[1]) + (s[2] + s[3]));
  for (; j < features; j++) sum += x[j] * theta[j];
  return sum + theta[features];
}

INLINE void OF(margins)(span rows, asking ahead, const double *theta, double *margins) {
  int64_t d = rows.block->features;
  const VALUE *x = (const VALUE *)rows.block->values + rows.first * d;
  for (int i = 0; i < rows.count; i++) margins[i] = OF(dot)(ahead, x + i * d, d, theta);
}

INLINE vd OF(power)(int square, const VALUE *x) {
  vd v = LOAD(x);
  return square ? v * v : v;
}

/* sum += multipliers[g] x_g over G rows from x on, in the order of the rows. */
INLINE void OF(scaled_rows)(int G, int square, int tiles, const VALUE *x, int64_t features,
                            const double *multipliers, double *sum) {
  vd scale[4];
  for (int g = 0; g < G; g++) scale[g] = spread(multipliers[g]);
  int64_t j = 0;
  for (; j + LANES <= features; j += LANES) {
    vd s = load_double(sum + j);
    if (tiles && j * sizeof(VALUE) % 64 == 0) {
      for (int g = 0; g < G; g++) soon_rows(TILES_AHEAD, x + g * features + j, 64);
    }
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

INLINE void OF(add)(int square, int tiles, span rows, const double *multipliers, double *sum) {
  int64_t d = rows.block->features;
  const VALUE *x = (const VALUE *)rows.block->values + rows.first * d;
  int i = 0;
  for (; i + 4 <= rows.count; i += 4) OF(scaled_rows)(4, square, tiles, x + i * d, d, multipliers + i, sum);
  for (; i < rows.count; i++) OF(scaled_rows)(1, square, tiles, x + i * d, d, multipliers + i, sum);
  for (i = 0; i < rows.count; i++) sum[d] += multipliers[i];
}
