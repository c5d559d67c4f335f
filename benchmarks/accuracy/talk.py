"""Reads the annotated contacts of ``data/*.talk``.

A file holds contacts; a contact is a header line and one line per turn::

    == id=nl-a01 language=nl-BE channel=voice domain=telecom quality=good speech=human
    A: [greeting| Goedemorgen], [question| waarmee kan ik u helpen?]
    C: Ja, ik zit hier al sinds gisteren zonder internet.

``[kind| words]``, ``[kind.type| words]`` and ``[kind1+kind2.type| words]`` mark acts (docs/acts.md);
marks do not nest. One blank after the bar belongs to the mark, not to the words. Blank lines and lines
that begin with ``#`` are skipped. Only the standard library is needed here.

    python benchmarks/accuracy/talk.py FILE...      counts by language and kind; 2 when a file is not valid
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TYPES: dict[str, tuple[str, ...]] = {
    "reformulation": ("gist", "upshot", "summary"),
    "clarification": ("restricted_request", "restricted_offer"),
    "objection": (
        "price",
        "need",
        "timing",
        "trust",
        "authority",
        "product",
        "incumbent",
        "effort",
        "deflection",
        "brush_off",
    ),
}
"""Finer kinds that a mark may name, by kind."""

SIDES: dict[str, str] = {
    "reformulation": "A",
    "read_back": "A",
    "repeat": "A",
    "clarification": "A",
    "open_repair": "AC",
    "data_question": "A",
    "question": "AC",
    "hold": "A",
    "greeting": "AC",
    "self_identification": "A",
    "thanks": "AC",
    "apology": "A",
    "anything_else": "A",
    "summary_of_actions": "A",
    "goodbye": "AC",
    "objection": "C",
    "firm_refusal": "C",
    "rebuttal": "A",
    "acknowledge_objection": "A",
    "promotion": "A",
    "confirm": "C",
    "disconfirm": "C",
}
"""Kinds that are marked, in the order they are reported, and who may do them."""

KINDS = tuple(SIDES)

HEADER: dict[str, tuple[str, ...]] = {
    "id": (),
    "language": ("nl-BE", "fr-BE", "en"),
    "channel": ("voice", "chat", "email"),
    "domain": (),
    "quality": ("good", "middling", "weak"),
    "speech": ("human", "asr", "written"),
}
"""Keys a header must have, and the values each may take; () for any."""

MESSAGE_GAP_S = 30
"""A chat or e-mail carries times; they are made up, and no act depends on them."""


@dataclass(frozen=True)
class Gold:
    """One act as the writer marked it."""

    kind: str
    type: str
    turn: int
    start: int
    """In code points of the turn's text, like ``callnorm.Act.start``."""
    end: int
    line: int


@dataclass
class Talk:
    """One annotated contact."""

    file: str
    line: int
    header: dict[str, str]
    turns: list[tuple[str, str]] = field(default_factory=list)
    """(side, text): "A" agent, "C" client."""
    lines: list[int] = field(default_factory=list)
    acts: list[Gold] = field(default_factory=list)

    @property
    def id(self) -> str:
        return self.header.get("id", "")

    @property
    def language(self) -> str:
        """Without the region: "nl", "fr", "en"."""
        return self.header.get("language", "").split("-")[0]

    @property
    def speech(self) -> str:
        return self.header.get("speech", "")

    def contact(self) -> dict[str, Any]:
        """As callnorm.contact/1, without the acts."""
        out: dict[str, Any] = {
            "format": "callnorm.contact/1",
            "id": self.id,
            "channel": self.header["channel"],
            "language": self.header["language"],
        }
        names = {"A": "agent", "C": "client"}
        if self.header["channel"] == "voice":
            out["turns"] = [{"speaker": names[s], "text": t} for s, t in self.turns]
            out["quality"] = {"transcript": "asr" if self.speech == "asr" else "human"}
        else:
            out["messages"] = [
                {"sender": names[s], "sent": i * MESSAGE_GAP_S, "text": t}
                for i, (s, t) in enumerate(self.turns)
            ]
        return out


