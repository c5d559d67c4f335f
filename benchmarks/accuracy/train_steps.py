#!/usr/bin/env python3
"""Trains the model of script steps: src/data/models/steps.json.

    train_steps.py --data FOLDER [--build FOLDER] [--check]

Learns from train/steps/*.json (invented dialogues in Dutch, French and English, with the steps marked) and from STAR
in FOLDER of --data (star_dialogues.jsonl.gz, star_scripts.jsonl.gz; its text is not part of this project, the weights
may be). data/steps/*.json measure and are not read here. --build is a build folder that holds benchmarks/callnorm_step_features. The same inputs give
the same file, byte for byte; --check writes nothing and fails when the file would differ.

Each script takes part twice: with the wording alone, and with the example phrasings. The shipped weights have seen
every script of STAR; star.py measures with weights that did not (models_by_script).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import numpy as np
from numpy.typing import NDArray

import star_data
import step_sets

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SEED = 20260101
FOLDS = 4
PENALTY = 1.0
"""On the squares of the weights."""
DAMPING = 0.6
"""Of the order's log odds: what is said is not independent of what was said before. .5 to 1.1 differ by .005."""
MOST = 30.0

Floats = NDArray[np.float64]

FEW = "words that few steps of the script use tell which step it is (inverse document frequency, Spärck Jones 1972)"
LETTERS = "inflection, compounds and typing errors leave most letter sequences as they are (McNamee & Mayfield 2004)"
FORM = "a question is not worded as a statement, whatever they are about (speech acts, Searle 1969)"
ACT = "a phrase of the same class of act: how one greets or takes leave differs more than that one does"
OUTCOME = "the steps for success and failure share their words and differ in how it came out"
VALUE = "what stands in a placeholder's place is not among the script's words"
ANSWER = "question and answer are about the same thing (adjacency pairs, Schegloff & Sacks 1973)"
PLACE = "greetings come first, leave-taking last; steps mostly come in their order"
RIVAL = "a wording that comes near counts for less when another step's comes nearer"
ORDER = "steps mostly follow each other as the script has them; log odds in STAR's scripts, damped"

# What each feature is, and why it should tell. A feature without a line here is not trained.
FEATURES = {
    "word_cosine": ("cosine of the words' weights: what was said and the step's nearest wording", FEW),
    "letter_cosine": ("cosine of their runs of three and four letters", LETTERS),
    "said_share": ("share of the weight of what was said that the wording holds", FEW),
    "wording_share": ("share of the wording's weight that was said", FEW),
    "letters_said": ("share of the letter runs said that the wording holds", LETTERS),
    "letters_held": ("share of the wording's letter runs that were said", LETTERS),
    "pair_share": ("share of the pairs of words on end that the wording holds as well", "set phrases are carried over whole"),
    "rarest": ("weight of the rarest word said that any wording of the step holds, 1 for one no other step uses", FEW),
    "own_words": ("share of what was said that is in wordings of this step alone", FEW),
    "others_words": ("share of what was said that other steps use and this one does not", RIVAL),
    "notion_both": ("weight of the notions both hold (src/data/concepts)", "one thing is said in many ways"),
    "label_share": ("share of what was said that is in the step's name, words most names hold left out", "a step is named after what it is about"),
    "question_both": ("both ask", FORM),
    "question_said": ("asked, and the wording does not", FORM),
    "question_wording": ("the wording asks, and this does not", FORM),
    "greeting_both": ("both greet", ACT),
    "offer_both": ("both offer help", ACT),
    "leave_both": ("both take leave or wish well", ACT),
    "anything_else_both": ("both ask whether there is anything else", ACT),
    "thanks_both": ("both thank", ACT),
    "other_act_both": ("both give a name, say the call is recorded, sum up, tell the next step, ask to wait or propose", ACT),
    "acts_apart": ("how many of these one does and the other does not, three or more being 1", ACT),
    "data_both": ("both name the same kind of data: a name, a number, an address, a date ...", "data questions are told apart by what they ask for"),
    "data_apart": ("both name data, of different kinds", "data questions are told apart by what they ask for"),
    "bad_both": ("both say it did not come out or cannot be", OUTCOME),
    "bad_said": ("said, and not in the wording", OUTCOME),
    "bad_wording": ("in the wording, and not said", OUTCOME),
    "good_both": ("both say it came out", OUTCOME),
    "good_said": ("said, and not in the wording", OUTCOME),
    "good_wording": ("in the wording, and not said", OUTCOME),
    "opposite_outcome": ("one says it came out, the other that it did not", OUTCOME),
    "negation_both": ("both negate", OUTCOME),
    "negation_apart": ("one negates, the other does not", OUTCOME),
    "number_fits": ("a number was said; the wording has one, or a placeholder", VALUE),
    "number_alien": ("a number was said; the wording has neither", VALUE),
    "slot_share": ("share of the wording's words that are placeholders", VALUE),
    "slot_filled": ("the wording has a placeholder, and a number or words that are not the wording's were said", VALUE),
    "client_before": ("share of the client's turn before that is in wordings of the step", ANSWER),
    "client_after": ("share of the client's turn after that is in wordings of the step", ANSWER),
    "place_apart": ("how far the place in the contact is from the step's place in the script, both from 0 to 1; 0 in an excerpt of fewer than eight stretches of talk", PLACE),
    "early_greeting": ("both greet, among the agent's first two stretches of talk", PLACE),
    "late_leave": ("both take leave, among the agent's last two", PLACE),
    "nothing_shared": ("no content word, notion, act or word of the step's name in common", "what has nothing in common is another thing, wherever it stands"),
    "few_words": ("at most two words", "a word is less than a step"),
    "words": ("number of words, 20 or more being 1", "the longer the talk, the more of it is shared by chance"),
    "lead": ("how much nearer the step's wording is than the nearest of the others", RIVAL),
    "rivalry": ("the wording's share of how near all steps come (softmax of four times the nearness)", RIVAL),
}
ORDERS = {
    "order_same": "the step said last comes again",
    "order_next": "the next one follows",
    "order_skips_one": "the one after the next follows",
    "order_skips_some": "two or three are left out",
    "order_ahead": "more are left out",
    "order_back_one": "the one before follows",
    "order_back": "one further back follows",
    "order_starts_first": "no step came before: the first",
    "order_starts_early": "no step came before: the second or third",
    "order_starts_late": "no step came before: a later one",
}


