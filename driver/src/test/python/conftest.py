"""One small Spark for all tests, with the jar of the wheel."""

import os

import pytest
from pyspark.ml.linalg import Vectors
from pyspark.sql import SparkSession

import rllc

QUIET = {
    "spark.master": "local[2]",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "1g",
    "spark.sql.shuffle.partitions": "2",
}


@pytest.fixture(scope="session")
def spark():
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    builder = SparkSession.builder.config("spark.jars", rllc.jar())
    for key, value in QUIET.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.fixture(scope="session")
def rows(spark):
    """Two classes that overlap, a number of the features, a town, a weight: 240 rows."""
    table = []
    for i in range(240):
        x, z = i % 16 - 7.5, (7 * i) % 13 - 6.0
        late = float((x + 0.5 * z + 11 * ((5 * i) % 7 - 3) / 3) > 0)
        number = 2 * x - z + ((3 * i) % 5 - 2) / 4
        table.append((Vectors.dense(x, z), late, number, "abc"[i % 3], 1.0 + i % 2, x, z))
    columns = ["features", "label", "number", "town", "weight", "x", "z"]
    return spark.createDataFrame(table, columns).coalesce(2).cache()
