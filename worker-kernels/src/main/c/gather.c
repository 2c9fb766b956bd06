/*
 * Chosen rows of a block, copied tile by tile into room that the near caches hold: read once from memory, as rows that
 * follow each other are.
 */
#include <string.h>

#include "tiles.h"

static int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }

static int64_t row_start(const block *rows, int64_t row) {
  return rows->row_starts ? rows->row_starts[row] : row * rows->features;
}

static int64_t value_bytes(const block *rows) {
  return rows->kind == VALUES_DOUBLE ? sizeof(double) : rows->kind == VALUES_FLOAT ? sizeof(float) : 0;
}

/* Asks for a row that is copied later; the processor fetches the end of a long one ahead by itself. Inline: the
   compiler drops calls of what only prefetches. */
INLINE void soon_row(const block *rows, int64_t row) {
  int64_t at = row_start(rows, row), count = row_start(rows, row + 1) - at, bytes = value_bytes(rows);
  const char *values = (const char *)rows->values + at * bytes;
  for (int64_t byte = 0; byte < least(4096, count * bytes); byte += 64) soon(values, byte);
  for (int64_t k = 0; rows->row_starts && k < least(1024, count); k += 16) soon(rows->indices + at, 4 * k);
}

static void copy_row(const block *rows, int64_t row, int to, int64_t entries, gathered *room) {
  int64_t at = row_start(rows, row), count = row_start(rows, row + 1) - at, bytes = value_bytes(rows);
  room->labels[to] = rows->labels[row];
  if (rows->weights) room->weights[to] = rows->weights[row];
  if (bytes) {
    memcpy((char *)&room->values + entries * bytes, (const char *)rows->values + at * bytes, (size_t)(count * bytes));
  }
  if (rows->row_starts) {
    memcpy(room->indices + entries, rows->indices + at, (size_t)count * sizeof *room->indices);
    room->starts[to + 1] = (int32_t)(entries + count);
  }
}

span NAME(gather_tile)(const block *rows, int first, int most, int most_entries, gathered *room) {
  const int32_t *chosen = rows->chosen + first;
  int64_t limit = least(most_entries, GATHERED_ENTRIES), entries = 0;
  int count = 0;
  room->starts[0] = 0;
  while (count < most) {
    int64_t row = chosen[count], length = row_start(rows, row + 1) - row_start(rows, row);
    if (entries + length > limit) break;
    int64_t ahead = 1 + STREAM_AHEAD / (1 + length * (value_bytes(rows) + (rows->row_starts ? 4 : 0)));
    if (first + count + ahead < rows->rows) soon_row(rows, chosen[count + ahead]);
    copy_row(rows, row, count++, entries, room);
    entries += length;
  }
  if (count == 0) return (span){rows, chosen[0], 1, 1};
  room->rows = (block){count, rows->features, rows->kind, room->labels, rows->weights ? room->weights : 0,
                       rows->row_starts ? room->starts : 0, room->indices, &room->values, 0};
  return (span){&room->rows, 0, count, 1};
}
