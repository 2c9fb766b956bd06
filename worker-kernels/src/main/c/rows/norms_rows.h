/* Template over VALUE, LOAD and OF: dense and sparse rows. */

static void OF(dense)(const block *rows, const double *a, const double *b, double *norms) {
  int64_t d = rows->features;
  for (int i = 0; i < rows->rows; i++) {
    const VALUE *x = (const VALUE *)rows->values + i * d;
    vd even = spread(0), odd = spread(0);
    int64_t j = 0;
    for (; j + 2 * LANES <= d; j += 2 * LANES) {
      vd v = LOAD(x + j), w = LOAD(x + j + LANES);
      soon(x + j, STREAM_AHEAD);
      even += (load_double(a + j) * v + load_double(b + j)) * v;
      odd += (load_double(a + j + LANES) * w + load_double(b + j + LANES)) * w;
    }
    double sum = sum_lanes(even + odd);
    for (; j < d; j++) sum += (a[j] * x[j] + b[j]) * x[j];
    norms[i] = sum;
  }
}

static void OF(sparse)(const block *rows, const double *a, const double *b, double *norms) {
  const VALUE *x = rows->values;
  for (int i = 0; i < rows->rows; i++) {
    double even = 0, odd = 0;
    int64_t k = rows->row_starts[i], end = rows->row_starts[i + 1];
    for (; k + 2 <= end; k += 2) {
      int32_t j = rows->indices[k], l = rows->indices[k + 1];
      even += (a[j] * x[k] + b[j]) * x[k];
      odd += (a[l] * x[k + 1] + b[l]) * x[k + 1];
    }
    if (k < end) even += (a[rows->indices[k]] * x[k] + b[rows->indices[k]]) * x[k];
    norms[i] = even + odd;
  }
}
