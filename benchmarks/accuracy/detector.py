"""The one place where callnorm is asked. What is measured is what a user of the package gets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import callnorm

OPERATING_POINT = 0.5
"""From this score on an act counts as found; scores below it serve measures without a threshold."""


@dataclass(frozen=True)
class Found:
    """One act callnorm found in a turn."""

    kind: str
    type: str
    turn: int
    start: int
    end: int
    score: float
    by: str
    step: str


def detect(evaluator: callnorm.Evaluator, contact: dict[str, Any]) -> list[Found]:
    """All acts that have a turn, in order."""
    acts = evaluator.detect(callnorm.Contact.from_dict(contact), 0.0)
    return [
        Found(
            str(getattr(a.kind, "value", a.kind)), a.type, a.turn, a.start, a.end, a.score, a.by, a.step
        )
        for a in acts
        if a.turn is not None
    ]


def at_operating_point(acts: Iterable[Found]) -> list[Found]:
    return [a for a in acts if a.score >= OPERATING_POINT]


def noisy_or(scores: Iterable[float]) -> float:
    """One score from several: 0 when there is none, and more evidence never lowers it."""
    against = 1.0
    for score in scores:
        against *= 1.0 - min(max(score, 0.0), 1.0)
    return 1.0 - against
