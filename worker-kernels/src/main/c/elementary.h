/* exp and log on lanes, where the losses need them; about 1 ulp each. NaN gives NaN. */
#ifndef RLLC_ELEMENTARY_H
#define RLLC_ELEMENTARY_H

#include "lanes.h"

/* (exp(r) - 1 - r) / r^2 for |r| <= ln 2 / 2, by the Taylor sum of exp to r^13 (the rest is below 2^-57). */
INLINE vd exp_series(vd r) {
  vd p = spread(1.0 / 6227020800.0);
  p = p * r + 1.0 / 479001600.0;
  p = p * r + 1.0 / 39916800.0;
  p = p * r + 1.0 / 3628800.0;
  p = p * r + 1.0 / 362880.0;
  p = p * r + 1.0 / 40320.0;
  p = p * r + 1.0 / 5040.0;
  p = p * r + 1.0 / 720.0;
  p = p * r + 1.0 / 120.0;
  p = p * r + 1.0 / 24.0;
  p = p * r + 1.0 / 6.0;
  return p * r + 0.5;
}

/*
 * exp(x) for x <= 0, denormal results included.
 *
 * x = n ln 2 + r with |r| <= ln 2 / 2; 2^n in two factors, both normal numbers, so that a denormal result is rounded
 * once.
 */
INLINE vd exp_negative(vd x) {
  const double lowest = -746, shift = 0x1.8p52;
  x = choose((vl)(x < lowest), spread(lowest), x); /* exp(-746) rounds to 0 */
  vd shifted = x * 0x1.71547652b82fep0 + shift;    /* n sits in the low bits of the sum */
  vd n = shifted - shift;
  vd r = (x - n * 0x1.62e42fee00000p-1) - n * 0x1.a39ef35793c76p-33;
  vd p = exp_series(r);
  p = (p * r) * r + r + 1.0;
  vu biased = ((vu)shifted - (vu)spread(shift)) + 2 * 1023;
  vu half = biased >> 1;
  return p * (vd)(half << 52) * (vd)((biased - half) << 52);
}

typedef struct {
  vd value, rest;
} exponential;

/*
 * exp(x) for any x, and exp(x) - 1 - x, which keeps its digits near 0: both at least 0, infinite from 709.8 on.
 *
 * n is from -1076 to 1024, so both factors of 2^n are normal numbers. Above 50, 1 + x is below the last digit of exp(x).
 */
INLINE exponential exp_whole(vd x) {
  const double lowest = -746, highest = 710, shift = 0x1.8p52;
  vd at = choose((vl)(x < lowest), spread(lowest), x);
  at = choose((vl)(at > highest), spread(highest), at); /* exp(710) is infinite */
  vd shifted = at * 0x1.71547652b82fep0 + shift;
  vd n = shifted - shift;
  vd r = (at - n * 0x1.62e42fee00000p-1) - n * 0x1.a39ef35793c76p-33;
  vd square = exp_series(r) * r * r;
  vu biased = ((vu)shifted - (vu)spread(shift)) + 2 * 1023;
  vu half = biased >> 1;
  exponential e;
  e.value = (square + r + 1.0) * (vd)(half << 52) * (vd)((biased - half) << 52);
  vd far = choose((vl)(x > 50), e.value, e.value - 1.0 - x);
  e.rest = choose((vl)(n == 0), square, far);
  return e;
}

/*
 * log(1 + f) for 1 + f in [1 / sqrt 2, sqrt 2), plus k ln 2; the integer k is in the lanes of a vu.
 *
 * s = f / (2 + f), log(1 + f) = 2 atanh(s) = f - s (f - R) with R = 2 s^2 / 3 + 2 s^4 / 5 + .. to s^22 (the rest is
 * below 2^-57).
 */
INLINE vd log_series(vd f, vu k) {
  vd s = f / (2.0 + f);
  vd z = s * s;
  vd r = spread(2.0 / 23);
  r = r * z + 2.0 / 21;
  r = r * z + 2.0 / 19;
  r = r * z + 2.0 / 17;
  r = r * z + 2.0 / 15;
  r = r * z + 2.0 / 13;
  r = r * z + 2.0 / 11;
  r = r * z + 2.0 / 9;
  r = r * z + 2.0 / 7;
  r = r * z + 2.0 / 5;
  r = r * z + 2.0 / 3;
  vd shift = spread(0x1.8p52);
  vd n = (vd)((vu)shift + k) - shift; /* k as a double */
  return n * 0x1.62e42fefa39efp-1 + (f - s * (f - r * z));
}

/* log(x) for normal numbers x > 0: x = 2^k (1 + f). */
INLINE vd log_positive(vd x) {
  const int64_t half_root = 0x3fe6a09e667f3bcd; /* the bits of 1 / sqrt 2 */
  vl k = ((vl)x - half_root) >> 52;
  return log_series((vd)((vu)x - ((vu)k << 52)) - 1.0, (vu)k);
}

/* log(1 + x) for 0 <= x < 2^52: 1 + x = 2^k (1 + f). For k = 0, f is x itself, without rounding. */
INLINE vd log1p_positive(vd x) {
  const uint64_t half_root = 0x3fe6a09e667f3bcd; /* the bits of 1 / sqrt 2 */
  vd u = 1.0 + x;
  vu k = ((vu)u - half_root) >> 52;
  vd scaled = u * (vd)((1023 - k) << 52) - 1.0;
  return log_series(choose((vl)(k == 0), x, scaled), k);
}

#endif
