/* Template over VALUE, LOAD and OF: dense rows times Q columns, Q below LANES and a constant after inlining. */

/* The first `count` numbers of x, fewer than LANES, and zeros. */
INLINE vd OF(load_some)(const VALUE *x, int64_t count) {
  double room[LANES] = {0};
  for (int64_t i = 0; i < count; i++) room[i] = x[i];
  return load_double(room);
}

/* The vector of features at p, of which `left` are there: all of it if FULL. */
INLINE vd OF(some_of)(int FULL, const VALUE *p, int64_t left) { return FULL ? LOAD(p) : OF(load_some)(p, left); }

/* sum_gq += theta_q x_g over one vector of features of G rows. */
INLINE void OF(dots_at)(int G, int Q, int FULL, const VALUE *x, int64_t stride, int64_t left, const double *packed,
                        vd sum[][MOST_NARROW]) {
  vd row[4];
  for (int g = 0; g < G; g++) row[g] = OF(some_of)(FULL, x + g * stride, left);
  for (int q = 0; q < Q; q++) {
    vd theta = load_double(packed + q * PART);
    for (int g = 0; g < G; g++) sum[g][q] += row[g] * theta;
  }
}

/* margins_gq += theta_q . x_g for G rows; a column's parameters follow each other in `packed`, zeros after the last. */
INLINE void OF(dots)(int G, int Q, asking ahead, const VALUE *x, int64_t stride, int64_t features, const double *packed,
                     double *margins) {
  vd sum[4][MOST_NARROW] = {{{0}}};
  int64_t j = 0;
  for (; j + LANES <= features; j += LANES) {
    for (int g = 0; g < G; g++) soon_rows(ahead, x + g * stride + j, LANES * (int64_t)sizeof(VALUE));
    OF(dots_at)(G, Q, 1, x + j, stride, LANES, packed + j, sum);
  }
  if (j < features) OF(dots_at)(G, Q, 0, x + j, stride, features - j, packed + j, sum);
  for (int g = 0; g < G; g++) {
    for (int q = 0; q < Q; q++) margins[g * Q + q] += sum_lanes(sum[g][q]);
  }
}

INLINE void OF(margins)(int Q, asking ahead, const VALUE *x, int64_t stride, int64_t count, int64_t features,
                        const double *packed, double *margins) {
  int64_t i = 0;
  for (; WIDE_SUMS(Q) && i + 4 <= count; i += 4) {
    OF(dots)(4, Q, ahead, x + i * stride, stride, features, packed, margins + i * Q);
  }
  for (; i + 2 <= count; i += 2) OF(dots)(2, Q, ahead, x + i * stride, stride, features, packed, margins + i * Q);
  if (i < count) OF(dots)(1, Q, ahead, x + i * stride, stride, features, packed, margins + i * Q);
}

/* packed_q = sum_i multipliers[i Q + q] x_i (or x_i^2) over V vectors of features, the last one not FULL. */
INLINE void OF(sums_at)(int V, int Q, int square, int tiles, int FULL, const VALUE *x, int64_t stride, int64_t count,
                        int64_t left, const double *multipliers, double *packed) {
  vd sum[4][MOST_NARROW] = {{{0}}};
  for (int64_t i = 0; i < count; i++) {
    /* The next tile, while there is work to do on this one. */
    for (int line = 0; line < (int)(V * LANES * sizeof(VALUE)); line += 64) {
      int64_t next = count * stride * (int64_t)sizeof(VALUE) + line;
      tiles ? soon_second(x + i * stride, next) : soon(x + i * stride, next);
    }
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

INLINE void OF(column_sums)(int Q, int square, int tiles, const VALUE *x, int64_t stride, int64_t count,
                            int64_t features, const double *multipliers, double *packed) {
  int64_t j = 0;
  for (; WIDE_SUMS(Q) && j + 4 * LANES <= features; j += 4 * LANES) {
    OF(sums_at)(4, Q, square, tiles, 1, x + j, stride, count, LANES, multipliers, packed + j);
  }
  for (; j + 2 * LANES <= features; j += 2 * LANES) {
    OF(sums_at)(2, Q, square, tiles, 1, x + j, stride, count, LANES, multipliers, packed + j);
  }
  if (j + LANES <= features) {
    OF(sums_at)(1, Q, square, tiles, 1, x + j, stride, count, LANES, multipliers, packed + j);
    j += LANES;
  }
  if (j < features) OF(sums_at)(1, Q, square, tiles, 0, x + j, stride, count, features - j, multipliers, packed + j);
}

static void OF(narrow_margins)(span rows, int columns, const double *theta, double *margins) {
  asking ahead = asks_for_tiles(rows) ? TILES_AHEAD : ROWS_AHEAD;
  double packed[MOST_NARROW * PART];
  int64_t d = rows.block->features;
  for (int64_t from = 0; from < d; from += PART) {
    int64_t features = d - from < PART ? d - from : PART;
    const VALUE *x = (const VALUE *)rows.block->values + rows.first * d + from;
#define CALL(Q)                                \
  pack(Q, features, theta + from * Q, packed), \
      OF(margins)(Q, ahead, x, d, rows.count, features, packed, margins)
    WITH_COLUMNS(columns)
#undef CALL
  }
}

static void OF(narrow_add)(int square, span rows, int columns, const double *multipliers, double *sum) {
  int tiles = asks_for_tiles(rows);
  double packed[MOST_NARROW * PART];
  int64_t d = rows.block->features;
  for (int64_t from = 0; from < d; from += PART) {
    int64_t features = d - from < PART ? d - from : PART;
    const VALUE *x = (const VALUE *)rows.block->values + rows.first * d + from;
#define CALL(Q)                                                                     \
  square ? OF(column_sums)(Q, 1, tiles, x, d, rows.count, features, multipliers, packed) \
         : OF(column_sums)(Q, 0, tiles, x, d, rows.count, features, multipliers, packed),  \
  unpack(Q, features, packed, sum + from * Q)
    WITH_COLUMNS(columns)
#undef CALL
  }
}
