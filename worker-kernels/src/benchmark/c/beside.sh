#!/bin/sh
# The kernels called from the JVM and in C alone, by turns (BesideC).
# To be run after `mvn -Pbenchmark -pl worker-kernels test-compile`.
# Usage: beside.sh ROWS THREADS TURNS LOSS DATA..
set -eu
. "$(dirname "$0")/build.sh"
target=$here/../../../target
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xms4g -Xmx4g -XX:+UseTransparentHugePages -XX:+AlwaysPreTouch \
  -cp "$target/classes:$target/test-classes" rllc.kernel.BesideC "$work/standalone" "$@"
