"""ICSI meetings with MRDA tags: checks of understanding, requests to repeat, questions.

A meeting has no agent. Every speaker in turn stands as the agent, everybody else as the client; an
utterance is judged in the reading in which its own speaker is the agent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import callnorm
import mrda_text
import scoring
from baselines import Overlap, ngram_probabilities, opens_like_a_question
from detector import OPERATING_POINT, detect, noisy_or
from files import read_lines
from scoring import Floats
from table import Row, Section

SAMPLE = 8
"""Meetings in a run with --quick, drawn with a fixed seed."""

CHECKS = ("reformulation", "read_back", "clarification")
"""Kinds that check understanding; of clarifications only the restricted offer."""

WINDOW = 3

@dataclass
class Utterances:
    """All utterances of the meetings, one after the other."""

    meeting: NDArray[np.int64]
    marked: list[str]
    plain: list[str]
    before: list[str]
    check: NDArray[np.bool_]
    repair: NDArray[np.bool_]
    question: NDArray[np.bool_]
    check_score: Floats
    repair_score: Floats
    question_score: Floats


def _judge(
    evaluator: callnorm.Evaluator, turns: Sequence[dict[str, Any]], texts: Sequence[str]
) -> dict[str, Floats]:
    """Scores per utterance, each from the reading in which its own speaker is the agent."""
    scores = {k: np.zeros(len(turns)) for k in ("check", "repair", "question")}
    for speaker in sorted({t["speaker"] for t in turns}):
        contact, places = mrda_text.contact(turns, speaker, texts)
        checks: dict[int, list[float]] = {}
        for act in detect(evaluator, contact):
            i = places[act.turn]
            if turns[i]["speaker"] != speaker:
                continue
            if act.kind in CHECKS and (act.kind != "clarification" or act.type == "restricted_offer"):
                checks.setdefault(i, []).append(act.score)
            elif act.kind == "open_repair":
                scores["repair"][i] = max(scores["repair"][i], act.score)
            elif act.kind == "question":
                scores["question"][i] = max(scores["question"][i], act.score)
        for i, values in checks.items():
            scores["check"][i] = noisy_or(values)
    return scores


def load(path: Path, full: bool) -> tuple[Utterances, int]:
    """The utterances with callnorm's scores, and how many meetings there are in all."""
    meetings = sorted(read_lines(path), key=lambda m: m["id"])
    # The model learned from the others.
    meetings = [m for i, m in enumerate(meetings) if mrda_text.held_out(i)]
    count = len(meetings)
    if not full and count > SAMPLE:
        chosen = np.random.default_rng(scoring.SEED).choice(count, SAMPLE, replace=False)
        meetings = [meetings[i] for i in sorted(chosen)]
    evaluator = callnorm.Evaluator(language="en")
    number: list[int] = []
    marked: list[str] = []
    plain: list[str] = []
    before: list[str] = []
    gold: dict[str, list[bool]] = {"check": [], "repair": [], "question": []}
    scores: dict[str, list[Floats]] = {"check": [], "repair": [], "question": []}
    for m, meeting in enumerate(meetings):
        turns = meeting["turns"]
        here_marked = [mrda_text.written(t["text"]) for t in turns]
        here_plain = [mrda_text.bare(t["text"]) for t in turns]
        with_marks = _judge(evaluator, turns, here_marked)
        without = _judge(evaluator, turns, here_plain)
        scores["check"].append(with_marks["check"])
        scores["repair"].append(with_marks["repair"])
        scores["question"].append(without["question"])
        for i, turn in enumerate(turns):
            fact = mrda_text.facts(turn["da"])
            gold["check"].append(fact.check)
            gold["repair"].append(fact.repair)
            gold["question"].append(fact.question)
            number.append(m)
            others = [j for j in range(max(0, i - 12), i) if turns[j]["speaker"] != turn["speaker"]]
            before.append(" ".join(here_plain[j] for j in others[-WINDOW:]))
        marked += here_marked
        plain += here_plain
    return (
        Utterances(
            np.array(number, dtype=np.int64),
            marked,
            plain,
            before,
            *(np.array(gold[k], dtype=bool) for k in ("check", "repair", "question")),
            *(np.concatenate(scores[k]) for k in ("check", "repair", "question")),
        ),
        count,
    )


def measure(data: Path, full: bool) -> Section:
    section = Section("MRDA meetings")
    path = data / "mrda_meetings.jsonl.gz"
    if not path.is_file():
        section.skipped = f"{path.name} is not there"
        return section
    u, count = load(path, full)
    meetings = int(u.meeting.max()) + 1
    fold = scoring.folds(u.meeting)
    with_marks = ngram_probabilities(u.marked, {"check": u.check, "repair": u.repair}, fold, min_df=2)
    without = ngram_probabilities(u.plain, {"question": u.question}, fold, min_df=2)
    overlap = Overlap(u.plain)
    shares = np.array([overlap.share(t, b) for t, b in zip(u.plain, u.before, strict=True)])
    question_mark = np.array(["?" in t for t in u.marked])
    opens = np.array([opens_like_a_question(t) for t in u.plain])
    n = f"{len(u.marked)} utterances, {meetings} meetings"

    check = scoring.average_precision(u.check_score, u.check, u.meeting)
    section.rows.append(
        Row(
            "understanding check (bu)",
            "MRDA",
            f"{int(u.check.sum())} in {n}",
            "average precision",
            check,
            {
                "chance": scoring.Figure(float(u.check.mean())),
                "overlap": scoring.average_precision(shares, u.check, u.meeting),
                "n-grams": scoring.average_precision(with_marks["check"], u.check, u.meeting),
            },
            0.42,
        )
    )
    found = scoring.binary(u.check, u.check_score >= OPERATING_POINT, u.meeting)
    section.figures["bu at the operating point"] = {
        "precision": found.precision, "recall": found.recall, "f1": found.f1, "found": found.found
    }

    repair = scoring.binary(u.repair, u.repair_score >= OPERATING_POINT, u.meeting)
    section.rows.append(
        Row(
            "repetition request (br)",
            "MRDA",
            f"{repair.gold} in {n}",
            "F1",
            repair.f1,
            {
                "n-grams": scoring.binary(
                    u.repair, scoring.thresholded(with_marks["repair"], u.repair, fold), u.meeting
                ).f1
            },
            0.70,
        )
    )
    section.figures["br"] = {"precision": repair.precision, "recall": repair.recall}

    question = scoring.binary(u.question, u.question_score >= OPERATING_POINT, u.meeting)
    section.rows.append(
        Row(
            "questions without punctuation",
            "MRDA",
            f"{question.gold} in {n}",
            "F1",
            question.f1,
            {
                "first words": scoring.binary(u.question, opens, u.meeting).f1,
                "n-grams": scoring.binary(
                    u.question, scoring.thresholded(without["question"], u.question, fold), u.meeting
                ).f1,
                '"?" where it stands': scoring.binary(u.question, question_mark, u.meeting).f1,
            },
            0.85,
        )
    )
    section.figures["questions"] = {"precision": question.precision, "recall": question.recall}
    if meetings < count:
        section.notes.append(
            f"MRDA: {meetings} of {count} meetings, drawn with a fixed seed (--quick)."
        )
    return section
