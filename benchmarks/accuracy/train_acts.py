#!/usr/bin/env python3
"""Trains the model of acts: src/data/act_models/acts.json. ./dev train runs it.

    train_acts.py [--data FOLDER] [--build FOLDER] [--check] [--out FILE]

What it learns from:
  train/*.talk              invented contacts with every act marked (docs/acts.md), each in five forms: as it
                            stands, without marks, both cut into utterances, as recognisers write, and
                            with question marks behind what restates the client's words
  train/questions.*.txt     invented sentences that ask, do not ask, or ask to say it again
  train/acts.*.txt          invented sentences that do an act, each in other words, or only look like it
  mrda_meetings.jsonl.gz    in FOLDER of --data: ICSI meetings with MRDA tags (CC BY 4.0; no text of
                            it becomes part of this project, weights may), again twice; three
                            meetings in four, see mrda.held_out()
Without --data the meetings are left out, and the result is another one: the file says what it was
trained on. The same inputs give the same file, byte for byte; --check writes nothing and fails when
the file would differ. No contact of data/*.talk is read here: those measure.

How: features by callnorm itself (callnorm_dump_features); one logistic regression for each kind of act
("first sums"); a second one over the first sums of the same sentence, its turn, the turns around it and
the turns earlier; Platt's scaling of that; for the kinds that gain by it, small trees (act_trees.py) over
those sums and the features that are no words. Of transcripts cut into utterances a last scaling, and
trees that say how likely any of the kinds is that check understanding: meetings say "checks", not by
which kind. What each step learns from are sums for contacts (and meetings) that the step before had not
seen: writers are left out whole.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE))

import act_trees  # noqa: E402
import feature_notes  # noqa: E402
import mrda_text  # noqa: E402
import sentences  # noqa: E402
from talk import KINDS, SIDES, Talk, read_all  # noqa: E402

MODEL = ROOT / "src" / "data" / "act_models" / "acts.json"
FOLDS = 5
LANGUAGES = ("nl", "fr", "en")

# A word tells of talk in general, not of one writer's subject, when it stands in this many contacts
# of this many subjects; in meetings, in this many meetings.
WORD_CONTACTS = 5
WORD_SUBJECTS = 3
WORD_MEETINGS = 12
FEATURE_ROWS = 6
CUT = "cut: "
CUT_ROWS = 400  # a second weight for transcripts cut into utterances, where there is enough of them

STRENGTH = 0.6  # C of the first regressions
ONE_MORE = 1.0  # of each count, so that no share is 0
MOST_TELLING = 4.0
"""Writers left out, first sums: mean F1 .828 -> .833 as they stand, .798 -> .805 without marks, with two
fifths fewer weights. On all features instead of words alone .821; ONE_MORE .3 to 4, MOST_TELLING 2.5 to
6, STRENGTH .3 to 1.2: no better."""
SECOND_STRENGTH = 0.3
BARE_WEIGHT = 0.5  # of a contact's second form
CUT_WEIGHT = 0.25  # of its third and fourth
ASKED_WEIGHT = 0.15  # of its fifth: at 0.5 the F1 of reformulations of writers left out fell by .02
LINE_WEIGHT = 2.0  # of an invented sentence: few, and each there for a reason
ACT_LINE_WEIGHT = 1.0  # of one that says in its own way what acts are called for
MEETING_WEIGHT = 0.25  # of an utterance of a meeting: there are ten times as many
KEPT = 5  # one in so many of the meetings' utterances that do nothing is learned from, and weighs as many
LARGEST_SHIFT = 1.2
LEAN = {"question": 0.3, "reformulation": 0.4}
"""Added to the sum of a kind of which one overlooked costs more than one too many: the time that the
answer to a question takes becomes a silence of the agent's; a reformulation overlooked speaks against
who made it, one too many is shown with its words. Where F1 is highest depends on how often a kind
comes, and that differs from one source of contacts to the next."""
CHECK_MARGIN = 1.0  # of sums: so far ahead of the next kind a meeting's check is taken for one of that kind
CHECK_FLOOR = -2.0  # and so likely at least
EXCERPT = 6  # turns
EXCERPT_STEP = 10
EXCERPT_WEIGHT = 0.4
SMALLEST = 0.18  # weights below are left out
SMALLEST_OF_TYPES = 0.2
SMALLEST_SECOND = 0.05
FAR = -9.0  # sum of a kind that the speaker's side does not do

CONTEXTS = ("own", "turn", "before", "after", "earlier")
EARLIER = 8
CHECKS = ("reformulation", "read_back", "clarification")

# Kinds of which what they are depends on several things at once; trees are kept where they help.
WITH_TREES = (
    "repeat", "clarification", "objection", "firm_refusal", "rebuttal", "acknowledge_objection", "disconfirm",
)
"""Reformulations, questions, read-backs, open repairs and promotion gained .005 at most whenever they were tried: not
worth minutes of training."""
WORTH = 0.006  # of F1, on average over the four forms of a transcript: for less, sums alone are easier to follow
ASKED_FROM = -4.5  # below this sum trees are not asked
TREE_ROWS = 100
MEETINGS_IN_TREES = 0.3  # times their weight: which check it is was guessed
SHARED_TREES = 120
SHARED_FROM = -6.0

TYPES = {
    "reformulation": ("gist", "upshot", "summary"),
    "clarification": ("restricted_request", "restricted_offer"),
    "objection": (
        "price", "need", "timing", "trust", "authority", "product", "incumbent", "effort",
        "deflection", "brush_off",
    ),
}
TYPE_STRENGTH = 0.15

SPLIT = ("question",)
"""Kinds of which two sentences on end are two acts; of the others they are one."""


def may(kind: str, side: str) -> bool:
    return side in SIDES[kind]


_WORD = re.compile(rf"(?:{CUT})?(?:{'|'.join(LANGUAGES)}) ")


def is_word(name: str) -> bool:
    """Whether a feature is words of a language ("nl words u zit", "cut: fr next oui")."""
    return _WORD.match(name) is not None


# ---- Contacts with labels --------------------------------------------------------------------------


@dataclass
class Source:
    """A conversation with what is known of its turns."""

    contact: dict
    fold: int
    weight: float
    subject: str
    marks: dict[int, list[tuple[str, str, int, int]]] = field(default_factory=dict)
    """turn -> (kind, type, first byte, last byte)"""
    known: dict[int, dict[str, bool]] | None = None
    """turn -> kind -> whether it does it; None: every kind is known from the marks"""
    sides: str = "AC"
    others: frozenset[int] | None = None
    """turns of the client's that are read; None: as `sides` says"""
    utterance: list[int] = field(default_factory=list)
    """of a meeting: which utterance each turn is"""
    language: str = ""
    bare: bool = False
    learned_only: bool = False
    """not a whole contact as somebody might have it: no threshold is set on it"""
    cut: bool = False
    """into utterances: some parties' turns follow one of their own"""


