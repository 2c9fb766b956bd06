/*
 * The kernels without a JVM, on the sizes of KernelBenchmark, beside a read-only sum of the same bytes; each thread
 * has rows of its own. Prints milliseconds per pass, the best of some.
 * Usage: standalone DATA ROWS THREADS [LOSS [SHIFT]]; arrays begin SHIFT bytes after a multiple of 64 (0; in Java it is
 * 16, or any other multiple of 8).
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

#include "../../main/c/kernels.h"

#define PASSES 15
#define MOST_THREADS 16

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

static size_t shift;

/* In huge pages, as the Java heap is under -XX:+UseTransparentHugePages. */
static void *room(size_t bytes) {
  size_t size = (bytes + shift + ((size_t)1 << 21)) >> 21 << 21;
  void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (p == MAP_FAILED) abort();
  madvise(p, size, MADV_HUGEPAGE);
  return (char *)p + shift;
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
    {"ones", 1000000, 39, VALUES_ONES, 1},     {"wide", 1000000, 39, VALUES_DOUBLE, 1},
    {"mnist", 784, 150, VALUES_DOUBLE, 10},
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
  /* Vectors that every x86-64 and aarch64 has, few enough to stay in registers. */
  typedef double pair __attribute__((vector_size(16), aligned(8)));
  const pair *x = (const pair *)p->bytes;
  pair sums[8] = {{0}};
  for (size_t i = 0; i + 8 <= p->length / sizeof(pair); i += 8) {
    for (int v = 0; v < 8; v++) sums[v] += x[i + v];
  }
  pair all = ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
  sink = all[0] + all[1];
}

enum { READ_ONLY, GRADIENT, LOSS, MARGINS, DIAGONAL, HESSIAN, FOUR, OPERATIONS };

static const char *const names[] = {"readOnlySum",          "lossGradient",  "loss",       "margins",
                                    "lossGradientDiagonal", "hessianVector", "fourVectors"};

/* What one thread works: rows, parameters and sums of its own. */
typedef struct {
  const kernels *kernels;
  loss loss;
  packed rows;
  double *theta, *gradient, *border, *squares, *margins, losses[4];
} work;

static void prepare(work *w, const shape *s, int rows, loss one, const kernels *k) {
  size_t length = (size_t)(s->features + 1) * (size_t)s->classes;
  w->kernels = k;
  w->loss = s->classes > 1 ? (loss){LOSS_SOFTMAX, s->classes, 0} : one;
  w->rows = pack(s, rows);
  w->theta = room(4 * length * 8), w->gradient = room(4 * length * 8);
  w->border = room(length * 8), w->squares = room(length * 8);
  w->margins = room((size_t)rows * (size_t)s->classes * 8);
  for (size_t i = 0; i < 4 * length; i++) w->theta[i] = 0.2 * uniform() - 0.1;
}

static void pass(work *w, int what) {
  sums out = {w->losses, what == LOSS ? NULL : w->gradient, what == DIAGONAL ? w->border : NULL,
              what == DIAGONAL ? w->squares : NULL};
  if (what == READ_ONLY) {
    read_only(&w->rows);
    return;
  }
  for (int i = 0; i < w->rows.count; i++) {
    if (what == MARGINS) {
      w->kernels->margins(w->rows.blocks + i, w->loss.outputs, w->theta, w->margins);
    } else if (what == HESSIAN) {
      w->kernels->hessian_vector(w->rows.blocks + i, &w->loss, w->theta, w->theta, w->gradient);
    } else {
      w->kernels->evaluate(w->rows.blocks + i, &w->loss, what == FOUR ? 4 : 1, w->theta, &out);
    }
  }
}

static work works[MOST_THREADS];
static double best[OPERATIONS];
static pthread_barrier_t barrier;
static int threads;

/* All threads begin a pass together; it takes as long as the slowest. The passes go by turns through the operations. */
static void *run(void *own) {
  work *w = own;
  for (int round = 0; round < PASSES; round++) {
    for (int what = 0; what < OPERATIONS; what++) {
      pthread_barrier_wait(&barrier);
      double start = seconds();
      pass(w, what);
      pthread_barrier_wait(&barrier);
      double taken = seconds() - start;
      if (w == works && (round == 0 || taken < best[what])) best[what] = taken;
    }
  }
  return NULL;
}

static const char *const losses[] = {"logistic", "squared", "squaredHinge", "huber"};

int main(int argc, char **argv) {
  const shape *s = NULL;
  for (size_t i = 0; argc >= 4 && i < sizeof shapes / sizeof *shapes; i++) {
    if (!strcmp(argv[1], shapes[i].data)) s = shapes + i;
  }
  threads = argc >= 4 ? atoi(argv[3]) : 0;
  int code = 0;
  shift = argc > 5 ? (size_t)atoi(argv[5]) : 0;
  while (argc > 4 && code < 4 && strcmp(argv[4], losses[code])) code++;
  if (!s || threads < 1 || threads > MOST_THREADS || code == 4 || shift > 56 || shift % 8) {
    fprintf(stderr, "usage: standalone DATA ROWS THREADS [LOSS [SHIFT]]\n");
    return 2;
  }
  const kernels *k = NULL;
  for (int isa = 0; isa < kernels_count(); isa++) k = kernels_of(isa) ? kernels_of(isa) : k;
  pthread_barrier_init(&barrier, NULL, (unsigned)threads);
  pthread_t others[MOST_THREADS];
  for (int i = 0; i < threads; i++) prepare(works + i, s, atoi(argv[2]), (loss){(enum loss_kind)code, 1, 1}, k);
  for (int i = 1; i < threads; i++) pthread_create(others + i, NULL, run, works + i);
  run(works);
  for (int i = 1; i < threads; i++) pthread_join(others[i], NULL);
  double bytes = (double)works[0].rows.length * threads;
  for (int what = 0; what < OPERATIONS; what++) {
    printf("%-8s %-8s %9s x %d %-12s %-21s %9.3f ms %7.1f GB/s %5.2f of read-only\n", k->isa, s->data, argv[2], threads,
           s->classes > 1 ? "softmax" : losses[code], names[what], 1e3 * best[what], bytes / best[what] * 1e-9,
           best[READ_ONLY] / best[what]);
  }
  return 0;
}
