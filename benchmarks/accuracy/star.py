"""STAR: does a chat hold a step of its script, and in which order do the steps stand?

No script was seen before: callnorm learns nothing from the dialogues, and the baseline gets its
threshold from the dialogues of the other scripts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

import callnorm
import scoring
from detector import detect
from files import read_lines
from scoring import Figure, Prf
from table import Row, Section

SAMPLE = 1000
"""Dialogues in a run with --quick, drawn with a fixed seed."""

NAMES = {
    "hotel_book": "hotel_reserve",
    "ride_book": "book_ride",
    "doctor_schedule": "book_doctor_appointment",
    "restaurant_book": "restaurant_reserve",
    "meeting_schedule": "schedule_meeting",
}
"""Task of a dialogue -> task of its script, where they are called otherwise."""

NO_STEPS = re.compile(r"(query.*|yes|no|done|available|unavailable|correct|incorrect|noanswer)")
"""Nodes of the graph that stand for the database or for what the client says."""

_PLACE = re.compile(r"\{[^{}]*\}")

Order = dict[str, tuple[int, int]]
"""Step -> where it stands first: turn, and place in the turn."""


@dataclass
class Step:
    """A step with its ways of saying it."""

    id: str
    texts: dict[bool, list[str]]
    """False: the script's wording; True: with the examples."""


@dataclass
class Dialogue:
    script: str
    contact: dict[str, Any]
    agent: list[tuple[int, str]]
    gold: Order
    found: dict[str, Order] = field(default_factory=dict)


def _steps(script: dict[str, Any]) -> list[Step]:
    out = []
    for id_, wording in script["replies"].items():
        if NO_STEPS.fullmatch(id_):
            continue
        own = [wording] if re.search(r"\w", _PLACE.sub(" ", wording)) else []
        out.append(Step(id_, {False: own, True: own + script["examples"].get(id_, [])}))
    return out


def _script(task: str, steps: Sequence[Step], examples: bool) -> callnorm.Script:
    """Every step may be left out: only which ones were said is asked."""
    return callnorm.Script.from_dict(
        {
            "id": f"star.{task}",
            "version": "1",
            "lang": "en",
            "title": task,
            "direction": "inbound",
            "channels": ["chat"],
            "steps": {
                "seq": [
                    {
                        "opt": {
                            "step": s.id,
                            "say": {
                                "mode": "paraphrase",
                                "example": s.texts[examples][0],
                                "examples": s.texts[examples][1:],
                            },
                        }
                    }
                    for s in steps
                    if s.texts[examples]
                ]
            },
        }
    )


def _dialogues(raw: Sequence[dict[str, Any]], steps: dict[str, list[Step]]) -> list[Dialogue]:
    out = []
    for d in raw:
        task = NAMES.get(d["tasks"][0], d["tasks"][0])
        known = {s.id for s in steps[task]}
        gold: Order = {}
        for i, turn in enumerate(d["turns"]):
            for label in turn.get("labels", []):
                if label in known:
                    gold.setdefault(label, (i, 0))
        contact = {
            "format": "callnorm.contact/1",
            "language": "en",
            "channel": "chat",
            "messages": [
                {"sender": t["speaker"], "sent": i * 20, "text": t["text"]}
                for i, t in enumerate(d["turns"])
            ],
        }
        agent = [(i, t["text"]) for i, t in enumerate(d["turns"]) if t["speaker"] == "agent"]
        out.append(Dialogue(task, contact, agent, gold))
    return out


def _cosines(
    dialogues: Sequence[Dialogue], steps: Sequence[Step], examples: bool
) -> list[list[tuple[int, str, float]]]:
    """Per dialogue, for every agent turn: the step whose words are nearest, and how near."""
    texts = [(s.id, _PLACE.sub(" ", t)) for s in steps for t in s.texts[examples]]
    lines = [line for d in dialogues for _, line in d.agent]
    total = None
    for vectorizer in (
        TfidfVectorizer(analyzer="word", ngram_range=(1, 2), sublinear_tf=True),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True),
    ):
        wordings = vectorizer.fit_transform([t for _, t in texts])
        part = (vectorizer.transform(lines) @ wordings.T).toarray()
        total = part if total is None else total + part
    assert total is not None
    best = total.argmax(axis=1)
    nearest = iter([(texts[b][0], float(row[b]) / 2) for b, row in zip(best, total, strict=True)])
    return [[(turn, *next(nearest)) for turn, _ in d.agent] for d in dialogues]


