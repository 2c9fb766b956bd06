/* Template over VALUE, X and OF: sparse rows, one column. Four partial sums a row hide the latency of additions. */

INLINE void OF(margins)(span rows, const double *theta, double *margins) {
  const int32_t *starts = rows.block->row_starts + rows.first, *index = rows.block->indices;
  const VALUE *x = rows.block->values;
  (void)x;
  double intercept = theta[rows.block->features];
  for (int i = 0; i < rows.count; i++) {
    double a = 0, b = 0, c = 0, e = 0;
    int64_t k = starts[i], end = starts[i + 1];
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

INLINE void OF(add)(int square, span rows, const double *multipliers, double *sum) {
  const int32_t *starts = rows.block->row_starts + rows.first, *index = rows.block->indices;
  const VALUE *x = rows.block->values;
  (void)x;
  for (int i = 0; i < rows.count; i++) {
    double multiplier = multipliers[i];
    for (int64_t k = starts[i]; k < starts[i + 1]; k++) {
      sum[index[k]] += multiplier * (square ? X(k) * X(k) : X(k));
    }
    sum[rows.block->features] += multiplier;
  }
}
