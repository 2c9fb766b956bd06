#!/bin/sh
# Tests of the C kernels without a JVM: random blocks against a plain reference, optimised, under AddressSanitizer and
# UndefinedBehaviorSanitizer, and, where Debian's cross compiler and qemu-user are there, as aarch64 code.
# Usage: run.sh [CASES [SEED]]
set -eu
cases=${1:-1500} seed=${2:-1}
here=$(cd "$(dirname "$0")" && pwd)
sources=$here/../../main/c
. "$sources/sources.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cc=${CC:-gcc}
command -v "$cc" >/dev/null || {
  echo "C tests: not run, no C compiler \`$cc\` found (Debian: apt-get install gcc libc6-dev)" >&2
  exit 0
}

# build NAME CC ARCH FLAGS..
build() {
  name=$1 compiler=$2 arch=$3
  shift 3
  compile_kernels "$compiler" "$arch" "$sources" "$work/$name" "$@"
  "$compiler" $kernel_flags "$@" "$here"/*.c "$work/$name"/*.o -lm -o "$work/$name/fuzz"
}

arch=$(uname -m)
build plain "$cc" "$arch"
echo "C tests, optimised: $("$work/plain/fuzz" "$cases" "$seed")"

# Half of its sparse blocks are wide; rows are asked for as on the processors where that pays.
build sanitized "$cc" "$arch" -g -O1 -fsanitize=address,undefined -fno-sanitize-recover=all -Wno-frame-larger-than \
  -DWIDE_PARAMETERS=500 -DASKS_FOR_TILES=1
echo "C tests, sanitized: $("$work/sanitized/fuzz" "$cases" "$seed")"

if [ "$arch" = x86_64 ]; then
  if command -v aarch64-linux-gnu-gcc >/dev/null && command -v qemu-aarch64 >/dev/null; then
    build aarch64 aarch64-linux-gnu-gcc aarch64 -static
    echo "C tests, aarch64:   $(qemu-aarch64 "$work/aarch64/fuzz" "$cases" "$seed")"
  else
    echo "C tests, aarch64:   not run, aarch64-linux-gnu-gcc or qemu-aarch64 is missing" \
      "(Debian: apt-get install gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user)"
  fi
fi
