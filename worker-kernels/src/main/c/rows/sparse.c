/* Compressed sparse rows of doubles, of floats and of ones, one column. */
#include "tiles.h"

/* How far ahead entries are asked for, where they are: measured; about a tile. */
#define ENTRIES_AHEAD 4096

#define VALUE double
#define VALUE_BYTES 8
#define X(k) x[k]
#define OF(f) f##_double
#include "sparse_rows.h"
#undef VALUE
#undef VALUE_BYTES
#undef X
#undef OF

#define VALUE float
#define VALUE_BYTES 4
#define X(k) (double)x[k]
#define OF(f) f##_float
#include "sparse_rows.h"
#undef VALUE
#undef VALUE_BYTES
#undef X
#undef OF

#define VALUE void
#define VALUE_BYTES 0
#define X(k) 1.0
#define OF(f) f##_ones
#include "sparse_rows.h"

void NAME(sparse_margins)(span rows, const double *theta, double *margins) {
  int tiles = asks_for_tiles(rows);
  switch (rows.block->kind) {
    case VALUES_DOUBLE: margins_double(rows, tiles, theta, margins); break;
    case VALUES_FLOAT: margins_float(rows, tiles, theta, margins); break;
    case VALUES_ONES: margins_ones(rows, tiles, theta, margins); break;
  }
}

void NAME(sparse_add)(span rows, const double *multipliers, int square, double *sum) {
  int tiles = !square && asks_for_tiles(rows);
  switch (rows.block->kind) {
    case VALUES_DOUBLE:
      square ? add_double(1, tiles, rows, multipliers, sum) : add_double(0, tiles, rows, multipliers, sum);
      break;
    case VALUES_FLOAT:
      square ? add_float(1, tiles, rows, multipliers, sum) : add_float(0, tiles, rows, multipliers, sum);
      break;
    case VALUES_ONES: add_ones(0, tiles, rows, multipliers, sum); break;
  }
}
