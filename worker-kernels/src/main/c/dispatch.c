/* The choice of the instruction set, by what the processor says of itself. */
#include <stddef.h>
#include <string.h>

#include "kernels.h"

extern const rllc_kernels rllc_kernels_baseline;
#if defined(__x86_64__)
extern const rllc_kernels rllc_kernels_avx2;
extern const rllc_kernels rllc_kernels_avx512;
#endif

const rllc_kernels *rllc_by_isa(const char *isa) {
  if (strcmp(isa, rllc_kernels_baseline.isa) == 0) {
    return &rllc_kernels_baseline;
  }
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (strcmp(isa, "avx2") == 0 && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
    return &rllc_kernels_avx2;
  }
  if (strcmp(isa, "avx512") == 0 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512vl")) {
    return &rllc_kernels_avx512;
  }
#endif
  return NULL;
}

const rllc_kernels *rllc_best(void) {
  static const char *const best_first[] = {"avx512", "avx2"};
  for (size_t i = 0; i < sizeof best_first / sizeof *best_first; i++) {
    const rllc_kernels *kernels = rllc_by_isa(best_first[i]);
    if (kernels) {
      return kernels;
    }
  }
  return &rllc_kernels_baseline;
}
