/*
 * Several columns at once: softmax's classes, or several thetas over the same rows. A row's margins lie side by side,
 * as do a feature's parameters, so the columns are the lanes. Columns are taken two vectors at a time. Where they do
 * not fill the second one, it overlaps the first: both hold the same bits there. A last single vector may overlap
 * what is done already, and then only its new lanes are stored.
 */
#ifndef RLLC_COLUMNS_H
#define RLLC_COLUMNS_H

#include "tiles.h"

/* Columns at[0] .. at[0] + W and, if vectors is 2, at[1] .. at[1] + W; `fresh` of them are new. */
typedef struct {
  int vectors;
  int at[2];
  int fresh;
} chunk;

/* The chunk of vectors of `width` lanes that starts at column `start`; width <= columns. */
INLINE chunk chunk_from(int start, int columns, int width) {
  int left = columns - start;
  if (left <= width) return (chunk){1, {columns - width, 0}, left};
  if (left >= 2 * width) return (chunk){2, {start, start + width}, 2 * width};
  return (chunk){2, {start, columns - width}, left};
}

/* Runs call(V, MASKED) with constants: the vectors, and whether not all lanes of a single one are stored. */
#define WITH_CONSTANTS(chunk, width, call) \
  do {                                     \
    if ((chunk).vectors == 2) {            \
      call(2, 0)                           \
    } else if ((chunk).fresh < (width)) {  \
      call(1, 1)                          \
    } else {                               \
      call(1, 0)                          \
    }                                      \
  } while (0)

#endif
