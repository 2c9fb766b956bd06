/* The losses of a tile, lane by lane; the formulas are those of rllc.shard.MarginLoss. */
#include "elementary.h"
#include "tiles.h"

typedef struct {
  vd value, multiplier;
} outcome;

INLINE outcome logistic(vd m, vd y) {
  vd e = exp_negative(-magnitude(m));
  vl positive = (vl)(y > 0.5);
  vd against = choose(positive, -m, m); /* how far the margin is on the wrong side */
  outcome out;
  out.value = log1p_unit(e) + choose((vl)(against > 0), against, spread(0));
  vl right = ~(positive ^ (vl)(m >= 0));
  vd probability = choose(right, e, spread(1)) / (1.0 + e); /* of the other label */
  out.multiplier = choose(positive, -probability, probability);
  return out;
}

INLINE outcome squared(vd m, vd y) {
  vd error = m - y;
  return (outcome){0.5 * error * error, error};
}

#define SUM_LOSS(formula)                                                              \
  for (int i = 0; i < tile->count; i += LANES) {                                       \
    vd weight = load_double(tile->weights + i);                                        \
    outcome o = formula(load_double(tile->margins + i), load_double(tile->labels + i)); \
    sum += weight * o.value;                                                           \
    if (multipliers) store(multipliers + i, weight * o.multiplier);                    \
  }

double NAME(tile_loss)(const tile *tile, const loss *loss, double *multipliers) {
  vd sum = {0};
  switch (loss->kind) {
    case LOSS_LOGISTIC: SUM_LOSS(logistic) break;
    case LOSS_SQUARED: SUM_LOSS(squared) break;
  }
  return sum_lanes(sum);
}

INLINE vd curvature(const loss *loss, vd m) {
  if (loss->kind == LOSS_SQUARED) return spread(1);
  vd e = exp_negative(-magnitude(m));
  return e / ((1.0 + e) * (1.0 + e));
}

void NAME(tile_curvature)(const tile *tile, const loss *loss, double *products) {
  for (int i = 0; i < tile->count; i += LANES) {
    vd c = curvature(loss, load_double(tile->margins + i));
    store(products + i, load_double(tile->weights + i) * c * load_double(products + i));
  }
}
