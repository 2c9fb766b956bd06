"""Paths of penalties by scikit-learn beside those of PathExperiment, for the same objective.

    python path_reference.py FOLDER [PROBLEM ...]

FOLDER is the experiment's `to`. Features are divided by their deviations (n - 1), as MLlib's standardization has it, so
that the penalty acts on the same coefficients. Fits begin at the last one where the solver can.
Printed:
seconds of both paths, and the largest relative difference of an objective of ours from scikit-learn's: positive where
ours is worse. Both are evaluated by the same lines here and there: mean loss + regParam * ||w||_1, or / 2 * ||w||^2.
"""

import sys
import time
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from sklearn.datasets import load_svmlight_file
from sklearn.linear_model import LogisticRegression, lasso_path


def table(path):
    """Header values, penalties and our objectives."""
    lines = path.read_text().splitlines()
    head = dict(part.strip().split(" ", 1) for line in lines if line.startswith("#") for part in line[1:].split(","))
    rows = np.array([[float(x) for x in line.split(",")] for line in lines if line[0].isdigit()])
    return head, rows[:, 0], rows[:, 1]


def scaled(x):
    if sp.issparse(x):
        n = x.shape[0]
        mean = np.asarray(x.mean(axis=0)).ravel()
        square = np.asarray(x.multiply(x).mean(axis=0)).ravel()
        deviation = np.sqrt((square - mean**2) * n / (n - 1))
        return x @ sp.diags(1 / np.where(deviation > 0, deviation, 1))
    return x / x.std(axis=0, ddof=1)


def logistic(x, y, penalties, l1):
    sign = np.where(y > 0, 1.0, -1.0)
    if l1:
        # liblinear penalises the intercept; times so much, next to nothing of it. It knows no warm start.
        model = LogisticRegression(
            l1_ratio=1, solver="liblinear", intercept_scaling=1e4, tol=1e-8, max_iter=10_000)
    else:
        model = LogisticRegression(solver="newton-cholesky", tol=1e-8, max_iter=200, warm_start=True)
    objectives = []
    for penalty in penalties:
        model.set_params(C=1 / (penalty * len(y))).fit(x, sign)
        w, b = model.coef_.ravel(), model.intercept_[0]
        loss = np.logaddexp(0, -sign * (x @ w + b)).mean()
        objectives.append(loss + penalty * (np.abs(w).sum() if l1 else w @ w / 2))
    return np.array(objectives)


def lasso(x, y, penalties):
    x -= x.mean(axis=0)
    y = y - y.mean()
    _, coefficients, _ = lasso_path(
        np.asfortranarray(x), y, alphas=penalties, precompute=True, tol=1e-10, max_iter=100_000)
    residuals = y[:, None] - x @ coefficients
    return (residuals**2).mean(axis=0) / 2 + penalties * np.abs(coefficients).sum(axis=0)


def run(folder, name):
    head, penalties, ours = table(folder / f"{name}.csv")
    if (folder / f"{name}.bin").exists():
        rows = np.fromfile(folder / f"{name}.bin").reshape(-1, 1 + int(head["features"]))
        y, x = rows[:, 0].copy(), scaled(rows[:, 1:])
    else:
        x, y = load_svmlight_file(str(folder / f"{name}.svm"), n_features=int(head["features"]))
        x = scaled(x)
    begin = time.perf_counter()
    if head["family"] == "binomial":
        theirs = logistic(x.tocsr(), y, penalties, float(head["elasticNet"]) == 1)
    else:
        theirs = lasso(x, y, penalties)
    took = time.perf_counter() - begin
    worse = (ours - theirs) / theirs
    seconds = float(head["seconds"])
    print(f"{name:12} {seconds:9.2f} {took:9.2f} {worse.min():10.1e} {worse.max():10.1e}", flush=True)


def main():
    folder = Path(sys.argv[1])
    names = sys.argv[2:] or sorted(path.stem for path in folder.glob("*.csv"))
    print(f"{'problem':12} {'ours s':>9} {'theirs s':>9} {'least':>10} {'most worse':>10}")
    for name in names:
        run(folder, name)


if __name__ == "__main__":
    main()
