/* Random numbers, and comparison of results: what the fuzzing goes with. */
#ifndef RLLC_RANDOM_H
#define RLLC_RANDOM_H

#include "../../main/c/kernels.h"

/* All that is random follows from this. */
extern uint64_t state;

int below(int n);

/* In [-1, 1). */
double uniform(void);

/* The same, and where `wild` now and then something huge, denormal or not finite. */
double number(int wild);

/* Heap room of the exact size. */
void *array(int64_t count, int64_t size);
double *numbers(int64_t count, int wild);

/* Often small or next to a vector's width, now and then beyond a tile. */
int size(int most);

/* Ends the process unless numbers are the same bits or NaN (exact), or differ by 1e-12 of `scale` and their size. */
void compare(const char *isa, const char *what, int exact, int64_t count, const double *expected, const double *actual,
             double scale);

#endif
