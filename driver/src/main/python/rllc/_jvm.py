"""The way to the trainer in Spark's JVM."""

import threading
from typing import Any, Callable, Generic, Iterator, List, Tuple, TypeVar

from py4j.protocol import Py4JJavaError
from pyspark import SparkContext
from pyspark.ml.wrapper import JavaWrapper
from pyspark.sql.utils import is_remote

import rllc

M = TypeVar("M")


def jvm() -> Any:
    """Spark's JVM.

    Raises
    ------
    RuntimeError
        in one line, if there is none
    """
    if is_remote():
        raise RuntimeError("rllc needs a classic Spark session, got one of Spark Connect")
    context = SparkContext._active_spark_context
    if context is None:
        raise RuntimeError("rllc needs a Spark session, got none: SparkSession.builder.getOrCreate()")
    return context._jvm


def new_object(java_class: str, uid: str) -> Any:
    """An object of one of our Java classes.

    Raises
    ------
    RuntimeError
        in one line, if there is no Spark, or it is not supported, or does not have our jar
    """
    try:
        problem = jvm().rllc.spark.SupportedSpark.problem().orElse(None)
    except TypeError:
        # What Py4J knows of no class under a name it calls a package, which cannot be called.
        raise RuntimeError(
            f"rllc's jar must be among Spark's: set spark.jars to {rllc.jar()} before Spark starts"
        ) from None
    if problem is not None:
        raise RuntimeError(problem)
    return JavaWrapper._new_java_obj(java_class, uid)


def in_one_line(failure: Py4JJavaError) -> Exception:
    """What went wrong, without the JVM's trace if it was our trainer that refused.

    Returns
    -------
    a ValueError if the data are at fault, a RuntimeError if there is no usable model; any other
    failure is returned as it came
    """
    told = failure.java_exception
    while told is not None:
        name = told.getClass().getName()
        if name == "rllc.spark.input.BadInputException":
            return ValueError(told.getMessage())
        if name == "java.lang.IllegalStateException":
            return RuntimeError(told.getMessage())
        told = told.getCause()
    return failure


class OnePath(Generic[M]):
    """What ``Estimator.fitMultiple`` returns: (index, model), for several threads at once.

    All models are trained together, when the first of them is asked for.
    """

    def __init__(self, fit: Callable[[], List[M]], size: int) -> None:
        self._fit = fit
        self._size = size
        self._next = 0
        self._models: List[M] = []
        self._failure: Any = None
        self._lock = threading.Lock()

    def __iter__(self) -> Iterator[Tuple[int, M]]:
        return self

    def __next__(self) -> Tuple[int, M]:
        with self._lock:
            if self._next == self._size:
                raise StopIteration
            if self._failure is None and not self._models:
                try:
                    self._models = self._fit()
                except Exception as failure:
                    self._failure = failure
            if self._failure is not None:
                raise self._failure
            self._next += 1
            return self._next - 1, self._models[self._next - 1]
