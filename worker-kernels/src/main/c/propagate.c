/*
 * The driver's step over its memory units, M <- M P + g v^T, theta <- theta - step M law, block by block: a block of
 * the vectors stays in the first-level cache while the units are made one after the other, each in one go.
 */
#include "tiles.h"

/* Elements of a block: whole cache lines. */
#define BLOCK 128

/* Blocks between asking for one and using it: measured. */
#define AHEAD 4

/* Terms that are added in one go. */
#define MOST_TERMS 4

/* New values from so many on, 16 MiB, go past the caches, which would have lost them before they are next used. */
#define STREAMED (1 << 21)

/* A unit's new value is a sum of these, added in their order to zero. */
typedef struct {
  double factor;
  const double *in;
} term;

/* What is done with one unit's block. */
typedef struct {
  int64_t count;
  const double *sum; /* the terms before these, or null */
  double law;
  double *move; /* gets law times the unit; null if law is 0 or terms are still to come */
  double *out;
  int streamed;
} target;

INLINE void add_terms(int N, const term *terms, target t) {
  int64_t i = 0;
  for (; i + LANES <= t.count; i += LANES) {
    vd unit = t.sum ? load_double(t.sum + i) : spread(0);
    for (int n = 0; n < N; n++) unit += terms[n].factor * load_double(terms[n].in + i);
    if (t.move) store(t.move + i, load_double(t.move + i) + t.law * unit);
    if (t.streamed) {
      stream(t.out + i, unit);
    } else {
      store(t.out + i, unit);
    }
  }
  for (; i < t.count; i++) {
    double unit = t.sum ? t.sum[i] : 0;
    for (int n = 0; n < N; n++) unit += terms[n].factor * terms[n].in[i];
    if (t.move) t.move[i] += t.law * unit;
    t.out[i] = unit;
  }
}

static void add_some_terms(int count, const term *terms, target t) {
  switch (count) {
    case 0: add_terms(0, terms, t); break;
    case 1: add_terms(1, terms, t); break;
    case 2: add_terms(2, terms, t); break;
    case 3: add_terms(3, terms, t); break;
    default: add_terms(4, terms, t); break;
  }
}

/* The terms of unit j from element `at` on. Zero factors are left out, so that Inf or NaN behind them cannot spread. */
static int terms_of(const propagation *p, int j, int64_t at, term *terms) {
  int count = 0;
  if (p->input[j] != 0) terms[count++] = (term){p->input[j], p->gradient + at};
  for (int s = p->starts[j]; s < p->starts[j + 1]; s++) {
    terms[count++] = (term){p->factors[s], p->old[p->sources[s]] + at};
  }
  return count;
}

static void next_unit(const propagation *p, int j, int64_t at, target t) {
  term terms[MOST_UNITS + 1];
  double room[BLOCK], *move = t.move, *out = t.out;
  int count = terms_of(p, j, at, terms), done = 0, streamed = t.streamed;
  for (; count - done > MOST_TERMS; done += MOST_TERMS) {
    t.move = 0, t.out = room, t.streamed = 0;
    add_some_terms(MOST_TERMS, terms + done, t);
    t.sum = room;
  }
  t.move = p->law[j] != 0 ? move : 0, t.law = p->law[j], t.out = out, t.streamed = streamed;
  add_some_terms(count - done, terms + done, t);
}

/* Asks for the block of a vector that comes AHEAD blocks later, for the second cache: vectors of one length begin
   alike, so a dozen streams meet in the same few sets of the first one, and the hardware's prefetchers lose track of
   them. Inline: the compiler drops calls of what only prefetches. */
INLINE void soon_block(const double *vector, int64_t at) {
  for (int64_t i = 0; i < BLOCK; i += 64 / sizeof(double)) {
    soon_second(vector + at + i, AHEAD * BLOCK * sizeof(double));
  }
}

/* Whether unit j may be written at once: in place, as long as no later unit is made of its old values. */
static int free_at_once(const propagation *p, int j) {
  if (p->next[j] != p->old[j]) return 1;
  for (int s = p->starts[j + 1]; s < p->starts[p->units]; s++) {
    if (p->sources[s] == j) return 0;
  }
  return 1;
}

static void copy(const double *in, int64_t count, double *out) {
  for (int64_t i = 0; i < count; i++) out[i] = in[i];
}

/* How many elements from `at` on make a block: up to where a line of the new units begins, for arrays begin alike. */
static int64_t block_at(const propagation *p, int64_t at, int64_t to) {
  if (to - at <= BLOCK) return to - at;
  return BLOCK - (int64_t)((uintptr_t)(p->next[0] + at) % 64 / sizeof(double));
}

void NAME(propagate)(const propagation *p, int64_t from, int64_t to) {
  double units[MOST_UNITS][BLOCK], move[BLOCK];
  int at_once[MOST_UNITS], streamed = p->next[0] != p->old[0] && p->units * p->length >= STREAMED;
  for (int j = 0; j < p->units; j++) at_once[j] = free_at_once(p, j);
  for (int64_t at = from, here; at < to; at += here) {
    here = block_at(p, at, to);
    for (int64_t i = 0; i < here; i++) move[i] = 0;
    soon_block(p->gradient, at);
    soon_block(p->theta, at);
    for (int j = 0; j < p->units; j++) {
      double *out = p->next[j] + at;
      soon_block(p->old[j], at);
      if (out != p->old[j] + at && !streamed) soon_block(p->next[j], at);
      target t = {.count = here, .move = move, .out = at_once[j] ? out : units[j]};
      t.streamed = streamed && (uintptr_t)out % 64 == 0;
      next_unit(p, j, at, t);
    }
    for (int j = 0; j < p->units; j++) {
      if (!at_once[j]) copy(units[j], here, p->next[j] + at);
    }
    add_terms(1, &(term){-p->step, move}, (target){.count = here, .sum = p->theta + at, .out = p->theta + at});
  }
  if (streamed) streams_done();
}
