"""The project's own annotated contacts: every act of the guide, in one language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

import callnorm
import scoring
from baselines import CueRule, Overlap, ngram_probabilities
from detector import Found, at_operating_point, detect
from scoring import Figure, Prf, Span
from table import Row, Section, markdown
from talk import KINDS, Gold, Talk

BOTH_SIDES = ("question", "thanks", "goodbye")
"""Kinds scored for both speakers; docs/acts.md gives the others to one side."""

CLIENT = ("objection", "firm_refusal", "confirm", "disconfirm")

TARGETS = {k: 0.80 for k in ("reformulation", "clarification", "read_back", "hold", "objection")}
PEOPLE = {"reformulation": 0.97, "clarification": 0.91, "read_back": 0.97, "hold": 1.0, "objection": 0.90}
"""F1 of two people by the guide, in other contacts."""

SPEECH = ("human", "asr", "written")
WINDOW = 3
"""Client turns the overlap rule looks back over."""

Placed = dict[tuple[int, str], list[Span]]
"""(turn, kind) -> spans."""


def sides(kind: str) -> str:
    if kind in BOTH_SIDES:
        return "AC"
    return "C" if kind in CLIENT else "A"


@dataclass
class Judged:
    """A contact with what its writer marked and what callnorm found."""

    talk: Talk
    gold: list[Gold]
    found: list[Found]


RULES: Literal["rules@1"] = "rules@1"
"""Whom the built-in norm names: what verdicts read by default."""


def judge(talks: Sequence[Talk], detectors: Literal["rules@1"] | None = None) -> list[Judged]:
    """By the model, or by ``detectors``."""
    evaluator = callnorm.Evaluator(detectors=detectors)
    out = []
    for talk in talks:

        def scored(kind: str, turn: int, talk: Talk = talk) -> bool:
            return kind in KINDS and talk.turns[turn][0] in sides(kind)

        found = at_operating_point(detect(evaluator, talk.contact()))
        out.append(
            Judged(
                talk,
                [g for g in talk.acts if scored(g.kind, g.turn)],
                [f for f in found if scored(f.kind, f.turn)],
            )
        )
    return out


def _placed(acts: Sequence[Gold] | Sequence[Found]) -> Placed:
    out: Placed = defaultdict(list)
    for act in acts:
        out[act.turn, act.kind].append((act.start, act.end))
    return out


def counts(gold: Placed, found: Placed, kind: str) -> tuple[int, int, int]:
    """(right, found, gold) of one contact."""
    right = wanted = seen = 0
    for turn in sorted({t for t, k in [*gold, *found] if k == kind}):
        g, f = gold.get((turn, kind), []), found.get((turn, kind), [])
        right += sum(m is not None for m in scoring.match(g, f))
        wanted += len(g)
        seen += len(f)
    return right, seen, wanted


class OwnSet:
    """Contacts of one language, and the predictions of callnorm and the baselines."""

    def __init__(self, talks: Sequence[Talk], language: str) -> None:
        self.talks = [t for t in talks if t.language == language]
        self.language = language
        self.judged = judge(self.talks)
        self.gold = [_placed(j.gold) for j in self.judged]
        self.found = [_placed(j.found) for j in self.judged]
        self.by_rules = [_placed(j.found) for j in judge(self.talks, RULES)]
        self.turns = [(d, t) for d, talk in enumerate(self.talks) for t in range(len(talk.turns))]
        self.texts = [self.talks[d].turns[t][1] for d, t in self.turns]
        self.dialogue = np.array([d for d, _ in self.turns], dtype=np.int64)
        self.fold = scoring.folds(self.dialogue)
        self.may = {
            k: np.array([self.talks[d].turns[t][0] in sides(k) for d, t in self.turns]) for k in KINDS
        }
        self.has = {k: np.array([(t, k) in self.gold[d] for d, t in self.turns]) for k in KINDS}

    def prf(self, found: Sequence[Placed], kind: str, speech: str | None = None) -> Prf:
        """Of all contacts, or of those with one kind of transcript."""
        kept = [i for i, talk in enumerate(self.talks) if speech in (None, talk.speech)]
        return scoring.prf([counts(self.gold[i], found[i], kind) for i in kept])

    def turnwise(self, flags: NDArray[np.bool_], kind: str) -> list[Placed]:
        """Whole turns as acts: what a rule without spans finds."""
        out: list[Placed] = [defaultdict(list) for _ in self.talks]
        for (d, t), flag in zip(self.turns, flags, strict=True):
            if flag:
                out[d][t, kind].append(None)
        return out

    def ngrams(self) -> dict[str, list[Placed]]:
        probability = ngram_probabilities(self.texts, self.has, self.fold, self.may)
        out = {}
        for k in KINDS:
            chosen = scoring.thresholded(probability[k], self.has[k] & self.may[k], self.fold)
            out[k] = self.turnwise(self.may[k] & chosen, k)
        return out

    def cues(self) -> dict[str, list[Placed]]:
        rule = CueRule(self.language)
        return {
            k: self.turnwise(
                self.may[k] & np.array([rule.says(k, text) for text in self.texts], dtype=bool), k
            )
            for k in rule.kinds
        }

    def overlap(self) -> list[Placed]:
        """Reformulation: how much of an agent's turn stands in the client's last turns."""
        overlap = Overlap(self.texts)
        scores = np.zeros(len(self.turns))
        for i, (d, t) in enumerate(self.turns):
            if self.talks[d].turns[t][0] != "A":
                continue
            said = [text for side, text in self.talks[d].turns[:t] if side == "C"]
            scores[i] = overlap.share(self.texts[i], " ".join(said[-WINDOW:]))
        kind = "reformulation"
        chosen = scoring.thresholded(scores, self.has[kind], self.fold) & (scores > 0)
        return self.turnwise(chosen & self.may[kind], kind)


PLOTTED = ("reformulation", "read_back", "clarification", "hold", "objection", "question", "confirm")
BINS = 10
BAR = 30


def reliability(talks: Sequence[Talk]) -> str:
    """Of candidates by tenths of their score: how many, their mean score, and how many are right, as a plot."""
    evaluators: dict[str, callnorm.Evaluator] = {}
    pairs: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for talk in talks:
        evaluator = evaluators.setdefault(talk.language, callnorm.Evaluator())
        gold = _placed(talk.acts)
        for act in detect(evaluator, talk.contact()):
            if act.kind not in PLOTTED or talk.turns[act.turn][0] not in sides(act.kind):
                continue
            marks = gold.get((act.turn, act.kind), [])
            right = any(g is not None and min(g[1], act.end) > max(g[0], act.start) for g in marks)
            pairs[act.kind].append((act.score, right))
    lines = []
    for kind in PLOTTED:
        lines += [f"{kind}: score, right, count; # right, . score", ""]
        for b in range(BINS):
            inside = [(s, r) for s, r in pairs[kind] if min(int(s * BINS), BINS - 1) == b]
            if not inside:
                continue
            score = sum(s for s, _ in inside) / len(inside)
            right = sum(r for _, r in inside) / len(inside)
            bar = ["#" if i < round(right * BAR) else " " for i in range(BAR + 1)]
            bar[round(score * BAR)] = "."
            lines.append(f"  {score:.2f}  {right:.2f}  {len(inside):5}  |{''.join(bar)}|")
        lines.append("")
    return "\n".join(lines)


def measure(talks: Sequence[Talk], language: str) -> Section:
    section = Section(f"own contacts, {language}")
    if not any(t.language == language for t in talks):
        section.skipped = f"benchmarks/accuracy/data holds no contact in {language}"
        return section
    own = OwnSet(talks, language)
    ngrams, cues, overlap = own.ngrams(), own.cues(), own.overlap()
    main: list[list[str]] = []
    parts: list[list[str]] = []
    rules: list[list[str]] = []
    for kind in KINDS:
        ours = own.prf(own.found, kind)
        theirs = own.prf(own.by_rules, kind)
        others: dict[str, Figure] = {}
        if kind in cues:
            others["cues"] = own.prf(cues[kind], kind).f1
        if kind == "reformulation":
            others["overlap"] = own.prf(overlap, kind).f1
        others["n-grams"] = own.prf(ngrams[kind], kind).f1
        by_speech = {s: own.prf(own.found, kind, s) for s in SPEECH}
        section.figures[kind] = {
            "gold": ours.gold,
            "found": ours.found,
            "right": ours.right,
            "precision": ours.precision,
            "recall": ours.recall,
            "f1": ours.f1,
            "baselines": others,
            "by_speech": {s: {"gold": p.gold, "f1": p.f1} for s, p in by_speech.items()},
            RULES: {"precision": theirs.precision, "recall": theirs.recall, "f1": theirs.f1},
        }
        rules.append([kind, str(theirs.precision), str(theirs.recall), str(theirs.f1)])
        main.append(
            [
                kind,
                str(ours.gold),
                str(ours.found),
                str(ours.precision),
                str(ours.recall),
                str(ours.f1),
                *(others[b].short() if b in others else "–" for b in ("cues", "overlap", "n-grams")),
            ]
        )
        parts.append(
            [
                kind,
                *(
                    text
                    for s in SPEECH
                    for p in [by_speech[s]]
                    for text in (str(p.gold), str(p.f1))
                ),
            ]
        )
        if kind in TARGETS:
            section.rows.append(
                Row(
                    f"{kind} (people {PEOPLE[kind]:.2f})",
                    f"own {language}",
                    f"{ours.gold} in {len(own.talks)} contacts",
                    "F1",
                    ours.f1,
                    others,
                    TARGETS[kind] if language in ("nl", "fr") else None,
                )
            )
    section.tables.append(
        (
            f"Acts, {language}: {len(own.talks)} contacts, {len(own.turns)} turns",
            markdown(
                ["kind", "gold", "found", "precision", "recall", "F1", "cues F1", "overlap F1", "n-grams F1"],
                main,
            ),
        )
    )
    section.tables.append(
        (
            f"Acts by {RULES}, whom verdicts read by default, {language}",
            markdown(["kind", "precision", "recall", "F1"], rules),
        )
    )
    of = {s: sum(t.speech == s for t in own.talks) for s in SPEECH}
    section.tables.append(
        (
            f"F1 by transcript, {language}: {of['human']} by people, {of['asr']} by a recogniser, "
            f"{of['written']} written",
            markdown(["kind", *(h for s in SPEECH for h in (f"gold {s}", f"F1 {s}"))], parts),
        )
    )
    return section


def errors(talks: Sequence[Talk], kind: str, language: str | None) -> str:
    """False alarms and misses of one kind, with the words before. To be printed, never stored."""
    out: list[str] = []
    total = {"miss": 0, "false alarm": 0, "right": 0}
    for j in judge([t for t in talks if language in (None, t.language)]):
        gold = [g for g in j.gold if g.kind == kind]
        found = [f for f in j.found if f.kind == kind]
        for turn in sorted({g.turn for g in gold} | {f.turn for f in found}):
            wanted = [a for a in gold if a.turn == turn]
            seen = [a for a in found if a.turn == turn]
            pairs = scoring.match(
                [(a.start, a.end) for a in wanted], [(a.start, a.end) for a in seen]
            )
            total["right"] += sum(p is not None for p in pairs)
            text = j.talk.turns[turn][1]
            wrong = [
                ("miss", a.start, a.end, a.type)
                for a, p in zip(wanted, pairs, strict=True)
                if p is None
            ]
            wrong += [
                ("false alarm", a.start, a.end, f"{a.type} {a.score:.2f} {a.by}".strip())
                for i, a in enumerate(seen)
                if i not in pairs
            ]
            for what, start, end, why in sorted(wrong, key=lambda w: (w[1], w[0])):
                total[what] += 1
                marked = f"{text[:start]}⟦{text[start:end]}⟧{text[end:]}"
                before = [f"      {s}: {t}" for s, t in j.talk.turns[max(turn - 2, 0) : turn]]
                labels = ", ".join(sorted({a.kind for a in j.gold if a.turn == turn})) or "nothing"
                out.append(
                    "\n".join(
                        [
                            f"{what}: {j.talk.file}:{j.talk.lines[turn]} {j.talk.id} {j.talk.speech}"
                            f" ({why}); marked in this turn: {labels}",
                            *before,
                            f"    > {j.talk.turns[turn][0]}: {marked}",
                        ]
                    )
                )
    tally = ", ".join(f"{n} {what}" for what, n in total.items())
    return "\n\n".join([*out, f"{kind}: {tally}"])
