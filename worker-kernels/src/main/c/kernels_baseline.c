/* The set that every processor of the target has: sse2 on x86-64, neon on aarch64. */
#define RLLC_ISA RLLC_BASELINE
#define RLLC_TABLE rllc_kernels_baseline
#include "body.h"
