#!/bin/sh
# Builds librllc_kernels.so into OUT/linux-ARCH/ for this machine and, on x86_64 with Debian's cross compiler, for
# aarch64 too. Objects go under WORK; a library newer than its sources is left alone. Without a C compiler or jni.h this
# says what is missing and succeeds: the Java kernels then do the work.
# Usage: build.sh OUT WORK JAVA_HOME
set -eu
out=$1 work=$2 java_home=$3
here=$(cd "$(dirname "$0")" && pwd)
. "$here/sources.sh"

skip() {
  echo "native kernels: not built, $1; kernel.use = auto will use the Java kernels" >&2
  exit 0
}

# build ARCH CC
build() {
  library=$out/linux-$1/librllc_kernels.so
  if [ -f "$library" ] && [ -z "$(find "$here" -type f -newer "$library")" ]; then
    return
  fi
  compile_kernels "$2" "$1" "$here" "$work/$1"
  "$2" $kernel_flags -I"$java_home/include" -I"$java_home/include/linux" -c "$here/jni.c" -o "$work/$1/jni.o"
  mkdir -p "$(dirname "$library")"
  "$2" -shared -Wl,-z,defs "$work/$1"/*.o -o "$library"
  echo "native kernels: built for $1 with $("$2" --version | head -n 1)"
}

[ "$(uname -s)" = Linux ] || skip "they are built on Linux only, this is $(uname -s)"
cc=${CC:-gcc}
arch=$(uname -m)
case $arch in
  x86_64 | aarch64) ;;
  *) skip "there are none for $arch" ;;
esac
command -v "$cc" >/dev/null || skip "no C compiler \`$cc\` found (Debian: apt-get install gcc libc6-dev)"
echo '#include <stdlib.h>' | "$cc" -E -x c - >/dev/null 2>&1 ||
  skip "no C headers found (Debian: apt-get install libc6-dev)"
[ -f "$java_home/include/jni.h" ] || skip "no jni.h under $java_home/include (build with a JDK, not a JRE)"

build "$arch" "$cc"
if [ "$arch" = x86_64 ] && command -v aarch64-linux-gnu-gcc >/dev/null &&
  echo '#include <stdlib.h>' | aarch64-linux-gnu-gcc -E -x c - >/dev/null 2>&1; then
  build aarch64 aarch64-linux-gnu-gcc
fi
