/*
 * Dense rows times fewer columns than a vector has lanes: here the features are the lanes. The columns' parameters
 * are first laid out one after the other, a part of the features at a time.
 */
#include "tiles.h"

/* Features of a part; a multiple of every LANES. */
#define PART 512
/* Columns at most: one less than the lanes of the widest vector. */
#define MOST_NARROW 7

/* Whether the registers (AVX-512: 32) hold sums of four vectors times Q columns; else it is two vectors. */
#define WIDE_SUMS(Q) (LANES == 8 && (Q) <= 4)

INLINE void pack(int columns, int64_t features, const double *theta, double *packed) {
  for (int64_t j = 0; j < features; j++) {
    for (int q = 0; q < columns; q++) packed[q * PART + j] = theta[j * columns + q];
  }
  for (int64_t j = features; j % LANES != 0; j++) {
    for (int q = 0; q < columns; q++) packed[q * PART + j] = 0;
  }
}

INLINE void unpack(int columns, int64_t features, const double *packed, double *sum) {
  for (int64_t j = 0; j < features; j++) {
    for (int q = 0; q < columns; q++) sum[j * columns + q] += packed[q * PART + j];
  }
}

INLINE void add_intercepts(int Q, int64_t count, const double *multipliers, double *intercepts) {
  double sum[MOST_NARROW];
  for (int q = 0; q < Q; q++) sum[q] = intercepts[q];
  for (int64_t i = 0; i < count; i++) {
    for (int q = 0; q < Q; q++) sum[q] += multipliers[i * Q + q];
  }
  for (int q = 0; q < Q; q++) intercepts[q] = sum[q];
}

/* CALL(Q) with Q a constant. */
#if LANES == 8
#define WITH_COLUMNS(columns)   \
  switch (columns) {            \
    case 2: CALL(2); break;     \
    case 3: CALL(3); break;     \
    case 4: CALL(4); break;     \
    case 5: CALL(5); break;     \
    case 6: CALL(6); break;     \
    default: CALL(7); break;    \
  }
#else
#define WITH_COLUMNS(columns)   \
  if (columns == 2) {           \
    CALL(2);                    \
  } else {                      \
    CALL(3);                    \
  }
#endif

#define VALUE double
#define LOAD load_double
#define OF(f) f##_double
#include "dense_narrow_rows.h"
#undef VALUE
#undef LOAD
#undef OF

#define VALUE float
#define LOAD load_float
#define OF(f) f##_float
#include "dense_narrow_rows.h"

void NAME(dense_narrow_margins)(span rows, int columns, const double *theta, double *margins) {
  (rows.block->kind == VALUES_FLOAT ? narrow_margins_float : narrow_margins_double)(rows, columns, theta, margins);
}

void NAME(dense_narrow_add)(span rows, int columns, const double *multipliers, int square, double *sum) {
  (rows.block->kind == VALUES_FLOAT ? narrow_add_float : narrow_add_double)(square, rows, columns, multipliers, sum);
#define CALL(Q) add_intercepts(Q, rows.count, multipliers, sum + rows.block->features * (int64_t)Q)
  WITH_COLUMNS(columns)
#undef CALL
}
