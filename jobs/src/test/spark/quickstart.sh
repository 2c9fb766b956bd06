#!/bin/sh
# Trains the quickstart by the command line's jar as it was built, on the Spark that it was compiled against and on the
# one whose jars lie in FOLDER/jars: both must converge, at the same objective to the last digit.
# Usage: quickstart.sh FOLDER
set -eu
jobs=$(cd "$(dirname "$0")/../../.." && pwd)
out=$1/quickstart

# objective SPARK OUT: trains on SPARK/jars and tells the objective.
objective() {
  SPARK_LOCAL_IP=127.0.0.1 SPARK_HOME=$1 SPARK_SCALA_VERSION=2.13 java "@$jobs/jvm.options" -Xmx2g \
    "-Dlog4j2.configurationFile=$jobs/target/classes/rllc/jobs/quiet-log4j2.properties" \
    -cp "$1/jars/*:$jobs/target/rllc-jobs.jar" org.apache.spark.deploy.SparkSubmit \
    --conf spark.driver.host=127.0.0.1 --conf spark.driver.bindAddress=127.0.0.1 --conf spark.ui.enabled=false \
    --class rllc.jobs.Main spark-internal train "$jobs/../conf/quickstart.conf" --quiet overwrite=true out="$2" >&2
  if ! grep -q '"status" *: *"converged"' "$2/run.json"; then
    echo "the quickstart must converge on $1, did not" >&2
    exit 1
  fi
  sed -n 's/^ *"objective" *: *\([0-9.eE-]*\).*/\1/p' "$2/run.json"
}

expected=$(objective "$jobs/target/spark" "$out-expected")
found=$(objective "$1" "$out")
if [ -z "$found" ] || [ "$found" != "$expected" ]; then
  echo "the quickstart must end at the objective $expected, as on the Spark of the build, got $found" >&2
  exit 1
fi
