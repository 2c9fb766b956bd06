/* The driver's sweeps on random vectors, against plain loops. */
#include <stdlib.h>
#include <string.h>

#include "random.h"

void one_sweep(const kernels *k, int wild);

/* Sources of a unit at most. */
#define MOST_SOURCES 7

static double *copy_of(const double *in, int length) {
  double *out = array(length, 8);
  if (length) memcpy(out, in, (size_t)length * sizeof *out);
  return out;
}

/* A step into other arrays, past the caches or not, gives the formula's numbers, and one in place the same bits. */
static void one_step(const kernels *k, int wild, int units, int length, double *const *vectors) {
  int32_t starts[MOST_UNITS + 1] = {0}, sources[MOST_UNITS * MOST_SOURCES];
  double factors[MOST_UNITS * MOST_SOURCES], law[MOST_UNITS], input[MOST_UNITS], *theta[3], *next[3][MOST_UNITS];
  propagation p = {units, starts, sources, factors, input, law, 0.3, {0}, {0}, vectors[units], 0, 0};
  for (int j = 0; j < units; j++) {
    starts[j + 1] = starts[j] + below(MOST_SOURCES + 1), law[j] = below(4) ? uniform() : 0, input[j] = below(2);
    for (int s = starts[j]; s < starts[j + 1]; s++) sources[s] = below(units), factors[s] = uniform();
    for (int way = 0; way < 3; way++) next[way][j] = copy_of(vectors[j], length);
  }
  double *start = numbers(length, wild), *unit = array(length, 8), *expected = copy_of(start, length);
  int cut = below(length + 1);
  for (int way = 0; way < 3; way++) {
    theta[way] = p.theta = copy_of(start, length);
    p.length = way == 2 ? INT32_MAX : length;
    for (int j = 0; j < units; j++) p.next[j] = next[way][j], p.old[j] = way == 0 ? next[way][j] : vectors[j];
    k->propagate(&p, 0, cut);
    k->propagate(&p, cut, length);
  }
  for (int j = 0; j < units; j++) {
    for (int e = 0; e < length; e++) {
      unit[e] = input[j] * vectors[units][e];
      for (int s = starts[j]; s < starts[j + 1]; s++) unit[e] += factors[s] * vectors[sources[s]][e];
      expected[e] -= 0.3 * law[j] * unit[e];
    }
    if (!wild) compare(k->isa, "next", 0, length, unit, next[0][j], MOST_SOURCES);
    for (int way = 1; way < 3; way++) compare(k->isa, "next", 1, length, next[0][j], next[way][j], 0);
    for (int way = 0; way < 3; way++) free(next[way][j]);
  }
  if (!wild) compare(k->isa, "theta", 0, length, expected, theta[0], units * MOST_SOURCES);
  for (int way = 1; way < 3; way++) compare(k->isa, "theta", 1, length, theta[0], theta[way], 0);
  free(start), free(unit), free(expected), free(theta[0]), free(theta[1]), free(theta[2]);
}

void one_sweep(const kernels *k, int wild) {
  int units = 1 + below(MOST_UNITS), length = size(3000);
  double *vectors[MOST_UNITS + 1], *sum = array((units + 1) * (units + 2) / 2, 8);
  for (int i = 0; i <= units; i++) vectors[i] = numbers(length, wild);
  k->gram((const double *const *)vectors, units + 1, 0, length, sum);
  for (int i = 0, at = 0; i <= units; i++) {
    for (int j = 0; j <= i; j++, at++) {
      double dot = 0;
      for (int e = 0; e < length; e++) dot += vectors[i][e] * vectors[j][e];
      if (!wild) compare(k->isa, "gram", 0, 1, &dot, sum + at, length);
    }
  }
  one_step(k, wild, units, length, vectors);
  for (int i = 0; i <= units; i++) free(vectors[i]);
  free(sum);
}
