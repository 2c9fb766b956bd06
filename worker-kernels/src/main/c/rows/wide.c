/*
 * Margins of sparse rows over so many parameters that they lie beyond the second cache. Each entry then waits for a
 * line of the parameters and, when the row is added to a sum, for one of that. Both are asked for early.
 */
#include "tiles.h"

/* Entries between asking for a feature's parameters and using them: measured. */
#define AHEAD 128

/* Rows between which lines are asked for. */
#define ROWS 4

/* Parameters that are asked for ahead, 4 MiB; with fewer it gains nothing. Measured; the
   tests lower it. */
#ifdef WIDE_PARAMETERS
#define PAYS 1
#else
#define WIDE_PARAMETERS (1 << 19)
/* Intel's cores look far enough ahead themselves: there a pass that asks takes 1.25 to 1.35 times as long as one
   that does not. Measured; AMD's take half as long. */
#if defined(__x86_64__)
#define PAYS (!__builtin_cpu_is("intel"))
#else
#define PAYS 1
#endif
#endif

int NAME(is_wide)(const block *rows, int columns) {
  return rows->row_starts && (int64_t)rows->features * columns >= WIDE_PARAMETERS && PAYS;
}

/* Asks for `columns` numbers of each feature from .. to. Inline: the compiler drops calls of what only prefetches. */
INLINE void soon_features(const int32_t *index, int64_t from, int64_t to, int columns, const double *vector) {
  for (int64_t k = from; k < to; k++) {
    const double *at = vector + (int64_t)index[k] * columns;
    for (int c = 0; c < columns; c += 64 / (int)sizeof(double)) soon_second(at + c, 0);
    if (columns > 1) soon_second(at + columns - 1, 0);
  }
}

void NAME(soon_wide)(span rows, int columns, const double *sum) {
  const int32_t *starts = rows.block->row_starts + rows.first;
  if (sum) soon_features(rows.block->indices, starts[0], starts[rows.count], columns, sum);
}

static int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }

void NAME(wide_margins)(span rows, int columns, const double *theta, const double *sum, double *margins) {
  const block *b = rows.block;
  int64_t last = b->row_starts[b->chosen ? rows.first + rows.count : b->rows];
  for (int i = 0; i < rows.count; i += ROWS) {
    span some = {b, rows.first + i, (int)least(ROWS, rows.count - i), rows.apart};
    int64_t from = b->row_starts[some.first], to = b->row_starts[some.first + some.count];
    soon_features(b->indices, from + AHEAD, least(to + AHEAD, last), columns, theta);
    if (sum) soon_features(b->indices, from, to, columns, sum);
    if (columns > 1) {
      NAME(sparse_columns_margins)(some, columns, theta, margins + (int64_t)i * columns);
    } else {
      NAME(sparse_margins)(some, theta, margins + i);
    }
  }
}
