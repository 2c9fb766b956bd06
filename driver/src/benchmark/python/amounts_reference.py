"""Reference fits by scikit-learn 1.9.1 for FitsBesideScikitLearnTest; the objectives are the same."""
import math
import numpy as np
from sklearn.linear_model import GammaRegressor, PoissonRegressor, TweedieRegressor
from sklearn.svm import LinearSVC

LAMBDA = 1e-3
x = np.array([[(i * 37 % 101) / 50.0 - 1, i * 53 % 17 / 8.0 - 1] for i in range(300)])
noise = np.array([0.5 + (i * 29 % 71) / 71.0 for i in range(300)])
mean = np.exp(1 + 0.8 * x[:, 0] - 0.5 * x[:, 1]) * noise
zero = np.array([0 if i % 4 == 0 else 1 for i in range(300)])
options = dict(alpha=LAMBDA, tol=1e-12, max_iter=10000, solver="newton-cholesky")
for name, model, y in [
    ("poisson", PoissonRegressor(**options), np.floor(mean)),
    ("gamma", GammaRegressor(**options), mean),
    ("tweedie(1.5)", TweedieRegressor(power=1.5, link="log", **options), mean * zero),
]:
    model.fit(x, y)
    print(name, repr(model.coef_.tolist()), repr(float(model.intercept_)))
svm = LinearSVC(C=1 / (300 * LAMBDA), loss="squared_hinge", dual=False, tol=1e-14, max_iter=100000,
                fit_intercept=False)
svm.fit(x, mean > 3)
w = svm.coef_[0]
s = np.where(mean > 3, 1, -1)
print("squaredHinge", repr(w.tolist()), np.mean(np.maximum(0, 1 - s * (x @ w)) ** 2) + LAMBDA / 2 * w @ w)
