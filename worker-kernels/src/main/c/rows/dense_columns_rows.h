/* Template over W and WIDE: dense rows of doubles times several columns. Rows are `stride` apart. */

/* margins += theta_c . x over `features` features, for G rows. */
INLINE void WIDE(dots)(int G, int V, int MASKED, chunk c, const double *x, int64_t stride, int64_t features,
                       int columns, const double *theta, double *margins) {
  WIDE(vw) sum[8][2], old[8];
  for (int g = 0; g < G; g++) {
    for (int v = 0; v < V; v++) sum[g][v] = WIDE(load)(margins + (int64_t)g * columns + c.at[v]);
    old[g] = sum[g][0];
  }
  for (int64_t from = 0, j = 0; from < features; from += 8) {
    /* One line of each row's successor in the next group: eight interleaved rows are no stream to the processor. */
    for (int g = 0; g < G; g++) soon(x + g * stride + from, 8 * G * stride);
    for (int64_t to = from + 8 < features ? from + 8 : features; j < to; j++) {
      WIDE(vw) t[2];
      for (int v = 0; v < V; v++) t[v] = WIDE(load)(theta + j * columns + c.at[v]);
      for (int g = 0; g < G; g++) {
        for (int v = 0; v < V; v++) sum[g][v] += x[g * stride + j] * t[v];
      }
    }
  }
  WIDE(ml) mask = WIDE(last)(c.fresh);
  for (int g = 0; g < G; g++) {
    for (int v = 0; v < V; v++) {
      double *at = margins + (int64_t)g * columns + c.at[v];
      WIDE(store)(at, WIDE(blend)(MASKED, mask, sum[g][v], old[g]));
    }
  }
}

/* sum_c += multipliers x (or x^2) over `features` features, for G rows. */
INLINE void WIDE(scaled)(int G, int V, int MASKED, int square, chunk c, const double *x, int64_t stride,
                         int64_t features, int columns, const double *multipliers, double *sum) {
  WIDE(vw) scale[8][2];
  WIDE(ml) mask = WIDE(last)(c.fresh);
  for (int g = 0; g < G; g++) {
    for (int v = 0; v < V; v++) scale[g][v] = WIDE(load)(multipliers + (int64_t)g * columns + c.at[v]);
  }
  for (int64_t j = 0; j < features; j++) {
    WIDE(vw) s[2], old;
    for (int v = 0; v < V; v++) s[v] = WIDE(load)(sum + j * columns + c.at[v]);
    old = s[0];
    for (int g = 0; g < G; g++) {
      double value = x[g * stride + j];
      for (int v = 0; v < V; v++) s[v] += scale[g][v] * (square ? value * value : value);
    }
    for (int v = 0; v < V; v++) {
      WIDE(store)(sum + j * columns + c.at[v], WIDE(blend)(MASKED, mask, s[v], old));
    }
  }
}

/* Rows by G while there are as many; CALL(G, V, MASKED) uses x and i. */
#define BY_ROWS(G, V, MASKED)                                                                         \
  for (; i + G <= part.count; i += G) {                                                               \
    const double *x = part.x + i * part.stride;                                                       \
    CALL(G, V, MASKED);                                                                               \
  }

/* Enough rows at once for eight independent sums. */
#define BLOCKED(V, MASKED)             \
  BY_ROWS((V == 2 ? 4 : 8), V, MASKED) \
  BY_ROWS(1, V, MASKED)

static void WIDE(margins)(part part, int columns, const double *theta, double *margins) {
  chunk c;
  for (int start = 0; start < columns; start += c.fresh) {
    c = chunk_from(start, columns, W);
    int64_t i = 0;
#define CALL(G, V, MASKED) \
  WIDE(dots)(G, V, MASKED, c, x, part.stride, part.features, columns, theta, margins + i * columns)
    WITH_CONSTANTS(c, W, BLOCKED);
#undef CALL
  }
}

INLINE void WIDE(add)(int square, part part, int columns, const double *multipliers, double *sum) {
  chunk c;
  for (int start = 0; start < columns; start += c.fresh) {
    c = chunk_from(start, columns, W);
    int64_t i = 0;
#define CALL(G, V, MASKED) \
  WIDE(scaled)(G, V, MASKED, square, c, x, part.stride, part.features, columns, multipliers + i * columns, sum)
    WITH_CONSTANTS(c, W, BLOCKED);
#undef CALL
  }
}
#undef BY_ROWS
#undef BLOCKED

static void WIDE(add_plain)(part part, int columns, const double *multipliers, double *sum) {
  WIDE(add)(0, part, columns, multipliers, sum);
}

static void WIDE(add_square)(part part, int columns, const double *multipliers, double *sum) {
  WIDE(add)(1, part, columns, multipliers, sum);
}
