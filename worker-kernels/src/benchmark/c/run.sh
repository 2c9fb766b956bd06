#!/bin/sh
# The kernels in C alone, on KernelBenchmark's data. Usage: run.sh [ROWS [DATA..]]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sources=$here/../../main/c
. "$sources/sources.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cc=${CC:-gcc}
compile_kernels "$cc" "$(uname -m)" "$sources" "$work/kernels"
"$cc" $kernel_flags "$here/standalone.c" "$work/kernels"/*.o -o "$work/standalone"
rows=${1:-50000}
[ $# -eq 0 ] || shift
for data in ${*:-dense dense32 sparse sparse32 ones mnist}; do
  "$work/standalone" "$data" "$rows"
done