@dataclass
class Talk:
    """The units of one dialogue against the steps that have words."""

    values: NDArray[np.float32]
    """units x steps x features"""
    turns: NDArray[np.int64]
    labels: NDArray[np.bool_]
    """units x steps"""
    gold: frozenset[str]


@dataclass
class Case:
    """A script, with the wording alone or with the examples, and its dialogues."""

    task: str
    steps: list[str]
    talks: list[Talk]


def feature_names(tool: Path) -> list[str]:
    return subprocess.run([str(tool), "--names"], capture_output=True, text=True, check=True).stdout.split()


def input_lines(
    steps: dict[str, list[star_data.Step]],
    dialogues: Sequence[star_data.Dialogue],
    examples: bool,
    language: str = "en",
) -> tuple[str, dict[str, list[int]]]:
    """Lines for the tools, and by script which dialogues stand there in which order."""
    lines = []
    order: dict[str, list[int]] = {}
    for task in sorted(steps):
        mine = [i for i, d in enumerate(dialogues) if d.script == task]
        if not mine:
            continue
        order[task] = mine
        lines.append("S\t" + json.dumps(star_data.script_json(task, steps[task], examples, language)))
        lines += ["C\t" + json.dumps({**dialogues[i].contact, "id": str(i)}) for i in mine]
    return "\n".join(lines) + "\n", order


def cases(
    tool: Path,
    names: Sequence[str],
    steps: dict[str, list[star_data.Step]],
    dialogues: Sequence[star_data.Dialogue],
    examples: bool,
    language: str = "en",
) -> list[Case]:
    lines, order = input_lines(steps, dialogues, examples, language)
    raw = subprocess.run([str(tool)], input=lines.encode(), capture_output=True, check=True).stdout
    table = np.frombuffer(raw, np.float32).reshape(-1, 4 + len(names))
    number = table[:, 0].astype(np.int64)
    begin = np.searchsorted(number, np.arange(sum(len(v) for v in order.values()) + 1))
    near = [names.index(n) for n in ("word_cosine", "letter_cosine", "said_share")]
    out = []
    row = 0
    for task, mine in order.items():
        worded = [s.id for s in steps[task] if s.texts[examples]]
        case = Case(task, worded, [])
        for i in mine:
            part = table[begin[row] : begin[row + 1]].reshape(-1, len(worded), 4 + len(names))
            row += 1
            values, turns = part[:, :, 4:], part[:, 0, 1].astype(np.int64)
            labels = np.zeros(values.shape[:2], dtype=bool)
            for turn, label in dialogues[i].labels:
                units = np.flatnonzero(turns == turn)
                if label not in worded or not len(units):
                    continue
                # A label is of a turn; it belongs to the stretch of it that comes nearest.
                step = worded.index(label)
                nearness = values[units, step][:, near] @ np.array([1.0, 1.0, 0.5], np.float32)
                labels[units[int(np.argmax(nearness))], step] = True
            case.talks.append(Talk(values, turns, labels, frozenset(dialogues[i].gold_renamed)))
        out.append(case)
    return out


