/* Dense rows times several columns, as matrix-matrix work blocked over the features. */
#include "columns.h"

#define W 2
#define WIDE(f) f##_2
#include "dense_columns_width.h"
#undef W
#undef WIDE

#if LANES >= 4
#define W 4
#define WIDE(f) f##_4
#include "dense_columns_width.h"
#undef W
#undef WIDE
#endif

#if LANES >= 8
#define W 8
#define WIDE(f) f##_8
#include "dense_columns_width.h"
#undef W
#undef WIDE
#endif

typedef void step(span rows, int64_t from, int64_t to, int columns, const double *in, double *out);

/* {double, float} x {margins, sum of x, sum of x^2} of one width. */
#define STEPS(w)                                                                 \
  {                                                                              \
    {margins_double_##w, add_plain_double_##w, add_square_double_##w}, \
        {margins_float_##w, add_plain_float_##w, add_square_float_##w}           \
  }

enum { MARGINS, ADD, ADD_SQUARE };

static step *choose_step(span rows, int columns, int what) {
  static step *const two[2][3] = STEPS(2);
  int kind = rows.block->kind == VALUES_FLOAT;
#if LANES >= 8
  static step *const eight[2][3] = STEPS(8);
  if (columns >= 8) return eight[kind][what];
#endif
#if LANES >= 4
  static step *const four[2][3] = STEPS(4);
  if (columns >= 4) return four[kind][what];
#endif
  (void)columns;
  return two[kind][what];
}

/* A part of the features at a time, so that its parameters (16 KiB) stay in the first-level cache. */
static void by_features(step *step, span rows, int columns, const double *in, double *out) {
  int64_t d = rows.block->features, part = 2048 / columns + 1;
  for (int64_t from = 0; from < d; from += part) {
    step(rows, from, from + part < d ? from + part : d, columns, in, out);
  }
}

void NAME(dense_columns_margins)(span rows, int columns, const double *theta, double *margins) {
  const double *intercepts = theta + (int64_t)rows.block->features * columns;
  for (int64_t i = 0; i < rows.count; i++) {
    for (int c = 0; c < columns; c++) margins[i * columns + c] = intercepts[c];
  }
  by_features(choose_step(rows, columns, MARGINS), rows, columns, theta, margins);
}

void NAME(dense_columns_add)(span rows, int columns, const double *multipliers, int square, double *sum) {
  by_features(choose_step(rows, columns, square ? ADD_SQUARE : ADD), rows, columns, multipliers, sum);
  double *intercepts = sum + (int64_t)rows.block->features * columns;
  for (int64_t i = 0; i < rows.count; i++) {
    for (int c = 0; c < columns; c++) intercepts[c] += multipliers[i * columns + c];
  }
}
