"""Pairs of what a pupil said and what the teacher answered, graded by how far the answer takes it up."""

from __future__ import annotations

from pathlib import Path

import numpy as np

import callnorm
import scoring
from baselines import Overlap, ngram_regression
from detector import detect, noisy_or
from files import read_lines
from table import Row, Section

KINDS = ("reformulation", "read_back", "repeat", "clarification")
"""Acts that take up what the other said."""


def measure(data: Path) -> Section:
    section = Section("uptake")
    path = data / "uptake_pairs.jsonl.gz"
    if not path.is_file():
        section.skipped = f"{path.name} is not there"
        return section
    pairs = sorted(read_lines(path), key=lambda p: p["id"])
    every = len(pairs)
    pairs = [p for p in pairs if p["uptake_zscore"] is not None]
    evaluator = callnorm.Evaluator(language="en")
    scores = np.zeros(len(pairs))
    for i, pair in enumerate(pairs):
        contact = {
            "format": "callnorm.contact/1",
            "language": "en",
            "channel": "voice",
            "turns": [
                {"speaker": "client", "text": pair["before"]},
                {"speaker": "agent", "text": pair["reply"]},
            ],
        }
        scores[i] = noisy_or(
            a.score for a in detect(evaluator, contact) if a.turn == 1 and a.kind in KINDS
        )
    lessons = sorted({p["id"].split("-")[1] for p in pairs})
    lesson = np.array([lessons.index(p["id"].split("-")[1]) for p in pairs], dtype=np.int64)
    graded = np.array([p["uptake_zscore"] for p in pairs])
    before, reply = [p["before"] for p in pairs], [p["reply"] for p in pairs]
    overlap = Overlap([*before, *reply])
    amounts = np.array([overlap.amount(r, b) for r, b in zip(reply, before, strict=True)])
    regression = ngram_regression(before, reply, graded, scoring.folds(lesson))
    section.rows.append(
        Row(
            "uptake",
            "uptake pairs",
            f"{len(pairs)} pairs, {len(lessons)} lessons",
            "Spearman",
            scoring.spearman(scores, graded, lesson),
            {
                "overlap": scoring.spearman(amounts, graded, lesson),
                "n-grams": scoring.spearman(regression, graded, lesson),
            },
            0.58,
        )
    )
    section.figures["pairs with any act"] = int((scores > 0).sum())
    section.notes.append(
        f"uptake: {every - len(pairs)} pairs without a grade are left out; "
        f"callnorm says something about {int((scores > 0).sum())} of {len(pairs)}, the others tie at 0."
    )
    return section
