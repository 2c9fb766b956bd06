#!/usr/bin/env bash
# Fetches the three million flights of the npm package vega-datasets 3.2.1 to flights-3m.parquet beside this script.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
target="$here/flights-3m.parquet"
sum=dbeb920c90f59b6ccaff823dcc3d08f25a97fa1ce128d93f40be4e931f5900b0
if [ -f "$target" ] && echo "$sum  $target" | sha256sum --check --status; then
  echo "$target is there already"
  exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "fetching vega-datasets 3.2.1 (18 MB) by npm pack"
(cd "$work" && npm pack --silent vega-datasets@3.2.1 > /dev/null)
tar -xzf "$work"/vega-datasets-3.2.1.tgz -C "$work" package/data/flights-3m.parquet
echo "$sum  $work/package/data/flights-3m.parquet" | sha256sum --check --status || {
  echo "flights-3m.parquet of the package is not the file that was expected (sha256)" >&2
  exit 1
}
mv "$work/package/data/flights-3m.parquet" "$target"
echo "wrote $target"
