/* x86-64 with AVX-512 F, DQ and VL. */
#define RLLC_ISA "avx512"
#define RLLC_TABLE rllc_kernels_avx512
#include "body.h"
