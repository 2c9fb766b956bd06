#!/bin/sh
# Trains the quickstart on the Spark whose jars lie in FOLDER/jars, by the command line's jar as it was built, and compares
# the objective with the one in docs/guide.md.
# Usage: quickstart.sh FOLDER
set -eu
spark=$1
jobs=$(cd "$(dirname "$0")/../../.." && pwd)
out=$spark/quickstart

SPARK_LOCAL_IP=127.0.0.1 SPARK_HOME=$spark SPARK_SCALA_VERSION=2.13 java "@$jobs/jvm.options" -Xmx2g \
  "-Dlog4j2.configurationFile=$jobs/target/classes/rllc/jobs/quiet-log4j2.properties" \
  -cp "$spark/jars/*:$jobs/target/rllc-jobs.jar" org.apache.spark.deploy.SparkSubmit \
  --conf spark.driver.host=127.0.0.1 --conf spark.driver.bindAddress=127.0.0.1 --conf spark.ui.enabled=false \
  --class rllc.jobs.Main spark-internal train "$jobs/../conf/quickstart.conf" --quiet overwrite=true out="$out"

# Rounded as in the guide.
found=$(sed -n 's/^ *"objective" : \([0-9.eE-]*\).*/\1/p' "$out/run.json" | awk '{ printf "%.9f", $1 }')
expected=$(sed -n 's/^| quickstart |.*| converged |[^|]*|[^|]*| \([0-9.]*\) |.*/\1/p' "$jobs/../docs/guide.md")
if ! grep -q '"status" *: *"converged"' "$out/run.json" || [ "$found" != "$expected" ]; then
  echo "the quickstart must converge at the objective $expected, got:" >&2
  grep -E '"(status|objective|spark)"' "$out/run.json" >&2
  exit 1
fi