def _baseline(dialogues: Sequence[Dialogue], steps: dict[str, list[Step]], examples: bool, name: str) -> None:
    nearest: dict[int, list[tuple[int, str, float]]] = {}
    for task in sorted(steps):
        mine = [(i, d) for i, d in enumerate(dialogues) if d.script == task]
        if mine:
            found = _cosines([d for _, d in mine], steps[task], examples)
            nearest.update({i: f for (i, _), f in zip(mine, found, strict=True)})
    grid = np.arange(0.05, 0.96, 0.05)
    present = [
        [_first(nearest[i], float(limit)) for limit in grid] for i in range(len(dialogues))
    ]
    for task in sorted({d.script for d in dialogues}):
        table = np.zeros((len(grid), 3))
        for d, options in zip(dialogues, present, strict=True):
            if d.script != task:
                for k, option in enumerate(options):
                    table[k] += (len(option.keys() & d.gold.keys()), len(option), len(d.gold))
        f1 = 2 * table[:, 0] / np.maximum(table[:, 1] + table[:, 2], 1)
        limit = int(np.argmax(f1))
        for d, options in zip(dialogues, present, strict=True):
            if d.script == task:
                d.found[name] = options[limit]


def _first(nearest: Sequence[tuple[int, str, float]], limit: float) -> Order:
    out: Order = {}
    for turn, step, cosine in nearest:
        if cosine >= limit:
            out.setdefault(step, (turn, 0))
    return out


def _ours(dialogues: Sequence[Dialogue], steps: dict[str, list[Step]], examples: bool, name: str) -> None:
    evaluators = {
        task: callnorm.Evaluator(script=_script(task, own, examples)) for task, own in sorted(steps.items())
    }
    for d in dialogues:
        order: Order = {}
        for act in detect(evaluators[d.script], d.contact):
            if act.kind == "step":
                place = (act.turn, act.start)
                order[act.step] = min(place, order.get(act.step, place))
        d.found[name] = order


def _presence(dialogues: Sequence[Dialogue], name: str) -> Prf:
    return scoring.prf(
        [
            (len(d.found[name].keys() & d.gold.keys()), len(d.found[name]), len(d.gold))
            for d in dialogues
        ]
    )


def _order(dialogues: Sequence[Dialogue], name: str) -> tuple[Figure, int]:
    """Of all pairs of steps that were rightly found, how many stand in the right order."""
    counts = []
    for d in dialogues:
        both = sorted(d.found[name].keys() & d.gold.keys())
        right = total = 0
        for a, b in combinations(both, 2):
            if d.gold[a] == d.gold[b]:
                continue
            total += 1
            found = d.found[name]
            right += found[a] != found[b] and (found[a] < found[b]) == (d.gold[a] < d.gold[b])
        counts.append((right, total, total))
    out = scoring.prf(counts)
    return out.precision, out.gold


def measure(data: Path, full: bool) -> Section:
    section = Section("STAR")
    paths = [data / "star_dialogues.jsonl.gz", data / "star_scripts.jsonl.gz"]
    for path in paths:
        if not path.is_file():
            section.skipped = f"{path.name} is not there"
            return section
    steps = {s["task"]: _steps(s) for s in sorted(read_lines(paths[1]), key=lambda s: s["task"])}
    # In a dialogue of several tasks nothing says which script a step belongs to.
    raw = sorted(
        (d for d in read_lines(paths[0]) if len(d["tasks"]) == 1 and d["turns"]),
        key=lambda d: d["id"],
    )
    every = len(raw)
    if not full and every > SAMPLE:
        chosen = np.random.default_rng(scoring.SEED).choice(every, SAMPLE, replace=False)
        raw = [raw[i] for i in sorted(chosen)]
        section.notes.append(
            f"STAR: {SAMPLE} of {every} dialogues with one task, drawn with a fixed seed (--quick)."
        )
    dialogues = _dialogues(raw, steps)
    for examples, target, order_target in ((False, 0.78, 0.99), (True, 0.85, 0.99)):
        name = "+ examples" if examples else "wording only"
        _ours(dialogues, steps, examples, name)
        _baseline(dialogues, steps, examples, f"{name}, n-grams")
        ours = _presence(dialogues, name)
        section.rows.append(
            Row(
                f"script step present, {name}",
                "STAR",
                f"{ours.gold} in {len(dialogues)} dialogues",
                "F1",
                ours.f1,
                {"n-grams": _presence(dialogues, f"{name}, n-grams").f1},
                target,
            )
        )
        value, pairs = _order(dialogues, name)
        section.rows.append(
            Row(
                f"order of found pairs, {name}",
                "STAR",
                f"{pairs} pairs",
                "share",
                value,
                {"n-grams": _order(dialogues, f"{name}, n-grams")[0]},
                order_target,
            )
        )
        section.figures[name] = {
            "precision": ours.precision,
            "recall": ours.recall,
            "by script": {
                task: _presence([d for d in dialogues if d.script == task], name).f1
                for task in sorted({d.script for d in dialogues})
            },
        }
    return section
