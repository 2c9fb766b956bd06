"""What is saved on one side and loaded on another."""

import json
import os
import subprocess
import sys
import zipfile

import pytest
from pyspark.ml import Pipeline, PipelineModel
from pyspark.ml.classification import LogisticRegressionModel
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.tuning import CrossValidator, CrossValidatorModel, ParamGridBuilder

import rllc
from conftest import QUIET
from rllc.ml import RllcLinearRegression, RllcLogisticRegression


@pytest.mark.smoke
def test_saved_in_python_loaded_in_java(spark, tmp_path):
    path = str(tmp_path / "estimator")
    RllcLogisticRegression(regParam=0.25, optimizer="lbfgs", maxSeconds=9.0, seed=5).save(path)
    java = spark._jvm.rllc.ml.RllcLogisticRegression.load(path)
    assert java.getRegParam() == 0.25
    assert java.getOptimizer() == "lbfgs"
    assert java.getMaxSeconds() == 9.0
    assert java.getSeed() == 5
    assert not java.isSet(java.getParam("tol"))


@pytest.mark.smoke
def test_saved_in_java_loaded_in_python(spark, tmp_path):
    path = str(tmp_path / "estimator")
    java = spark._jvm.rllc.ml.RllcLinearRegression("in_java").setPatience(8).setC1(0.5)
    java.setRegParam(0.25)
    java.save(path)
    loaded = RllcLinearRegression.load(path)
    assert type(loaded) is RllcLinearRegression
    assert loaded.uid == "in_java"
    assert (loaded.getPatience(), loaded.getC1(), loaded.getRegParam()) == (8, 0.5, 0.25)
    assert not loaded.isSet(loaded.tol)


def test_a_pipeline_goes_both_ways(spark, rows, tmp_path):
    path, again = str(tmp_path / "pipeline"), str(tmp_path / "again")
    Pipeline(stages=[RllcLogisticRegression(regParam=0.1, batch="64")]).save(path)
    java = spark._jvm.org.apache.spark.ml.Pipeline.load(path)
    assert java.getStages()[0].getClass().getName() == "rllc.ml.RllcLogisticRegression"
    java.save(again)
    stage = Pipeline.load(again).getStages()[0]
    assert type(stage) is RllcLogisticRegression
    assert (stage.getRegParam(), stage.getBatch()) == (0.1, "64")


def test_a_cross_validation_is_saved_and_loaded(rows, tmp_path):
    estimator = RllcLogisticRegression()
    grid = ParamGridBuilder().addGrid(estimator.regParam, [0.1, 1.0]).build()
    validator = CrossValidator(
        estimator=estimator,
        estimatorParamMaps=grid,
        evaluator=BinaryClassificationEvaluator(),
        numFolds=2,
    )
    validator.save(str(tmp_path / "validator"))
    loaded = CrossValidator.load(str(tmp_path / "validator"))
    assert type(loaded.getEstimator()) is RllcLogisticRegression
    model = loaded.fit(rows)
    model.save(str(tmp_path / "model"))
    assert CrossValidatorModel.load(str(tmp_path / "model")).avgMetrics == model.avgMetrics


# In a Spark that has neither our jar nor our package.
PLAIN = """
import json, os, sys
sys.modules["rllc"] = None
from pyspark.sql import SparkSession
from pyspark.ml import PipelineModel
folder, settings = sys.argv[1], json.loads(sys.argv[2])
builder = SparkSession.builder
for key, value in settings.items():
    builder = builder.config(key, value)
spark = builder.getOrCreate()
rows = spark.read.parquet(folder + "/rows")
answers = PipelineModel.load(folder + "/model").transform(rows)
answers.coalesce(1).write.parquet(folder + "/answers")
del sys.modules["rllc"]
from rllc.ml import RllcLogisticRegression
def refused():
    try:
        RllcLogisticRegression()
    except RuntimeError as failure:
        print("refused:", failure)
refused()
spark.stop()
refused()
"""


@pytest.mark.smoke
def test_plain_pyspark_loads_the_model(spark, rows, tmp_path):
    model = Pipeline(stages=[RllcLogisticRegression(regParam=0.01)]).fit(rows)
    model.save(str(tmp_path / "model"))
    rows.write.parquet(str(tmp_path / "rows"))
    environment = dict(os.environ)
    # Of this session's: a new one shall have none.
    environment.pop("PYSPARK_GATEWAY_PORT", None)
    child = subprocess.run(
        [sys.executable, "-c", PLAIN, str(tmp_path), json.dumps(QUIET)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        universal_newlines=True,
        timeout=300,
    )
    assert child.returncode == 0, child.stderr
    expected = model.transform(rows).select("x", "z", "prediction", "probability")
    answers = spark.read.parquet(str(tmp_path / "answers")).select(expected.columns)
    assert sorted(answers.collect()) == sorted(expected.collect())
    assert f"refused: rllc's jar must be among Spark's: set spark.jars to {rllc.jar()}" in (
        child.stdout
    )
    assert "refused: rllc needs a Spark session, got none" in child.stdout
    assert type(PipelineModel.load(str(tmp_path / "model")).stages[0]) is LogisticRegressionModel


@pytest.mark.smoke
def test_the_jar_holds_our_own_classes_and_says_so():
    with zipfile.ZipFile(rllc.jar()) as jar:
        names = jar.namelist()
        manifest = jar.read("META-INF/MANIFEST.MF").decode()
        notice = jar.read("META-INF/NOTICE").decode()
    strange = [n for n in names if not n.startswith(("rllc/", "native/", "META-INF/"))]
    assert strange == []
    assert [n for n in names if n.startswith("rllc/jobs/")] == []
    assert "Nothing else is bundled" in notice
    version = rllc.__version__.replace(".dev0", "-SNAPSHOT")
    assert f"Implementation-Version: {version}" in manifest
