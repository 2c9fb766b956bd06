"""What all our estimators have beside pyspark's."""

from typing import Any, Dict, List, Sequence, TypeVar

from py4j.protocol import Py4JJavaError
from pyspark.ml.base import Model
from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.wrapper import JavaEstimator
from pyspark.sql import DataFrame

from rllc._jvm import OnePath, in_one_line, jvm, new_object

P = TypeVar("P", bound="RllcParams")


def _param(name: str, doc: str, converter: Any) -> Any:
    return Param(Params._dummy(), name, doc, typeConverter=converter)


class RllcParams(JavaEstimator):
    """The parameters that pyspark's own estimators do not have; as in Java's ``rllc.ml.RllcParams``."""

    optimizer: "Param[str]" = _param(
        "optimizer", "preset, such as auto or lbfgs", TypeConverters.toString
    )
    c1: "Param[float]" = _param(
        "c1", "learning rate, > 0; chosen by the preset if not set", TypeConverters.toFloat
    )
    c2: "Param[float]" = _param(
        "c2", "law rate, >= 0; chosen by the preset if not set", TypeConverters.toFloat
    )
    batch: "Param[str]" = _param(
        "batch", "auto, full, or the rows of a step", TypeConverters.toString
    )
    seed: "Param[int]" = _param("seed", "random seed", TypeConverters.toInt)
    maxPasses: "Param[float]" = _param(
        "maxPasses", "passes over the rows, > 0; no limit if not set", TypeConverters.toFloat
    )
    maxSeconds: "Param[float]" = _param(
        "maxSeconds", "seconds of training, > 0; no limit if not set", TypeConverters.toFloat
    )
    targetLoss: "Param[float]" = _param(
        "targetLoss", "the training ends at this objective, finite", TypeConverters.toFloat
    )
    validationIndicatorCol: "Param[str]" = _param(
        "validationIndicatorCol",
        "boolean column; rows where it is true score the model and do not train it",
        TypeConverters.toString,
    )
    patience: "Param[int]" = _param(
        "patience",
        "steps in a row without a better score that end the training, >= 1",
        TypeConverters.toInt,
    )
    validationMetric: "Param[str]" = _param(
        "validationMetric", "auto or a score, such as auc, logLoss, rmse", TypeConverters.toString
    )
    initialModelPath: "Param[str]" = _param(
        "initialModelPath", "a saved model of the same size to start from", TypeConverters.toString
    )

    def __init__(self) -> None:
        # Before pyspark's own constructor, which fails without a word where there is no Spark.
        jvm()
        super().__init__()

    def _begin(self, java_class: str, given: Dict[str, Any]) -> None:
        """Takes our Java class in the place of Spark's; its own defaults; what was given."""
        self._java_obj = new_object(java_class, self.uid)
        self._setDefault(
            optimizer="auto", batch="auto", seed=0, patience=5, validationMetric="auto"
        )
        self.setParams(**given)

    def setParams(self: P, **params: Any) -> P:
        """Sets parameters by name, all those that the constructor takes."""
        given = {name: value for name, value in params.items() if value is not None}
        return self._set(**given)

    def _fit_java(self, dataset: DataFrame) -> Any:
        try:
            return super()._fit_java(dataset)
        except Py4JJavaError as failure:
            raise in_one_line(failure) from None

    def fitMultiple(self, dataset: DataFrame, paramMaps: Sequence[Dict[Any, Any]]) -> Any:
        """Trains a model for each map of parameters, as one path over rows that are packed once.

        Spark's CrossValidator and TrainValidationSplit call it.

        Returns
        -------
        an iterator over (index of the map, model), which threads may share
        """
        estimator = self.copy()
        maps = list(paramMaps)

        def fit() -> List[Model]:
            estimator._transfer_params_to_java()
            java_maps = [estimator._transfer_param_map_to_java(each) for each in maps]
            java: Any = estimator._java_obj
            try:
                models = java.fit(dataset._jdf, jvm().PythonUtils.toSeq(java_maps))
            except Py4JJavaError as failure:
                raise in_one_line(failure) from None
            return [
                estimator.copy(each)._copyValues(estimator._create_model(models.apply(i)))
                for i, each in enumerate(maps)
            ]

        return OnePath(fit, len(maps))

    def setOptimizer(self: P, value: str) -> P:
        """Sets the preset: auto (the default), lbfgs, rllc-momentum(0.9), ..."""
        return self._set(optimizer=value)

    def getOptimizer(self) -> str:
        """Gets the preset: auto (the default), lbfgs, rllc-momentum(0.9), ..."""
        return self.getOrDefault(self.optimizer)

    def setC1(self: P, value: float) -> P:
        """Sets the learning rate, above 0; if not set, the preset chooses it."""
        return self._set(c1=value)

    def getC1(self) -> float:
        """Gets the learning rate, above 0; if not set, the preset chooses it."""
        return self.getOrDefault(self.c1)

    def setC2(self: P, value: float) -> P:
        """Sets the law's rate, at least 0; if not set, the preset chooses it."""
        return self._set(c2=value)

    def getC2(self) -> float:
        """Gets the law's rate, at least 0; if not set, the preset chooses it."""
        return self.getOrDefault(self.c2)

    def setBatch(self: P, value: str) -> P:
        """Sets auto (the default), full, or the rows of a step."""
        return self._set(batch=value)

    def getBatch(self) -> str:
        """Gets auto (the default), full, or the rows of a step."""
        return self.getOrDefault(self.batch)

    def setSeed(self: P, value: int) -> P:
        """Sets the seed of all that is random; 0 by default."""
        return self._set(seed=value)

    def getSeed(self) -> int:
        """Gets the seed of all that is random; 0 by default."""
        return self.getOrDefault(self.seed)

    def setMaxPasses(self: P, value: float) -> P:
        """Sets the passes over the rows at which training ends; if not set, no limit."""
        return self._set(maxPasses=value)

    def getMaxPasses(self) -> float:
        """Gets the passes over the rows at which training ends; if not set, no limit."""
        return self.getOrDefault(self.maxPasses)

    def setMaxSeconds(self: P, value: float) -> P:
        """Sets the seconds at which training ends; if not set, no limit."""
        return self._set(maxSeconds=value)

    def getMaxSeconds(self) -> float:
        """Gets the seconds at which training ends; if not set, no limit."""
        return self.getOrDefault(self.maxSeconds)

    def setTargetLoss(self: P, value: float) -> P:
        """Sets the objective at which training ends; if not set, no target."""
        return self._set(targetLoss=value)

    def getTargetLoss(self) -> float:
        """Gets the objective at which training ends; if not set, no target."""
        return self.getOrDefault(self.targetLoss)

    def setValidationIndicatorCol(self: P, value: str) -> P:
        """Sets a boolean column; rows where it is true score the model after each step."""
        return self._set(validationIndicatorCol=value)

    def getValidationIndicatorCol(self) -> str:
        """Gets a boolean column; rows where it is true score the model after each step."""
        return self.getOrDefault(self.validationIndicatorCol)

    def setPatience(self: P, value: int) -> P:
        """Sets steps in a row without a better score that end the training; 5 by default."""
        return self._set(patience=value)

    def getPatience(self) -> int:
        """Gets steps in a row without a better score that end the training; 5 by default."""
        return self.getOrDefault(self.patience)

    def setValidationMetric(self: P, value: str) -> P:
        """Sets the score: auto (the default), auc, logLoss, rmse, ..."""
        return self._set(validationMetric=value)

    def getValidationMetric(self) -> str:
        """Gets the score: auto (the default), auc, logLoss, rmse, ..."""
        return self.getOrDefault(self.validationMetric)

    def setInitialModelPath(self: P, value: str) -> P:
        """Sets a saved model, or a saved pipeline that ends in one, to start from."""
        return self._set(initialModelPath=value)

    def getInitialModelPath(self) -> str:
        """Gets a saved model, or a saved pipeline that ends in one, to start from."""
        return self.getOrDefault(self.initialModelPath)
