/*
 * The native kernels: what a block is in C, and the table of operations that each instruction set offers.
 *
 * Every operation is compiled once per instruction set from the same sources, under names with the set's suffix
 * (NAME in lanes.h). Nothing here checks its arguments: the Java side has checked, and owns every array.
 *
 * Parameters are class-fastest: theta[feature * columns + column], then `columns` intercepts. There are
 * columns = points * outputs of them, those of a point side by side.
 */
#ifndef RLLC_KERNELS_H
#define RLLC_KERNELS_H

#include <stdint.h>

enum value_kind { VALUES_DOUBLE, VALUES_FLOAT, VALUES_ONES };

/* Rows: dense if row_starts is null, else compressed sparse rows. See rllc.shard.Block. */
typedef struct {
  int rows; /* those that are looked at */
  int features;
  enum value_kind kind;
  const double *labels;
  const double *weights; /* null: every row weighs one */
  const int32_t *row_starts;
  const int32_t *indices;
  const void *values; /* null for ones */
  const int32_t *chosen; /* numbers of the rows that are looked at; null: 0, 1, .. Margins know no choice. */
} block;

/* The numbers of rllc.kernel.NativeKernels.code; SharedConstantsTest compares them. */
enum loss_kind {
  LOSS_LOGISTIC,
  LOSS_SQUARED,
  LOSS_SQUARED_HINGE,
  LOSS_HUBER,
  LOSS_SOFTMAX,
  LOSS_POISSON,
  LOSS_GAMMA,
  LOSS_TWEEDIE
};

typedef struct {
  enum loss_kind kind;
  int outputs;
  double parameter; /* Huber's delta, Tweedie's p */
} loss;

/* Where a pass adds its sums; null for what is not wanted. */
typedef struct {
  double *losses;   /* per point */
  double *gradient; /* sum_i weight_i dl/dm (x_i, 1) */
  double *border;   /* sum_i weight_i d2l/dm2 (x_i, 1) */
  double *squares;  /* sum_i weight_i d2l/dm2 (x_i^2, 1): the Hessian's diagonal */
} sums;

/* points * outputs at most: what a tile of the workspace holds. Kernels.MOST_COLUMNS. */
#define MOST_COLUMNS 1024

/* Memory units of a sweep at most. Sweeps.MOST_UNITS. */
#define MOST_UNITS 32

/* M <- M P + g v^T, theta <- theta - step M law. Unit j has the sources starts[j] .. starts[j + 1] of P's column j. */
typedef struct {
  int units;
  const int32_t *starts;
  const int32_t *sources;
  const double *factors;
  const double *input; /* v */
  const double *law;
  double step;
  const double *old[MOST_UNITS];
  double *next[MOST_UNITS]; /* may be old */
  const double *gradient;
  double *theta;
  int64_t length; /* of all vectors, of which a call works a part */
} propagation;

typedef struct {
  const char *isa;
  /* One pass. The losses' bits do not depend on what else is wanted. */
  void (*evaluate)(const block *rows, const loss *loss, int points, const double *theta, const sums *sums);
  /* margins[row * columns + column] */
  void (*margins)(const block *rows, int columns, const double *theta, double *margins);
  /* product += Hessian(theta) direction. */
  void (*hessian_vector)(const block *rows, const loss *loss, const double *theta, const double *direction,
                         double *product);
  /* norms[row] = sum_j (a[j] x_j + b[j]) x_j. */
  void (*norms)(const block *rows, const double *a, const double *b, double *norms);
  /* sums[i (i + 1) / 2 + j] = sum over from .. to of vectors[i] vectors[j], for j <= i. */
  void (*gram)(const double *const *vectors, int count, int64_t from, int64_t to, double *sums);
  void (*propagate)(const propagation *p, int64_t from, int64_t to);
} kernels;

/* The kernels of the instruction set number `isa`, worst first; null if this machine or build lacks it. */
const kernels *kernels_of(int isa);

/* How many numbers kernels_of knows. */
int kernels_count(void);

#endif
