"""The estimators beside pyspark's own."""

import doctest

import pytest
from pyspark.ml.classification import LogisticRegression, LogisticRegressionModel, OneVsRest
from pyspark.ml.linalg import Vectors
from pyspark.ml.regression import LinearRegression, LinearRegressionModel
from pyspark.sql.functions import col, lit

import rllc.ml
from rllc.ml import RllcLinearRegression, RllcLogisticRegression, training_summary

ESTIMATORS = [RllcLogisticRegression, RllcLinearRegression]

SETTINGS = {
    "optimizer": "lbfgs",
    "c1": 0.5,
    "c2": 0.25,
    "batch": "64",
    "seed": 7,
    "maxPasses": 11.5,
    "maxSeconds": 100.0,
    "targetLoss": 0.125,
    "validationIndicatorCol": "held",
    "patience": 3,
    "validationMetric": "logLoss",
    "initialModelPath": "somewhere",
}


@pytest.mark.smoke
def test_two_classes_as_in_spark(rows):
    settings = {"regParam": 0.01, "weightCol": "weight", "tol": 1e-10}
    ours = RllcLogisticRegression(**settings).fit(rows)
    theirs = LogisticRegression(**settings).fit(rows)
    assert type(ours) is LogisticRegressionModel
    assert ours.coefficients.toArray() == pytest.approx(theirs.coefficients.toArray(), rel=1e-5)
    assert ours.intercept == pytest.approx(theirs.intercept, rel=1e-5)
    assert ours.summary.areaUnderROC == pytest.approx(theirs.summary.areaUnderROC, abs=1e-6)
    assert ours.evaluate(rows).accuracy == ours.summary.accuracy


@pytest.mark.smoke
def test_a_number_as_in_spark(rows):
    settings = {"labelCol": "number", "regParam": 0.1, "tol": 1e-10}
    ours = RllcLinearRegression(**settings).fit(rows)
    theirs = LinearRegression(**settings).fit(rows)
    assert type(ours) is LinearRegressionModel
    assert ours.coefficients.toArray() == pytest.approx(theirs.coefficients.toArray(), rel=1e-5)
    assert ours.summary.rootMeanSquaredError == pytest.approx(
        theirs.summary.rootMeanSquaredError, rel=1e-6
    )


def test_several_classes_by_one_against_the_rest(rows):
    classes = rows.withColumn("label", (col("x") + 7.5) % 3)
    model = OneVsRest(classifier=RllcLogisticRegression(regParam=0.1)).fit(classes)
    assert [type(each) for each in model.models] == [LogisticRegressionModel] * 3


@pytest.mark.parametrize("estimator", ESTIMATORS)
def test_parameters_are_those_of_java(spark, estimator):
    python = estimator()
    java = python._java_obj
    assert sorted(p.name for p in python.params) == sorted(p.name() for p in java.params())
    plain = spark._jvm.org.apache.spark.ml.param.ParamMap.empty()
    fresh = getattr(spark._jvm.rllc.ml, estimator.__name__)().copy(plain)
    for param in python.params:
        java_param = fresh.getParam(param.name)
        assert python.hasDefault(param) == fresh.hasDefault(java_param), param.name
        if python.hasDefault(param):
            default = fresh.getDefault(java_param).get()
            assert python.getOrDefault(param) == default, param.name


@pytest.mark.parametrize("estimator", ESTIMATORS)
def test_each_parameter_is_a_keyword_and_has_accessors(estimator):
    by_keyword = estimator(**SETTINGS)
    by_setter = estimator()
    for name, value in SETTINGS.items():
        suffix = name[0].upper() + name[1:]
        assert getattr(by_setter, "set" + suffix)(value) is by_setter
        assert getattr(by_keyword, "get" + suffix)() == value
        assert getattr(by_setter, "get" + suffix)() == value
    copied = by_keyword.copy({by_keyword.regParam: 0.5})
    assert copied.getRegParam() == 0.5 and copied.getOptimizer() == "lbfgs"
    with pytest.raises(TypeError):
        estimator("features")
    with pytest.raises(TypeError, match="regparam"):
        estimator(regparam=1.0)


def test_thresholds_must_fit_the_threshold():
    with pytest.raises(ValueError, match="inconsistent"):
        RllcLogisticRegression(threshold=0.5, thresholds=[0.1, 0.9])


def test_the_summary_tells_how_a_model_was_trained(rows):
    model = RllcLogisticRegression(regParam=0.01).fit(rows)
    summary = training_summary(model)
    assert summary.status == "converged" and summary.reason
    assert summary.objectiveHistory == model.summary.objectiveHistory
    assert summary.objectiveHistory[-1] <= summary.objectiveHistory[0]
    assert summary.passes > 0 and summary.seconds["total"] >= summary.seconds["kernel"]
    assert summary.preset and summary.presetReason and summary.kernels
    assert len(summary.law) == len(summary.objectiveHistory) - 1
    assert summary.validationBest is None
    assert training_summary(LogisticRegression().fit(rows)) is None


def test_validation_rows_end_the_training(rows):
    held = rows.withColumn("held", col("z") > 3)
    model = RllcLogisticRegression(validationIndicatorCol="held", validationMetric="auc").fit(held)
    assert 0.5 < training_summary(model).validationBest <= 1


def test_a_saved_model_is_where_training_begins(rows, tmp_path):
    first = RllcLogisticRegression(regParam=0.01).fit(rows)
    first.save(str(tmp_path / "model"))
    again = RllcLogisticRegression(regParam=0.01, initialModelPath=str(tmp_path / "model"))
    assert training_summary(again.fit(rows)).passes < training_summary(first).passes


def test_what_is_wrong_is_told_in_one_line(rows):
    with pytest.raises(Exception, match="maxSeconds") as wrong:
        RllcLogisticRegression(maxSeconds=-1.0).fit(rows)
    assert type(wrong.value).__name__ == "IllegalArgumentException"
    with pytest.raises(ValueError, match="validationIndicatorCol") as missing:
        RllcLogisticRegression(validationIndicatorCol="nothing").fit(rows)
    assert "\n" not in str(missing.value)
    broken = rows.withColumn("weight", lit(float("nan")))
    with pytest.raises(ValueError, match="weight") as nan:
        RllcLogisticRegression(weightCol="weight").fit(broken)
    assert "\n" not in str(nan.value)


@pytest.mark.smoke
def test_examples_of_the_documentation(spark):
    outcome = doctest.testmod(rllc.ml, extraglobs={"spark": spark})
    assert outcome.attempted > 5 and outcome.failed == 0
