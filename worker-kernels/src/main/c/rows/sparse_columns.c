/* Sparse rows times several columns. */
#include "columns.h"

#define W 2
#define WIDE(f) f##_2
#include "sparse_columns_width.h"
#undef W
#undef WIDE

#if LANES >= 4
#define W 4
#define WIDE(f) f##_4
#include "sparse_columns_width.h"
#undef W
#undef WIDE
#endif

#if LANES >= 8
#define W 8
#define WIDE(f) f##_8
#include "sparse_columns_width.h"
#undef W
#undef WIDE
#endif

typedef void step(span rows, int columns, const double *in, double *out);

/* {double, float, ones} x {margins, sum of x, sum of x^2} of one width, in the order of enum value_kind. */
#define STEPS(w)                                                           \
  {                                                                        \
    {margins_double_##w, add_plain_double_##w, add_square_double_##w},     \
        {margins_float_##w, add_plain_float_##w, add_square_float_##w},    \
        {margins_ones_##w, add_plain_ones_##w, add_square_ones_##w}        \
  }

enum { MARGINS, ADD, ADD_SQUARE };

static step *choose_step(span rows, int columns, int what) {
  static step *const two[3][3] = STEPS(2);
#if LANES >= 8
  static step *const eight[3][3] = STEPS(8);
  if (columns >= 8) return eight[rows.block->kind][what];
#endif
#if LANES >= 4
  static step *const four[3][3] = STEPS(4);
  if (columns >= 4) return four[rows.block->kind][what];
#endif
  (void)columns;
  return two[rows.block->kind][what];
}

void NAME(sparse_columns_margins)(span rows, int columns, const double *theta, double *margins) {
  choose_step(rows, columns, MARGINS)(rows, columns, theta, margins);
}

void NAME(sparse_columns_add)(span rows, int columns, const double *multipliers, int square, double *sum) {
  choose_step(rows, columns, square ? ADD_SQUARE : ADD)(rows, columns, multipliers, sum);
}
