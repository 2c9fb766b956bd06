/* Template over W and WIDE: the instances for doubles and for floats. */
#include "width.h"

#define VALUE double
#define OF(f) WIDE(f##_double)
#include "dense_columns_rows.h"
#undef VALUE
#undef OF

#define VALUE float
#define OF(f) WIDE(f##_float)
#include "dense_columns_rows.h"
#undef VALUE
#undef OF
