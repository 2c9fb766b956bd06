#!/bin/sh
# The flights in pyspark, with Spark's class and with ours, by turns.
# Usage: run.sh PYSPARK_VERSION [arguments of flights.py]
set -eu
version=$1
shift
root=$(cd "$(dirname "$0")/../../../.." && pwd)
. "$root/driver/src/test/python/environment.sh"
"$venv/bin/python" "$root/driver/src/benchmark/python/flights.py" "$@"
