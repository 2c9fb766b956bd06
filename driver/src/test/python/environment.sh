# Sourced: a virtual environment in driver/target/python with a pyspark of the Python package index and the wheel, built
# anew. Sets `venv`, and for pyspark 3.5 the Spark to run: the index has 3.5 for Scala 2.12 only, so the jars are those
# that `mvn -Pspark-3.5 verify` has left.
# Needs: version (of pyspark), root (of the repository)
target=$root/driver/target/python
venv=$target/pyspark-$version

if [ ! -f "$venv/ready" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install -q --disable-pip-version-check "pyspark==$version" numpy pytest hatchling
  touch "$venv/ready"
fi
rm -rf "$target/wheel"
PATH=$venv/bin:$PATH "$root/driver/src/main/python/wheel" --no-build-isolation -w "$target/wheel"
"$venv/bin/pip" install -q --disable-pip-version-check --no-deps --force-reinstall "$target"/wheel/rllc-*.whl

case $version in
  3.5.*)
    export SPARK_HOME=$target/spark-3.5 SPARK_SCALA_VERSION=2.13
    mkdir -p "$SPARK_HOME"
    ln -sfn "$("$venv/bin/python" -c 'import os, pyspark; print(os.path.dirname(pyspark.__file__))')/bin" "$SPARK_HOME/bin"
    for jars in "$root"/jobs/target/spark-3.5*/jars; do
      ln -sfn "$jars" "$SPARK_HOME/jars"
    done
    ;;
esac
export PYTHONDONTWRITEBYTECODE=1 PYSPARK_PYTHON=$venv/bin/python
