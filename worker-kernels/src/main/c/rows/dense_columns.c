/*
 * Dense rows times at least LANES columns (fewer: dense_narrow.c), as matrix-matrix work blocked over rows and
 * features.
 */
#include "columns.h"

/* Some features of some rows, as doubles. */
typedef struct {
  const double *x;
  int64_t stride;
  int64_t count;
  int64_t features;
} part;

#define W LANES
#define WIDE(f) f##_wide
#include "width.h"
#include "dense_columns_rows.h"

typedef void step(part part, int columns, const double *in, double *out);

enum { MARGINS, ADD, ADD_SQUARE };

static step *const steps[] = {margins_wide, add_plain_wide, add_square_wide};

/* Features of a part, and rows of floats that are widened at once. */
#define MOST_FEATURES 256
#define WIDENED_ROWS 8

/* The features from .. from + part.features of the rows i .. i + part.count, widened into `room` if they are floats. */
static part take(span rows, int64_t i, int64_t from, part part, double *room) {
  int64_t d = rows.block->features, at = (rows.first + i) * d + from;
  part.x = (const double *)rows.block->values + at;
  part.stride = d;
  if (rows.block->kind == VALUES_FLOAT) {
    part.x = room;
    part.stride = MOST_FEATURES;
    for (int64_t g = 0; g < part.count; g++) {
      const float *in = (const float *)rows.block->values + at + g * d;
      int64_t j = 0;
      for (; j + LANES <= part.features; j += LANES) {
        if (j % (64 / sizeof(float)) == 0) soon(in + j, WIDENED_ROWS * d * (int64_t)sizeof(float));
        store(room + g * MOST_FEATURES + j, load_float(in + j));
      }
      for (; j < part.features; j++) room[g * MOST_FEATURES + j] = in[j];
    }
  }
  return part;
}

static int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }

/* Part by part, so that a part's parameters (16 KiB where possible) stay in the first-level cache. `out` is indexed by
   rows for margins, `in` for sums; the other one by features. */
static void by_parts(int what, span rows, int columns, const double *in, double *out) {
  double room[WIDENED_ROWS * MOST_FEATURES];
  int64_t d = rows.block->features, most = least(2048 / columns + 1, MOST_FEATURES);
  int64_t rows_at_once = rows.block->kind == VALUES_FLOAT ? WIDENED_ROWS : rows.count;
  for (int64_t from = 0; from < d; from += most) {
    for (int64_t i = 0; i < rows.count; i += rows_at_once) {
      part here = {.count = least(rows_at_once, rows.count - i), .features = least(most, d - from)};
      here = take(rows, i, from, here, room);
      int64_t in_at = what == MARGINS ? from : i, out_at = what == MARGINS ? i : from;
      steps[what](here, columns, in + in_at * columns, out + out_at * columns);
    }
  }
}

void NAME(dense_columns_margins)(span rows, int columns, const double *theta, double *margins) {
  const double *intercepts = theta + (int64_t)rows.block->features * columns;
  for (int64_t i = 0; i < rows.count; i++) {
    for (int c = 0; c < columns; c++) margins[i * columns + c] = intercepts[c];
  }
  if (columns < LANES) {
    NAME(dense_narrow_margins)(rows, columns, theta, margins);
  } else {
    by_parts(MARGINS, rows, columns, theta, margins);
  }
}

void NAME(dense_columns_add)(span rows, int columns, const double *multipliers, int square, double *sum) {
  if (columns < LANES) {
    NAME(dense_narrow_add)(rows, columns, multipliers, square, sum);
    return;
  }
  by_parts(square ? ADD_SQUARE : ADD, rows, columns, multipliers, sum);
  double *intercepts = sum + (int64_t)rows.block->features * columns;
  for (int64_t i = 0; i < rows.count; i++) {
    for (int c = 0; c < columns; c++) intercepts[c] += multipliers[i * columns + c];
  }
}