_MARK = re.compile(r"[.,](?=\d)|['’-]|\w|\s")


def as_recognised(text: str) -> tuple[str, list[int]]:
    """Lower case, no marks; and for every old position the new one."""
    out: list[str] = []
    place = []
    blank = True
    for i, c in enumerate(text):
        place.append(len(out))
        keep = bool(_MARK.match(text, i))
        if c in ".,":
            keep = 0 < i < len(text) - 1 and text[i - 1].isdigit() and text[i + 1].isdigit()
        c = c if keep else " "
        if c.isspace():
            if blank:
                continue
            c = " "
        blank = c == " "
        out.append(c.lower()[:1])
    place.append(len(out))
    return "".join(out), place


_END = re.compile(r"[.?!…]+(?=\s)")
_ONE_SENTENCE = re.compile(r"(?:(?![.?!…]\s).)*[.?!]")


def _byte(text: str, at: int) -> int:
    return len(text[:at].encode())


def pieces(text: str) -> list[tuple[int, int]]:
    """Where the utterances of a turn stand, as a recogniser cuts it that waits for a pause."""
    ends = [m.end() for m in _END.finditer(text)]
    out = []
    start = 0
    for end in [*ends, len(text)]:
        if text[start:end].strip():
            first = start + len(text[start:end]) - len(text[start:end].lstrip())
            out.append((first, end))
            start = end
    return out


def form_of(talk: Talk, fold: int, bare: bool, cut: bool) -> Source:
    """The contact as it stands, or without marks, or cut into utterances, with what is known of it."""
    contact = talk.contact()
    key = "turns" if "turns" in contact else "messages"
    turns = []
    marks: dict[int, list[tuple[str, str, int, int]]] = {}
    for i, turn in enumerate(contact[key]):
        acts = [a for a in talk.acts if a.turn == i]
        whole = turn["text"]
        for first, last in pieces(whole) if cut else [(0, len(whole))]:
            text = whole[first:last]
            place = list(range(len(text) + 1))
            if bare:
                text, place = as_recognised(text)
                if cut and not text.strip():
                    continue
            for act in acts:
                start, end = max(act.start, first), min(act.end, last)
                if start < end:
                    start, end = place[start - first], place[end - first]
                    marks.setdefault(len(turns), []).append(
                        (act.kind, act.type, _byte(text, start), _byte(text, end))
                    )
            turns.append({**turn, "text": text})
    contact[key] = turns
    contact["id"] += "~" * bare + "/" * cut
    if bare:
        contact.setdefault("quality", {})["punctuated"] = False
    source = Source(contact, fold, 1.0, talk.header["domain"], marks, bare=bare, cut=cut)
    source.language = talk.language
    return source


def asked(source: Source) -> Source | None:
    """The contact with a question mark behind whatever restates the client's words. Whoever writes down
    a call puts one where the voice goes up (declarative questions); our writers hardly ever did, and a
    model of theirs alone takes the mark for the opposite of a reformulation."""
    key = "turns" if "turns" in source.contact else "messages"
    turns = list(source.contact[key])
    marks = dict(source.marks)
    for i, acts in source.marks.items():
        text = turns[i]["text"].encode()
        for kind, _, first, last in acts:
            end = last if text[last : last + 1] == b"." else last - 1
            question = any(k == "question" and f < last and first < e for k, _, f, e in acts)
            if kind not in ("reformulation", "read_back") or question or text[end : end + 1] != b".":
                continue
            text = text[:end] + b"?" + text[end + 1 :]
            marks[i] = [*marks[i], ("question", "", first, last)]
        turns[i] = {**turns[i], "text": text.decode()}
    if marks == source.marks:
        return None
    contact = {**source.contact, key: turns, "id": source.contact["id"] + "?"}
    out = Source(contact, source.fold, ASKED_WEIGHT, source.subject, marks, learned_only=True)
    out.language = source.language
    return out


def sources_of_talk(talk: Talk, fold: int) -> list[Source]:
    as_it_stands = form_of(talk, fold, False, False)
    out = [as_it_stands, *excerpts(as_it_stands)]
    if (other := asked(as_it_stands)) is not None:
        out.append(other)
    if talk.header["channel"] != "email" and talk.speech != "asr":
        for bare, cut in ((True, False), (False, True), (True, True)):
            other = form_of(talk, fold, bare, cut)
            other.weight = CUT_WEIGHT if cut else BARE_WEIGHT
            out.append(other)
            if not cut:
                out += excerpts(other)
    return out


def excerpts(source: Source) -> list[Source]:
    """Stretches of a contact, as tests, demonstrations and live talk bring them."""
    key = "turns" if "turns" in source.contact else "messages"
    turns = source.contact[key]
    out = []
    for start in range(3, len(turns) - EXCERPT, EXCERPT_STEP):
        contact = {**source.contact, key: turns[start : start + EXCERPT]}
        contact["id"] = f"{source.contact['id']}+{start}"
        part = Source(contact, source.fold, source.weight * EXCERPT_WEIGHT, source.subject, bare=source.bare)
        part.language = source.language
        part.learned_only = True
        part.marks = {t - start: m for t, m in source.marks.items() if start <= t < start + EXCERPT}
        # What the first turns take up, and what the last ones lead to, was cut off.
        out.append(part)
    return out


def source_of_line(
    name: str, number: int, language: str, side: str, parts: list[str], known: dict[str, bool], punctuated: bool
) -> Source:
    """A contact of one sentence, of which it is known whether it does an act."""
    own, other = ("agent", "client") if side == "A" else ("client", "agent")
    turns = [{"speaker": who, "text": what} for who, what in zip((other, own, other), parts, strict=True) if what]
    contact = {
        "format": "callnorm.contact/1",
        "id": f"{name}.{language}.{number}" + "~" * (not punctuated),
        "channel": "voice",
        "language": language,
        "turns": turns,
        "quality": {"punctuated": punctuated},
    }
    source = Source(contact, number % FOLDS, LINE_WEIGHT, "lines", language=language)
    source.known = {int(bool(parts[0])): known}
    source.sides = "A" if side == "A" else "AC"
    source.bare = not punctuated
    return source


