#!/bin/sh
# Builds librllc_kernels.so for this machine into OUT/linux-ARCH/, objects under WORK; skips what is newer than its sources.
# Without a C compiler or jni.h it says what is missing and succeeds: the Java kernels then do the work.
# Usage: build.sh OUT WORK JAVA_HOME
set -eu
out=$1 work=$2 java_home=$3
here=$(cd "$(dirname "$0")" && pwd)
cc=${CC:-gcc}

skip() {
  echo "native kernels: not built, $1; kernel.use = auto will use the Java kernels" >&2
  exit 0
}

[ "$(uname -s)" = Linux ] || skip "only Linux is supported, this is $(uname -s)"
command -v "$cc" >/dev/null || skip "no C compiler \`$cc\` found (Debian: apt-get install gcc libc6-dev)"
echo '#include <stdint.h>' | "$cc" -E -x c - >/dev/null 2>&1 || skip "no C headers found (Debian: apt-get install libc6-dev)"
[ -f "$java_home/include/jni.h" ] || skip "no jni.h under $java_home/include (build with a JDK, not a JRE)"

arch=$(uname -m)
case $arch in
  x86_64 | aarch64) ;;
  *) skip "no kernels for $arch" ;;
esac

library=$out/linux-$arch/librllc_kernels.so
if [ -f "$library" ] && [ -z "$(find "$here" -type f -newer "$library")" ]; then
  exit 0
fi
mkdir -p "$work" "$(dirname "$library")"
flags="-std=gnu11 -O3 -ffp-contract=fast -fno-math-errno -fno-trapping-math -fPIC -fvisibility=hidden -Wall -Wextra -Werror -Wno-psabi"

# compile SUFFIX LANES FLAGS..: every operation family for one instruction set.
compile() {
  isa=$1 lanes=$2
  shift 2
  for family in dense sparse dense_columns sparse_columns losses softmax fused sweeps; do
    "$cc" $flags "$@" -DISA="$isa" -DLANES="$lanes" -c "$here/$family.c" -o "$work/${family}_$isa.o"
  done
}

rm -f "$work"/*.o
case $arch in
  x86_64)
    compile x86_64 2
    compile avx2 4 -mavx2 -mfma
    compile avx512 8 -mavx512f -mavx512dq -mavx512vl -mavx512bw -mfma
    ;;
  aarch64) compile neon 2 ;;
esac
"$cc" $flags -c "$here/dispatch.c" -o "$work/dispatch.o"
"$cc" $flags -I"$java_home/include" -I"$java_home/include/linux" -c "$here/jni.c" -o "$work/jni.o"
"$cc" -shared "$work"/*.o -o "$library"
echo "native kernels: built for $arch with $("$cc" --version | head -n 1)"
