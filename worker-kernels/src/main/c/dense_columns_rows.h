/* Template over VALUE, OF, W and WIDE: dense rows times several columns, four rows at a time. */

/* margins += theta_c . x over the features from .. to, for G rows. */
INLINE void OF(dots)(int G, int V, int MASKED, chunk c, const VALUE *x, int64_t features, int64_t from, int64_t to,
                     int columns, const double *theta, double *margins) {
  WIDE(vw) sum[4][2];
  WIDE(ml) mask = WIDE(last)(c.fresh);
  for (int g = 0; g < G; g++) {
    for (int v = 0; v < V; v++) sum[g][v] = WIDE(load)(margins + (int64_t)g * columns + c.at[v]);
  }
  for (int64_t j = from; j < to; j++) {
    WIDE(vw) t[2];
    for (int v = 0; v < V; v++) t[v] = WIDE(load)(theta + j * columns + c.at[v]);
    for (int g = 0; g < G; g++) {
      for (int v = 0; v < V; v++) sum[g][v] += (double)x[g * features + j] * t[v];
    }
  }
  for (int g = 0; g < G; g++) {
    for (int v = 0; v < V; v++) {
      WIDE(store)(margins + (int64_t)g * columns + c.at[v], sum[g][v], MASKED && v == V - 1, mask);
    }
  }
}

/* sum_c += multipliers x (or x^2) over the features from .. to, for G rows. */
INLINE void OF(scaled)(int G, int V, int MASKED, int square, chunk c, const VALUE *x, int64_t features, int64_t from,
                       int64_t to, int columns, const double *multipliers, double *sum) {
  WIDE(vw) scale[4][2];
  WIDE(ml) mask = WIDE(last)(c.fresh);
  for (int g = 0; g < G; g++) {
    for (int v = 0; v < V; v++) scale[g][v] = WIDE(load)(multipliers + (int64_t)g * columns + c.at[v]);
  }
  for (int64_t j = from; j < to; j++) {
    for (int v = 0; v < V; v++) {
      double *at = sum + j * columns + c.at[v];
      WIDE(vw) s = WIDE(load)(at);
      for (int g = 0; g < G; g++) {
        double value = x[g * features + j];
        s += scale[g][v] * (square ? value * value : value);
      }
      WIDE(store)(at, s, MASKED && v == V - 1, mask);
    }
  }
}

/* Both for all rows and columns of the features from .. to. */
static void OF(margins)(span rows, int64_t from, int64_t to, int columns, const double *theta, double *margins) {
  int64_t d = rows.block->features;
  const VALUE *x = (const VALUE *)rows.block->values + rows.first * d;
  chunk c;
  for (int start = 0; start < columns; start += chunk_columns(c, W)) {
    c = chunk_from(start, columns, W);
    int i = 0;
    for (; i + 4 <= rows.count; i += 4) {
#define CALL(V, MASKED) OF(dots)(4, V, MASKED, c, x + i * d, d, from, to, columns, theta, margins + (int64_t)i * columns)
      WITH_CONSTANTS(c, W, CALL);
#undef CALL
    }
    for (; i < rows.count; i++) {
#define CALL(V, MASKED) OF(dots)(1, V, MASKED, c, x + i * d, d, from, to, columns, theta, margins + (int64_t)i * columns)
      WITH_CONSTANTS(c, W, CALL);
#undef CALL
    }
  }
}

INLINE void OF(add)(int square, span rows, int64_t from, int64_t to, int columns, const double *multipliers,
                    double *sum) {
  int64_t d = rows.block->features;
  const VALUE *x = (const VALUE *)rows.block->values + rows.first * d;
  chunk c;
  for (int start = 0; start < columns; start += chunk_columns(c, W)) {
    c = chunk_from(start, columns, W);
    int i = 0;
    for (; i + 4 <= rows.count; i += 4) {
#define CALL(V, MASKED) \
  OF(scaled)(4, V, MASKED, square, c, x + i * d, d, from, to, columns, multipliers + (int64_t)i * columns, sum)
      WITH_CONSTANTS(c, W, CALL);
#undef CALL
    }
    for (; i < rows.count; i++) {
#define CALL(V, MASKED) \
  OF(scaled)(1, V, MASKED, square, c, x + i * d, d, from, to, columns, multipliers + (int64_t)i * columns, sum)
      WITH_CONSTANTS(c, W, CALL);
#undef CALL
    }
  }
}

static void OF(add_plain)(span rows, int64_t from, int64_t to, int columns, const double *multipliers, double *sum) {
  OF(add)(0, rows, from, to, columns, multipliers, sum);
}

static void OF(add_square)(span rows, int64_t from, int64_t to, int columns, const double *multipliers, double *sum) {
  OF(add)(1, rows, from, to, columns, multipliers, sum);
}
