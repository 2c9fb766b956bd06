# What the kernels are made of and how they are compiled; sourced by build.sh and by the tests' run.sh.

# A frame has 48 KiB at most (workspace.h says why).
# No fast-math: sums are reassociated by explicit lanes (lanes.h) and by nothing else. -Wno-psabi: vectors stay inside
# files.
kernel_flags="-std=gnu11 -O3 -ffp-contract=fast -fno-math-errno -fno-trapping-math -fPIC -fvisibility=hidden
  -Wall -Wextra -Werror -Wno-psabi -Wframe-larger-than=49152"
kernel_families="rows/dense rows/sparse rows/dense_narrow rows/dense_columns rows/sparse_columns rows/wide rows/norms
  losses softmax gather fused gram propagate"

# compile_kernels CC ARCH SOURCES OBJECTS FLAGS..: all but jni.c, once for each instruction set of ARCH.
compile_kernels() {
  kernel_cc=$1 kernel_arch=$2 kernel_sources=$3 kernel_objects=$4
  shift 4
  mkdir -p "$kernel_objects"
  rm -f "$kernel_objects"/*.o
  case $kernel_arch in
    x86_64)
      compile_set x86_64 2 "$@"
      compile_set avx2 4 -mavx2 -mfma "$@"
      compile_set avx512 8 -mavx512f -mavx512dq -mavx512vl -mavx512bw -mfma "$@"
      ;;
    aarch64) compile_set neon 2 "$@" ;;
  esac
  "$kernel_cc" $kernel_flags "$@" -c "$kernel_sources/dispatch.c" -o "$kernel_objects/dispatch.o"
}

# compile_set ISA LANES FLAGS..
compile_set() {
  kernel_isa=$1 kernel_lanes=$2
  shift 2
  for family in $kernel_families; do
    "$kernel_cc" $kernel_flags "$@" -DISA="$kernel_isa" -DLANES="$kernel_lanes" -I"$kernel_sources" \
      -c "$kernel_sources/$family.c" -o "$kernel_objects/${family##*/}_$kernel_isa.o"
  done
}
