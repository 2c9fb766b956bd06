/* The passes over a block, tile by tile, and their table for this instruction set. */
#include <string.h>

#include "tiles.h"

/* Entries of a tile: with one column what the first-level cache holds, of dense rows in bytes of values; with several,
   of which a tile is read many times over, a good part of the second. */
#define TILE_BYTES 16384
#define TILE_ENTRIES 4096
#define TILE_ENTRIES_COLUMNS 16384

/* Rows from which on the copies of NEAR_PARAMETERS cost little. */
#define NEAR_ROWS 64

static int least(int a, int b) { return a < b ? a : b; }

static int tile_entries(const block *rows, int columns) {
  if (columns > 1) return TILE_ENTRIES_COLUMNS;
  if (rows->row_starts) return TILE_ENTRIES;
  return rows->kind == VALUES_FLOAT ? TILE_BYTES / sizeof(float) : TILE_BYTES / sizeof(double);
}

/* The tile that starts at `first`; depends on the block's structure and the columns alone. Chosen rows go to `room`. */
static span tile_from(const block *rows, int first, int columns, gathered *room) {
  int most = least(least(rows->rows - first, TILE_ROWS), TILE_MARGINS / columns);
  int entries = tile_entries(rows, columns), count = 1;
  if (rows->chosen) return NAME(gather_tile)(rows, first, most, entries, room);
  if (!rows->row_starts) {
    int fit = rows->features > 0 ? entries / rows->features & ~3 : TILE_ROWS;
    count = least(most, fit < 4 ? 4 : fit);
  } else {
    while (count < most && rows->row_starts[first + count + 1] - rows->row_starts[first] <= entries) count++;
  }
  return (span){rows, first, count, 0};
}

static void load_rows(tile *tile, span rows) {
  const double *labels = rows.block->labels + rows.first, *weights = rows.block->weights;
  tile->count = rows.count;
  tile->stride = (rows.count + LANES - 1) / LANES * LANES;
  for (int i = 0; i < rows.count; i++) {
    tile->labels[i] = labels[i];
    tile->weights[i] = weights ? weights[rows.first + i] : 1;
  }
  for (int i = rows.count; i < tile->stride; i++) tile->labels[i] = tile->weights[i] = 0;
}

void NAME(margins)(span rows, int columns, const double *theta, const double *sum, double *margins) {
  int sparse = rows.block->row_starts != 0;
  if (NAME(is_wide)(rows.block, columns)) {
    NAME(wide_margins)(rows, columns, theta, sum, margins);
  } else if (columns > 1) {
    (sparse ? NAME(sparse_columns_margins) : NAME(dense_columns_margins))(rows, columns, theta, margins);
  } else {
    asking ahead = !asks_for_tiles(rows) ? ROWS_AHEAD : sum ? TILES_AHEAD : NOTHING_AHEAD;
    sparse ? NAME(sparse_margins)(rows, theta, margins) : NAME(dense_margins)(rows, ahead, theta, margins);
  }
}

void NAME(add)(span rows, int columns, const double *multipliers, int square, double *sum) {
  int sparse = rows.block->row_starts != 0;
  if (columns > 1) {
    (sparse ? NAME(sparse_columns_add) : NAME(dense_columns_add))(rows, columns, multipliers, square, sum);
  } else {
    (sparse ? NAME(sparse_add) : NAME(dense_add))(rows, multipliers, square, sum);
  }
}

/* Adds the runs of rows between rows of weight 0, whose features must not be looked at: 0 times Inf is NaN. */
static void add_counted(span rows, int columns, const double *multipliers, int square, double *sum) {
  if (!sum) return;
  if (!rows.block->weights) {
    NAME(add)(rows, columns, multipliers, square, sum);
    return;
  }
  const double *weights = rows.block->weights + rows.first;
  for (int i = 0, start; i < rows.count; i++) {
    for (start = i; i < rows.count && weights[i] != 0; i++) continue;
    if (i > start) {
      span run = {rows.block, rows.first + start, i - start, rows.apart};
      NAME(add)(run, columns, multipliers + (int64_t)start * columns, square, sum);
    }
  }
}

