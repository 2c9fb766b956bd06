/* exp and log1p on lanes, where the losses need them; about 1 ulp each. NaN gives NaN. */
#ifndef RLLC_ELEMENTARY_H
#define RLLC_ELEMENTARY_H

#include "lanes.h"

/*
 * exp(x) for x <= 0, denormal results included.
 *
 * x = n ln 2 + r with |r| <= ln 2 / 2; exp(r) by its Taylor sum to r^13 (the rest is below 2^-57); 2^n in two
 * factors, both normal numbers, so that a denormal result is rounded once.
 */
INLINE vd exp_negative(vd x) {
  const double lowest = -746, shift = 0x1.8p52;
  x = choose((vl)(x < lowest), spread(lowest), x); /* exp(-746) rounds to 0 */
  vd shifted = x * 0x1.71547652b82fep0 + shift;    /* n sits in the low bits of the sum */
  vd n = shifted - shift;
  vd r = (x - n * 0x1.62e42fee00000p-1) - n * 0x1.a39ef35793c76p-33;
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
  p = p * r + 0.5;
  p = (p * r) * r + r + 1.0;
  vu biased = ((vu)shifted - (vu)spread(shift)) + 2 * 1023;
  vu half = biased >> 1;
  return p * (vd)(half << 52) * (vd)((biased - half) << 52);
}

/*
 * log(1 + x) for 0 <= x < 2^52.
 *
 * 1 + x = 2^k (1 + f) with 1 + f in [1 / sqrt 2, sqrt 2), s = f / (2 + f), log(1 + f) = 2 atanh(s) = f - s (f - R)
 * with R = 2 s^2 / 3 + 2 s^4 / 5 + .. to s^22 (the rest is below 2^-57). For k = 0, f is x itself, without rounding.
 */
INLINE vd log1p_positive(vd x) {
  const uint64_t half_root = 0x3fe6a09e667f3bcd; /* the bits of 1 / sqrt 2 */
  vd u = 1.0 + x;
  vu k = ((vu)u - half_root) >> 52;
  vd scaled = u * (vd)((1023 - k) << 52) - 1.0;
  vd f = choose((vl)(k == 0), x, scaled);
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

#endif
