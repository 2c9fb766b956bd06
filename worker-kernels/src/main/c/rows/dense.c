/* Dense rows of doubles and of floats, one column. */
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

void NAME(dense_margins)(span rows, asking ahead, const double *theta, double *margins) {
  if (rows.block->kind == VALUES_FLOAT) {
    margins_float(rows, ahead, theta, margins);
  } else {
    margins_double(rows, ahead, theta, margins);
  }
}

void NAME(dense_add)(span rows, const double *multipliers, int square, double *sum) {
  int tiles = !square && asks_for_tiles(rows);
  if (rows.block->kind == VALUES_FLOAT) {
    square ? add_float(1, tiles, rows, multipliers, sum) : add_float(0, tiles, rows, multipliers, sum);
  } else {
    square ? add_double(1, tiles, rows, multipliers, sum) : add_double(0, tiles, rows, multipliers, sum);
  }
}