def sources_of_questions(language: str) -> list[Source]:
    """Sentences that ask, or ask to say it again, or do not."""
    out = []
    path = HERE / "train" / f"questions.{language}.txt"
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        if line and line[0] in "?.!":
            known = {"question": line[0] in "?!", "open_repair": line[0] == "!"}
            out.append(source_of_line("question", number, language, "A", list(sentences.parts_of(line[1:])), known, False))
    return out


def sources_of_acts(language: str) -> list[Source]:
    """Sentences that do an act or only look like it; those with marks also without.

    With marks, a line of two sentences would be two, and of which of them the label is nobody said."""
    found, problems = sentences.read(HERE / "train" / f"acts.{language}.txt")
    if problems:
        sys.exit("\n".join(problems))
    out = []
    for s in found:
        forms_of_it = [(list(s.parts), True)] if _ONE_SENTENCE.fullmatch(s.text) else []
        forms_of_it.append(([as_recognised(part)[0] for part in s.parts], False))
        for parts, punctuated in forms_of_it:
            one = source_of_line("act", s.line - 1, language, s.side, parts, {s.kind: s.does}, punctuated)
            one.weight = ACT_LINE_WEIGHT / len(forms_of_it)
            out.append(one)
    return out


def sources_of_meetings(path: Path) -> list[Source]:
    out = []
    meetings = sorted(map(json.loads, gzip.open(path, "rt", encoding="utf-8")), key=lambda m: m["id"])
    learned = [m for i, m in enumerate(meetings) if not mrda_text.held_out(i)]
    for i, meeting in enumerate(learned):
        turns = meeting["turns"]
        facts = [mrda_text.facts(t["da"]) for t in turns]
        speakers = sorted({t["speaker"] for t in turns})
        for bare in (False, True):
            form = mrda_text.bare if bare else mrda_text.written
            texts = [form(t["text"]) for t in turns]
            for reading, speaker in enumerate(speakers):
                contact, places = mrda_text.contact(turns, speaker, texts)
                contact["id"] = f"mrda/{meeting['id']}/{speaker}/{int(bare)}"
                contact["quality"] = {"punctuated": not bare}
                source = Source(contact, i % FOLDS, MEETING_WEIGHT, meeting["id"], bare=bare, cut=True)
                source.sides = "A"
                source.language = "en"
                source.utterance = places
                # Everybody is read once as the other party too: the acts around an utterance tell.
                if reading < 2:
                    source.sides = "AC"
                    source.others = frozenset(
                        t
                        for t, j in enumerate(places)
                        if (turns[j]["speaker"] != speaker if reading == 0 else turns[j]["speaker"] == speakers[0])
                    )
                source.known = {}
                for turn, j in enumerate(places):
                    if turns[j]["speaker"] != speaker:
                        continue
                    fact = facts[j]
                    known = {"question": fact.question, "open_repair": fact.repair}
                    if fact.check:
                        known["check"] = True
                    elif not fact.takes_up:
                        known.update(dict.fromkeys(CHECKS, False))
                    source.known[turn] = known
                out.append(source)
    return out


# ---- Sentences -------------------------------------------------------------------------------------


