/* Dense rows of doubles and of floats: margins and gradient sums of a tile. */
#include "tiles.h"

#define VALUE double
#define LOAD load_double
#define OF(f) f##_double
#include "dense_rows.h"
#undef VALUE
#undef LOAD
#undef OF

#define VALUE float
#define LOAD load_float
#define OF(f) f##_float
#include "dense_rows.h"

void NAME(dense_margins)(const block *rows, int row, int count, const double *theta, double *margins) {
  if (rows->kind == VALUES_FLOAT) {
    margins_float(rows, row, count, theta, margins);
  } else {
    margins_double(rows, row, count, theta, margins);
  }
}

void NAME(dense_add)(const block *rows, int row, int count, const double *multipliers, double *sum) {
  if (rows->kind == VALUES_FLOAT) {
    add_float(rows, row, count, multipliers, sum);
  } else {
    add_double(rows, row, count, multipliers, sum);
  }
}
