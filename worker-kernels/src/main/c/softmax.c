/*
 * Softmax cross-entropy of a tile, rows in lanes and classes in a loop. With a the class of the largest margin m_a,
 * e_k = exp(m_k - m_a) and rest = sum of e_k over k other than a: l = (m_a - m_y) + log(1 + rest) and
 * p_k = e_k / (1 + rest); no difference of nearly equal numbers is taken. A label that is no class gives NaN.
 */
#include <math.h>

#include "elementary.h"
#include "tiles.h"

typedef struct {
  vd top;    /* m_a */
  vd arg;    /* a */
  vd rest;
  vd inverse; /* 1 / (1 + rest) */
} peak;

/* The rows' peak; turns margins m_k into e_k, and gives m_y. */
INLINE peak exponentials(int outputs, int stride, double *m, vd label, vd *labelled) {
  peak p = {.top = load_double(m), .arg = {0}, .rest = {0}};
  *labelled = spread(NAN);
  for (int k = 0; k < outputs; k++) {
    vd margin = load_double(m + (int64_t)k * stride);
    vl larger = (vl)(margin > p.top);
    p.top = choose(larger, margin, p.top);
    p.arg = choose(larger, spread(k), p.arg);
    *labelled = choose((vl)(label == (double)k), margin, *labelled);
  }
  for (int k = 0; k < outputs; k++) {
    vd e = exp_negative(load_double(m + (int64_t)k * stride) - p.top);
    store(m + (int64_t)k * stride, e);
    p.rest += choose((vl)(p.arg == (double)k), e - 1.0, e); /* 0 for class a, or NaN */
  }
  p.inverse = 1.0 / (1.0 + p.rest);
  return p;
}

double NAME(softmax_loss)(const tile *tile, int outputs, double *margins, double *curvatures) {
  vd sum = {0}, zero = {0};
  for (int i = 0; i < tile->count; i += LANES) {
    vd weight = load_double(tile->weights + i), label = load_double(tile->labels + i), labelled;
    vl counts = (vl)(weight != 0);
    peak p = exponentials(outputs, tile->stride, margins + i, label, &labelled);
    sum += choose(counts, weight * ((p.top - labelled) + log1p_positive(p.rest)), zero);
    for (int k = 0; k < outputs; k++) {
      int64_t at = (int64_t)k * tile->stride + i;
      vd e = load_double(margins + at);
      vd others = choose((vl)(p.arg == (double)k), p.rest, (1.0 + p.rest) - e); /* sum of e over the other classes */
      vd multiplier = choose((vl)(label == (double)k), -others, e) * p.inverse;
      store(margins + at, choose(counts, weight * multiplier, zero));
      if (curvatures) {
        store(curvatures + at, choose(counts, weight * (e * p.inverse) * (others * p.inverse), zero));
      }
    }
  }
  return sum_lanes(sum);
}

/* products_k <- weight p_k (products_k - sum_c p_c products_c); margins m_k become e_k. */
void NAME(softmax_hessian)(const tile *tile, int outputs, double *margins, double *products) {
  for (int i = 0; i < tile->count; i += LANES) {
    vd weight = load_double(tile->weights + i), unused, mean = {0};
    peak p = exponentials(outputs, tile->stride, margins + i, spread(0), &unused);
    for (int k = 0; k < outputs; k++) {
      int64_t at = (int64_t)k * tile->stride + i;
      mean += load_double(margins + at) * p.inverse * load_double(products + at);
    }
    for (int k = 0; k < outputs; k++) {
      int64_t at = (int64_t)k * tile->stride + i;
      vd product = weight * (load_double(margins + at) * p.inverse) * (load_double(products + at) - mean);
      store(products + at, choose((vl)(weight != 0), product, spread(0)));
    }
  }
}
