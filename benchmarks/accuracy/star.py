"""STAR: does a chat hold a step of its script, and in which order do the steps stand?

No script was seen before: the models that find the steps of a script learned from scripts of other domains
(train_steps.models_by_script), and the baseline gets its threshold from the dialogues of the other scripts.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

import scoring
import star_data
import train_steps
from scoring import Figure, Prf
from star_data import Dialogue, Order, Step, note_first
from table import Row, Section

SAMPLE = 1000
"""Dialogues in a run with --quick, drawn with a fixed seed."""


def _cosines(
    dialogues: Sequence[Dialogue], steps: Sequence[Step], examples: bool
) -> list[list[tuple[int, str, float]]]:
    """Per dialogue, for every agent turn: the step whose words are nearest, and how near."""
    texts = [(s.id, star_data.without_placeholders(t)) for s in steps for t in s.texts[examples]]
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
                    table[k] += (
                        len(option.keys() & d.gold_renamed.keys()),
                        len(option),
                        len(d.gold_renamed),
                    )
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


def _ours(
    dialogues: Sequence[Dialogue],
    steps: dict[str, list[Step]],
    examples: bool,
    name: str,
    tool: Path,
    models: dict[str, dict[str, Any]],
) -> None:
    """Each script by the model that did not see it; the rest is callnorm's own code."""
    with tempfile.TemporaryDirectory() as folder:
        for task in sorted({d.script for d in dialogues}):
            mine = [d for d in dialogues if d.script == task]
            lines, _ = train_steps.input_lines({task: steps[task]}, mine, examples)
            path = Path(folder) / "model.json"
            path.write_text(train_steps.written(models[task]), encoding="utf-8")
            out = subprocess.run([str(tool), str(path)], input=lines.encode(), capture_output=True, check=True)
            found: list[Order] = [{} for _ in mine]
            for line in out.stdout.decode().splitlines():
                number, step, turn, begin, _ = line.split("\t")
                note_first(found[int(number)], step, (int(turn), int(begin)))
            for d, order in zip(mine, found, strict=True):
                d.found[name] = order


def _gold(d: Dialogue, as_named: bool) -> Order:
    return d.gold_renamed if as_named else d.gold


def presence(dialogues: Sequence[Dialogue], name: str, as_named: bool) -> Prf:
    counts = []
    for d in dialogues:
        gold = _gold(d, as_named)
        counts.append((len(d.found[name].keys() & gold.keys()), len(d.found[name]), len(gold)))
    return scoring.prf(counts)


def order_of(dialogues: Sequence[Dialogue], name: str, as_named: bool) -> tuple[Figure, int]:
    """Of all pairs of steps that were rightly found, how many stand in the right order."""
    counts = []
    for d in dialogues:
        found, gold = d.found[name], _gold(d, as_named)
        right = total = 0
        for a, b in combinations(sorted(found.keys() & gold.keys()), 2):
            if gold[a] == gold[b]:
                continue
            total += 1
            right += found[a] != found[b] and (found[a] < found[b]) == (gold[a] < gold[b])
        counts.append((right, total, total))
    out = scoring.prf(counts)
    return out.precision, out.gold


def step_rows(
    dialogues: Sequence[Dialogue],
    what: str,
    data: str,
    name: str,
    baselines: dict[str, str],
    as_named: bool = False,
    targets: tuple[float | None, float | None] = (None, None),
) -> tuple[list[Row], Prf]:
    """Which steps were said, and in which order; `name` and the baselines are keys of Dialogue.found."""
    ours = presence(dialogues, name, as_named)
    value, pairs = order_of(dialogues, name, as_named)
    rows = [
        Row(
            f"script step present, {what}",
            data,
            f"{ours.gold} in {len(dialogues)} dialogues",
            "F1",
            ours.f1,
            {k: presence(dialogues, found, as_named).f1 for k, found in baselines.items()},
            targets[0],
        ),
        Row(
            f"order of found pairs, {what}",
            data,
            f"{pairs} pairs",
            "share",
            value,
            {k: order_of(dialogues, found, as_named)[0] for k, found in baselines.items()},
            targets[1],
        ),
    ]
    return rows, ours


def measure(data: Path, build: Path, full: bool) -> Section:
    section = Section("STAR")
    tools = [build / "benchmarks" / name for name in ("callnorm_step_features", "callnorm_find_steps")]
    for path in (*star_data.paths(data), *tools):
        if not path.is_file():
            section.skipped = f"{path.name} is not there"
            return section
    models, _ = train_steps.models_by_script(data, build, False)
    steps, dialogues = star_data.read(data)
    every = len(dialogues)
    if not full and every > SAMPLE:
        chosen = np.random.default_rng(scoring.SEED).choice(every, SAMPLE, replace=False)
        dialogues = [dialogues[i] for i in sorted(chosen)]
        section.notes.append(
            f"STAR: {SAMPLE} of {every} dialogues with one task, drawn with a fixed seed (--quick)."
        )
    for examples, target, order_target in ((False, 0.78, 0.99), (True, 0.85, 0.99)):
        name = "+ examples" if examples else "wording only"
        _ours(dialogues, steps, examples, name, tools[1], models)
        _baseline(dialogues, steps, examples, f"{name}, n-grams")
        for as_named in (False, True):
            what = f"{name}, labels by the script's names" if as_named else name
            n_grams = f"{name}, n-grams"
            rows, ours = step_rows(
                dialogues, what, "STAR", name, {"n-grams": n_grams}, as_named, (target, order_target)
            )
            section.rows += rows
            section.figures[what] = {
                "precision": ours.precision,
                "recall": ours.recall,
                "by script": {
                    task: presence([d for d in dialogues if d.script == task], name, as_named).f1
                    for task in sorted({d.script for d in dialogues})
                },
            }
    return section
