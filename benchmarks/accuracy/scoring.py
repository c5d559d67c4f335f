"""Counting, and how sure the counts are. Every interval is a 95 % bootstrap interval by dialogue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

SEED = 20260101
RESAMPLES = 1000

Span = tuple[int, int] | None
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Figure:
    """A measure between -1 and 1, with its interval."""

    value: float
    low: float = float("nan")
    high: float = float("nan")

    def short(self) -> str:
        """Without the interval."""
        return "–" if np.isnan(self.value) else f"{self.value:.2f}"

    def __str__(self) -> str:
        if np.isnan(self.value) or np.isnan(self.low):
            return self.short()
        return f"{self.value:.2f} ({self.low:.2f}–{self.high:.2f})"


@dataclass(frozen=True)
class Prf:
    """Precision, recall and F1 of something counted by dialogue."""

    precision: Figure
    recall: Figure
    f1: Figure
    gold: int
    found: int
    right: int


def _overlap(a: Span, b: Span) -> bool:
    return a is None or b is None or (a[0] < b[1] and b[0] < a[1])


def match(gold: Sequence[Span], found: Sequence[Span]) -> list[int | None]:
    """For every gold act of one turn and kind, the index of the act found that is it, or None.

    One to one, and as many as possible. A span of None overlaps every other.
    """
    taken: dict[int, int] = {}

    def place(g: int, seen: set[int]) -> bool:
        for f, span in enumerate(found):
            if f in seen or not _overlap(gold[g], span):
                continue
            seen.add(f)
            if f not in taken or place(taken[f], seen):
                taken[f] = g
                return True
        return False

    for g in range(len(gold)):
        place(g, set())
    back = {g: f for f, g in taken.items()}
    return [back.get(g) for g in range(len(gold))]


def _prf(tp: Floats, found: Floats, gold: Floats) -> tuple[Floats, Floats, Floats]:
    """With no gold act and none found there is nothing to measure: not a number."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return tp / found, tp / gold, 2 * tp / (found + gold)


def _interval(samples: Floats) -> tuple[float, float]:
    usable = samples[~np.isnan(samples)]
    # Where resamples often hold nothing to measure, an interval would pretend.
    if len(usable) < 0.95 * len(samples):
        return float("nan"), float("nan")
    low, high = np.percentile(usable, [2.5, 97.5])
    return float(low), float(high)


def resamples(count: int) -> NDArray[np.int64]:
    """How often each of ``count`` dialogues stands in each resample."""
    generator = np.random.default_rng(SEED)
    return generator.multinomial(count, np.full(count, 1.0 / count), size=RESAMPLES)


def prf(counts: Sequence[tuple[int, int, int]]) -> Prf:
    """``counts`` holds (right, found, gold) of every dialogue."""
    table = np.asarray(counts, dtype=np.float64).reshape(-1, 3)
    total = table.sum(axis=0)
    values = _prf(total[0], total[1], total[2])
    figures = [Figure(float(v)) for v in values]
    if len(table) >= 5:
        drawn = resamples(len(table)) @ table
        samples = _prf(drawn[:, 0], drawn[:, 1], drawn[:, 2])
        figures = [Figure(float(v), *_interval(s)) for v, s in zip(values, samples, strict=True)]
    return Prf(figures[0], figures[1], figures[2], int(total[2]), int(total[1]), int(total[0]))


def by_dialogue(
    dialogue: NDArray[np.int64], right: Floats, found: Floats, gold: Floats
) -> list[tuple[int, int, int]]:
    """Counts per dialogue from flags per item."""
    size = int(dialogue.max()) + 1
    columns = [np.bincount(dialogue, weights=c, minlength=size) for c in (right, found, gold)]
    return [(int(a), int(b), int(c)) for a, b, c in zip(*columns, strict=True)]


def binary(gold: NDArray[np.bool_], found: NDArray[np.bool_], dialogue: NDArray[np.int64]) -> Prf:
    """Precision, recall and F1 of a yes or no per item."""
    return prf(
        by_dialogue(
            dialogue, (gold & found).astype(float), found.astype(float), gold.astype(float)
        )
    )


def best_threshold(scores: Floats, gold: NDArray[np.bool_]) -> float:
    """The score from which on "yes" gives the highest F1; the highest such score on a tie."""
    order = np.argsort(-scores, kind="stable")
    s, g = scores[order], gold[order].astype(float)
    ends = np.append(np.nonzero(np.diff(s))[0], len(s) - 1)
    right = np.cumsum(g)[ends]
    f1 = 2 * right / (ends + 1 + g.sum())
    best = int(np.argmax(f1))
    return float(s[ends[best]])


def thresholded(scores: Floats, gold: NDArray[np.bool_], fold: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Yes or no per item, by the threshold that is best on the other folds."""
    out = np.zeros(len(scores), dtype=bool)
    for k in np.unique(fold):
        here = fold == k
        if gold[~here].any():  # else nothing is known of it: no
            out[here] = scores[here] >= best_threshold(scores[~here], gold[~here])
    return out


def average_precision(scores: Floats, gold: NDArray[np.bool_], dialogue: NDArray[np.int64]) -> Figure:
    """Area under precision by recall; equal scores stand or fall together."""
    order = np.argsort(-scores, kind="stable")
    s, g, d = scores[order], gold[order].astype(float), dialogue[order]
    begins = np.insert(np.nonzero(np.diff(s))[0] + 1, 0, 0)

    def measure(weight: Floats) -> float:
        right = np.cumsum(np.add.reduceat(g * weight, begins))
        found = np.cumsum(np.add.reduceat(weight, begins))
        if right[-1] == 0:
            return float("nan")
        with np.errstate(divide="ignore", invalid="ignore"):
            precision = np.where(found > 0, right / found, 0.0)
        gain = np.diff(right, prepend=0.0) / right[-1]
        return float((precision * gain).sum())

    drawn = resamples(int(dialogue.max()) + 1)
    samples = np.array([measure(w[d].astype(float)) for w in drawn])
    return Figure(measure(np.ones(len(s))), *_interval(samples))


def spearman(a: Floats, b: Floats, dialogue: NDArray[np.int64]) -> Figure:
    """Rank correlation; equal values share their mean rank."""

    def measure(index: NDArray[np.int64]) -> float:
        ra, rb = rankdata(a[index]), rankdata(b[index])
        if ra.std() == 0 or rb.std() == 0:
            return 0.0
        return float(np.corrcoef(ra, rb)[0, 1])

    drawn = resamples(int(dialogue.max()) + 1)
    everything = np.arange(len(a))
    samples = np.array([measure(np.repeat(everything, w[dialogue])) for w in drawn])
    return Figure(measure(everything), *_interval(samples))


def folds(dialogue: NDArray[np.int64], count: int = 5) -> NDArray[np.int64]:
    """The fold of every item: dialogues are dealt out in a fixed random order, never split."""
    size = int(dialogue.max()) + 1
    order = np.random.default_rng(SEED).permutation(size)
    fold = np.empty(size, dtype=np.int64)
    fold[order] = np.arange(size) % count
    return fold[dialogue]
