"""The searches that run in Spark's JVM."""

import pyspark.ml.tuning
import pytest
from pyspark.ml import Pipeline
from pyspark.ml.classification import LogisticRegressionModel
from pyspark.ml.evaluation import (
    BinaryClassificationEvaluator,
    MulticlassClassificationEvaluator,
)
from pyspark.ml.feature import StandardScaler
from pyspark.ml.tuning import CrossValidatorModel, ParamGridBuilder

from rllc.ml import RllcLogisticRegression
from rllc.tuning import CrossValidator, TrainValidationSplit


def search(kind, estimator, evaluator, stage=None, **more):
    grid = ParamGridBuilder().addGrid((stage or estimator).regParam, [1.0, 0.1, 0.01]).build()
    return kind(
        estimator=estimator, estimatorParamMaps=grid, evaluator=evaluator, seed=3, **more
    )


@pytest.mark.smoke
def test_a_search_over_rows_packed_once(rows, tmp_path):
    evaluator = MulticlassClassificationEvaluator(metricName="logLoss")
    ours = search(CrossValidator, RllcLogisticRegression(), evaluator, numFolds=3)
    model = ours.fit(rows)
    theirs = search(
        pyspark.ml.tuning.CrossValidator, RllcLogisticRegression(), evaluator, numFolds=3
    ).fit(rows)
    # Other folds of 240 rows.
    assert model.avgMetrics == pytest.approx(theirs.avgMetrics, abs=0.05)
    assert isinstance(model.bestModel, LogisticRegressionModel)
    assert model.bestModel.getRegParam() == [1.0, 0.1, 0.01][model.avgMetrics.index(min(model.avgMetrics))]
    model.write().overwrite().save(str(tmp_path / "model"))
    assert CrossValidatorModel.load(str(tmp_path / "model")).avgMetrics == model.avgMetrics


def test_a_pipeline_has_sparks_folds(rows):
    stage = RllcLogisticRegression(featuresCol="scaled", tol=1e-10)
    pipeline = Pipeline(stages=[StandardScaler(inputCol="features", outputCol="scaled"), stage])
    evaluator = BinaryClassificationEvaluator()
    ours = search(CrossValidator, pipeline, evaluator, stage, numFolds=2).fit(rows)
    split = search(TrainValidationSplit, pipeline, evaluator, stage).fit(rows)
    assert len(ours.bestModel.stages) == 2
    assert len(split.validationMetrics) == 3
    assert all(0.5 < metric < 1 for metric in ours.avgMetrics + split.validationMetrics)


def test_bad_rows_are_told_in_one_line(rows):
    estimator = RllcLogisticRegression(labelCol="number")
    with pytest.raises(ValueError, match="class indices"):
        search(
            CrossValidator, estimator, MulticlassClassificationEvaluator(labelCol="number", metricName="logLoss")
        ).fit(rows)
