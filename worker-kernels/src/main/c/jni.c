/*
 * The edge to Java: rllc.kernel.NativeKernels and NativeSweeps. One call a block or part of a sweep. Arrays are held
 * as critical regions, in which no other JNI function is called, and let go in the reverse order; blocks and parts
 * are small, so the collector waits briefly.
 */
#include <jni.h>

#include "kernels.h"

/* Units and their successors, gradient, theta, and the small arrays of a propagation. */
#define MOST_ARRAYS (2 * MOST_UNITS + 8)

typedef struct {
  JNIEnv *env;
  int count;
  jarray arrays[MOST_ARRAYS];
  void *data[MOST_ARRAYS];
  jint modes[MOST_ARRAYS];
} region;

static void leave(region *held) {
  while (held->count > 0) {
    int last = --held->count;
    if (held->arrays[last]) {
      (*held->env)->ReleasePrimitiveArrayCritical(held->env, held->arrays[last], held->data[last], held->modes[last]);
    }
  }
}

/* Holds one more array, null standing for null. After a failure every later call fails too. */
static void *hold(region *held, jarray array, jint mode) {
  if (held->count < 0) return NULL;
  void *data = NULL;
  if (array) {
    data = (*held->env)->GetPrimitiveArrayCritical(held->env, array, NULL);
    if (!data) {
      leave(held);
      held->count = -1;
      return NULL;
    }
  }
  held->arrays[held->count] = array;
  held->data[held->count] = data;
  held->modes[held->count++] = mode;
  return data;
}

/* True after a failed hold, with OutOfMemoryError thrown; the caller must return at once. */
static int failed(region *held) {
  if (held->count >= 0) return 0;
  JNIEnv *env = held->env;
  if (!(*env)->ExceptionCheck(env)) {
    jclass type = (*env)->FindClass(env, "java/lang/OutOfMemoryError");
    if (type) (*env)->ThrowNew(env, type, "the virtual machine could not hand out an array of a block");
  }
  return 1;
}

#define BLOCK                                                                                          \
  jint kind, jint rows, jint features, jdoubleArray labels, jdoubleArray weights, jintArray rowStarts, \
      jintArray indices, jarray values

#define LOSS jint code, jint outputs, jdouble parameter

#define HOLD_BLOCK                                                            \
  region held = {.env = env};                                                 \
  block in = {.rows = rows, .features = features, .kind = (enum value_kind)kind}; \
  in.labels = hold(&held, labels, JNI_ABORT);                                 \
  in.weights = hold(&held, weights, JNI_ABORT);                               \
  in.row_starts = hold(&held, rowStarts, JNI_ABORT);                          \
  in.indices = hold(&held, indices, JNI_ABORT);                               \
  in.values = hold(&held, values, JNI_ABORT);

#define METHOD(type, name) JNIEXPORT type JNICALL Java_rllc_kernel_NativeKernels_##name

METHOD(jint, sets)(JNIEnv *env, jclass self) {
  (void)env, (void)self;
  return kernels_count();
}

METHOD(jstring, setName)(JNIEnv *env, jclass self, jint isa) {
  (void)self;
  const kernels *set = kernels_of(isa);
  return set ? (*env)->NewStringUTF(env, set->isa) : NULL;
}

/* The results are held read-write; null is a result that is not wanted. */
METHOD(void, evaluate)(JNIEnv *env, jclass self, jint isa, BLOCK, jintArray chosen, LOSS, jint points,
                       jdoubleArray theta, jdoubleArray losses, jdoubleArray gradient, jdoubleArray border,
                       jdoubleArray squares) {
  (void)self;
  HOLD_BLOCK
  in.chosen = hold(&held, chosen, JNI_ABORT);
  const double *t = hold(&held, theta, JNI_ABORT);
  sums out = {.losses = hold(&held, losses, 0)};
  out.gradient = hold(&held, gradient, 0);
  out.border = hold(&held, border, 0);
  out.squares = hold(&held, squares, 0);
  if (failed(&held)) return;
  loss of = {(enum loss_kind)code, outputs, parameter};
  kernels_of(isa)->evaluate(&in, &of, points, t, &out);
  leave(&held);
}