class TalkError(ValueError):
    """A .talk file is not valid. ``problems`` holds all of them as "file:line: what"."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


_MARK = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")
_KEY = re.compile(r"([^\s=]+)=(\S*)")


def _header(text: str, at: str, problems: list[str]) -> dict[str, str]:
    out: dict[str, str] = {}
    rest = _KEY.sub("", text).strip()
    if rest:
        problems.append(f"{at}: a header holds key=value only, not {rest!r}")
    for key, value in _KEY.findall(text):
        if key not in HEADER:
            problems.append(f"{at}: unknown header key {key!r}")
        elif key in out:
            problems.append(f"{at}: header key {key!r} stands twice")
        elif not value or (HEADER[key] and value not in HEADER[key]):
            wanted = ", ".join(HEADER[key]) or "something"
            problems.append(f"{at}: {key} must be {wanted}, not {value!r}")
        out[key] = value
    problems += [f"{at}: header key {key!r} is missing" for key in HEADER if key not in out]
    if (out.get("channel") == "voice") == (out.get("speech") == "written"):
        problems.append(f"{at}: speech=written goes with channel chat or email, and only with them")
    return out


def _labels(text: str, side: str, at: str, problems: list[str]) -> list[tuple[str, str]]:
    out: list[tuple[str, str]] = []
    for label in text.split("+"):
        kind, _, type_ = label.strip().partition(".")
        if kind not in SIDES:
            problems.append(f"{at}: unknown kind {kind!r}")
        elif type_ and type_ not in TYPES.get(kind, ()):
            problems.append(f"{at}: {kind} has no type {type_!r}")
        elif side not in SIDES[kind]:
            who = "agent" if side == "A" else "client"
            problems.append(f"{at}: {kind} is no act of the {who}")
        elif any(kind == k for k, _ in out):
            problems.append(f"{at}: {kind} stands twice on the same words")
        else:
            out.append((kind, type_))
    return out


def _turn(talk: Talk, side: str, marked: str, line: int, at: str, problems: list[str]) -> None:
    text = ""
    done = 0
    for mark in _MARK.finditer(marked):
        text += marked[done : mark.start()]
        words = mark.group(2).removeprefix(" ")
        done = mark.end()
        inner = words.strip()
        if not inner:
            problems.append(f"{at}: a mark without words")
        start = len(text) + len(words) - len(words.lstrip())
        for kind, type_ in _labels(mark.group(1), side, at, problems):
            talk.acts.append(Gold(kind, type_, len(talk.turns), start, start + len(inner), line))
        text += words
    text += marked[done:]
    if any(c in text for c in "[]|"):
        problems.append(f"{at}: [, ] and | stand only in marks, which do not nest")
    if not text.strip():
        problems.append(f"{at}: a turn without words")
    talk.turns.append((side, text))
    talk.lines.append(line)


def parse(text: str, name: str) -> tuple[list[Talk], list[str]]:
    """The contacts without a fault, and every fault as "file:line: what"."""
    talks: list[Talk] = []
    problems: list[str] = []
    faulty: set[int] = set()
    ids: set[str] = set()
    talk: Talk | None = None
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        at = f"{name}:{number}"
        before = len(problems)
        if not line or line.startswith("#"):
            continue
        if line.startswith("=="):
            talk = Talk(name, number, _header(line[2:], at, problems))
            talks.append(talk)
            if talk.id in ids:
                problems.append(f"{at}: id {talk.id!r} stands twice")
            ids.add(talk.id)
        elif talk is None:
            problems.append(f"{at}: a line before the first header (== id=...)")
        elif line[:2] in ("A:", "C:"):
            _turn(talk, line[0], line[2:].strip(), number, at, problems)
        else:
            problems.append(f'{at}: a turn begins with "A:" or "C:"')
        if len(problems) > before and talk is not None:
            faulty.add(id(talk))
    for talk in talks:
        if not talk.turns:
            problems.append(f"{name}:{talk.line}: a contact without turns")
            faulty.add(id(talk))
    return [t for t in talks if id(t) not in faulty], problems


def read(path: Path) -> tuple[list[Talk], list[str]]:
    """Like :func:`parse`; a file that is not UTF-8 is one fault."""
    try:
        return parse(path.read_text(encoding="utf-8"), path.name)
    except UnicodeDecodeError as error:
        return [], [f"{path.name}:1: not UTF-8 ({error.reason} at byte {error.start})"]


def read_all(paths: Iterable[Path]) -> tuple[list[Talk], list[str]]:
    """The contacts of several files, in order of file name, and every fault."""
    talks: list[Talk] = []
    problems: list[str] = []
    ids: dict[str, str] = {}
    for path in sorted(paths, key=lambda p: p.name):
        found, faults = read(path)
        problems += faults
        for talk in found:
            if talk.id in ids:
                problems.append(f"{talk.file}:{talk.line}: id {talk.id!r} stands in {ids[talk.id]} too")
                continue
            ids[talk.id] = talk.file
            talks.append(talk)
    return talks, problems


def strict(path: Path) -> list[Talk]:
    """The contacts of a file. Raises TalkError with all its faults."""
    talks, problems = read(path)
    if problems:
        raise TalkError(problems)
    return talks


def statistics(talks: Iterable[Talk]) -> str:
    """Contacts, turns and acts by language and kind, as a Markdown table."""
    talks = list(talks)
    languages = [v.split("-")[0] for v in HEADER["language"]]
    rows: list[tuple[str, list[int]]] = []

    def row(name: str, count: Counter[str]) -> None:
        rows.append((name, [count[language] for language in languages]))

    row("contacts", Counter(t.language for t in talks))
    for key in ("channel", "speech", "quality"):
        for value in HEADER[key]:
            row(f"… {key} {value}", Counter(t.language for t in talks if t.header[key] == value))
    turns: Counter[str] = Counter()
    for talk in talks:
        turns[talk.language] += len(talk.turns)
    row("turns", turns)
    for kind in KINDS:
        row(kind, Counter(t.language for t in talks for a in t.acts if a.kind == kind))
        for type_ in TYPES.get(kind, ()):
            row(
                f"… {type_}",
                Counter(t.language for t in talks for a in t.acts if (a.kind, a.type) == (kind, type_)),
            )
    head = ["", *languages, "all"]
    lines = ["| " + " | ".join(head) + " |", "|---|" + "---:|" * (len(head) - 1)]
    for name, counts in rows:
        lines.append("| " + " | ".join([name, *map(str, counts), str(sum(counts))]) + " |")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    talks, problems = read_all(Path(a) for a in arguments)
    print(statistics(talks))
    for problem in problems:
        print(problem, file=sys.stderr)
    return 2 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
