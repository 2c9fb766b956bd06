/*
 * What the instruction sets share: their table, worst first, with whether this processor and its system have them, and
 * a thread's workspace.
 */
#include <stddef.h>

#include "kernels.h"
#include "workspace.h"

static _Thread_local workspace thread_workspace;

workspace *kernels_workspace(void) { return &thread_workspace; }

#if defined(__x86_64__)
extern const kernels kernels_x86_64, kernels_avx2, kernels_avx512;

int kernels_count(void) { return 3; }

const kernels *kernels_of(int isa) {
  __builtin_cpu_init();
  switch (isa) {
    case 0: return &kernels_x86_64;
    case 1: return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? &kernels_avx2 : NULL;
    case 2:
      return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                     __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw") &&
                     __builtin_cpu_supports("fma")
                 ? &kernels_avx512
                 : NULL;
    default: return NULL;
  }
}
#elif defined(__aarch64__)
extern const kernels kernels_neon;

int kernels_count(void) { return 1; }

const kernels *kernels_of(int isa) { return isa == 0 ? &kernels_neon : NULL; }
#else
#error "no kernels for this architecture"
#endif
