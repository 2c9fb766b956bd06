"""RLLC on Spark: large linear models, trained fast, as estimators of pyspark.ml.

The estimators are in :mod:`rllc.ml`. Spark needs the jar that comes with this package::

    spark = SparkSession.builder.config("spark.jars", rllc.jar()).getOrCreate()
"""

import os

__version__ = "0.1.0.dev0"


def jar() -> str:
    """The path of the jar with the trainer, for ``spark.jars`` or ``--jars``."""
    return os.path.join(os.path.dirname(os.path.abspath(__file__)), "rllc-spark_2.13.jar")
