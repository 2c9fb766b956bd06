/* Template over VALUE, X and OF: sparse rows, one column. Four partial sums a row hide the latency of additions. */

/* Asks for what comes a tile after these entries: indices and, unless they are ones, values. */
INLINE void OF(soon_entries)(const int32_t *index, const VALUE *x, int64_t from, int64_t to) {
  const char *values = (const char *)x + from * VALUE_BYTES;
  for (int64_t byte = 0; byte < 4 * (to - from); byte += 64) soon_second(index + from, ENTRIES_AHEAD * 4 + byte);
  for (int64_t byte = 0; byte < VALUE_BYTES * (to - from); byte += 64) {
    soon_second(values, ENTRIES_AHEAD * VALUE_BYTES + byte);
  }
}

INLINE void OF(margins)(span rows, int tiles, const double *theta, double *margins) {
  const int32_t *starts = rows.block->row_starts + rows.first, *index = rows.block->indices;
  const VALUE *x = rows.block->values;
  (void)x;
  double intercept = theta[rows.block->features];
  for (int i = 0; i < rows.count; i++) {
    double a = 0, b = 0, c = 0, e = 0;
    int64_t k = starts[i], end = starts[i + 1];
    if (tiles) OF(soon_entries)(index, x, k, end);
    for (; k + 4 <= end; k += 4) {
      a += theta[index[k]] * X(k);
      b += theta[index[k + 1]] * X(k + 1);
      c += theta[index[k + 2]] * X(k + 2);
      e += theta[index[k + 3]] * X(k + 3);
    }
    for (; k < end; k++) a += theta[index[k]] * X(k);
    margins[i] = (a + c) + (b + e) + intercept;
  }
}

INLINE void OF(add)(int square, int tiles, span rows, const double *multipliers, double *sum) {
  const int32_t *starts = rows.block->row_starts + rows.first, *index = rows.block->indices;
  const VALUE *x = rows.block->values;
  (void)x;
  for (int i = 0; i < rows.count; i++) {
    double multiplier = multipliers[i];
    if (tiles) OF(soon_entries)(index, x, starts[i], starts[i + 1]);
    for (int64_t k = starts[i]; k < starts[i + 1]; k++) {
      sum[index[k]] += multiplier * (square ? X(k) * X(k) : X(k));
    }
    sum[rows.block->features] += multiplier;
  }
}