METHOD(void, margins)(JNIEnv *env, jclass self, jint isa, BLOCK, jint columns, jdoubleArray theta,
                      jdoubleArray margins) {
  (void)self;
  HOLD_BLOCK
  const double *t = hold(&held, theta, JNI_ABORT);
  double *m = hold(&held, margins, 0);
  if (failed(&held)) return;
  kernels_of(isa)->margins(&in, columns, t, m);
  leave(&held);
}

METHOD(void, hessianVector)(JNIEnv *env, jclass self, jint isa, BLOCK, jintArray chosen, LOSS, jdoubleArray theta,
                            jdoubleArray direction, jdoubleArray product) {
  (void)self;
  HOLD_BLOCK
  in.chosen = hold(&held, chosen, JNI_ABORT);
  const double *t = hold(&held, theta, JNI_ABORT);
  const double *v = hold(&held, direction, JNI_ABORT);
  double *p = hold(&held, product, 0);
  if (failed(&held)) return;
  loss of = {(enum loss_kind)code, outputs, parameter};
  kernels_of(isa)->hessian_vector(&in, &of, t, v, p);
  leave(&held);
}

METHOD(void, norms)(JNIEnv *env, jclass self, jint isa, BLOCK, jdoubleArray squares, jdoubleArray slopes,
                    jdoubleArray norms) {
  (void)self;
  HOLD_BLOCK
  const double *a = hold(&held, squares, JNI_ABORT);
  const double *b = hold(&held, slopes, JNI_ABORT);
  double *n = hold(&held, norms, 0);
  if (failed(&held)) return;
  kernels_of(isa)->norms(&in, a, b, n);
  leave(&held);
}

#define SWEEP(name) JNIEXPORT void JNICALL Java_rllc_kernel_NativeSweeps_##name

/* Local references to the arrays of `vectors`; false, with an exception thrown, if the VM has no room for them. */
static int elements(JNIEnv *env, jobjectArray vectors, jint count, jarray *out) {
  if ((*env)->EnsureLocalCapacity(env, count + 16) != 0) return 0;
  for (jint i = 0; i < count; i++) out[i] = (jarray)(*env)->GetObjectArrayElement(env, vectors, i);
  return !(*env)->ExceptionCheck(env);
}

SWEEP(gram)(JNIEnv *env, jclass self, jint isa, jobjectArray vectors, jint count, jint from, jint to,
                   jdoubleArray sums) {
  (void)self;
  jarray arrays[MOST_UNITS + 1];
  if (!elements(env, vectors, count, arrays)) return;
  region held = {.env = env};
  const double *data[MOST_UNITS + 1];
  for (jint i = 0; i < count; i++) data[i] = hold(&held, arrays[i], JNI_ABORT);
  double *s = hold(&held, sums, 0);
  if (failed(&held)) return;
  kernels_of(isa)->gram(data, count, from, to, s);
  leave(&held);
}

SWEEP(propagate)(JNIEnv *env, jclass self, jint isa, jint units, jintArray starts, jintArray sources,
                        jdoubleArray factors, jdoubleArray input, jdoubleArray law, jdouble step, jobjectArray old,
                        jobjectArray next, jdoubleArray gradient, jdoubleArray theta, jint from, jint to) {
  (void)self;
  jarray olds[MOST_UNITS], nexts[MOST_UNITS];
  if (!elements(env, old, units, olds) || !elements(env, next, units, nexts)) return;
  jboolean in_place = (*env)->IsSameObject(env, old, next);
  region held = {.env = env};
  propagation p = {.units = units, .step = step, .length = (*env)->GetArrayLength(env, theta)};
  p.starts = hold(&held, starts, JNI_ABORT);
  p.sources = hold(&held, sources, JNI_ABORT);
  p.factors = hold(&held, factors, JNI_ABORT);
  p.input = hold(&held, input, JNI_ABORT);
  p.law = hold(&held, law, JNI_ABORT);
  p.gradient = hold(&held, gradient, JNI_ABORT);
  p.theta = hold(&held, theta, 0);
  for (jint j = 0; j < units; j++) {
    p.next[j] = hold(&held, nexts[j], 0);
    p.old[j] = in_place ? p.next[j] : hold(&held, olds[j], JNI_ABORT);
  }
  if (failed(&held)) return;
  kernels_of(isa)->propagate(&p, from, to);
  leave(&held);
}
