/* Template over W and WIDE: the instances for doubles, floats and ones. */
#include "width.h"

#define VALUE double
#define X(k) x[k]
#define OF(f) WIDE(f##_double)
#include "sparse_columns_rows.h"
#undef VALUE
#undef X
#undef OF

#define VALUE float
#define X(k) (double)x[k]
#define OF(f) WIDE(f##_float)
#include "sparse_columns_rows.h"
#undef VALUE
#undef X
#undef OF

#define VALUE void
#define X(k) 1.0
#define OF(f) WIDE(f##_ones)
#include "sparse_columns_rows.h"
#undef VALUE
#undef X
#undef OF
