#!/bin/sh
# The kernels in C alone, on KernelBenchmark's data. Usage: run.sh [ROWS [THREADS [DATA..]]]
set -eu
. "$(dirname "$0")/build.sh"
rows=${1:-50000} threads=${2:-1}
[ $# -eq 0 ] || shift
[ $# -eq 0 ] || shift
for data in ${*:-dense dense32 sparse sparse32 ones wide mnist}; do
  "$work/standalone" "$data" "$rows" "$threads"
done
