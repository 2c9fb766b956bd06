/* x86-64 with AVX2 and fused multiply-add. */
#define RLLC_ISA "avx2"
#define RLLC_TABLE rllc_kernels_avx2
#include "body.h"
