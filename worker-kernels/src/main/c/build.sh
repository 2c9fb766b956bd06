#!/usr/bin/env bash
# Builds the native kernels into OUT/native/linux-ARCH/librllc_kernels.so. Without a C compiler it says so and succeeds: the Java
# kernels serve then.
#   build.sh OUT [ARCH] [CC]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
out=$1
arch=${2:-$(uname -m)}
cc=${3:-${CC:-gcc}}
java_home=${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v javac || true)")")")}

missing() {
  echo "rllc: no native kernels in this build: $1; the Java kernels will be used" >&2
  exit 0
}
[ "$(uname -s)" = Linux ] || missing "they are built on Linux only"
command -v "$cc" > /dev/null || missing "no C compiler ($cc); install gcc"
[ -f "$java_home/include/jni.h" ] || missing "no jni.h below $java_home; install a JDK"

library="$out/native/linux-$arch/librllc_kernels.so"
if [ -f "$library" ] && [ -z "$(find "$here" -newer "$library" -type f -print -quit)" ]; then
  exit 0
fi
objects=$(mktemp -d)
trap 'rm -rf "$objects"' EXIT
# No fast-math: sums are reassociated by the lanes in body.h and by nothing else. psabi: 64-byte vectors stay inside a file.
flags=(-O3 -std=gnu11 -fPIC -fvisibility=hidden -fno-math-errno -Wall -Wextra -Werror -Wno-psabi
  -I"$java_home/include" -I"$java_home/include/linux")
compile() {
  "$cc" "${flags[@]}" "${@:2}" -c "$here/$1.c" -o "$objects/$1.o"
}
if [ "$arch" = x86_64 ]; then
  compile kernels_baseline '-DRLLC_BASELINE="sse2"'
  compile kernels_avx2 -mavx2 -mfma
  compile kernels_avx512 -mavx512f -mavx512dq -mavx512vl -mavx2 -mfma -mprefer-vector-width=512
else
  compile kernels_baseline '-DRLLC_BASELINE="neon"'
fi
compile dispatch
compile jni
mkdir -p "$(dirname "$library")"
"$cc" -shared -Wl,-z,defs -o "$library" "$objects"/*.o
