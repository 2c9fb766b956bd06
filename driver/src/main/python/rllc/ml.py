"""Estimators of pyspark.ml, trained by RLLC.

Each is pyspark's own class with another trainer: the same keywords, the same objective and the same
model class, which any Spark loads without this package. So changing a class's name is all there is to
change::

    from rllc.ml import RllcLogisticRegression

    model = RllcLogisticRegression(regParam=0.01).fit(flights)

:func:`training_summary` tells how a model was trained.
"""

from typing import List, Optional

from pyspark import keyword_only
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.linalg import Matrix, Vector
from pyspark.ml.regression import LinearRegression

from rllc._params import RllcParams
from rllc._summary import TrainingSummary, training_summary

__all__ = [
    "RllcLinearRegression",
    "RllcLogisticRegression",
    "TrainingSummary",
    "training_summary",
]


class RllcLogisticRegression(RllcParams, LogisticRegression):
    """Logistic regression for two or several classes: pyspark's ``LogisticRegression``, trained by RLLC.

    The model is a ``pyspark.ml.classification.LogisticRegressionModel``. ``tol`` is relative to the
    loss and gradient of the model without coefficients. ``aggregationDepth`` and ``maxBlockSizeInMB``
    are accepted and have no effect. The keywords from ``optimizer`` on are ours.

    Examples
    --------
    >>> from pyspark.ml.linalg import Vectors
    >>> rows = [(Vectors.dense(0.0), 0.0), (Vectors.dense(1.0), 1.0), (Vectors.dense(2.0), 0.0)]
    >>> table = spark.createDataFrame(rows, ["features", "label"])
    >>> model = RllcLogisticRegression(regParam=0.1).fit(table)
    >>> training_summary(model).status
    'converged'
    """

    @keyword_only
    def __init__(
        self,
        *,
        featuresCol: str = "features",
        labelCol: str = "label",
        predictionCol: str = "prediction",
        maxIter: int = 100,
        regParam: float = 0.0,
        elasticNetParam: float = 0.0,
        tol: float = 1e-6,
        fitIntercept: bool = True,
        threshold: float = 0.5,
        thresholds: Optional[List[float]] = None,
        probabilityCol: str = "probability",
        rawPredictionCol: str = "rawPrediction",
        standardization: bool = True,
        weightCol: Optional[str] = None,
        aggregationDepth: int = 2,
        family: str = "auto",
        lowerBoundsOnCoefficients: Optional[Matrix] = None,
        upperBoundsOnCoefficients: Optional[Matrix] = None,
        lowerBoundsOnIntercepts: Optional[Vector] = None,
        upperBoundsOnIntercepts: Optional[Vector] = None,
        maxBlockSizeInMB: float = 0.0,
        optimizer: str = "auto",
        c1: Optional[float] = None,
        c2: Optional[float] = None,
        batch: str = "auto",
        seed: int = 0,
        maxPasses: Optional[float] = None,
        maxSeconds: Optional[float] = None,
        targetLoss: Optional[float] = None,
        validationIndicatorCol: Optional[str] = None,
        patience: int = 5,
        validationMetric: str = "auto",
        initialModelPath: Optional[str] = None,
    ) -> None:
        given = self._input_kwargs
        super().__init__()
        self._begin("rllc.ml.RllcLogisticRegression", given)
        self._checkThresholdConsistency()


class RllcLinearRegression(RllcParams, LinearRegression):
    """Linear regression by least squares: pyspark's ``LinearRegression``, trained by RLLC.

    The model is a ``pyspark.ml.regression.LinearRegressionModel``. ``tol`` is relative to the loss and
    gradient of the model without coefficients. ``solver``, ``aggregationDepth`` and
    ``maxBlockSizeInMB`` are accepted and have no effect. The keywords from ``optimizer`` on are ours.

    Examples
    --------
    >>> from pyspark.ml.linalg import Vectors
    >>> rows = [(Vectors.dense(0.0), 1.0), (Vectors.dense(1.0), 3.0), (Vectors.dense(2.0), 5.0)]
    >>> table = spark.createDataFrame(rows, ["features", "label"])
    >>> model = RllcLinearRegression().fit(table)
    >>> round(float(model.coefficients[0]), 6), round(model.intercept, 6)
    (2.0, 1.0)
    """

    @keyword_only
    def __init__(
        self,
        *,
        featuresCol: str = "features",
        labelCol: str = "label",
        predictionCol: str = "prediction",
        maxIter: int = 100,
        regParam: float = 0.0,
        elasticNetParam: float = 0.0,
        tol: float = 1e-6,
        fitIntercept: bool = True,
        standardization: bool = True,
        solver: str = "auto",
        weightCol: Optional[str] = None,
        aggregationDepth: int = 2,
        loss: str = "squaredError",
        epsilon: float = 1.35,
        maxBlockSizeInMB: float = 0.0,
        optimizer: str = "auto",
        c1: Optional[float] = None,
        c2: Optional[float] = None,
        batch: str = "auto",
        seed: int = 0,
        maxPasses: Optional[float] = None,
        maxSeconds: Optional[float] = None,
        targetLoss: Optional[float] = None,
        validationIndicatorCol: Optional[str] = None,
        patience: int = 5,
        validationMetric: str = "auto",
        initialModelPath: Optional[str] = None,
    ) -> None:
        given = self._input_kwargs
        super().__init__()
        self._begin("rllc.ml.RllcLinearRegression", given)
