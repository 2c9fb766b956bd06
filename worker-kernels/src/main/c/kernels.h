/*
 * The native kernels: what a block is in C, and the table of operations that each instruction set offers.
 *
 * Every operation is compiled once per instruction set from the same sources, under names with the set's suffix
 * (see NAME). Nothing here checks its arguments or allocates: the Java side has checked, and owns every array.
 */
#ifndef RLLC_KERNELS_H
#define RLLC_KERNELS_H

#include <stdint.h>

enum value_kind { VALUES_DOUBLE, VALUES_FLOAT, VALUES_ONES };

/* Consecutive rows: dense where row_starts is null, else compressed sparse rows. See rllc.shard.Block. */
typedef struct {
  int rows;
  int features;
  enum value_kind kind;
  const double *labels;
  const double *weights; /* null: every row weighs one */
  const int32_t *row_starts;
  const int32_t *indices;
  const void *values;
} block;

/* Keep the order of rllc.kernel.NativeKernels.code. */
enum loss_kind { LOSS_LOGISTIC, LOSS_SQUARED };

typedef struct {
  enum loss_kind kind;
} loss;

typedef struct {
  const char *isa;
  /* gradient += sum_i weight_i dl/dm (x_i, 1); the result is sum_i weight_i l(m_i, y_i). */
  double (*loss_gradient)(const block *rows, const loss *loss, const double *theta, double *gradient);
  /* The same bits as loss_gradient's result. */
  double (*loss)(const block *rows, const loss *loss, const double *theta);
  void (*margins)(const block *rows, const double *theta, double *margins);
  /* product += Hessian(theta) direction. */
  void (*hessian_vector)(const block *rows, const loss *loss, const double *theta, const double *direction,
                         double *product);
} kernels;

/* The kernels of the instruction set number `isa`, worst first; null where this machine or build lacks it. */
const kernels *kernels_of(int isa);

/* How many numbers kernels_of knows. */
int kernels_count(void);

#endif
