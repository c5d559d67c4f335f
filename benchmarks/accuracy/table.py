"""What a measurement hands back: rows of the summary, further tables, and why it was skipped."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from scoring import Figure


@dataclass
class Row:
    """One figure of callnorm beside its baselines and the figure to reach."""

    task: str
    data: str
    n: str
    measure: str
    callnorm: Figure
    baselines: dict[str, Figure] = field(default_factory=dict)
    target: float | None = None

    @property
    def reached(self) -> str:
        if self.target is None or math.isnan(self.callnorm.value):
            return "–"
        return "yes" if self.callnorm.value >= self.target else "no"


@dataclass
class Section:
    """What one measurement found."""

    name: str
    rows: list[Row] = field(default_factory=list)
    tables: list[tuple[str, str]] = field(default_factory=list)
    """Title and Markdown."""
    notes: list[str] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)
    """For report.json, beyond the rows."""
    skipped: str = ""
    seconds: float = 0.0


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]], left: int = 1) -> str:
    """A table whose first ``left`` columns stand to the left, in columns of equal width."""
    widths = [max(len(r[i]) for r in [head, *rows]) for i in range(len(head))]

    def line(cells: Sequence[str]) -> str:
        padded = [
            c.ljust(w) if i < left else c.rjust(w)
            for i, (c, w) in enumerate(zip(cells, widths, strict=True))
        ]
        return "| " + " | ".join(padded) + " |"

    rule = [("-" * w) if i < left else "-" * (w - 1) + ":" for i, w in enumerate(widths)]
    return "\n".join([line(head), line(rule), *map(line, rows)])


def summary(rows: Sequence[Row]) -> str:
    """The table at the end of a run."""
    return markdown(
        ["task", "data", "measure", "n", "callnorm (95 %)", "baselines", "target", "reached"],
        [
            [
                r.task,
                r.data,
                r.measure,
                r.n,
                str(r.callnorm),
                ", ".join(f"{k} {v.short()}" for k, v in r.baselines.items()) or "–",
                "–" if r.target is None else f"{r.target:.2f}",
                r.reached,
            ]
            for r in rows
        ],
        left=3,
    )


def as_json(value: Any) -> Any:
    """Figures as numbers, "not a number" as null."""
    if isinstance(value, Figure):
        return {k: as_json(getattr(value, k)) for k in ("value", "low", "high")}
    if isinstance(value, float):
        return None if math.isnan(value) else round(value, 4)
    if isinstance(value, dict):
        return {k: as_json(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(v) for v in value]
    return value
