/* Template over VALUE, TIMES and OF. Four partial sums a row hide the latency of the additions. */

INLINE void OF(margins)(const block *rows, int row, int count, const double *theta, double *margins) {
  const int32_t *starts = rows->row_starts + row, *index = rows->indices;
  const VALUE *x = rows->values;
  (void)x;
  double intercept = theta[rows->features];
  for (int i = 0; i < count; i++) {
    double a = 0, b = 0, c = 0, e = 0;
    int k = starts[i], end = starts[i + 1];
    for (; k + 4 <= end; k += 4) {
      a += theta[index[k]] TIMES(x, k);
      b += theta[index[k + 1]] TIMES(x, k + 1);
      c += theta[index[k + 2]] TIMES(x, k + 2);
      e += theta[index[k + 3]] TIMES(x, k + 3);
    }
    for (; k < end; k++) a += theta[index[k]] TIMES(x, k);
    margins[i] = (a + c) + (b + e) + intercept;
  }
}

INLINE void OF(add)(const block *rows, int row, int count, const double *multipliers, double *sum) {
  const int32_t *starts = rows->row_starts + row, *index = rows->indices;
  const VALUE *x = rows->values;
  (void)x;
  double total = 0;
  for (int i = 0; i < count; i++) {
    double multiplier = multipliers[i];
    for (int k = starts[i]; k < starts[i + 1]; k++) sum[index[k]] += multiplier TIMES(x, k);
    total += multiplier;
  }
  sum[rows->features] += total;
}