def fit(values: Floats, target: Floats, weight: Floats, penalty: float) -> Floats:
    """Weights, and the bias last: Newton's method, halving steps that overshoot."""
    x = np.hstack([values, np.ones((len(values), 1))])
    ridge = np.full(x.shape[1], penalty)
    ridge[-1] = 0.0
    w = np.zeros(x.shape[1])

    def loss(w: Floats) -> float:
        z = x @ w
        return float((weight * (np.logaddexp(0.0, z) - target * z)).sum() + 0.5 * (ridge * w * w).sum())

    now = loss(w)
    for _ in range(50):
        p = 1.0 / (1.0 + np.exp(-np.clip(x @ w, -MOST, MOST)))
        gradient = x.T @ ((p - target) * weight) + ridge * w
        curvature = (x * (p * (1.0 - p) * weight)[:, None]).T @ x + np.diag(ridge + 1e-9)
        step = np.linalg.solve(curvature, gradient)
        size = 1.0
        while (after := loss(w - size * step)) > now and size > 1e-4:
            size /= 2.0
        w = w - size * step
        if now - after < 1e-7 * now:
            break
        now = after
    return w


def _distance(apart: int) -> int:
    """Index among ORDERS."""
    if apart in (0, 1, 2):
        return apart
    if apart in (3, 4):
        return 3
    return 4 if apart > 4 else 5 if apart == -1 else 6


def transitions(count: int) -> NDArray[np.int64]:
    """From each step, and from none, to each: index among ORDERS."""
    out = np.zeros((count + 1, count), dtype=np.int64)
    for a in range(count):
        for b in range(count):
            out[a, b] = _distance(b - a)
    out[count] = [7 if b == 0 else 8 if b <= 2 else 9 for b in range(count)]
    return out


def order_weights(some: Iterable[Case]) -> Floats:
    """Log odds of each kind of succession against how many steps stand at that distance, damped."""
    seen, could = np.zeros(len(ORDERS)), np.zeros(len(ORDERS))
    for case in some:
        kinds = transitions(len(case.steps))
        for talk in case.talks:
            last = len(case.steps)
            for row in talk.labels:
                for step in np.flatnonzero(row)[:1]:
                    seen[kinds[last, step]] += 1
                    np.add.at(could, kinds[last], 1)
                    last = int(step)
    out = np.log((seen + 1.0) / (could + 1.0))
    for part in (slice(0, 7), slice(7, 10)):
        out[part] -= np.log(seen[part].sum() / could[part].sum())
    return DAMPING * out


def posteriors(sums: Floats, order: Floats) -> Floats:
    """As engine/label_chain.hpp has it. sums: units x steps."""
    units, steps = sums.shape
    factor = np.exp(order[transitions(steps)])
    odds = np.exp(np.clip(sums, -MOST, MOST))
    state = np.zeros(steps + 1)
    state[steps] = 1.0
    entered, stayed = np.zeros_like(odds), np.zeros((units, steps + 1))
    for i in range(units):
        stayed[i] = state
        entered[i] = odds[i] * (state @ factor)
        state = state.copy()
        state[:steps] += entered[i]
        state /= state.sum()
    after, out = np.ones(steps + 1), np.zeros_like(odds)
    for i in reversed(range(units)):
        with_step = entered[i] * after[:steps]
        out[i] = with_step / (with_step.sum() + stayed[i] @ after)
        after = after + factor @ (odds[i] * after[:steps])
        after /= after.sum()
    return out


def learn(some: Sequence[Case]) -> tuple[Floats, Floats]:
    """Weights with the bias last, and those of the order."""
    values, target, weight = [], [], []
    for case in some:
        rows = np.concatenate([t.values.reshape(-1, t.values.shape[2]) for t in case.talks]).astype(np.float64)
        values.append(rows)
        target.append(np.concatenate([t.labels.ravel() for t in case.talks]).astype(np.float64))
        # A script with many dialogues counts for more than one with few, but not as many times more.
        weight.append(np.full(len(rows), (len(rows) / 1e4) ** -0.5))
    w = fit(np.concatenate(values), np.concatenate(target), np.concatenate(weight), PENALTY)
    return w, order_weights(some)


def likeliest(case: Case, w: Floats, order: Floats) -> list[tuple[float, bool]]:
    """Of each dialogue and step the likeliest stretch of talk, where that step is the likeliest; and whether the
    dialogue holds the step."""
    out = []
    for talk in case.talks:
        if not len(talk.values):
            continue
        p = posteriors(talk.values.astype(np.float64) @ w[:-1] + w[-1], order)
        best = p.argmax(axis=1)
        for step in np.unique(best):
            out.append((float(p[best == step, step].max()), case.steps[step] in talk.gold))
    return out


