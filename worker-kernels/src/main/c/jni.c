/*
 * The JNI edge: arrays are taken critically, worked and given back in reverse order; no JNI call is made in between. Arguments
 * were checked in Java.
 */
#include <jni.h>
#include <stddef.h>

#include "kernels.h"

enum { ROW_STARTS, INDICES, VALUES, LABELS, WEIGHTS, THETA, EXTRA, RESULT, ARRAYS };

typedef struct {
  jarray arrays[ARRAYS];
  void *data[ARRAYS];
} pinned;

static void unpin(JNIEnv *env, pinned *p, int count, int result_mode) {
  for (int i = count - 1; i >= 0; i--) {
    if (p->data[i]) {
      (*env)->ReleasePrimitiveArrayCritical(env, p->arrays[i], p->data[i], i == RESULT ? result_mode : JNI_ABORT);
    }
  }
}

/* Returns 0 and leaves an OutOfMemoryError pending if the JVM cannot give an array. */
static int pin(JNIEnv *env, pinned *p) {
  for (int i = 0; i < ARRAYS; i++) {
    p->data[i] = NULL;
    if (p->arrays[i]) {
      p->data[i] = (*env)->GetPrimitiveArrayCritical(env, p->arrays[i], NULL);
      if (!p->data[i]) {
        unpin(env, p, i, JNI_ABORT);
        return 0;
      }
    }
  }
  return 1;
}

static rllc_block block_of(const pinned *p, jint rows, jint features) {
  rllc_block block = {rows,
                      features,
                      p->data[ROW_STARTS],
                      p->data[INDICES],
                      p->data[VALUES],
                      p->data[LABELS],
                      p->data[WEIGHTS]};
  return block;
}

JNIEXPORT jlong JNICALL Java_rllc_kernel_NativeKernels_table(JNIEnv *env, jclass type, jstring isa) {
  (void)type;
  if (!isa) {
    return (jlong)(intptr_t)rllc_best();
  }
  const char *name = (*env)->GetStringUTFChars(env, isa, NULL);
  if (!name) {
    return 0;
  }
  const rllc_kernels *kernels = rllc_by_isa(name);
  (*env)->ReleaseStringUTFChars(env, isa, name);
  return (jlong)(intptr_t)kernels;
}

JNIEXPORT jstring JNICALL Java_rllc_kernel_NativeKernels_isaOf(JNIEnv *env, jclass type, jlong table) {
  (void)type;
  return (*env)->NewStringUTF(env, ((const rllc_kernels *)(intptr_t)table)->isa);
}

JNIEXPORT jdouble JNICALL Java_rllc_kernel_NativeKernels_lossGradient(
    JNIEnv *env, jclass type, jlong table, jint rows, jint features, jintArray row_starts, jintArray indices,
    jdoubleArray values, jdoubleArray labels, jdoubleArray weights, jint loss, jdoubleArray theta,
    jdoubleArray gradient) {
  (void)type;
  pinned p = {{row_starts, indices, values, labels, weights, theta, NULL, gradient}, {NULL}};
  if (!pin(env, &p)) {
    return 0;
  }
  rllc_block block = block_of(&p, rows, features);
  const rllc_kernels *kernels = (const rllc_kernels *)(intptr_t)table;
  double result = kernels->loss_gradient(&block, loss, p.data[THETA], p.data[RESULT]);
  unpin(env, &p, ARRAYS, 0);
  return result;
}

JNIEXPORT void JNICALL Java_rllc_kernel_NativeKernels_margins(JNIEnv *env, jclass type, jlong table, jint rows,
                                                              jint features, jintArray row_starts,
                                                              jintArray indices, jdoubleArray values,
                                                              jdoubleArray theta, jdoubleArray margins) {
  (void)type;
  pinned p = {{row_starts, indices, values, NULL, NULL, theta, NULL, margins}, {NULL}};
  if (!pin(env, &p)) {
    return;
  }
  rllc_block block = block_of(&p, rows, features);
  const rllc_kernels *kernels = (const rllc_kernels *)(intptr_t)table;
  kernels->margins(&block, p.data[THETA], p.data[RESULT]);
  unpin(env, &p, ARRAYS, 0);
}

JNIEXPORT void JNICALL Java_rllc_kernel_NativeKernels_hessianVector(
    JNIEnv *env, jclass type, jlong table, jint rows, jint features, jintArray row_starts, jintArray indices,
    jdoubleArray values, jdoubleArray labels, jdoubleArray weights, jint loss, jdoubleArray theta,
    jdoubleArray direction, jdoubleArray product) {
  (void)type;
  pinned p = {{row_starts, indices, values, labels, weights, theta, direction, product}, {NULL}};
  if (!pin(env, &p)) {
    return;
  }
  rllc_block block = block_of(&p, rows, features);
  const rllc_kernels *kernels = (const rllc_kernels *)(intptr_t)table;
  kernels->hessian_vector(&block, loss, p.data[THETA], p.data[EXTRA], p.data[RESULT]);
  unpin(env, &p, ARRAYS, 0);
}
