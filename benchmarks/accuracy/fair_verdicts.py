"""How many verdicts a fair assessor could sign: ``tests/data/verdicts``, by rules and by the model."""

from __future__ import annotations

import functools
import sys
from collections import Counter
from pathlib import Path

import callnorm
from table import Section, markdown

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "python"))

from verdict_cases import VERDICTS, read_all  # noqa: E402

DETECTORS = ("rules@1", "model@1")
LETTERS = {name: letter for letter, name in VERDICTS.items()}


@functools.cache
def _evaluator(script: str | None, detectors: str) -> callnorm.Evaluator:
    path = ROOT / "examples" / "scripts" / f"{script}.json"
    read = callnorm.Script.from_file(path) if script else None
    return callnorm.Evaluator(script=read, detectors=detectors)


def measure() -> Section:
    """By indicator: verdicts as the writers gave them, those they can accept, undeserved failures."""
    cases, problems = read_all((ROOT / "tests" / "data" / "verdicts").glob("*.txt"))
    if problems:
        return Section("fair verdicts", skipped=problems[0])
    counts: Counter[tuple[str, str, str]] = Counter()
    for case in cases:
        contact = callnorm.Contact.from_dict(case.contact())
        for detectors in DETECTORS:
            evaluation = _evaluator(case.script, detectors).evaluate(contact)
            for one in case.expected:
                said = LETTERS[evaluation[one.indicator].verdict.name]
                for of in (one.indicator, "all"):
                    counts[of, detectors, "n"] += 1
                    counts[of, detectors, "right"] += said == one.right
                    counts[of, detectors, "fair"] += said in one.acceptable
                    counts[of, detectors, "wronged"] += said == "N" and "N" not in one.acceptable
    section = Section("fair verdicts")
    rows = []
    for of in sorted({of for of, _, _ in counts}):
        row = [of, str(counts[of, DETECTORS[0], "n"])]
        for detectors in DETECTORS:
            n = counts[of, detectors, "n"]
            row += [f"{counts[of, detectors, what] / n:.2f}" for what in ("right", "fair")]
            row.append(str(counts[of, detectors, "wronged"]))
        rows.append(row)
    head = ["indicator", "verdicts"]
    head += [f"{d} {what}" for d in DETECTORS for what in ("the same", "acceptable", "undeserved N")]
    section.tables.append((f"Verdicts of {len(cases)} invented contacts", markdown(head, rows)))
    section.figures = {"contacts": len(cases)} | {
        f"{of} {detectors} {what}": count for (of, detectors, what), count in counts.items()
    }
    return section
