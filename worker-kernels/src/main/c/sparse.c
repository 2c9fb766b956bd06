/* Compressed sparse rows of doubles, of floats and of ones, one column. */
#include "tiles.h"

#define VALUE double
#define X(k) x[k]
#define OF(f) f##_double
#include "sparse_rows.h"
#undef VALUE
#undef X
#undef OF

#define VALUE float
#define X(k) (double)x[k]
#define OF(f) f##_float
#include "sparse_rows.h"
#undef VALUE
#undef X
#undef OF

#define VALUE void
#define X(k) 1.0
#define OF(f) f##_ones
#include "sparse_rows.h"

void NAME(sparse_margins)(span rows, const double *theta, double *margins) {
  switch (rows.block->kind) {
    case VALUES_DOUBLE: margins_double(rows, theta, margins); break;
    case VALUES_FLOAT: margins_float(rows, theta, margins); break;
    case VALUES_ONES: margins_ones(rows, theta, margins); break;
  }
}

void NAME(sparse_add)(span rows, const double *multipliers, int square, double *sum) {
  switch (rows.block->kind) {
    case VALUES_DOUBLE:
      square ? add_double(1, rows, multipliers, sum) : add_double(0, rows, multipliers, sum);
      break;
    case VALUES_FLOAT:
      square ? add_float(1, rows, multipliers, sum) : add_float(0, rows, multipliers, sum);
      break;
    case VALUES_ONES: add_ones(0, rows, multipliers, sum); break;
  }
}
