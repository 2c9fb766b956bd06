/*
 * Squared norms of rows in the optimizer's coordinates: sum_j (a_j x_j + b_j) x_j, which with a = s^2 and b = -2 s^2 m
 * is the squared norm of s (x - m) less that of s m. Not a pass that learns: it tells draws which rows weigh much.
 */
#include "kernels.h"
#include "lanes.h"

#define VALUE double
#define LOAD load_double
#define OF(f) f##_double
#include "norms_rows.h"
#undef VALUE
#undef LOAD
#undef OF

#define VALUE float
#define LOAD load_float
#define OF(f) f##_float
#include "norms_rows.h"

/* a + b of every entry. */
static void sparse_ones(const block *rows, const double *a, const double *b, double *norms) {
  for (int i = 0; i < rows->rows; i++) {
    double even = 0, odd = 0;
    int64_t k = rows->row_starts[i], end = rows->row_starts[i + 1];
    for (; k + 2 <= end; k += 2) {
      even += a[rows->indices[k]] + b[rows->indices[k]];
      odd += a[rows->indices[k + 1]] + b[rows->indices[k + 1]];
    }
    if (k < end) even += a[rows->indices[k]] + b[rows->indices[k]];
    norms[i] = even + odd;
  }
}

void NAME(norms)(const block *rows, const double *a, const double *b, double *norms) {
  if (!rows->row_starts) {
    (rows->kind == VALUES_FLOAT ? dense_float : dense_double)(rows, a, b, norms);
  } else if (rows->kind == VALUES_ONES) {
    sparse_ones(rows, a, b, norms);
  } else {
    (rows->kind == VALUES_FLOAT ? sparse_float : sparse_double)(rows, a, b, norms);
  }
}
