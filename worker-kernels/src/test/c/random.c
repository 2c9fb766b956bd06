/* Random numbers, and comparison of results: what the fuzzing goes with. */
#include "random.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

uint64_t state;

/* splitmix64 */
static uint64_t next(void) {
  uint64_t z = (state += 0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

int below(int n) { return (int)(next() % (uint64_t)n); }

double uniform(void) { return (double)(next() >> 11) * 0x1p-52 - 1; }

double number(int wild) {
  static const double strange[] = {0,      -0.0,      5e-324, -1e-310, 1e-300, 745,  -745.2, 746,
                                   1e3,    -1e3,      1e19,   -1e154,  1e300,  1e38, 3e-39,  1.7976931348623157e308,
                                   INFINITY, -INFINITY, NAN};
  return wild && below(3) == 0 ? strange[below(sizeof strange / sizeof *strange)] : uniform();
}

void *array(int64_t count, int64_t size) {
  void *p = malloc((size_t)(count * size));
  if (!p && count) abort();
  return p;
}

double *numbers(int64_t count, int wild) {
  double *p = array(count, sizeof *p);
  for (int64_t i = 0; i < count; i++) p[i] = number(wild);
  return p;
}

int size(int most) {
  int n = below(4) ? below(20) : below(4) ? below(130) : below(most);
  return n < most ? n : most;
}

static void fail(const char *isa, const char *what, int64_t at, double expected, double actual) {
  fprintf(stderr, "%s: %s[%" PRId64 "] must be %.17g, got %.17g\n", isa, what, at, expected, actual);
  exit(1);
}

void compare(const char *isa, const char *what, int exact, int64_t count, const double *expected,
             const double *actual, double scale) {
  for (int64_t i = 0; i < count; i++) {
    int same = exact ? memcmp(expected + i, actual + i, sizeof *actual) == 0 || (isnan(expected[i]) && isnan(actual[i]))
                     : fabs(expected[i] - actual[i]) <= 1e-12 * (scale + fabs(expected[i]));
    if (!same) fail(isa, what, i, expected[i], actual[i]);
  }
}
