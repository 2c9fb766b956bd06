/*
 * Vectors of LANES doubles, in the compiler's portable vector extension. Sums are reassociated only here, through
 * these explicit lanes, so one instruction set always gives the same bits.
 */
#ifndef RLLC_LANES_H
#define RLLC_LANES_H

#include <stdint.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

/* NAME(f) is f with the suffix of the instruction set that this compilation is for. */
#define JOIN_(a, b) a##_##b
#define JOIN(a, b) JOIN_(a, b)
#define NAME(f) JOIN(f, ISA)

#define INLINE static inline __attribute__((always_inline, unused))

typedef double vd __attribute__((vector_size(8 * LANES)));
typedef int64_t vl __attribute__((vector_size(8 * LANES)));
typedef uint64_t vu __attribute__((vector_size(8 * LANES)));
/* The same as they lie in a Java array: aligned to their elements only. */
typedef double vd_stored __attribute__((vector_size(8 * LANES), aligned(8), may_alias));
typedef float vf_stored __attribute__((vector_size(4 * LANES), aligned(4), may_alias));

INLINE vd spread(double x) { return x - (vd){0}; }

INLINE vd load_double(const double *p) { return *(const vd_stored *)p; }

/* The compiler's own conversion goes through halves of registers, so the instruction is named where there is one. */
INLINE vd load_float(const float *p) {
#if LANES == 8
  return (vd)_mm512_cvtps_pd(_mm256_loadu_ps(p));
#elif LANES == 4
  return (vd)_mm256_cvtps_pd(_mm_loadu_ps(p));
#else
  return __builtin_convertvector(*(const vf_stored *)p, vd);
#endif
}

/* How many bytes ahead a stream of rows is asked for: measured; it spans the rows' second use between two tiles. */
#define STREAM_AHEAD 12288

/* Asks for the cache line that lies `ahead` bytes after p, wherever that is: a prefetch never faults. */
INLINE void soon(const void *p, int64_t ahead) { __builtin_prefetch((const void *)((uintptr_t)p + (uintptr_t)ahead)); }

/* The same, but for the second cache only: for what is used later than the first one would hold it. */
INLINE void soon_second(const void *p, int64_t ahead) {
  __builtin_prefetch((const void *)((uintptr_t)p + (uintptr_t)ahead), 0, 2);
}

INLINE void store(double *p, vd v) { *(vd_stored *)p = v; }

/* Stores at a multiple of a vector's size, past the caches where the processor can: whole lines need not be
   read before they are written. To be followed by streams_done. */
INLINE void stream(double *p, vd v) {
#if LANES == 8
  _mm512_stream_pd(p, (__m512d)v);
#elif LANES == 4
  _mm256_stream_pd(p, (__m256d)v);
#elif defined(__x86_64__)
  _mm_stream_pd(p, (__m128d)v);
#else
  store(p, v);
#endif
}

/* What was streamed comes before all that this thread stores from now on. */
INLINE void streams_done(void) {
#if defined(__x86_64__)
  _mm_sfence();
#endif
}

INLINE vd choose(vl mask, vd yes, vd no) { return (vd)((mask & (vl)yes) | (~mask & (vl)no)); }

INLINE vd magnitude(vd v) { return (vd)((vl)v & INT64_MAX); }

/* All ones in the last `count` lanes. */
INLINE vl last_lanes(int count) {
  vl lane;
  for (int i = 0; i < LANES; i++) lane[i] = i;
  return (vl)(lane >= (int64_t)(LANES - count));
}

INLINE double sum_lanes(vd v) {
#if LANES == 2
  return v[0] + v[1];
#elif LANES == 4
  return (v[0] + v[2]) + (v[1] + v[3]);
#elif LANES == 8
  typedef double half __attribute__((vector_size(32)));
  half h = __builtin_shufflevector(v, v, 0, 1, 2, 3) + __builtin_shufflevector(v, v, 4, 5, 6, 7);
  return (h[0] + h[2]) + (h[1] + h[3]);
#endif
}

#endif
