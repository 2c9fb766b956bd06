"""Pipelines, and the choice among settings."""

import threading

import pytest
from pyspark.ml import Pipeline
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.evaluation import (
    BinaryClassificationEvaluator,
    MulticlassClassificationEvaluator,
)
from pyspark.ml.feature import RFormula
from pyspark.ml.tuning import CrossValidator, ParamGridBuilder, TrainValidationSplit

from rllc._jvm import OnePath
from rllc.ml import RllcLogisticRegression

REG_PARAMS = [1.0, 0.1, 0.01]


def selection(kind, estimator, **more):
    grid = ParamGridBuilder().addGrid(estimator.regParam, REG_PARAMS).build()
    return kind(
        estimator=estimator,
        estimatorParamMaps=grid,
        evaluator=MulticlassClassificationEvaluator(metricName="logLoss"),
        seed=3,
        **more,
    )


@pytest.mark.smoke
def test_a_pipeline_with_a_formula(rows):
    formula = RFormula(formula="label ~ town + x + z", labelCol="y", featuresCol="v")
    stages = [formula, RllcLogisticRegression(labelCol="y", featuresCol="v", regParam=0.01)]
    model = Pipeline(stages=stages).fit(rows.drop("features"))
    scores = model.transform(rows.drop("features"))
    assert BinaryClassificationEvaluator(labelCol="y").evaluate(scores) > 0.6


@pytest.mark.smoke
@pytest.mark.parametrize("parallelism", [1, 3])
def test_cross_validation_agrees_with_spark(rows, parallelism):
    ours = selection(
        CrossValidator, RllcLogisticRegression(tol=1e-10), numFolds=2, parallelism=parallelism
    ).fit(rows)
    theirs = selection(CrossValidator, LogisticRegression(tol=1e-10), numFolds=2).fit(rows)
    assert ours.avgMetrics == pytest.approx(theirs.avgMetrics, abs=1e-5)
    assert ours.bestModel.getRegParam() == theirs.bestModel.getRegParam()


def test_a_split_agrees_with_spark(rows):
    ours = selection(TrainValidationSplit, RllcLogisticRegression(tol=1e-10), parallelism=2).fit(rows)
    theirs = selection(TrainValidationSplit, LogisticRegression(tol=1e-10)).fit(rows)
    assert ours.validationMetrics == pytest.approx(theirs.validationMetrics, abs=1e-5)


def test_several_maps_give_the_models_of_single_fits(rows):
    estimator = RllcLogisticRegression(tol=1e-10)
    maps = [{estimator.regParam: value} for value in [0.01, 1.0]]
    maps.append({estimator.regParam: 0.1, estimator.fitIntercept: False})
    for each, model in zip(maps, estimator.fit(rows, maps)):
        alone = estimator.fit(rows, each)
        assert model.coefficients.toArray() == pytest.approx(
            alone.coefficients.toArray(), rel=1e-4
        )
        assert model.getRegParam() == each[estimator.regParam]
        assert model.uid == estimator.uid
    assert model.intercept == 0
    assert not estimator.isSet(estimator.regParam)


def test_a_path_is_trained_once_whoever_asks_first():
    calls = []
    path = OnePath(lambda: calls.append(0) or list("abcdef"), 6)
    found = []
    threads = [threading.Thread(target=lambda: found.append(next(path))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == list(enumerate("abcdef"))
    assert len(calls) == 1
    with pytest.raises(StopIteration):
        next(path)


def test_a_path_that_fails_fails_for_all():
    calls = []

    def fail():
        calls.append(0)
        raise ValueError("no model")

    path = OnePath(fail, 2)
    for _ in range(2):
        with pytest.raises(ValueError, match="no model"):
            next(path)
    assert len(calls) == 1
