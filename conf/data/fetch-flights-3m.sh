#!/usr/bin/env bash
# Fetches the whole flights table (3,000,000 rows, 13.5 MB) that conf/flights-3m.conf trains on,
# from the npm package vega-datasets 3.2.1, to flights-3m.parquet beside this script. Needs npm.
set -euo pipefail

package=vega-datasets@3.2.1
sha256=dbeb920c90f59b6ccaff823dcc3d08f25a97fa1ce128d93f40be4e931f5900b0
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
target=$here/flights-3m.parquet

matches() { echo "$sha256  $1" | sha256sum --check --status -; }

if [ -f "$target" ] && matches "$target"; then
  echo "$target is already there, its sha256 is right"
  exit 0
fi
if ! command -v npm >/dev/null; then
  echo "npm is needed to fetch $package (Debian: apt-get install npm)" >&2
  exit 1
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "fetching $package with npm pack (17.6 MB)"
(cd "$work" && npm pack --silent "$package" >/dev/null </dev/null)
tar -xzf "$work"/vega-datasets-*.tgz -C "$work" package/data/flights-3m.parquet
if ! matches "$work/package/data/flights-3m.parquet"; then
  echo "flights-3m.parquet in $package must have sha256 $sha256, got" \
    "$(sha256sum "$work/package/data/flights-3m.parquet" | cut -d' ' -f1)" >&2
  exit 1
fi
mv "$work/package/data/flights-3m.parquet" "$target"
echo "wrote $target"