def calibrate(pairs: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Slope and offset on the log odds (Platt 1999)."""
    p = np.clip(np.array([a for a, _ in pairs]), 1e-9, 1 - 1e-9)
    w = fit(np.log(p / (1 - p))[:, None], np.array([b for _, b in pairs], dtype=np.float64), np.ones(len(p)), 0.0)
    return float(w[0]), float(w[1])


def model(names: Sequence[str], w: Floats, order: Floats, scale: tuple[float, float], trained_on: str) -> dict[str, Any]:
    weights = [
        {"name": n, "weight": round(float(x), 3) + 0.0, "description": FEATURES[n][0], "source": FEATURES[n][1]}
        for n, x in zip(names, w, strict=False)
    ]
    weights += [
        {"name": n, "weight": round(float(x), 3) + 0.0, "description": text, "source": ORDER}
        for (n, text), x in zip(ORDERS.items(), order, strict=True)
    ]
    return {
        "format": "callnorm.model/1",
        "name": "steps",
        "version": "model@1",
        "act": "step",
        "bias": round(float(w[-1]), 3),
        "calibration": "The score is the share of the invented dialogues that hold the step, of those whose best stretch "
        "of talk for it is as likely, by models that did not see the script",
        "slope": round(scale[0], 3),
        "offset": round(scale[1], 3),
        "trained_on": trained_on,
        "seed": SEED,
        "features": weights,
    }


def written(of: dict[str, Any]) -> str:
    """Readable, one feature to a line."""
    lines = ",\n".join("  " + json.dumps(f, ensure_ascii=False) for f in of["features"])
    head = json.dumps({k: v for k, v in of.items() if k != "features"}, ensure_ascii=False, indent=1)
    return head[:-2] + ',\n "features": [\n' + lines + "\n ]\n}\n"


def models_by_script(
    data: Path, build: Path, whole: bool
) -> tuple[dict[str, dict[str, Any]], dict[str, Any] | None]:
    """By script a model that saw no script of its domain; and, if asked for, the one that saw all."""
    tool = build / "benchmarks" / "callnorm_step_features"
    names = feature_names(tool)
    if unknown := [n for n in names if n not in FEATURES]:
        raise SystemExit(f"no word on what these features are: {', '.join(unknown)}")
    steps, dialogues = star_data.read(data)
    every = [c for examples in (False, True) for c in cases(tool, names, steps, dialogues, examples)]
    for path in sorted((HERE / "train" / "steps").glob("*.json")):
        language, *invented = step_sets.read(path)
        every += [c for examples in (False, True) for c in cases(tool, names, *invented, examples, language)]
    domains = sorted({star_data.domain(c.task) for c in every})
    fold = {c.task: domains.index(star_data.domain(c.task)) % FOLDS for c in every}
    learned = [learn([c for c in every if fold[c.task] != k]) for k in range(FOLDS)]
    # STAR's agents said many steps that are not labelled: only the invented dialogues tell how often a score is right.
    own = [c for c in every if c.task not in steps]
    pairs = {k: [p for c in own if fold[c.task] == k for p in likeliest(c, *learned[k])] for k in range(FOLDS)}
    by_fold = [
        model(names, *learned[k], calibrate([p for j in pairs if j != k for p in pairs[j]]), "other domains")
        for k in range(FOLDS)
    ]
    shipped = None
    if whole:
        on = (
            "STAR (Mosig et al. 2020, MIT): chats in English of people who played agents with a script, all "
            f"{len(steps)} scripts; and {len({c.task for c in every}) - len(steps)} invented scripts in Dutch, French "
            "and English; each with its wording alone and with its example phrasings"
        )
        shipped = model(names, *learn(every), calibrate([p for j in sorted(pairs) for p in pairs[j]]), on)
    return {task: by_fold[k] for task, k in fold.items()}, shipped


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--build", type=Path, default=ROOT / "build" / "release")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when the file would differ")
    options = parser.parse_args()
    for needed in (options.build / "benchmarks" / "callnorm_step_features", *star_data.paths(options.data)):
        if not needed.exists():
            print(f"{needed} is not there", file=sys.stderr)
            return 1
    _, shipped = models_by_script(options.data, options.build, True)
    assert shipped is not None
    text = written(shipped)
    out = ROOT / "src" / "data" / "models" / "steps.json"
    if options.check:
        same = out.exists() and out.read_text(encoding="utf-8") == text
        print(f"{out.name}: " + ("the same" if same else "would differ"))
        return 0 if same else 1
    out.write_text(text, encoding="utf-8")
    print(f"{out.name}: {len(text)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
