/* Template over VALUE, X, OF, W and WIDE: sparse rows times several columns. */

/* Two partial sums a column hide the latency of additions. */
INLINE void OF(dots)(int V, int MASKED, chunk c, span rows, int columns, const double *theta, double *margins) {
  const int32_t *starts = rows.block->row_starts + rows.first, *index = rows.block->indices;
  const VALUE *x = rows.block->values;
  (void)x;
  WIDE(ml) mask = WIDE(last)(c.fresh);
  for (int64_t i = 0; i < rows.count; i++) {
    WIDE(vw) even[2], odd[2];
    for (int v = 0; v < V; v++) {
      even[v] = WIDE(load)(theta + (int64_t)rows.block->features * columns + c.at[v]);
      odd[v] = WIDE(spread)(0);
    }
    int64_t k = starts[i], end = starts[i + 1];
    for (; k + 2 <= end; k += 2) {
      const double *t0 = theta + (int64_t)index[k] * columns, *t1 = theta + (int64_t)index[k + 1] * columns;
      for (int v = 0; v < V; v++) {
        even[v] += X(k) * WIDE(load)(t0 + c.at[v]);
        odd[v] += X(k + 1) * WIDE(load)(t1 + c.at[v]);
      }
    }
    if (k < end) {
      for (int v = 0; v < V; v++) even[v] += X(k) * WIDE(load)(theta + (int64_t)index[k] * columns + c.at[v]);
    }
    for (int v = 0; v < V; v++) {
      double *at = margins + i * columns + c.at[v];
      WIDE(store)(at, WIDE(blend)(MASKED, mask, even[v] + odd[v], WIDE(load)(at)));
    }
  }
}

/* at += scale x; both vectors are read before either is written. */
INLINE void OF(step)(int V, int MASKED, WIDE(ml) mask, chunk c, const WIDE(vw) *scale, double x, double *at) {
  WIDE(vw) old[2];
  for (int v = 0; v < V; v++) old[v] = WIDE(load)(at + c.at[v]);
  for (int v = 0; v < V; v++) {
    WIDE(store)(at + c.at[v], WIDE(blend)(MASKED, mask, old[v] + scale[v] * x, old[v]));
  }
}

INLINE void OF(scaled)(int V, int MASKED, int square, chunk c, span rows, int columns, const double *multipliers,
                       double *sum) {
  const int32_t *starts = rows.block->row_starts + rows.first, *index = rows.block->indices;
  const VALUE *x = rows.block->values;
  (void)x;
  WIDE(ml) mask = WIDE(last)(c.fresh);
  for (int64_t i = 0; i < rows.count; i++) {
    WIDE(vw) scale[2];
    for (int v = 0; v < V; v++) scale[v] = WIDE(load)(multipliers + i * columns + c.at[v]);
    for (int64_t k = starts[i]; k < starts[i + 1]; k++) {
      OF(step)(V, MASKED, mask, c, scale, square ? X(k) * X(k) : X(k), sum + (int64_t)index[k] * columns);
    }
    OF(step)(V, MASKED, mask, c, scale, 1, sum + (int64_t)rows.block->features * columns);
  }
}

static void OF(margins)(span rows, int columns, const double *theta, double *margins) {
  chunk c;
  for (int start = 0; start < columns; start += c.fresh) {
    c = chunk_from(start, columns, W);
#define CALL(V, MASKED) OF(dots)(V, MASKED, c, rows, columns, theta, margins);
    WITH_CONSTANTS(c, W, CALL);
#undef CALL
  }
}

INLINE void OF(add)(int square, span rows, int columns, const double *multipliers, double *sum) {
  chunk c;
  for (int start = 0; start < columns; start += c.fresh) {
    c = chunk_from(start, columns, W);
#define CALL(V, MASKED) OF(scaled)(V, MASKED, square, c, rows, columns, multipliers, sum);
    WITH_CONSTANTS(c, W, CALL);
#undef CALL
  }
}

static void OF(add_plain)(span rows, int columns, const double *multipliers, double *sum) {
  OF(add)(0, rows, columns, multipliers, sum);
}

static void OF(add_square)(span rows, int columns, const double *multipliers, double *sum) {
  OF(add)(1, rows, columns, multipliers, sum);
}
