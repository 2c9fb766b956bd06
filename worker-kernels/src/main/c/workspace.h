/*
 * What a pass works in. It is too large for the stack: the JVM keeps at least 80 KiB of a thread's stack for a native
 * method (StackShadowPages) and throws StackOverflowError if there are fewer, and a method that takes more ends the JVM
 * where -Xss is small. So each thread has one workspace, which the system makes at the thread's first pass and frees
 * with the thread, and no frame may be above the limit that sources.sh sets.
 */
#ifndef RLLC_WORKSPACE_H
#define RLLC_WORKSPACE_H

#include "kernels.h"

/* Rows of a tile at most; a multiple of every LANES. */
#define TILE_ROWS 64

/* Margins of a tile at most, rows times columns; four rows of the most columns. */
#define TILE_MARGINS (4 * MOST_COLUMNS)

/* The same class-major: a class of four rows fills the widest vector. */
#define TILE_CLASSES (8 * MOST_COLUMNS)

/* Parameters of dense rows that are copied to where vectors of them do not cross cache lines, as they do in Java's
   arrays. */
#define NEAR_PARAMETERS 4096

/* Entries of a tile of chosen rows at most. */
#define GATHERED_ENTRIES 8192

/* Room for a tile of chosen rows. */
typedef struct {
  block rows;
  double labels[TILE_ROWS];
  double weights[TILE_ROWS];
  int32_t starts[TILE_ROWS + 1];
  int32_t indices[GATHERED_ENTRIES];
  union {
    double doubles[GATHERED_ENTRIES];
    float floats[GATHERED_ENTRIES];
  } values;
} gathered;

/*
 * Labels and weights of a tile's rows, and neutral rows (0, 0) up to `stride`, the next multiple of LANES. What the
 * losses work on is class-major: value of row i for output k at [k * stride + i].
 */
typedef struct {
  int count;
  int stride;
  double labels[TILE_ROWS];
  double weights[TILE_ROWS];
} tile;

typedef struct {
  double theta[NEAR_PARAMETERS] __attribute__((aligned(64)));
  double sum[NEAR_PARAMETERS] __attribute__((aligned(64)));
  double margins[TILE_MARGINS];    /* row-major; then what they become */
  double curvatures[TILE_MARGINS]; /* row-major */
  double classes[TILE_CLASSES];    /* margins of one point */
  double results[TILE_CLASSES];    /* its curvatures, or products with a direction */
  tile tile;
  gathered chosen;
} workspace;

/* This thread's; at any time one pass is in it. */
workspace *kernels_workspace(void);

#endif
