"""pyspark's searches over settings, run in Spark's JVM.

pyspark's own ``CrossValidator`` and ``TrainValidationSplit`` train a fold's models together too, but
score each of them by a table of predictions. These pack the rows once for the whole search::

    from rllc.tuning import CrossValidator
"""

from typing import Any

import pyspark.ml.tuning as pyspark_tuning
from py4j.protocol import Py4JJavaError
from pyspark.sql import DataFrame

from rllc._jvm import in_one_line, new_object

__all__ = ["CrossValidator", "TrainValidationSplit"]


def _fit(search: Any, java_class: str, dataset: DataFrame) -> Any:
    """Java's search with the parameters of ``search``, fitted."""
    java = new_object(java_class, search.uid)
    plain = search._to_java()
    try:
        return plain.copyValues(java, plain.extractParamMap()).fit(dataset._jdf)
    except Py4JJavaError as failure:
        raise in_one_line(failure) from None


class CrossValidator(pyspark_tuning.CrossValidator):
    """pyspark's ``CrossValidator`` with estimators and evaluators that have a Java side.

    For an estimator of :mod:`rllc.ml` and areaUnderROC, accuracy, logLoss, rmse, mae or r2 the rows are
    packed once and folds are drawn from them; any other search has Spark's folds. The model, and what
    is saved, are pyspark's own.
    """

    def _fit(self, dataset: DataFrame) -> pyspark_tuning.CrossValidatorModel:
        java_model = _fit(self, "rllc.ml.tuning.RllcCrossValidator", dataset)
        return self._copyValues(pyspark_tuning.CrossValidatorModel._from_java(java_model))


class TrainValidationSplit(pyspark_tuning.TrainValidationSplit):
    """pyspark's ``TrainValidationSplit`` with estimators and evaluators that have a Java side.

    The stages of a pipeline before its last are fitted once, and the models are trained together. The
    model, and what is saved, are pyspark's own.
    """

    def _fit(self, dataset: DataFrame) -> pyspark_tuning.TrainValidationSplitModel:
        java_model = _fit(self, "rllc.ml.tuning.RllcTrainValidationSplit", dataset)
        return self._copyValues(pyspark_tuning.TrainValidationSplitModel._from_java(java_model))
