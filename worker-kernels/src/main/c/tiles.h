/*
 * The steps of a fused pass. A pass goes tile by tile: a few rows that stay in the near caches between the half that
 * reads them for their margins and the half that adds them into the gradient.
 */
#ifndef RLLC_TILES_H
#define RLLC_TILES_H

#include "kernels.h"
#include "lanes.h"
#include "workspace.h"

/* Consecutive rows of a block. */
typedef struct {
  const block *block;
  int first;
  int count;
  int apart; /* whether what lies behind them is not what comes next */
} span;

/* How a half of a pass asks for rows that come later: not at all, for the next ones, or for those some tiles on. */
typedef enum { NOTHING_AHEAD, ROWS_AHEAD, TILES_AHEAD } asking;

/* How far ahead of a stream of rows, with TILES_AHEAD, lines are asked for: measured; two tiles of dense rows. */
#define TILES_STREAM_AHEAD 32768

/*
 * Tells whether both halves of a pass ask for what lies some tiles on, in the second cache; margins that no sums follow
 * then ask for nothing. Elsewhere margins ask for the next rows, and sums, which leave the memory idle, for none. On a
 * Zen 4 a pass that asks so takes 0.5 to 0.85 of the time. The tests set it.
 */
#ifndef ASKS_FOR_TILES
#if defined(__x86_64__) && (__GNUC__ >= 11 || defined(__clang__))
#define ASKS_FOR_TILES (__builtin_cpu_is("amdfam19h") != 0) /* Zen 3 and 4; not measured on others */
#else
#define ASKS_FOR_TILES 0
#endif
#endif

INLINE int asks_for_tiles(span rows) { return ASKS_FOR_TILES && !rows.apart; }

/* Asks for the lines of `bytes` bytes that come after those from p on. */
INLINE void soon_rows(asking ahead, const void *p, int64_t bytes) {
  for (int64_t line = 0; ahead == ROWS_AHEAD && line < bytes; line += 64) soon(p, STREAM_AHEAD + line);
  for (int64_t line = 0; ahead == TILES_AHEAD && line < bytes; line += 64) soon_second(p, TILES_STREAM_AHEAD + line);
}

/* The tile of the chosen rows from `first` on, copied into `room`; a row too long for it is not copied. */
span NAME(gather_tile)(const block *rows, int first, int most_rows, int most_entries, gathered *room);

/* margins[i * columns + c] = theta_c . (x_i, 1); any number of rows, which `sum` gets next unless it is null. */
void NAME(margins)(span rows, int columns, const double *theta, const double *sum, double *margins);

/* sum_c += sum_i multipliers[i * columns + c] (x_i, 1), or (x_i^2, 1) if `square`. */
void NAME(add)(span rows, int columns, const double *multipliers, int square, double *sum);

/* The families that the two above choose from. One column, then several; dense_narrow serves dense_columns. */
void NAME(dense_margins)(span rows, asking ahead, const double *theta, double *margins);
void NAME(dense_add)(span rows, const double *multipliers, int square, double *sum);
void NAME(sparse_margins)(span rows, const double *theta, double *margins);
void NAME(sparse_add)(span rows, const double *multipliers, int square, double *sum);
void NAME(dense_columns_margins)(span rows, int columns, const double *theta, double *margins);
void NAME(dense_columns_add)(span rows, int columns, const double *multipliers, int square, double *sum);
void NAME(dense_narrow_margins)(span rows, int columns, const double *theta, double *margins);
void NAME(dense_narrow_add)(span rows, int columns, const double *multipliers, int square, double *sum);
void NAME(sparse_columns_margins)(span rows, int columns, const double *theta, double *margins);
void NAME(sparse_columns_add)(span rows, int columns, const double *multipliers, int square, double *sum);

/* Whether the block's margins are for wide_margins, which is either sparse family and asks for lines ahead. */
int NAME(is_wide)(const block *rows, int columns);
/* Asks for what `add` will change of a sum, which may be null, of such rows. */
void NAME(soon_wide)(span rows, int columns, const double *sum);
void NAME(wide_margins)(span rows, int columns, const double *theta, const double *sum, double *margins);

/*
 * Returns sum_i weight_i l(m_i, y_i). Turns margins into weight_i dl/dm, and writes weight_i d2l/dm2 to `curvatures`
 * unless that is null. A row of weight 0 counts for nothing, whatever its margin.
 */
double NAME(tile_loss)(const tile *tile, const loss *loss, double *margins, double *curvatures);

/* Turns the rows' products with a direction into weight_i times the loss's Hessian times them. Margins are lost. */
void NAME(tile_hessian)(const tile *tile, const loss *loss, double *margins, double *products);

/* The same for softmax. */
double NAME(softmax_loss)(const tile *tile, int outputs, double *margins, double *curvatures);
void NAME(softmax_hessian)(const tile *tile, int outputs, double *margins, double *products);

/* See kernels.h; the last two are the driver's sweeps. */
void NAME(norms)(const block *rows, const double *a, const double *b, double *norms);
void NAME(gram)(const double *const *vectors, int count, int64_t from, int64_t to, double *sums);
void NAME(propagate)(const propagation *p, int64_t from, int64_t to);

#endif
