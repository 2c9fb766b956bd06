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

/* Stores all lanes, or where `masked` those of the mask. */
INLINE void WIDE(store)(double *p, WIDE(vw) v, int masked, WIDE(ml) mask) {
  if (masked) v = (WIDE(vw))((mask & (WIDE(ml))v) | (~mask & (WIDE(ml))WIDE(load)(p)));
  *(WIDE(vw_stored) *)p = v;
}
