#include "reference.h"

#include <math.h>
#include <stdlib.h>

static double value_at(const block *rows, int64_t k) {
  switch (rows->kind) {
    case VALUES_DOUBLE: return ((const double *)rows->values)[k];
    case VALUES_FLOAT: return ((const float *)rows->values)[k];
    case VALUES_ONES: return 1;
  }
  return 0;
}

static int64_t row_start(const block *rows, int64_t row) {
  return rows->row_starts ? rows->row_starts[row] : row * rows->features;
}

static int64_t column_of(const block *rows, int64_t row, int64_t k) {
  return rows->row_starts ? rows->indices[k] : k - row * rows->features;
}

static void row_margins(const block *rows, int row, int columns, const double *theta, double *m) {
  for (int c = 0; c < columns; c++) m[c] = theta[(int64_t)rows->features * columns + c];
  for (int64_t k = row_start(rows, row); k < row_start(rows, row + 1); k++) {
    const double *t = theta + column_of(rows, row, k) * columns;
    for (int c = 0; c < columns; c++) m[c] += value_at(rows, k) * t[c];
  }
}

static void row_add(const block *rows, int row, int columns, const double *multipliers, int square, double *sum) {
  for (int64_t k = row_start(rows, row); k < row_start(rows, row + 1); k++) {
    double x = value_at(rows, k);
    double *s = sum + column_of(rows, row, k) * columns;
    for (int c = 0; c < columns; c++) s[c] += multipliers[c] * (square ? x * x : x);
  }
  for (int c = 0; c < columns; c++) sum[(int64_t)rows->features * columns + c] += multipliers[c];
}

/* The loss of one row: value, multipliers g, curvatures c, and the Hessian times v in place; any may be null. */
static double row_loss(const loss *loss, const double *m, double y, double *g, double *c, double *v) {
  double error = m[0] - y, sign = y > 0.5 ? 1 : -1, gap = fmax(0, 1 - sign * m[0]);
  double value = 0, slope = 0, bend = 0;
  if (loss->kind == LOSS_SOFTMAX) {
    double top = m[0], sum = 0, mean = 0;
    for (int k = 0; k < loss->outputs; k++) top = fmax(top, m[k]);
    for (int k = 0; k < loss->outputs; k++) sum += exp(m[k] - top);
    for (int k = 0; k < loss->outputs; k++) {
      double p = exp(m[k] - top) / sum;
      if (g) g[k] = p - (k == y);
      if (c) c[k] = p * (1 - p);
      if (v) mean += p * v[k];
    }
    for (int k = 0; v && k < loss->outputs; k++) v[k] = exp(m[k] - top) / sum * (v[k] - mean);
    return log(sum) + top - m[(int)y];
  }
  switch (loss->kind) {
    case LOSS_LOGISTIC: {
      double e = exp(-fabs(m[0])), p = m[0] >= 0 ? 1 / (1 + e) : e / (1 + e);
      value = fmax(0, -sign * m[0]) + log1p(e), slope = p - (y > 0.5), bend = p * (1 - p);
      break;
    }
    case LOSS_SQUARED: value = 0.5 * error * error, slope = error, bend = 1; break;
    case LOSS_SQUARED_HINGE: value = gap * gap, slope = -2 * sign * gap, bend = gap > 0 ? 2 : 0; break;
    case LOSS_HUBER: {
      double d = loss->parameter;
      int far = fabs(error) > d;
      value = far ? d * (fabs(error) - 0.5 * d) : 0.5 * error * error;
      slope = far ? copysign(d, error) : error, bend = !far;
      break;
    }
    case LOSS_POISSON:
      value = exp(m[0]) + (y > 0 ? y * (log(y) - m[0] - 1) : 0), slope = exp(m[0]) - y, bend = exp(m[0]);
      break;
    case LOSS_GAMMA:
      bend = y * exp(-m[0]), slope = 1 - bend, value = bend - 1 + m[0] - log(y);
      break;
    case LOSS_TWEEDIE: {
      double p = loss->parameter, up = exp((2 - p) * m[0]) , down = y * exp((1 - p) * m[0]);
      value = (y > 0 ? pow(y, 2 - p) / ((1 - p) * (2 - p)) : 0) - down / (1 - p) + up / (2 - p);
      slope = up - down, bend = (2 - p) * up - (1 - p) * down;
      break;
    }
    case LOSS_SOFTMAX: break;
  }
  if (g) *g = slope;
  if (c) *c = bend;
  if (v) *v *= bend;
  return value;
}

static double weight_of(const block *rows, int row) { return rows->weights ? rows->weights[row] : 1; }

void reference_evaluate(const block *rows, const loss *loss, int points, const double *theta, const sums *sums) {
  int columns = points * loss->outputs;
  double *m = malloc(3 * sizeof *m * columns), *g = m + columns, *c = g + columns;
  for (int row = 0; row < rows->rows; row++) {
    double weight = weight_of(rows, row);
    if (weight == 0) continue;
    row_margins(rows, row, columns, theta, m);
    for (int p = 0; p < points; p++) {
      int at = p * loss->outputs;
      sums->losses[p] += weight * row_loss(loss, m + at, rows->labels[row], g + at, c + at, NULL);
    }
    for (int k = 0; k < columns; k++) g[k] *= weight, c[k] *= weight;
    if (sums->gradient) row_add(rows, row, columns, g, 0, sums->gradient);
    if (sums->border) row_add(rows, row, columns, c, 0, sums->border);
    if (sums->squares) row_add(rows, row, columns, c, 1, sums->squares);
  }
  free(m);
}

void reference_margins(const block *rows, int columns, const double *theta, double *margins) {
  for (int row = 0; row < rows->rows; row++) {
    row_margins(rows, row, columns, theta, margins + (int64_t)row * columns);
  }
}

void reference_hessian_vector(const block *rows, const loss *loss, const double *theta, const double *direction,
                              double *product) {
  int columns = loss->outputs;
  double *m = malloc(2 * sizeof *m * columns), *v = m + columns;
  for (int row = 0; row < rows->rows; row++) {
    double weight = weight_of(rows, row);
    if (weight == 0) continue;
    row_margins(rows, row, columns, theta, m);
    row_margins(rows, row, columns, direction, v);
    row_loss(loss, m, rows->labels[row], NULL, NULL, v);
    for (int k = 0; k < columns; k++) v[k] *= weight;
    row_add(rows, row, columns, v, 0, product);
  }
  free(m);
}