class Sentences:
    """The sentences of all sources, with features and labels (1, 0, or -1 where nobody knows)."""

    def __init__(self, sources: list[Source], build: Path) -> None:
        self.sources = sources
        at = {s.contact["id"]: i for i, s in enumerate(sources)}
        assert len(at) == len(sources)
        self.names: dict[str, int] = {}
        rows, cols, vals = [], [], []
        self.source: list[int] = []
        turns, sides, spans = [], [], []
        for side in ("A", ""):
            chosen = [s for s in sources if (s.sides == "A") == (side == "A")]
            text = "".join(json.dumps(s.contact, ensure_ascii=False) + "\n" for s in chosen)
            run = subprocess.run(
                [str(build / "benchmarks" / "callnorm_dump_features"), *([side] if side else [])],
                input=text.encode(), capture_output=True, check=False,
            )
            if run.returncode:
                sys.exit(run.stderr.decode())
            for line in run.stdout.decode().splitlines():
                contact, turn, who, begin, end, *features = line.split("\t")
                others = sources[at[contact]].others
                if who == "C" and others is not None and int(turn) not in others:
                    continue
                n = len(turns)
                self.source.append(at[contact])
                turns.append(int(turn))
                sides.append(who)
                spans.append((int(begin), int(end)))
                for f in features:
                    value = 1.0
                    if "=" in f:
                        f, _, number = f.rpartition("=")
                        value = float(number)
                    rows.append(n)
                    cols.append(self.names.setdefault(f, len(self.names)))
                    vals.append(value)
        self.x = sparse.csr_matrix(
            (np.array(vals, np.float64), (np.array(rows), np.array(cols))),
            shape=(len(turns), len(self.names)),
        )
        self.source_of = np.array(self.source)
        self.turn = np.array(turns)
        self.side = np.array(sides)
        self.span = spans
        self.fold = np.array([sources[i].fold for i in self.source])
        self.weight = np.array([sources[i].weight for i in self.source])
        self.learned = np.ones(len(turns), bool)
        self.ours = np.array([sources[i].known is None for i in self.source])
        self.y = np.full((len(turns), len(KINDS)), -1, np.int8)
        self.type = [dict() for _ in turns]
        self.check = np.zeros(len(turns), bool)
        for n in range(len(turns)):
            self._label(n)
        dull = ~self.ours & ~self.check & ~(self.y == 1).any(axis=1) & (self.y == 0).any(axis=1)
        dull &= np.array([sources[i].subject != "lines" for i in self.source])
        order = np.cumsum(dull)
        self.learned = ~dull | (order % KEPT == 0)
        self.weight[dull] *= KEPT

    def _label(self, n: int) -> None:
        source, turn = self.sources[self.source[n]], int(self.turn[n])
        if source.known is not None:
            if self.side[n] != "A" and source.subject != "lines":
                return  # nobody knows
            for kind, value in source.known.get(turn, {}).items():
                if kind == "check":
                    self.check[n] = True
                else:
                    self.y[n, KINDS.index(kind)] = int(value)
            return
        begin, end = self.span[n]
        for k, kind in enumerate(KINDS):
            if may(kind, self.side[n]):
                self.y[n, k] = 0
        for kind, type_, first, last in source.marks.get(turn, ()):
            inside = min(last, end) - max(first, begin)
            if inside > 0 and inside >= 0.4 * min(last - first, end - begin):
                self.y[n, KINDS.index(kind)] = 1
                if type_:
                    self.type[n][kind] = type_

    def restrict(self, keep: np.ndarray) -> tuple[sparse.csr_matrix, list[str]]:
        names = sorted(self.names, key=self.names.__getitem__)
        return self.x[:, keep], [names[i] for i in keep]

    def choose(self) -> np.ndarray:
        """Which features to learn from: those that are not about one subject."""
        names = sorted(self.names, key=self.names.__getitem__)
        csc = self.x.tocsc()
        keep = []
        identity = np.array([re.split(r"[~+/?]", s.contact["id"])[0] for s in self.sources])
        subject = np.array([s.subject for s in self.sources])
        of_acts = np.array([s.contact["id"].startswith("act.") for s in self.sources])[self.source_of]
        for i, name in enumerate(names):
            rows = csc.indices[csc.indptr[i] : csc.indptr[i + 1]]
            if len(rows) < FEATURE_ROWS:
                continue
            if name.startswith(CUT):
                if len(rows) < CUT_ROWS:
                    continue
            elif is_word(name):
                ours = self.source_of[rows[self.ours[rows]]]
                theirs = self.source_of[rows[~self.ours[rows]]]
                lines = len(set(identity[self.source_of[rows[of_acts[rows]]]]))
                general = (
                    len(set(identity[ours])) + lines >= WORD_CONTACTS
                    and len(set(subject[ours])) + lines >= WORD_SUBJECTS
                )
                if not general and len(set(subject[theirs]) - {"lines"}) < WORD_MEETINGS:
                    continue
            keep.append(i)
        return np.array(sorted(keep, key=lambda i: names[i]))

    def surroundings(self) -> list[tuple[list[int], list[int], list[int], list[int]]]:
        """For each sentence: others of its turn, the other party's turn before and after, all earlier."""
        of_turn: dict[tuple[int, int], list[int]] = defaultdict(list)
        # Of a meeting: where an utterance was read as the other party's.
        elsewhere: dict[tuple[str, bool, int], list[int]] = defaultdict(list)
        for n, (s, t) in enumerate(zip(self.source, self.turn.tolist(), strict=True)):
            source = self.sources[s]
            if source.utterance and self.side[n] == "C":
                elsewhere[source.subject, source.bare, source.utterance[t]].append(n)
            else:
                of_turn[s, t].append(n)

        def sentences(s: int, t: int) -> list[int]:
            source = self.sources[s]
            if source.utterance and (s, t) not in of_turn:
                return elsewhere.get((source.subject, source.bare, source.utterance[t]), [])
            return of_turn.get((s, t), [])

        speakers = [
            [t.get("speaker") or t.get("sender") for t in (s.contact.get("turns") or s.contact["messages"])]
            for s in self.sources
        ]
        spoken = [
            [bool(t["text"].strip()) for t in (s.contact.get("turns") or s.contact["messages"])]
            for s in self.sources
        ]
        out = []
        for n, (s, t) in enumerate(zip(self.source, self.turn.tolist(), strict=True)):
            who = speakers[s]
            found: list[list[int]] = []
            for step in (-1, 1):
                hit: list[int] = []
                for k in range(1, 4):
                    other = t + step * k
                    if not 0 <= other < len(who):
                        break
                    if spoken[s][other] and who[other] != who[t]:
                        hit = sentences(s, other)
                        break
                found.append(hit)
            earlier = [i for other in range(max(0, t - EARLIER), t) for i in sentences(s, other)]
            out.append(([i for i in sentences(s, t) if i != n], found[0], found[1], earlier))
        return out


# ---- The regressions -------------------------------------------------------------------------------


def fit(x, y, weight, strength: float) -> tuple[np.ndarray, float]:
    model = LogisticRegression(C=strength, max_iter=400, solver="liblinear", intercept_scaling=5.0)
    model.fit(x, y, sample_weight=weight)
    return model.coef_[0], float(model.intercept_[0])


