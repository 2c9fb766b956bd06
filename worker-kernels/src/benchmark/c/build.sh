# Compiles standalone.c with the kernels into $work; sourced by run.sh and beside.sh.
here=$(cd "$(dirname "$0")" && pwd)
sources=$here/../../main/c
. "$sources/sources.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cc=${CC:-gcc}
compile_kernels "$cc" "$(uname -m)" "$sources" "$work/kernels"
"$cc" $kernel_flags "$here/standalone.c" "$work/kernels"/*.o -pthread -o "$work/standalone"
