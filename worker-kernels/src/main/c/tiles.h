/*
 * The steps of a fused pass. A pass goes tile by tile: a few rows that stay in the first caches between the half
 * that reads them for their margins and the half that adds them into the gradient.
 */
#ifndef RLLC_TILES_H
#define RLLC_TILES_H

#include "kernels.h"
#include "lanes.h"

/* Rows of a tile at most; a multiple of every LANES. */
#define TILE_ROWS 64

/* How many rows, from `row` on, make one tile; depends on the block alone. */
int NAME(tile_rows)(const block *rows, int row);

/* margins[i] = theta . (x, 1) for `count` rows from `row` on. */
void NAME(dense_margins)(const block *rows, int row, int count, const double *theta, double *margins);
void NAME(sparse_margins)(const block *rows, int row, int count, const double *theta, double *margins);

/* sum += sum_i multipliers[i] (x_i, 1). */
void NAME(dense_add)(const block *rows, int row, int count, const double *multipliers, double *sum);
void NAME(sparse_add)(const block *rows, int row, int count, const double *multipliers, double *sum);

/* A tile's margins, labels and weights on the stack, filled with neutral rows (0, 0, 0) to a multiple of LANES. */
typedef struct {
  int count;
  double margins[TILE_ROWS];
  double labels[TILE_ROWS];
  double weights[TILE_ROWS];
} tile;

/* sum_i weight_i l(m_i, y_i); where `multipliers` is not null it gets weight_i dl/dm. */
double NAME(tile_loss)(const tile *tile, const loss *loss, double *multipliers);

/* products[i] *= weight_i d2l/dm2. */
void NAME(tile_curvature)(const tile *tile, const loss *loss, double *products);

#endif
