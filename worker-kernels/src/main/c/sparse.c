/* Compressed sparse rows of doubles, of floats and of ones: margins and gradient sums of a tile. */
#include "tiles.h"

#define VALUE double
#define TIMES(x, k) *x[k]
#define OF(f) f##_double
#include "sparse_rows.h"
#undef VALUE
#undef TIMES
#undef OF

#define VALUE float
#define TIMES(x, k) *(double)x[k]
#define OF(f) f##_float
#include "sparse_rows.h"
#undef VALUE
#undef TIMES
#undef OF

#define VALUE void
#define TIMES(x, k)
#define OF(f) f##_ones
#include "sparse_rows.h"

void NAME(sparse_margins)(const block *rows, int row, int count, const double *theta, double *margins) {
  switch (rows->kind) {
    case VALUES_DOUBLE: margins_double(rows, row, count, theta, margins); break;
    case VALUES_FLOAT: margins_float(rows, row, count, theta, margins); break;
    case VALUES_ONES: margins_ones(rows, row, count, theta, margins); break;
  }
}

void NAME(sparse_add)(const block *rows, int row, int count, const double *multipliers, double *sum) {
  switch (rows->kind) {
    case VALUES_DOUBLE: add_double(rows, row, count, multipliers, sum); break;
    case VALUES_FLOAT: add_float(rows, row, count, multipliers, sum); break;
    case VALUES_ONES: add_ones(rows, row, count, multipliers, sum); break;
  }
}
