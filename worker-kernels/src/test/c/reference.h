/* The kernels once more, as plain loops over rows: what the others are compared with. */
#ifndef RLLC_REFERENCE_H
#define RLLC_REFERENCE_H

#include "../../main/c/kernels.h"

void reference_evaluate(const block *rows, const loss *loss, int points, const double *theta, const sums *sums);
void reference_margins(const block *rows, int columns, const double *theta, double *margins);
void reference_hessian_vector(const block *rows, const loss *loss, const double *theta, const double *direction,
                              double *product);

#endif
