#!/usr/bin/env bash
# Makes flights-200k.parquet, the quickstart's data, from the whole table: a uniform sample of
# 200,000 rows in the table's order. The same bytes every time. Needs the build (mvn package) for
# the Parquet library among its jars.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
jars=$here/../../jobs/target/spark/jars

if [ ! -d "$jars" ]; then
  echo "$jars is missing: run mvn -DskipTests package first" >&2
  exit 1
fi
"$here/fetch-flights-3m.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# The order of a set in the file's footer follows identity hashes: a constant hash makes it the same.
java -XX:+UnlockExperimentalVMOptions -XX:hashCode=2 -cp "$jars/*" "$here/SampleFlights.java" \
  "$here/flights-3m.parquet" "$work/sample.parquet" 200000 1
mv "$work/sample.parquet" "$here/flights-200k.parquet"
sha256sum "$here/flights-200k.parquet"
