/* The passes over a block, tile by tile, and their table for this instruction set. */
#include "tiles.h"

/* Entries of a tile: 32 KiB of doubles, which the first-level cache holds. */
#define TILE_ENTRIES 4096

static int least(int a, int b) { return a < b ? a : b; }

int NAME(tile_rows)(const block *rows, int row) {
  int left = least(rows->rows - row, TILE_ROWS);
  if (!rows->row_starts) {
    int fit = rows->features > 0 ? TILE_ENTRIES / rows->features & ~3 : TILE_ROWS;
    return least(left, fit < 4 ? 4 : fit);
  }
  int count = 1;
  while (count < left && rows->row_starts[row + count + 1] - rows->row_starts[row] <= TILE_ENTRIES) count++;
  return count;
}

static void tile_margins(const block *rows, int row, int count, const double *theta, double *margins) {
  if (rows->row_starts) {
    NAME(sparse_margins)(rows, row, count, theta, margins);
  } else {
    NAME(dense_margins)(rows, row, count, theta, margins);
  }
}

static void tile_add(const block *rows, int row, int count, const double *multipliers, double *sum) {
  if (rows->row_starts) {
    NAME(sparse_add)(rows, row, count, multipliers, sum);
  } else {
    NAME(dense_add)(rows, row, count, multipliers, sum);
  }
}

/* The tile that starts at `row`, margins included. */
static void fill(tile *tile, const block *rows, int row, const double *theta) {
  int count = tile->count = NAME(tile_rows)(rows, row);
  tile_margins(rows, row, count, theta, tile->margins);
  for (int i = 0; i < count; i++) {
    tile->labels[i] = rows->labels[row + i];
    tile->weights[i] = rows->weights ? rows->weights[row + i] : 1;
  }
  for (int i = count; i % LANES != 0; i++) tile->margins[i] = tile->labels[i] = tile->weights[i] = 0;
}

static double loss_gradient(const block *rows, const loss *loss, const double *theta, double *gradient) {
  tile tile;
  double multipliers[TILE_ROWS], sum = 0;
  for (int row = 0; row < rows->rows; row += tile.count) {
    fill(&tile, rows, row, theta);
    sum += NAME(tile_loss)(&tile, loss, multipliers);
    tile_add(rows, row, tile.count, multipliers, gradient);
  }
  return sum;
}

static double loss_only(const block *rows, const loss *loss, const double *theta) {
  tile tile;
  double sum = 0;
  for (int row = 0; row < rows->rows; row += tile.count) {
    fill(&tile, rows, row, theta);
    sum += NAME(tile_loss)(&tile, loss, 0);
  }
  return sum;
}

static void margins_only(const block *rows, const double *theta, double *margins) {
  tile_margins(rows, 0, rows->rows, theta, margins);
}

static void hessian_vector(const block *rows, const loss *loss, const double *theta, const double *direction,
                           double *product) {
  tile tile;
  double products[TILE_ROWS] = {0};
  for (int row = 0; row < rows->rows; row += tile.count) {
    fill(&tile, rows, row, theta);
    tile_margins(rows, row, tile.count, direction, products);
    NAME(tile_curvature)(&tile, loss, products);
    tile_add(rows, row, tile.count, products, product);
  }
}

#define TEXT_(name) #name
#define TEXT(name) TEXT_(name)

const kernels NAME(kernels) = {TEXT(ISA), loss_gradient, loss_only, margins_only, hessian_vector};
