/*
 * The kernels without a JVM, on the sizes of KernelBenchmark, beside a read-only sum of the same bytes; one thread.
 * Prints milliseconds per pass, the best of some. Usage: standalone DATA ROWS
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

#include "../../main/c/kernels.h"

#define PASSES 9

static uint64_t state = 1;

static uint64_t next(void) {
  uint64_t z = (state += 0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

static double uniform(void) { return (double)(next() >> 11) * 0x1p-53; }

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* In huge pages, as the Java heap is under -XX:+UseTransparentHugePages. */
static void *room(size_t bytes) {
  size_t size = (bytes + ((size_t)1 << 21)) >> 21 << 21;
  void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (p == MAP_FAILED) abort();
  madvise(p, size, MADV_HUGEPAGE);
  return p;
}

typedef struct {
  const char *data;
  int features, entries; /* entries of a row; all features: dense */
  enum value_kind kind;
  int classes;
} shape;

static const shape shapes[] = {
    {"dense", 200, 200, VALUES_DOUBLE, 1},     {"dense32", 200, 200, VALUES_FLOAT, 1},
    {"sparse", 100000, 40, VALUES_DOUBLE, 1},  {"sparse32", 100000, 40, VALUES_FLOAT, 1},
    {"ones", 1000000, 39, VALUES_ONES, 1},     {"mnist", 784, 150, VALUES_DOUBLE, 10},
};

typedef struct {
  block *blocks;
  int count;
  const char *bytes;
  size_t length;
} packed;

static void fill(const shape *s, block *b, int rows, double *labels, char **at) {
  int64_t entries = (int64_t)rows * s->entries;
  *b = (block){.rows = rows, .features = s->features, .kind = s->kind, .labels = labels};
  for (int i = 0; i < rows; i++) labels[i] = (double)(next() % (uint64_t)(s->classes > 1 ? s->classes : 2));
  if (s->entries < s->features) {
    int32_t *starts = room((size_t)(rows + 1) * 4), *indices = (int32_t *)*at;
    for (int i = 0; i < rows; i++) {
      starts[i + 1] = starts[i] + s->entries;
      for (int k = 0; k < s->entries; k++) {
        int64_t from = (int64_t)s->features * k / s->entries, to = (int64_t)s->features * (k + 1) / s->entries;
        indices[starts[i] + k] = (int32_t)(from + (int64_t)(next() % (uint64_t)(to - from)));
      }
    }
    b->row_starts = starts, b->indices = indices;
    *at += entries * 4;
  }
  b->values = *at;
  if (s->kind == VALUES_DOUBLE) {
    for (int64_t k = 0; k < entries; k++) ((double *)*at)[k] = uniform() + 0.5;
    *at += entries * 8;
  } else if (s->kind == VALUES_FLOAT) {
    for (int64_t k = 0; k < entries; k++) ((float *)*at)[k] = (float)(uniform() + 0.5);
    *at += entries * 4;
  }
}

/* Blocks of the size that rllc.shard.BlockBuilder makes. */
static packed pack(const shape *s, int rows) {
  int value = s->kind == VALUES_FLOAT ? 4 : 8, bytes = s->entries < s->features ? 4 + value : value;
  int block_rows = (458752 / bytes + s->entries - 1) / s->entries;
  packed p = {.count = (rows + block_rows - 1) / block_rows};
  p.blocks = room((size_t)p.count * sizeof(block));
  double *labels = room((size_t)rows * 8);
  char *at = room((size_t)rows * (size_t)s->entries * 12);
  p.bytes = at;
  for (int i = 0; i < p.count; i++) {
    int first = i * block_rows, here = rows - first < block_rows ? rows - first : block_rows;
    fill(s, p.blocks + i, here, labels + first, &at);
  }
  p.length = (size_t)(at - p.bytes);
  return p;
}

static volatile double sink;

static void read_only(const packed *p) {
  typedef double wide __attribute__((vector_size(64), aligned(8)));
  const wide *x = (const wide *)p->bytes;
  wide a = {0}, b = {0}, c = {0}, d = {0};
  for (size_t i = 0; i + 4 <= p->length / 64; i += 4) a += x[i], b += x[i + 1], c += x[i + 2], d += x[i + 3];
  a += b + c + d;
  sink = a[0] + a[1] + a[2] + a[3] + a[4] + a[5] + a[6] + a[7];
}

enum { READ_ONLY, GRADIENT, LOSS, DIAGONAL, HESSIAN, FOUR, OPERATIONS };

static const char *const names[] = {"readOnlySum",          "lossGradient",  "loss",
                                    "lossGradientDiagonal", "hessianVector", "fourVectors"};

int main(int argc, char **argv) {
  const shape *s = NULL;
  for (size_t i = 0; argc == 3 && i < sizeof shapes / sizeof *shapes; i++) {
    if (!strcmp(argv[1], shapes[i].data)) s = shapes + i;
  }
  if (!s) {
    fprintf(stderr, "usage: standalone DATA ROWS\n");
    return 2;
  }
  const kernels *k = NULL;
  for (int isa = 0; isa < kernels_count(); isa++) k = kernels_of(isa) ? kernels_of(isa) : k;
  packed p = pack(s, atoi(argv[2]));
  size_t length = (size_t)(s->features + 1) * (size_t)s->classes;
  double *theta = room(4 * length * 8), *gradient = room(4 * length * 8), losses[4] = {0};
  double *border = room(length * 8), *squares = room(length * 8);
  for (size_t i = 0; i < 4 * length; i++) theta[i] = 0.2 * uniform() - 0.1;
  loss l = {s->classes > 1 ? LOSS_SOFTMAX : LOSS_LOGISTIC, s->classes, 0};
  for (int what = 0; what < OPERATIONS; what++) {
    double best = 1e9;
    sums out = {losses, what == LOSS ? NULL : gradient, what == DIAGONAL ? border : NULL,
                what == DIAGONAL ? squares : NULL};
    for (int pass = 0; pass < PASSES; pass++) {
      double start = seconds();
      if (what == READ_ONLY) read_only(&p);
      for (int i = 0; what != READ_ONLY && i < p.count; i++) {
        if (what == HESSIAN) {
          k->hessian_vector(p.blocks + i, &l, theta, theta, gradient);
        } else {
          k->evaluate(p.blocks + i, &l, what == FOUR ? 4 : 1, theta, &out);
        }
      }
      double taken = seconds() - start;
      if (taken < best) best = taken;
    }
    printf("%-8s %-8s %9s %-21s %9.3f ms %7.1f GB/s\n", k->isa, s->data, argv[2], names[what], 1e3 * best,
           (double)p.length / best * 1e-9);
  }
  return 0;
}
