/*
 * The kernels' contract between the bodies, the dispatch and the JNI edge. No function allocates, and none checks its arguments:
 * that is done once, in Java, when a block is built and when a kernel is called.
 */
#ifndef RLLC_KERNELS_H
#define RLLC_KERNELS_H

#include <stdint.h>

/* Same order as rllc.shard.MarginLoss. */
enum { RLLC_LOGISTIC = 0, RLLC_SQUARED = 1 };

/* A packed block. Dense: row_starts and indices are null, values has rows * features numbers. weights may be null: all one. */
typedef struct {
  int32_t rows;
  int32_t features;
  const int32_t *row_starts;
  const int32_t *indices;
  const double *values;
  const double *labels;
  const double *weights;
} rllc_block;

/* The kernels of one instruction set. theta, gradient, direction and product have features + 1 numbers, the intercept last. */
typedef struct {
  const char *isa;
  /* Returns the loss sum; adds the gradient sum to gradient unless that is null. */
  double (*loss_gradient)(const rllc_block *block, int loss, const double *theta, double *gradient);
  void (*margins)(const rllc_block *block, const double *theta, double *margins);
  void (*hessian_vector)(const rllc_block *block, int loss, const double *theta, const double *direction,
                         double *product);
} rllc_kernels;

/* The best set that this processor has; the same answer at every call. */
const rllc_kernels *rllc_best(void);

/* The set of that name, or null if this library or this processor lacks it. */
const rllc_kernels *rllc_by_isa(const char *isa);

#endif
