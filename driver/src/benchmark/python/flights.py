"""The same Pipeline on the flights twice, with one class changed: seconds of fit and of CrossValidator.

By turns within one Spark session, after a round that nobody counts. Prints medians, their ratio with the least and the
largest of the rounds, and the scores of both.
"""

import argparse
import os
import statistics
import time

from pyspark.ml import Pipeline
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.evaluation import BinaryClassificationEvaluator, MulticlassClassificationEvaluator
from pyspark.ml.feature import RFormula
from pyspark.ml.tuning import CrossValidator, ParamGridBuilder
from pyspark.sql import SparkSession

import rllc
import rllc.tuning
from rllc.ml import RllcLogisticRegression

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), *[os.pardir] * 4)

# As in conf/quickstart.conf.
QUERY = """
    SELECT CAST(delay > 15 AS INT) AS late, date_format(date, 'HH') AS hour,
           date_format(date, 'E') AS weekday, distance, origin, destination
    FROM flights
"""
FORMULA = "late ~ hour + weekday + distance + origin + destination"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--table", default=os.path.join(ROOT, "conf/data/flights-200k.parquet"))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory", default="8g")
    parser.add_argument("--parallelism", type=int, default=1)
    parser.add_argument("--metric", choices=["areaUnderROC", "logLoss"], default="areaUnderROC")
    return parser.parse_args()


def session(memory):
    spark = (
        SparkSession.builder.master("local[*]")
        .config("spark.jars", rllc.jar())
        .config("spark.driver.memory", memory)
        .config("spark.driver.extraJavaOptions", "-XX:+UseTransparentHugePages")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.shuffle.partitions", "8")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def evaluator(metric):
    if metric == "logLoss":
        return MulticlassClassificationEvaluator(metricName=metric)
    return BinaryClassificationEvaluator(metricName=metric)


def choice(search, estimator, options):
    """Ten regParams by three folds."""
    grid = ParamGridBuilder().addGrid(estimator.regParam, [10.0**-k for k in range(1, 11)])
    return search(
        estimator=estimator,
        estimatorParamMaps=grid.build(),
        evaluator=evaluator(options.metric),
        numFolds=3,
        seed=1,
        parallelism=options.parallelism,
    )


def compare(name, options, train):
    """Trains with both classes by turns; `train` returns what is to be shown of the outcome."""
    seconds = {RllcLogisticRegression: [], LogisticRegression: []}
    shown = {}
    for round_ in range(options.rounds + 1):
        classes = list(seconds) if round_ % 2 == 0 else list(seconds)[::-1]
        for each in classes:
            start = time.perf_counter()
            shown[each] = train(each)
            if round_ > 0:
                seconds[each].append(time.perf_counter() - start)
    ours, theirs = seconds.values()
    ratios = [b / a for a, b in zip(ours, theirs)]
    print(
        f"{name:24} rllc {statistics.median(ours):7.2f} s  MLlib {statistics.median(theirs):7.2f} s"
        f"  MLlib / rllc {statistics.median(ratios):6.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
    )
    for each in shown:
        print(f"  {each.__name__:24} {shown[each]}", flush=True)


def chosen(model, options):
    best = max if evaluator(options.metric).isLargerBetter() else min
    return f"regParam {model.bestModel.getRegParam():g}, {options.metric} " + (
        f"{best(model.avgMetrics):.6f}, of all " + " ".join(f"{m:.6f}" for m in model.avgMetrics)
    )


def main():
    options = arguments()
    spark = session(options.memory)
    spark.read.parquet(options.table).createOrReplaceTempView("flights")
    flights = spark.sql(QUERY).cache()
    formula = RFormula(formula=FORMULA, handleInvalid="keep")
    features = formula.fit(flights).transform(flights).select("features", "label").cache()
    print(f"{features.count()} rows, pyspark {spark.version}")

    def fit(estimator):
        model = estimator(regParam=1e-5).fit(features)
        return f"objective {model.summary.objectiveHistory[-1]:.9f}"

    def cross_validation(estimator):
        return chosen(choice(CrossValidator, estimator(), options).fit(features), options)

    def packed_once(estimator):
        search = rllc.tuning.CrossValidator if estimator is RllcLogisticRegression else CrossValidator
        return chosen(choice(search, estimator(), options).fit(features), options)

    def pipeline(estimator):
        stages = [formula, choice(CrossValidator, estimator(), options)]
        return chosen(Pipeline(stages=stages).fit(flights).stages[-1], options)

    compare("fit", options, fit)
    compare("pyspark's CrossValidator", options, cross_validation)
    compare("rllc.tuning", options, packed_once)
    compare("Pipeline with it", options, pipeline)
    spark.stop()


if __name__ == "__main__":
    main()
