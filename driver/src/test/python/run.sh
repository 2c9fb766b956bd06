#!/bin/sh
# Tests the wheel with real pyspark.
# Usage: run.sh PYSPARK_VERSION [arguments of pytest, such as -m smoke]
set -eu
version=$1
shift
cd "$(dirname "$0")"
root=$(cd ../../../.. && pwd)
. ./environment.sh
"$venv/bin/python" -m pytest -q "$@"