/* Columns at .. at + outputs of `rows`, row-major, to class-major with zeros beyond the tile's rows; and back. */
static void gather(const tile *tile, int columns, int at, int outputs, const double *rows, double *classes) {
  for (int k = 0; k < outputs; k++) {
    double *out = classes + (int64_t)k * tile->stride;
    for (int i = 0; i < tile->count; i++) out[i] = rows[(int64_t)i * columns + at + k];
    for (int i = tile->count; i < tile->stride; i++) out[i] = 0;
  }
}

static void scatter(const tile *tile, int columns, int at, int outputs, const double *classes, double *rows) {
  for (int k = 0; k < outputs; k++) {
    const double *in = classes + (int64_t)k * tile->stride;
    for (int i = 0; i < tile->count; i++) rows[(int64_t)i * columns + at + k] = in[i];
  }
}

static size_t parameter_bytes(const block *rows, int columns) {
  return ((size_t)rows->features + 1) * (size_t)columns * sizeof(double);
}

/* Copies the parameters of dense rows to `room` if they are few, and the sum so far. Returns where the sum now is; the
   caller copies it back. */
static double *bring_near(const block *rows, int columns, const double **theta, double *sum, workspace *room) {
  size_t bytes = parameter_bytes(rows, columns);
  if (rows->row_starts || rows->rows < NEAR_ROWS || bytes > sizeof room->theta) return sum;
  *theta = memcpy(room->theta, *theta, bytes);
  return sum ? memcpy(room->sum, sum, bytes) : sum;
}

static void evaluate(const block *rows, const loss *loss, int points, const double *theta, const sums *sums) {
  int columns = points * loss->outputs, curved = sums->border || sums->squares;
  workspace *room = kernels_workspace();
  span here;
  double *gradient = bring_near(rows, columns, &theta, sums->gradient, room);
  for (int first = 0; first < rows->rows; first += here.count) {
    here = tile_from(rows, first, columns, &room->chosen);
    load_rows(&room->tile, here);
    NAME(margins)(here, columns, theta, gradient, room->margins);
    for (int point = 0; point < points; point++) {
      int at = point * loss->outputs;
      gather(&room->tile, columns, at, loss->outputs, room->margins, room->classes);
      sums->losses[point] += NAME(tile_loss)(&room->tile, loss, room->classes, curved ? room->results : 0);
      scatter(&room->tile, columns, at, loss->outputs, room->classes, room->margins);
      if (curved) scatter(&room->tile, columns, at, loss->outputs, room->results, room->curvatures);
    }
    if (curved && NAME(is_wide)(here.block, columns)) {
      NAME(soon_wide)(here, columns, sums->border);
      NAME(soon_wide)(here, columns, sums->squares);
    }
    add_counted(here, columns, room->margins, 0, gradient);
    add_counted(here, columns, room->curvatures, 0, sums->border);
    add_counted(here, columns, room->curvatures, 1, sums->squares);
  }
  if (gradient != sums->gradient) memcpy(sums->gradient, gradient, parameter_bytes(rows, columns));
}

static void margins_only(const block *rows, int columns, const double *theta, double *margins) {
  NAME(margins)((span){rows, 0, rows->rows, 0}, columns, theta, 0, margins);
}

static void hessian_vector(const block *rows, const loss *loss, const double *theta, const double *direction,
                           double *product) {
  int columns = loss->outputs;
  workspace *room = kernels_workspace();
  span here;
  for (int first = 0; first < rows->rows; first += here.count) {
    here = tile_from(rows, first, columns, &room->chosen);
    load_rows(&room->tile, here);
    NAME(margins)(here, columns, theta, 0, room->margins);
    gather(&room->tile, columns, 0, columns, room->margins, room->classes);
    NAME(margins)(here, columns, direction, product, room->margins);
    gather(&room->tile, columns, 0, columns, room->margins, room->results);
    NAME(tile_hessian)(&room->tile, loss, room->classes, room->results);
    scatter(&room->tile, columns, 0, columns, room->results, room->margins);
    add_counted(here, columns, room->margins, 0, product);
  }
}

#define TEXT_(name) #name
#define TEXT(name) TEXT_(name)

const kernels NAME(kernels) = {TEXT(ISA),   evaluate,   margins_only,   hessian_vector,
                               NAME(norms), NAME(gram), NAME(propagate)};
