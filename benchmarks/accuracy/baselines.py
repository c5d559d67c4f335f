"""What a person without callnorm would try first; computed in the same run, on the same folds."""

from __future__ import annotations

import json
import math
import re
import unicodedata
import warnings
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression, Ridge

from scoring import Floats

LEXICONS = Path(__file__).resolve().parents[2] / "src" / "data" / "lexicons"
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def plain(text: str) -> str:
    """Lower case, without accents, ' for ’."""
    decomposed = unicodedata.normalize("NFKD", text.lower().replace("’", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    return _WORD.findall(plain(text))


# ---- N-grams ------------------------------------------------------------------------------------


PENALTY = 2.0
"""Best of 2, 10 and 40 for understanding checks; the other tasks hardly care."""


def _bounded(texts: Iterable[str]) -> list[str]:
    """First and last words tell much about an act; these two make them n-grams of their own."""
    return [f"xbegin {text} xend" for text in texts]


def _vectorizers(min_df: int) -> list[TfidfVectorizer]:
    return [
        TfidfVectorizer(
            analyzer="word",
            ngram_range=(1, 2),
            token_pattern=r"\w+|\?",
            sublinear_tf=True,
            min_df=min_df,
        ),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, min_df=min_df),
    ]


def _matrices(
    train: Sequence[str], test: Sequence[str], min_df: int
) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    parts = []
    for vectorizer in _vectorizers(min_df):
        try:
            fitted = vectorizer.fit_transform(_bounded(train))
            parts.append((fitted, vectorizer.transform(_bounded(test))))
        except ValueError:  # no n-gram is left
            continue
    return (
        sparse.hstack([a for a, _ in parts]).tocsr(),
        sparse.hstack([b for _, b in parts]).tocsr(),
    )


def _split(
    texts: Sequence[str], rest: NDArray[np.int64], held: NDArray[np.int64]
) -> tuple[list[str], list[str]]:
    return [texts[i] for i in rest.tolist()], [texts[i] for i in held.tolist()]


def ngram_probabilities(
    texts: Sequence[str],
    gold: dict[str, NDArray[np.bool_]],
    fold: NDArray[np.int64],
    usable: dict[str, NDArray[np.bool_]] | None = None,
    min_df: int = 1,
) -> dict[str, Floats]:
    """Out-of-fold probability of every text for every task: logistic regression on n-grams.

    ``usable`` leaves out, per task, texts that cannot be it (the other side's turns): probability 0.
    """
    out = {task: np.zeros(len(texts)) for task in gold}
    for k in np.unique(fold):
        here = fold == k
        rest = np.nonzero(~here)[0]
        held = np.nonzero(here)[0]
        if len(rest) == 0:
            continue
        train, test = _matrices(*_split(texts, rest, held), min_df)
        for task, flags in gold.items():
            may = np.ones(len(texts), dtype=bool) if usable is None else usable[task]
            chosen = may[rest]
            asked = may[held]
            labels = flags[rest][chosen]
            if not asked.any() or labels.all() or not labels.any():
                continue
            model = LogisticRegression(C=PENALTY, solver="liblinear", random_state=0)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", ConvergenceWarning)
                model.fit(train[chosen], labels)
            out[task][held[asked]] = model.predict_proba(test[asked])[:, 1]
    return out


def ngram_regression(
    first: Sequence[str], second: Sequence[str], target: Floats, fold: NDArray[np.int64]
) -> Floats:
    """Out-of-fold estimate of a number from the n-grams of two texts, each with its own weights."""
    out = np.zeros(len(target))
    for k in np.unique(fold):
        rest, held = np.nonzero(fold != k)[0], np.nonzero(fold == k)[0]
        parts = [_matrices(*_split(texts, rest, held), 2) for texts in (first, second)]
        model = Ridge(alpha=3.0, solver="lsqr", tol=1e-6)
        model.fit(sparse.hstack([p[0] for p in parts]).tocsr(), target[rest])
        out[held] = model.predict(sparse.hstack([p[1] for p in parts]).tocsr())
    return out


# ---- Overlap ------------------------------------------------------------------------------------


class Overlap:
    """How much of a text was said just before, by words weighted with how rare they are."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._count = max(len(texts), 1)
        self._seen = Counter(w for t in texts for w in set(words(t)))

    def _weight(self, word: str) -> float:
        return math.log((self._count + 1) / (self._seen[word] + 1)) ** 2

    def share(self, text: str, before: str) -> float:
        """Share of the weight of ``text`` that is carried by words of ``before``."""
        own = set(words(text))
        total = sum(sorted(self._weight(w) for w in own))
        if total <= 0:
            return 0.0
        return sum(sorted(self._weight(w) for w in own & set(words(before)))) / total

    def amount(self, text: str, before: str) -> float:
        """Weight of the words of ``before`` said again, not divided by anything."""
        return sum(sorted(self._weight(w) for w in set(words(text)) & set(words(before))))


# ---- Cue phrases --------------------------------------------------------------------------------

CUES = {
    "reformulation": ("reform", ""),
    "clarification": ("clarify", ""),
    "hold": ("hold", ""),
    "objection": ("objection", ""),
    "firm_refusal": ("refusal_firm", ""),
    "rebuttal": ("rebuttal", ""),
    "acknowledge_objection": ("acknowledge_objection", ""),
    "promotion": ("promote", ""),
    "apology": ("apology", ""),
    "greeting": ("greeting", "greet"),
    "anything_else": ("closing", "anything_else"),
    "goodbye": ("closing", "goodbye"),
    "thanks": ("closing", "thanks"),
    "confirm": ("confirm", ""),
    "disconfirm": ("disconfirm", ""),
}
"""Kind -> class of the lexicon, and tag when only phrases with that tag count."""


def _expression(pattern: str) -> str:
    out = ""
    for part in pattern.removesuffix(" ?").split():
        if part == "*":
            out += r"(?:\S+ ){0,4}"
        else:
            # A phrase is laid over tokens; here apostrophes divide them on both sides.
            options = [re.escape(" ".join(re.findall(r"[^\W_]+", plain(o)))) for o in part.split("|")]
            out += "(?:" + "|".join(o for o in options if o) + ") "
    return out


class CueRule:
    """A turn is an act when a cue phrase stands anywhere in it. The phrases are the lexicon's."""

    def __init__(self, language: str) -> None:
        lexicon = json.loads((LEXICONS / f"{language}.json").read_text(encoding="utf-8"))
        self._rules: dict[str, re.Pattern[str]] = {}
        for kind, (name, tag) in CUES.items():
            phrases = [
                _expression(c["pattern"])
                for c in lexicon["cues"].get(name, [])
                if not tag or c.get("tag", "") == tag
            ]
            phrases = [p for p in phrases if p.strip()]
            if phrases:
                self._rules[kind] = re.compile(r"(?<!\S)(?:" + "|".join(phrases) + ")")

    @property
    def kinds(self) -> list[str]:
        return sorted(self._rules)

    def says(self, kind: str, text: str) -> bool:
        flat = " ".join(re.findall(r"[^\W_]+", plain(text))) + " "
        return self._rules[kind].search(flat) is not None


_WH = set("who what when where which why how whose whom".split())
_AUX = set(
    "do does did is are was were am can could will would shall should have has had may might must "
    "don't doesn't didn't isn't aren't wasn't weren't can't couldn't won't wouldn't shouldn't haven't "
    "hasn't".split()
)
_LEAD = set("so and but or well uh um okay ok yeah oh right then now like i mean".split())


def opens_like_a_question(text: str) -> bool:
    """English: a question word or an auxiliary stands first, after words that only open a turn."""
    rest = words(text)
    while len(rest) > 1 and rest[0] in _LEAD:
        rest = rest[1:]
    return bool(rest) and (rest[0] in _WH or rest[0] in _AUX)
