#!/usr/bin/env bash
# The C kernels under AddressSanitizer and UndefinedBehaviorSanitizer, fed with random blocks. Needs gcc and its sanitizers.
#   run.sh [ROUNDS]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
sources="$here/../../main/c"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
flags=(-O1 -g -std=gnu11 -fno-math-errno -Wall -Wextra -Werror -Wno-psabi
  -fsanitize=address,undefined -fno-sanitize-recover=all -I"$sources")
compile() {
  gcc "${flags[@]}" "${@:2}" -c "$1" -o "$work/$(basename "$1" .c).o"
}
if [ "$(uname -m)" = x86_64 ]; then
  compile "$sources/kernels_baseline.c" '-DRLLC_BASELINE="sse2"'
  compile "$sources/kernels_avx2.c" -mavx2 -mfma
  compile "$sources/kernels_avx512.c" -mavx512f -mavx512dq -mavx512vl -mavx2 -mfma
else
  compile "$sources/kernels_baseline.c" '-DRLLC_BASELINE="neon"'
fi
compile "$sources/dispatch.c"
compile "$here/fuzz.c"
gcc "${flags[@]}" "$work"/*.o -lm -o "$work/fuzz"
"$work/fuzz" "${1:-2000}"
