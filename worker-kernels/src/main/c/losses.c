/* The losses of a single margin, lane by lane; the formulas are those of rllc.loss. */
#include "elementary.h"
#include "tiles.h"

typedef struct {
  vd value, multiplier, curvature;
} outcome;

INLINE outcome logistic(vd m, vd y, double parameter) {
  (void)parameter;
  vd e = exp_negative(-magnitude(m));
  vl positive = (vl)(y > 0.5);
  vd against = choose(positive, -m, m); /* how far the margin is on the wrong side */
  vd inverse = 1.0 / (1.0 + e);
  vl right = ~(positive ^ (vl)(m >= 0));
  vd other = choose(right, e * inverse, inverse); /* the other label's probability */
  outcome out;
  out.value = log1p_positive(e) + choose((vl)(against > 0), against, spread(0));
  out.multiplier = choose(positive, -other, other);
  out.curvature = e * inverse * inverse;
  return out;
}

INLINE outcome squared(vd m, vd y, double parameter) {
  (void)parameter;
  vd error = m - y;
  return (outcome){0.5 * error * error, error, spread(1)};
}

INLINE outcome squared_hinge(vd m, vd y, double parameter) {
  (void)parameter;
  vd sign = choose((vl)(y > 0.5), spread(1), spread(-1));
  vd gap = 1.0 - sign * m;
  vl right = (vl)(gap <= 0);
  gap = choose(right, spread(0), gap);
  return (outcome){gap * gap, -2.0 * sign * gap, choose(right, spread(0), spread(2))};
}

INLINE outcome huber(vd m, vd y, double delta) {
  vd error = m - y, size = magnitude(error);
  vl far = (vl)(size > delta);
  vd slope = choose((vl)(error > 0), spread(delta), spread(-delta));
  outcome out;
  out.value = choose(far, delta * (size - 0.5 * delta), 0.5 * error * error);
  out.multiplier = choose(far, slope, error);
  out.curvature = choose(far, spread(0), spread(1));
  return out;
}

/*
 * Half the deviance of a count y >= 0 whose mean is exp(m). With x = m - log y it is y (exp(x) - 1 - x), which keeps
 * its digits where the fit is good; for y = 0 it is exp(m).
 */
INLINE outcome poisson(vd m, vd y, double parameter) {
  (void)parameter;
  vl some = (vl)(y > 0);
  vd unit = choose(some, y, spread(1));
  exponential e = exp_whole(m - log_positive(unit));
  vd mean = unit * e.value;
  return (outcome){unit * choose(some, e.rest, e.value), mean - y, mean};
}

/* Half the deviance of an amount y > 0 whose mean is exp(m) and whose deviation is in proportion to it. */
INLINE outcome gamma_deviance(vd m, vd y, double parameter) {
  (void)parameter;
  exponential e = exp_whole(log_positive(y) - m);
  return (outcome){e.rest, 1.0 - e.value, e.value};
}

/*
 * Half the deviance of an amount y >= 0 whose mean is mu = exp(m) and whose variance is in proportion to mu^p, 1 < p < 2.
 * With a = p - 1, b = 2 - p, x = m - log y and d(x) = exp(x) - 1 - x it is y^b (d(-a x) / a + d(b x) / b); for y = 0 it
 * is exp(b m) / b.
 */
INLINE outcome tweedie(vd m, vd y, double p) {
  double a = p - 1, b = 2 - p;
  vl some = (vl)(y > 0);
  vd log = log_positive(choose(some, y, spread(1))), x = m - log;
  vd unit = exp_whole(b * log).value;
  exponential up = exp_whole(b * x), down = exp_whole(-a * x);
  outcome out;
  out.value = unit * choose(some, down.rest / a + up.rest / b, up.value / b);
  out.multiplier = unit * choose(some, up.value - down.value, up.value);
  out.curvature = unit * choose(some, a * down.value + b * up.value, b * up.value);
  return out;
}

typedef outcome formula(vd m, vd y, double parameter);

INLINE double sum_rows(formula *formula, const tile *tile, double parameter, double *margins, double *curvatures) {
  vd sum = {0}, zero = {0};
  for (int i = 0; i < tile->count; i += LANES) {
    vd weight = load_double(tile->weights + i);
    vl counts = (vl)(weight != 0);
    outcome o = formula(load_double(margins + i), load_double(tile->labels + i), parameter);
    sum += choose(counts, weight * o.value, zero);
    store(margins + i, choose(counts, weight * o.multiplier, zero));
    if (curvatures) store(curvatures + i, choose(counts, weight * o.curvature, zero));
  }
  return sum_lanes(sum);
}

double NAME(tile_loss)(const tile *tile, const loss *loss, double *margins, double *curvatures) {
  switch (loss->kind) {
    case LOSS_LOGISTIC: return sum_rows(logistic, tile, 0, margins, curvatures);
    case LOSS_SQUARED: return sum_rows(squared, tile, 0, margins, curvatures);
    case LOSS_SQUARED_HINGE: return sum_rows(squared_hinge, tile, 0, margins, curvatures);
    case LOSS_HUBER: return sum_rows(huber, tile, loss->parameter, margins, curvatures);
    case LOSS_POISSON: return sum_rows(poisson, tile, 0, margins, curvatures);
    case LOSS_GAMMA: return sum_rows(gamma_deviance, tile, 0, margins, curvatures);
    case LOSS_TWEEDIE: return sum_rows(tweedie, tile, loss->parameter, margins, curvatures);
    case LOSS_SOFTMAX: return NAME(softmax_loss)(tile, loss->outputs, margins, curvatures);
  }
  return 0;
}

INLINE void scale_rows(formula *formula, const tile *tile, double parameter, const double *margins, double *products) {
  for (int i = 0; i < tile->count; i += LANES) {
    vd weight = load_double(tile->weights + i);
    outcome o = formula(load_double(margins + i), load_double(tile->labels + i), parameter);
    vd product = weight * o.curvature * load_double(products + i);
    store(products + i, choose((vl)(weight != 0), product, spread(0)));
  }
}

void NAME(tile_hessian)(const tile *tile, const loss *loss, double *margins, double *products) {
  switch (loss->kind) {
    case LOSS_LOGISTIC: scale_rows(logistic, tile, 0, margins, products); break;
    case LOSS_SQUARED: scale_rows(squared, tile, 0, margins, products); break;
    case LOSS_SQUARED_HINGE: scale_rows(squared_hinge, tile, 0, margins, products); break;
    case LOSS_HUBER: scale_rows(huber, tile, loss->parameter, margins, products); break;
    case LOSS_POISSON: scale_rows(poisson, tile, 0, margins, products); break;
    case LOSS_GAMMA: scale_rows(gamma_deviance, tile, 0, margins, products); break;
    case LOSS_TWEEDIE: scale_rows(tweedie, tile, loss->parameter, margins, products); break;
    case LOSS_SOFTMAX: NAME(softmax_hessian)(tile, loss->outputs, margins, products); break;
  }
}
