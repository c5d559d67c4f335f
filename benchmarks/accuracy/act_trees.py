"""Small decision trees on top of the second sums of the model of acts: what sums cannot say.

"dus ..." checks what was understood when a statement to the client follows, not when a proposal does: a
sum of weights cannot say that, a tree can. Boosting: Friedman 2001, by scikit-learn's histograms
(Ke et al. 2017). A tree is a nested list, as the model file has it: a number is a leaf, ``[input, value,
without, with]`` asks whether a feature is there, ``[input, limit, value, below, above]`` asks how large a
sum is; ``value`` is what the tree would say without the question, so that what an answer adds can be
shown (Saabas 2014).
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

TREES = 80
LEAVES = 8
RATE = 0.08
ROWS = 30  # of a leaf
SHRINK = 5.0  # L2 of a leaf
SHARE = 0.3  # of the inputs that a question may be about, drawn anew for each

Tree = Any


@dataclass
class Grove:
    """Trees as the model file has them: scale * (the sum before) + bias + what they say."""

    start: float
    scale: float
    bias: float
    trees: list[Tree]


def boosted(x: np.ndarray, y: np.ndarray, weight: np.ndarray, trees: int = TREES) -> HistGradientBoostingClassifier:
    model = HistGradientBoostingClassifier(
        max_iter=trees,
        learning_rate=RATE,
        max_leaf_nodes=LEAVES,
        min_samples_leaf=ROWS,
        l2_regularization=SHRINK,
        max_features=SHARE,
        early_stopping=False,
        random_state=0,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return model.fit(x, y, sample_weight=weight)


def out_of_fold(
    x: np.ndarray, y: np.ndarray, weight: np.ndarray, learned: np.ndarray, fold: np.ndarray, folds: int, trees: int = TREES
) -> np.ndarray:
    """What trees that had not seen a row's fold say of it."""
    out = np.zeros(len(y))
    for f in range(folds):
        use, here = np.flatnonzero(learned & (fold != f)), np.flatnonzero(fold == f)
        out[here] = boosted(x[use], y[use], weight[use], trees).decision_function(x[here])
    return out


def written(model: HistGradientBoostingClassifier, inputs: list[str]) -> tuple[list[Tree], float]:
    """The trees as the file has them, and what is to be added to their sum."""
    trees = [_written(predictor.nodes, 0, inputs)[0] for (predictor,) in model._predictors]
    return trees, float(model._baseline_prediction[0, 0])


def _written(nodes: np.ndarray, at: int, inputs: list[str]) -> tuple[Tree, float]:
    node = nodes[at]
    if node["is_leaf"]:
        value = round(float(node["value"]), 3)
        return value, value
    (low, a), (high, b) = (_written(nodes, int(node[side]), inputs) for side in ("left", "right"))
    n, m = (int(nodes[int(node[side])]["count"]) for side in ("left", "right"))
    value = round((n * a + m * b) / (n + m), 3)
    name = inputs[int(node["feature_idx"])]
    if name.startswith("act "):
        return [name, round(float(node["num_threshold"]), 4), value, low, high], value
    return [name, value, low, high], value


def scaled(tree: Tree, factor: float) -> Tree:
    """The same with everything it adds times ``factor``."""
    if not isinstance(tree, list):
        return round(tree * factor, 3)
    return [*tree[:-3], round(tree[-3] * factor, 3), scaled(tree[-2], factor), scaled(tree[-1], factor)]


def asked(trees: list[Tree]) -> set[str]:
    """The inputs that the trees ask for."""
    out: set[str] = set()
    for tree in trees:
        if isinstance(tree, list):
            out |= {tree[0]} | asked(tree[-2:])
    return out
