/* Template over VALUE, LOAD and OF: dense rows times Q columns, Q below LANES and a constant after inlining. */

/* The first `count` numbers of x, fewer than LANES, and zeros. */
INLINE vd OF(load_some)(const VALUE *x, int64_t count) {
  double room[LANES] = {0};
  for (int64_t i = 0; i < count; i++) room[i] = x[i];
  return load_double(room);
}

/* The vector of features at p, of which `left` are there: all of it where FULL. */
INLINE vd OF(some_of)(int FULL, const VALUE *p, int64_t left) { return FULL ? LOAD(p) : OF(load_some)(p, left); }

/* sum_q += theta_q x over one vector of features. */
INLINE void OF(dots_at)(int Q, int FULL, const VALUE *x, int64_t left, const double *packed, vd *sum) {
  vd row = OF(some_of)(FULL, x, left);
  for (int q = 0; q < Q; q++) sum[q] += row * load_double(packed + q * PART);
}

/* margins_q += theta_q . x; a column's parameters follow each other in `packed`, zeros after the last. */
INLINE void OF(dots)(int Q, const VALUE *x, int64_t features, const double *packed, double *margins) {
  vd even[MOST_NARROW] = {{0}}, odd[MOST_NARROW] = {{0}};
  int64_t j = 0;
  for (; j + 2 * LANES <= features; j += 2 * LANES) {
    for (int line = 0; line < (int)(2 * LANES * sizeof(VALUE)); line += 64) soon(x + j, STREAM_AHEAD + line);
    OF(dots_at)(Q, 1, x + j, LANES, packed + j, even);
    OF(dots_at)(Q, 1, x + j + LANES, LANES, packed + j + LANES, odd);
  }
  for (; j + LANES <= features; j += LANES) OF(dots_at)(Q, 1, x + j, LANES, packed + j, even);
  if (j < features) OF(dots_at)(Q, 0, x + j, features - j, packed + j, odd);
  for (int q = 0; q < Q; q++) margins[q] += sum_lanes(even[q] + odd[q]);
}

INLINE void OF(margins)(int Q, const VALUE *x, int64_t stride, int64_t count, int64_t features, const double *packed,
                        double *margins) {
  for (int64_t i = 0; i < count; i++) OF(dots)(Q, x + i * stride, features, packed, margins + i * Q);
}

/* packed_q = sum_i multipliers[i Q + q] x_i (or x_i^2) over V vectors of features, the last one not FULL. */
INLINE void OF(sums_at)(int V, int Q, int square, int FULL, const VALUE *x, int64_t stride, int64_t count,
                        int64_t left, const double *multipliers, double *packed) {
  vd sum[2][MOST_NARROW] = {{{0}}};
  for (int64_t i = 0; i < count; i++) {
    for (int v = 0; v < V; v++) {
      vd row = OF(some_of)(FULL, x + i * stride + v * LANES, left);
      if (square) row *= row;
      for (int q = 0; q < Q; q++) sum[v][q] += multipliers[i * Q + q] * row;
    }
  }
  for (int v = 0; v < V; v++) {
    for (int q = 0; q < Q; q++) store(packed + q * PART + v * LANES, sum[v][q]);
  }
}

INLINE void OF(column_sums)(int Q, int square, const VALUE *x, int64_t stride, int64_t count, int64_t features,
                            const double *multipliers, double *packed) {
  int64_t j = 0;
  for (; j + 2 * LANES <= features; j += 2 * LANES) {
    OF(sums_at)(2, Q, square, 1, x + j, stride, count, LANES, multipliers, packed + j);
  }
  if (j + LANES <= features) {
    OF(sums_at)(1, Q, square, 1, x + j, stride, count, LANES, multipliers, packed + j);
    j += LANES;
  }
  if (j < features) OF(sums_at)(1, Q, square, 0, x + j, stride, count, features - j, multipliers, packed + j);
}

static void OF(narrow_margins)(span rows, int columns, const double *theta, double *margins) {
  double packed[MOST_NARROW * PART];
  int64_t d = rows.block->features;
  for (int64_t from = 0; from < d; from += PART) {
    int64_t features = d - from < PART ? d - from : PART;
    const VALUE *x = (const VALUE *)rows.block->values + rows.first * d + from;
    pack(columns, features, theta + from * columns, packed);
#define CALL(Q) OF(margins)(Q, x, d, rows.count, features, packed, margins)
    WITH_COLUMNS(columns)
#undef CALL
  }
}

static void OF(narrow_add)(int square, span rows, int columns, const double *multipliers, double *sum) {
  double packed[MOST_NARROW * PART];
  int64_t d = rows.block->features;
  for (int64_t from = 0; from < d; from += PART) {
    int64_t features = d - from < PART ? d - from : PART;
    const VALUE *x = (const VALUE *)rows.block->values + rows.first * d + from;
#define CALL(Q)                                                                     \
  square ? OF(column_sums)(Q, 1, x, d, rows.count, features, multipliers, packed) \
         : OF(column_sums)(Q, 0, x, d, rows.count, features, multipliers, packed)
    WITH_COLUMNS(columns)
#undef CALL
    unpack(columns, features, packed, sum + from * columns);
  }
}