def telling(x, yes: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """How much each feature tells by itself: half the logarithm, up or down, of how many times as often it
    stands where the act is done as where it is not; MOST_TELLING / 2 at most."""
    there = (x != 0).astype(np.float64)
    with_, without = there[yes].T @ weight[yes], there[~yes].T @ weight[~yes]
    share = (with_ + ONE_MORE) / (weight[yes].sum() + 2 * ONE_MORE)
    rest = (without + ONE_MORE) / (weight[~yes].sum() + 2 * ONE_MORE)
    return np.minimum(np.abs(np.log(share / rest)), MOST_TELLING) / 2


def first(s: Sentences, x, words: np.ndarray, rows, y, k: int) -> tuple[np.ndarray, float] | None:
    """Weights and bias of one kind learned from these rows; None where it is done too seldom. A word's
    weight may go the further the more the word tells by itself (naive Bayes features: Wang & Manning
    2012): most words tell nothing of a kind, and thousands of small weights for them are noise."""
    use = np.flatnonzero(rows & s.learned & (y[:, k] >= 0))
    yes = y[use, k] == 1
    if yes.sum() < 5:
        return None
    far = np.where(words, telling(x[use], yes, s.weight[use]), 1.0)
    coef, b = fit((x[use] @ sparse.diags(far)).tocsr(), y[use, k], s.weight[use], STRENGTH)
    coef *= far
    return np.where(np.abs(coef) < SMALLEST, 0, coef), b


def leave_to_others(s: Sentences, z: np.ndarray) -> None:
    """What the speaker's side does not do is far from being done."""
    for k, kind in enumerate(KINDS):
        for side in "AC":
            if not may(kind, side):
                z[s.side == side, k] = FAR


def squash(z: np.ndarray) -> np.ndarray:
    """0 to 1, and exact on every machine: no exponential."""
    return 0.5 + 0.5 * z / (1.0 + np.abs(z))


def context(z: np.ndarray, around) -> np.ndarray:
    """[sentences, contexts * kinds]"""
    n = len(KINDS)
    p = squash(z)
    out = np.zeros((len(p), len(CONTEXTS) * n), np.float32)
    out[:, :n] = p
    for i, groups in enumerate(around):
        for c, group in enumerate(groups, 1):
            if group:
                out[i, c * n : (c + 1) * n] = p[group].max(axis=0)
    return out


def second(s: Sentences, z, ctx, rows, y) -> list[tuple[float, np.ndarray, float]]:
    """Of contacts alone: of meetings only one speaker's sentences were read."""
    out = []
    for k in range(len(KINDS)):
        use = np.flatnonzero(rows & s.ours & (y[:, k] >= 0))
        if (y[use, k] == 1).sum() < 5:
            out.append((1.0, np.zeros(ctx.shape[1]), 0.0))
            continue
        own = ctx[use].copy()
        own[:, k] = 0  # its own first sum is there already
        w, b = fit(np.column_stack([z[use, k], own]), y[use, k], s.weight[use], SECOND_STRENGTH)
        out.append((float(w[0]), w[1:], b))
    return out


def second_sums(s: Sentences, z, ctx, model) -> np.ndarray:
    out = np.zeros_like(z)
    for k, (scale, w, b) in enumerate(model):
        rest = w.copy()
        rest[k] = 0
        out[:, k] = b + scale * z[:, k] + ctx @ rest
    leave_to_others(s, out)
    return out


def platt(z: np.ndarray, y: np.ndarray, weight: np.ndarray) -> tuple[float, float]:
    """a and b so that 1 / (1 + exp(-(a z + b))) is how often it is right (Platt 1999)."""
    if (y == 1).sum() < 20:
        return 1.0, 0.0
    w, b = fit(z[:, None], y, weight, 100.0)
    return float(w[0]), b


# ---- Measuring -------------------------------------------------------------------------------------


def spans_found(s: Sentences, yes: np.ndarray, split: bool) -> dict[int, dict[int, list]]:
    """source -> turn -> spans"""
    out: dict[int, dict[int, list]] = defaultdict(lambda: defaultdict(list))
    last = -2
    for i in np.flatnonzero(yes):
        spans = out[s.source[i]][int(s.turn[i])]
        if not split and last == i - 1 and spans:
            spans[-1] = (spans[-1][0], s.span[i][1])
        else:
            spans.append(s.span[i])
        last = i
    return out


def counts(s: Sentences, kind: str, yes: np.ndarray, chosen) -> tuple[int, int, int]:
    """(right, found, marked), as the accuracy report counts them, in the chosen sources."""
    found = spans_found(s, yes, kind in SPLIT)
    right = seen = wanted = 0
    for c in chosen:
        here = found.get(c, {})
        gold: dict[int, list] = defaultdict(list)
        for t, marks in s.sources[c].marks.items():
            for kk, _, a, b in marks:
                if kk == kind:
                    gold[t].append((a, b))
        seen += sum(len(v) for v in here.values())
        wanted += sum(len(v) for v in gold.values())
        for t, spans in gold.items():
            got = list(here.get(t, ()))
            for a, b in spans:
                for j, (x, y) in enumerate(got):
                    if min(b, y) > max(a, x):
                        right += 1
                        del got[j]
                        break
    return right, seen, wanted


def f1(right: int, seen: int, wanted: int) -> float:
    return 2 * right / (seen + wanted) if seen + wanted else float("nan")


CUTS = np.arange(-2.0, 2.01, 0.2)
"""Sums that are tried as the border between yes and no."""


def best(s: Sentences, kind: str, z: np.ndarray, chosen) -> tuple[float, float]:
    """The highest F1 and the sum at which it is reached."""
    values = [f1(*counts(s, kind, z >= cut, chosen)) for cut in CUTS]
    i = int(np.nanargmax(values))
    return values[i], float(CUTS[i])


def shift(cut: float) -> float:
    """How far a sum is moved so that 0.5 stands at ``cut``."""
    return max(-LARGEST_SHIFT, min(LARGEST_SHIFT, float(cut)))


def table(title: str, s: Sentences, z: np.ndarray, bare: bool, cut: bool = False) -> None:
    ours = forms(s)[FORMS.index((bare, cut))]
    print(f"\n{title}: {len(ours)} contacts")
    print(f"{'':24}" + "".join(f"{v:>8}" for v in LANGUAGES) + f"{'all':>8}{'best':>8}{'at':>6}{'marked':>8}")
    mean = []
    for k, kind in enumerate(KINDS):
        yes = z[:, k] >= 0
        row = [f1(*counts(s, kind, yes, [i for i in ours if s.sources[i].language == v])) for v in LANGUAGES]
        every = counts(s, kind, yes, ours)
        top, cut = best(s, kind, z[:, k], ours)
        mean.append(f1(*every))
        print(
            f"{kind:24}" + "".join(f"{v:8.3f}" for v in row)
            + f"{f1(*every):8.3f}{top:8.3f}{cut:6.1f}{every[2]:8}"
        )
    print(f"mean {np.mean(mean):.4f}", flush=True)


def average_precision(score: np.ndarray, y: np.ndarray) -> float:
    order = np.argsort(-score, kind="stable")
    hit = y[order]
    return float((np.cumsum(hit)[hit] / (np.flatnonzero(hit) + 1)).mean())


def meetings_table(s: Sentences, z: np.ndarray) -> None:
    for bare in (False, True):
        rows = np.flatnonzero(
            np.array([s.sources[i].contact["id"].startswith("mrda") and s.sources[i].bare == bare for i in s.source])
            & (s.side == "A")
        )
        if not len(rows):
            return
        p = 1 / (1 + np.exp(-z[rows]))
        checks = 1 - np.prod([1 - p[:, KINDS.index(k)] for k in CHECKS], axis=0)
        known = s.check[rows] | (s.y[rows, KINDS.index("question")] >= 0)
        ap = average_precision(checks[known], s.check[rows][known])
        parts = []
        for kind in ("question", "open_repair"):
            y, k = s.y[rows, KINDS.index(kind)], KINDS.index(kind)
            y = y == 1
            got = z[rows, k] >= 0
            cuts = [
                2 * (y & (z[rows, k] >= c)).sum() / (y.sum() + (z[rows, k] >= c).sum())
                for c in np.arange(-2, 2.01, 0.25)
            ]
            parts.append(f"{kind} F1 {2 * (y & got).sum() / (y.sum() + got.sum()):.3f} (best {max(cuts):.3f})")
        print(f"meetings, {'without' if bare else 'with'} marks: checks AP {ap:.3f}, " + ", ".join(parts), flush=True)


# ---- All of it -------------------------------------------------------------------------------------


@dataclass
class Model:
    names: list[str]
    w: np.ndarray
    b: np.ndarray
    second: list[tuple[float, np.ndarray, float]]
    types: dict[str, dict[str, tuple[np.ndarray, float]]]
    reliability: dict[str, list[tuple[float, float, int]]]
    trees: dict[str, act_trees.Grove]
    checks: act_trees.Grove
    cut: list[tuple[float, float]]


def assign_checks(s: Sentences, x, words: np.ndarray) -> np.ndarray:
    """MRDA says "checks understanding", not by which act: the kind that a model of our own contacts
    finds likeliest, where it stands out; of the other two nothing is known. Where two are about as
    likely nothing is known of any: a guess there taught that a question mark speaks against
    reformulations."""
    y = s.y.copy()
    rows = np.flatnonzero(s.check)
    if not len(rows):
        return y
    z = np.full((len(rows), len(CHECKS)), -6.0)
    for i, kind in enumerate(CHECKS):
        if one := first(s, x, words, s.ours, y, KINDS.index(kind)):
            z[:, i] = x[rows] @ one[0] + one[1]
    order = np.sort(z, axis=1)
    stands_out = (order[:, -1] - order[:, -2] >= CHECK_MARGIN) & (order[:, -1] >= CHECK_FLOOR)
    for row, c in zip(rows[stands_out], np.argmax(z, axis=1)[stands_out], strict=True):
        y[row, KINDS.index(CHECKS[c])] = 1
    return y


def reliability(p: np.ndarray, y: np.ndarray) -> list[tuple[float, float, int]]:
    """(mean score, share right, how many) for scores in tenths."""
    out = []
    for low in np.arange(0.0, 1.0, 0.1):
        inside = (p >= low) & (p < low + 0.1 if low < 0.9 else p <= 1.0)
        if inside.sum():
            out.append((round(float(p[inside].mean()), 3), round(float(y[inside].mean()), 3), int(inside.sum())))
    return out


def _fit_kind(k: int) -> list[tuple[np.ndarray, float] | None]:
    """First sums of one kind, learned without each fold and last with all; in a process of its own."""
    s, x, words, y = _WORK
    return [first(s, x, words, s.fold != f, y, k) for f in (*range(FOLDS), -1)]


_WORK: tuple = ()


def first_of_all(s: Sentences, x, words, y) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """First sums of sentences that were not learned from; weights and biases learned from all."""
    global _WORK
    _WORK = (s, x, words, y)
    z = np.full((len(s.turn), len(KINDS)), -6.0)
    w, b = np.zeros((x.shape[1], len(KINDS))), np.full(len(KINDS), -6.0)
    with ProcessPoolExecutor(2) as workers:  # forked: they read the same arrays
        for k, fits in enumerate(workers.map(_fit_kind, range(len(KINDS)))):
            for f, one in enumerate(fits[:-1]):
                if one is not None:
                    here = s.fold == f
                    z[here, k] = x[here] @ one[0] + one[1]
            if fits[-1] is not None:
                w[:, k], b[k] = fits[-1]
    leave_to_others(s, z)
    return z, w, b


FORMS = ((False, False), (True, False), (False, True), (True, True))


def forms(s: Sentences) -> list[list[int]]:
    """Whole contacts as they stand, without marks, and both cut into utterances."""
    ours = [i for i, src in enumerate(s.sources) if src.known is None and not src.learned_only]
    return [[i for i in ours if (s.sources[i].bare, s.sources[i].cut) == form] for form in FORMS]


class Groves:
    """The trees of all kinds: what they say of sentences not learned from, and as the file has them."""

    def __init__(self, s: Sentences, x, names: list[str], ctx: np.ndarray, y: np.ndarray) -> None:
        self.s, self.y, self.ctx = s, y, ctx
        count = np.asarray((x != 0).sum(axis=0)).ravel()
        self.plain = [
            i
            for i, n in enumerate(names)
            if not n.startswith(CUT) and not is_word(n) and count[i] >= TREE_ROWS
        ]
        self.shape = x[:, self.plain]
        self.inputs = [f"act {c} {k}" for c in CONTEXTS for k in KINDS] + [names[i] for i in self.plain]
        learned_only = np.array([src.learned_only for src in s.sources])[s.source_of]
        self.whole = s.ours & ~learned_only

    def rows(self, chosen: np.ndarray) -> np.ndarray:
        return np.hstack([self.ctx[chosen], self.shape[chosen].toarray()]).astype(np.float32)

    def of_kind(self, k: int, before: np.ndarray) -> tuple[np.ndarray, act_trees.Grove]:
        """The sums after trees that had not seen a sentence's fold, and trees that have seen all."""
        s = self.s
        chosen = np.flatnonzero((before >= ASKED_FROM) & np.isin(s.side, list(SIDES[KINDS[k]])))
        x, y = self.rows(chosen), self.y[chosen, k]
        weight = s.weight[chosen] * np.where(s.ours[chosen], 1.0, MEETINGS_IN_TREES)
        learned = s.learned[chosen] & (y >= 0)
        said = act_trees.out_of_fold(x, y == 1, weight, learned, s.fold[chosen], FOLDS)
        use = np.flatnonzero(self.whole[chosen] & (y >= 0))
        pair = np.column_stack([before[chosen], said])
        (scale, factor), bias = fit(pair[use], (y[use] == 1).astype(int), s.weight[chosen[use]], 100.0)
        after = before.copy()
        after[chosen] = scale * before[chosen] + factor * said + bias
        use = np.flatnonzero(learned)
        trees, base = act_trees.written(act_trees.boosted(x[use], y[use] == 1, weight[use]), self.inputs)
        trees = [act_trees.scaled(t, factor) for t in trees]
        return after, act_trees.Grove(ASKED_FROM, float(scale), float(bias + factor * base), trees)

    def of_checks(self, z: np.ndarray) -> tuple[np.ndarray, act_trees.Grove]:
        """In utterances: the sums of the kinds that check, shared out of how likely any check is."""
        s = self.s
        columns = [KINDS.index(k) for k in CHECKS]
        p = 1 / (1 + np.exp(-z[:, columns]))
        any_check = 1 - np.prod(1 - p, axis=1)
        before = np.log(any_check / (1 - any_check))
        y = np.where((s.y[:, columns] == 1).any(axis=1), 1, np.where((s.y[:, columns] >= 0).any(axis=1), 0, -1))
        y[s.check] = 1
        chosen = np.flatnonzero(cut_rows(s) & (before >= SHARED_FROM) & (s.side == "A"))
        x, target = self.rows(chosen), y[chosen]
        learned = s.learned[chosen] & (target >= 0)
        weight = s.weight[chosen]
        said = act_trees.out_of_fold(x, target == 1, weight, learned, s.fold[chosen], FOLDS, SHARED_TREES)
        use = np.flatnonzero(self.whole[chosen] & (target >= 0))
        factor, bias = platt(said[use], target[use], weight[use])
        # As for the kinds: moved so that 0.5 is where F1 is highest, in contacts.
        hit = target[use] == 1
        sums_ = factor * said[use] + bias
        values = [f1((hit & (sums_ >= c)).sum(), (sums_ >= c).sum(), hit.sum()) for c in CUTS]
        bias -= shift(CUTS[int(np.argmax(values))])
        after = z.copy()
        shared = 1 / (1 + np.exp(-(factor * said + bias)))
        mine = np.minimum(0.999, p[chosen] * (shared / any_check[chosen])[:, None])
        for i, k in enumerate(columns):
            after[chosen, k] = np.log(mine[:, i] / (1 - mine[:, i]))
        use = np.flatnonzero(learned)
        trees, base = act_trees.written(
            act_trees.boosted(x[use], target[use] == 1, weight[use], SHARED_TREES), self.inputs
        )
        trees = [act_trees.scaled(t, factor) for t in trees]
        return after, act_trees.Grove(SHARED_FROM, 0.0, float(bias + factor * base), trees)


def cut_scaling(s: Sentences, k: int, z: np.ndarray, y: np.ndarray, contacts: list[list[int]]) -> tuple[float, float]:
    """Platt's scaling on contacts cut into utterances, then moved so that 0.5 is where F1 is highest, on
    average over contacts with marks, without, and meetings where those know the kind."""
    cut = cut_rows(s)
    use = np.flatnonzero(cut & s.ours & (y[:, k] >= 0))
    a, c = platt(z[use], y[use, k], s.weight[use])
    sum_ = a * z + c
    values = [[f1(*counts(s, KINDS[k], sum_ >= c, chosen)) for c in CUTS] for chosen in contacts]
    if KINDS[k] in ("question", "open_repair"):
        bare = np.array([src.bare for src in s.sources])[s.source_of]
        for form in (False, True):
            rows = np.flatnonzero(~s.ours & cut & (bare == form) & (s.y[:, k] >= 0))
            hit = s.y[rows, k] == 1
            if hit.sum():
                values.append([f1((hit & (sum_[rows] >= g)).sum(), (sum_[rows] >= g).sum(), hit.sum()) for g in CUTS])
    mean = np.nan_to_num(np.array(values)).mean(axis=0)
    return a, c - shift(CUTS[int(np.argmax(mean))])


def cut_rows(s: Sentences) -> np.ndarray:
    return np.array([src.cut for src in s.sources])[s.source_of]


def train(s: Sentences, report: bool) -> Model:
    keep = s.choose()
    x, names = s.restrict(keep)
    words = np.array([is_word(n) for n in names])
    y = assign_checks(s, x, words)
    around = s.surroundings()
    z, w, b = first_of_all(s, x, words, y)
    ctx = context(z, around)
    z2 = np.zeros_like(z)
    for f in range(FOLDS):
        here = s.fold == f
        z2[here] = second_sums(s, z, ctx, second(s, z, ctx, ~here, y))[here]
    # Platt's scaling on sums of contacts not seen.
    form = forms(s)
    seen = np.array([src.known is None and not src.learned_only and not src.cut for src in s.sources])[s.source_of]
    ours = form[0] + form[1]
    groves = Groves(s, x, names, ctx, y)
    trees: dict[str, act_trees.Grove] = {}
    ab = []
    for k, kind in enumerate(KINDS):
        use = np.flatnonzero(seen & (y[:, k] >= 0))
        a, c = platt(z2[use, k], y[use, k], s.weight[use])
        z2[:, k] = a * z2[:, k] + c
        if kind in WITH_TREES:
            after, grove = groves.of_kind(k, z2[:, k])
            gain = np.mean([best(s, kind, after, chosen)[0] - best(s, kind, z2[:, k], chosen)[0] for chosen in form])
            if report:
                print(f"{kind}: trees add {gain:+.4f}", flush=True)
            if gain >= WORTH:
                trees[kind] = grove
                z2[:, k] = after
        # Then moved so that 0.5 is where F1 is highest: that is lower than where right and wrong are
        # even. What a score is worth stands in the file ("reliability").
        moved = shift(best(s, kind, z2[:, k], ours)[1])
        z2[:, k] -= moved
        if kind in trees:
            trees[kind].bias -= moved
            moved = 0.0
        ab.append((a, c - moved))
    cut = [cut_scaling(s, k, z2[:, k], y, form[2:]) for k in range(len(KINDS))]
    in_cut = cut_rows(s)
    for k, (a, c) in enumerate(cut):
        z2[in_cut, k] = a * z2[in_cut, k] + c
    shared, grove = groves.of_checks(z2)
    if report:
        table("Writers left out, as they stand", s, z2, False)
        table("Writers left out, without marks", s, z2, True)
        table("Writers left out, cut into utterances, checks each by itself", s, z2, False, True)
        meetings_table(s, z2)
    z2 = shared
    if report:
        table("Writers left out, cut into utterances", s, z2, False, True)
        table("Writers left out, cut into utterances, without marks", s, z2, True, True)
        meetings_table(s, z2)
    plots = {}
    for k, kind in enumerate(KINDS):
        use = np.flatnonzero(seen & (y[:, k] >= 0))
        plots[kind] = reliability(1 / (1 + np.exp(-z2[use, k])), y[use, k])
    everything = np.ones(len(s.turn), bool)
    asked = act_trees.asked([t for g in (*trees.values(), grove) for t in g.trees])
    kept = np.array([i for i, n in enumerate(names) if w[i].any() or n in asked])
    final = []
    for (a, c), (own, v, bias) in zip(ab, second(s, z, ctx, everything, y), strict=True):
        v = np.round(np.where(np.abs(a * v) < SMALLEST_SECOND, 0, a * v), 3)
        lean = LEAN.get(KINDS[len(final)], 0.0)
        final.append((round(a * own, 3), v, round(a * bias + c + lean, 3)))
    types: dict[str, dict[str, tuple[np.ndarray, float]]] = {}
    for kind, all_types in TYPES.items():
        rows = np.array([i for i, t in enumerate(s.type) if kind in t], int)
        labels = np.array([s.type[i][kind] for i in rows])
        types[kind] = {}
        for type_ in all_types:
            yes = labels == type_
            if yes.sum() < 5:
                continue
            v, bias = fit(x[rows][:, kept], yes.astype(int), s.weight[rows], TYPE_STRENGTH)
            types[kind][type_] = (v, round(bias, 2))
    cut = [(a, c - a * LEAN.get(kind, 0.0)) for kind, (a, c) in zip(KINDS, cut, strict=True)]
    w = np.round(w[kept], 2)
    still = np.array([i for i, n in enumerate(kept) if w[i].any() or names[n] in asked])
    for of_kind in types.values():
        for type_, (v, bias) in of_kind.items():
            v = np.round(v, 2)[still]
            v[np.abs(v) < SMALLEST_OF_TYPES] = 0
            of_kind[type_] = (v, bias)
    return Model(
        [names[kept[i]] for i in still], w[still], np.round(b, 2), final, types, plots, trees, grove, cut
    )


def written(model: Model, s: Sentences, meetings: int) -> str:
    n = len(KINDS)

    def compact(value) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    ours = Counter(s.sources[i].language for i in forms(s)[0])
    asr = sum(1 for i in forms(s)[0] if s.sources[i].contact.get("quality", {}).get("transcript") == "asr")
    single = len({src.contact["id"].rstrip("~") for src in s.sources if src.subject == "lines"})
    trained = (
        f"{sum(ours.values())} contacts written for this project ("
        + ", ".join(f"{ours[v]} {v}" for v in LANGUAGES)
        + f"; {asr} as a recogniser writes), {single} sentences"
        + (f"; {meetings} ICSI meetings with MRDA tags (CC BY 4.0), English" if meetings else "")
    )
    lines = ["{", ' "format":"callnorm.act_model/1",', ' "version":"model@1",']
    lines.append(f' "trained_on":{compact(trained)},')
    lines.append(
        ' "calibration":"Platt\'s scaling on contacts of writers left out of the training, then moved so that 0.5 is '
        'where F1 was highest; per kind under \\"reliability\\": mean score, share right, how many sentences, '
        'by tenths of the score",'
    )
    lines.append(' "kinds":[')
    rows = [
        f'  {{"act":"{k}","sides":"{SIDES[k]}","bias":{float(model.b[i])},"reliability":{compact(model.reliability[k])}}}'
        for i, k in enumerate(KINDS)
    ]
    lines.append(",\n".join(rows))
    lines.append(' ],\n "second":[')
    rows = []
    for kind, (scale, v, bias) in zip(KINDS, model.second, strict=True):
        weights = {f"{CONTEXTS[j // n]} {KINDS[j % n]}": float(v[j]) for j in np.flatnonzero(v)}
        rows.append(
            f'  {{"act":"{kind}","scale":{float(scale)},"bias":{float(bias)},"weights":{compact(weights)}}}'
        )
    lines.append(",\n".join(rows))
    lines.append(' ],\n "types":[')
    rows = []
    for kind, all_types in model.types.items():
        for type_, (v, bias) in all_types.items():
            weights = {model.names[j]: float(v[j]) for j in np.flatnonzero(v)}
            rows.append(f'  {{"act":"{kind}","type":"{type_}","bias":{bias},"weights":{compact(weights)}}}')
    lines.append(",\n".join(rows))
    lines.append(' ],\n "features":[')
    rows = []
    for i, name in enumerate(model.names):
        weights = {KINDS[k]: float(model.w[i, k]) for k in np.flatnonzero(model.w[i])}
        note = feature_notes.note(name.removeprefix(CUT))
        about = f',"description":{compact(note[0])},"source":{compact(note[1])}' if note else ""
        rows.append(f'  {{"name":{compact(name)}{about},"weights":{compact(weights)}}}')
    lines.append(",\n".join(rows))
    lines.append(' ],\n "trees":[')
    groves = [(f'"act":"{kind}"', grove) for kind, grove in model.trees.items()]
    lines.append(",\n".join(f"  {{{head},{grove_text(grove, compact)}}}" for head, grove in groves))
    lines.append(f' ],\n "shared":{{"acts":{compact(CHECKS)},{grove_text(model.checks, compact)}}},\n "cut":[')
    rows = [
        f'  {{"act":"{kind}","scale":{round(a, 3)},"bias":{round(c, 3)}}}'
        for kind, (a, c) in zip(KINDS, model.cut, strict=True)
    ]
    lines.append(",\n".join(rows))
    lines.append(" ]\n}")
    return "\n".join(lines) + "\n"


def grove_text(grove: act_trees.Grove, compact) -> str:
    scale = f'"scale":{round(grove.scale, 3)},' if grove.scale else ""
    trees = ",\n   ".join(compact(t) for t in grove.trees)
    return f'"from":{grove.start},{scale}"bias":{round(grove.bias, 3)},"trees":[\n   {trees}]'


def fold_of(talk: Talk) -> int:
    """By writer: ids are like nl-t103 and nl-t11b03, the writers are t1 and t11."""
    match = re.fullmatch(r"\w+-t(\d+?)[a-z]?\d\d", talk.id)
    return (int(match.group(1)) if match else 0) % FOLDS


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--build", type=Path, default=ROOT / "build" / "release")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when the file would differ")
    parser.add_argument("--quiet", action="store_true", help="do not print the tables")
    parser.add_argument("--out", type=Path, default=MODEL)
    args = parser.parse_args()
    talks, problems = read_all(sorted((HERE / "train").glob("*.talk")))
    if problems or not talks:
        sys.exit("\n".join(problems) or "train_acts.py: no contacts")
    sources = [src for t in talks for src in sources_of_talk(t, fold_of(t))]
    for language in LANGUAGES:
        sources += sources_of_questions(language)
        sources += sources_of_acts(language)
    meetings = 0
    if args.data:
        found = sources_of_meetings(args.data / "mrda_meetings.jsonl.gz")
        meetings = len({src.subject for src in found})
        sources += found
    s = Sentences(sources, args.build)
    model = train(s, not args.quiet)
    text = written(model, s, meetings)
    print(
        f"\n{len(talks)} contacts, {len(s.turn)} sentences; {len(model.names)} features, "
        f"{int((model.w != 0).sum())} weights, {len(text.encode())} bytes"
    )
    if args.check:
        if not args.out.exists() or args.out.read_text(encoding="utf-8") != text:
            print(f"{args.out} would differ", file=sys.stderr)
            return 1
        return 0
    args.out.parent.mkdir(exist_ok=True)
    args.out.write_text(text, encoding="utf-8")
    print(f"written: {args.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
