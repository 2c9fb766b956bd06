"""How a model was trained."""

from dataclasses import dataclass
from typing import Any, Dict, List, Optional

from pyspark.ml.wrapper import JavaModel

from rllc._jvm import jvm


@dataclass(frozen=True)
class TrainingSummary:
    """What pyspark's own training summary has no place for; as in Java's ``rllc.ml.RllcSummary``.

    Attributes
    ----------
    objectiveHistory
        the objective before each step and at the end
    law
        the learning law of each step, a number for each memory unit; rows of 0 if there is none
    status
        why the training ended, in one word: converged, target-loss, max-steps, ...
    reason
        the same in a sentence
    passes
        rows touched, divided by the rows of the data
    seconds
        of the whole training (total), and what they went to: kernel, combine, broadcast, driver
    preset
        the preset that has run
    presetReason
        why ``auto`` chose it
    kernels
        the kernels that the executors have used
    validationBest
        the best score of the validation rows; None without such rows
    """

    objectiveHistory: List[float]
    law: List[List[float]]
    status: str
    reason: str
    passes: float
    seconds: Dict[str, float]
    preset: str
    presetReason: str
    kernels: List[str]
    validationBest: Optional[float]


def training_summary(model: JavaModel) -> Optional[TrainingSummary]:
    """How `model` was trained; None if an estimator of Spark's did, or if it was loaded."""
    found = jvm().rllc.ml.RllcSummary.of(model._java_obj).orElse(None)
    return None if found is None else _read(found)


def _read(found: Any) -> TrainingSummary:
    validation = found.validation().orElse(None)
    return TrainingSummary(
        objectiveHistory=list(found.objectiveHistory()),
        law=[list(step) for step in found.law()],
        status=found.stop().status(),
        reason=found.stop().text(),
        passes=found.passes(),
        seconds=dict(found.seconds()),
        preset=found.optimizer().preset(),
        presetReason=found.optimizer().reason(),
        kernels=[kernel.toString() for kernel in found.kernels()],
        validationBest=None if validation is None else validation.best(),
    )
