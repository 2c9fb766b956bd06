/* Template over W and WIDE(name): vectors of W doubles, W at most LANES, for the columns of one chunk. */

typedef double WIDE(vw) __attribute__((vector_size(8 * W)));
typedef int64_t WIDE(ml) __attribute__((vector_size(8 * W)));
typedef double WIDE(vw_stored) __attribute__((vector_size(8 * W), aligned(8), may_alias));

INLINE WIDE(vw) WIDE(load)(const double *p) { return *(const WIDE(vw_stored) *)p; }

INLINE WIDE(vw) WIDE(spread)(double x) { return x - (WIDE(vw)){0}; }

/* All ones in the last `count` lanes. */
INLINE WIDE(ml) WIDE(last)(int count) {
  WIDE(ml) lane;
  for (int i = 0; i < W; i++) lane[i] = i;
  return (WIDE(ml))(lane >= (int64_t)(W - count));
}

/* Returns `v`; if `masked`, the lanes of the mask from `v` and the others from `old`. */
INLINE WIDE(vw) WIDE(blend)(int masked, WIDE(ml) mask, WIDE(vw) v, WIDE(vw) old) {
  return masked ? (WIDE(vw))((mask & (WIDE(ml))v) | (~mask & (WIDE(ml))old)) : v;
}

INLINE void WIDE(store)(double *p, WIDE(vw) v) { *(WIDE(vw_stored) *)p = v; }
