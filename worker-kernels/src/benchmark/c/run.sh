#!/bin/sh
# The kernels in C alone, on KernelBenchmark's data. Usage: run.sh [ROWS [THREADS [DATA..]]]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sources=$here/../../main/c
. "$sources/sources.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cc=${CC:-gcc}
compile_kernels "$cc" "$(uname -m)" "$sources" "$work/kernels"
"$cc" $kernel_flags "$here/standalone.c" "$work/kernels"/*.o -pthread -o "$work/standalone"
rows=${1:-50000} threads=${2:-1}
[ $# -eq 0 ] || shift
[ $# -eq 0 ] || shift
for data in ${*:-dense dense32 sparse sparse32 ones wide mnist}; do
  "$work/standalone" "$data" "$rows" "$threads"
done
