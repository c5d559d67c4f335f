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
from uptake_split import held_out, lesson_of

KINDS = ("reformulation", "read_back", "repeat", "clarification")
"""Acts that take up what the other said; a baseline of callnorm's own."""


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
    acts = np.zeros(len(pairs))
    for i, pair in enumerate(pairs):
        contact = {
            "format": "callnorm.contact/1",
            "language": "en",
            "channel": "voice",
            "quality": {"punctuated": True},
            "turns": [
                {"speaker": "client", "text": pair["before"]},
                {"speaker": "agent", "text": pair["reply"]},
            ],
        }
        found = evaluator.uptake(callnorm.Contact.from_dict(contact))
        scores[i] = found[0].score if found else 0.0
        acts[i] = noisy_or(
            a.score for a in detect(evaluator, contact) if a.turn == 1 and a.kind in KINDS
        )
    names = sorted({lesson_of(p["id"]) for p in pairs})
    lesson = np.array([names.index(lesson_of(p["id"])) for p in pairs], dtype=np.int64)
    graded = np.array([p["uptake_zscore"] for p in pairs])
    before, reply = [p["before"] for p in pairs], [p["reply"] for p in pairs]
    overlap = Overlap([*before, *reply])
    amounts = np.array([overlap.amount(r, b) for r, b in zip(reply, before, strict=True)])
    regression = ngram_regression(before, reply, graded, scoring.folds(lesson))
    # The model learned from the other lessons; the n-grams learned from all but the fold measured.
    kept = np.array([held_out(lesson_of(p["id"])) for p in pairs])
    _, lesson_kept = np.unique(lesson[kept], return_inverse=True)

    def figure(values: scoring.Floats) -> scoring.Figure:
        return scoring.spearman(values[kept], graded[kept], lesson_kept)

    section.rows.append(
        Row(
            "uptake",
            "uptake pairs, lessons not trained on",
            f"{int(kept.sum())} pairs, {int(lesson_kept.max()) + 1} lessons",
            "Spearman",
            figure(scores),
            {"acts": figure(acts), "overlap": figure(amounts), "n-grams": figure(regression)},
            0.58,
        )
    )
    section.figures["pairs with any act"] = int((acts > 0).sum())
    section.notes.append(
        f"uptake: {every - len(pairs)} pairs without a grade are left out; measured on the quarter of "
        f"the lessons that train_uptake.py keeps out. Acts alone say something about "
        f"{int((acts > 0).sum())} of {len(pairs)} pairs, the others tie at 0."
    )
    return section
