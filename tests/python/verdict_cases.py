"""Reads invented contacts with the verdicts a fair assessor would give: ``tests/data/verdicts/*.txt``.

A contact is a header, its turns, and one line for each indicator that somebody has an opinion on::

    == id=nl-a01 language=nl-BE channel=voice script=be.demo.energie.verhuis
    # what happens, and what it is meant to try
    0.4-3.2 A: Goedemorgen, met Lien van Demo Energie, waarmee kan ik u helpen?
    3.6-9.8 C: Ja, ik verhuis volgende maand ...
    {"ending": {"by": "agent"}}
    = CCO-3.6 D: de klant zocht zijn klantnummer, de agent had erom gevraagd
    = CCO-3.1 D (I): ze vat samen wat de klant wil, en die bevestigt

Messages of a chat or an e-mail have one time ("12 C: ..."); without times turns have none. A line in
braces is JSON, its keys those of callnorm.contact/1. "D (I)" reads: D is right, I can be defended;
every other verdict wrongs somebody. D demonstrated, N not demonstrated, I insufficient evidence,
X not applicable. What callnorm is known to miss stands behind it, by detector, and is never an N::

    = CCO-3.2 D: "welke van de twee?", en de klant kiest
    ~ CCO-3.2 rules@1 I

Only the standard library is needed here.

    python tests/python/verdict_cases.py FILE...      counts; 2 when a file is not valid
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

VERDICTS = {
    "D": "demonstrated",
    "N": "not_demonstrated",
    "I": "insufficient_evidence",
    "X": "not_applicable",
}
INDICATORS = tuple(f"CCO-{c}.{i}" for c, n in ((1, 4), (2, 7), (3, 8)) for i in range(1, n + 1))
HEADER = {"id", "language", "channel", "script"}

_TURN = re.compile(r"(?:(\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?))? )?([AC]): (\S.*)")
_KNOWN = re.compile(r"~ (CCO-\d\.\d) ((?:rules|model)@1) ([DIX])")
_VERDICT = re.compile(r"= (CCO-\d\.\d) ([DNIX])(?: \(([DNIX](?: [DNIX])*)\))?: (\S.*)")


@dataclass
class Expected:
    line: int
    indicator: str
    right: str
    acceptable: tuple[str, ...]
    """With the right one."""
    why: str
    known: dict[str, str] = field(default_factory=dict)
    """What callnorm says instead, by detector, and should not."""


@dataclass
class Case:
    at: str
    header: dict[str, str]
    lines: list[tuple[int, str | None, str | None, str, str]] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)
    expected: list[Expected] = field(default_factory=list)

    @property
    def id(self) -> str:
        return self.header.get("id", self.at)

    @property
    def script(self) -> str | None:
        return self.header.get("script")

    def contact(self) -> dict[str, Any]:
        """As callnorm.contact/1."""
        names = {"A": "agent", "C": "client"}
        out: dict[str, Any] = {
            "format": "callnorm.contact/1",
            "id": self.id,
            "channel": self.header["channel"],
            "language": self.header["language"],
        }
        talk: list[dict[str, Any]] = []
        for _, begin, end, side, text in self.lines:
            if out["channel"] == "voice":
                turn: dict[str, Any] = {"speaker": names[side], "text": text}
                if begin is not None and end is not None:
                    turn |= {"start": float(begin), "end": float(end)}
            else:
                turn = {"sender": names[side], "text": text}
                if begin is not None:
                    turn["sent"] = float(begin)
            talk.append(turn)
        out["turns" if out["channel"] == "voice" else "messages"] = talk
        if out["channel"] == "voice" and all("start" in turn for turn in talk):
            out["connect"] = 0.0
        return out | self.more


def parse(text: str, name: str) -> tuple[list[Case], list[str]]:
    """The cases of a file, and what is wrong with it: "nl-a.txt:7: ..."."""
    cases: list[Case] = []
    problems: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        at = f"{name}:{number}"
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("== "):
            header = dict(part.split("=", 1) for part in line[3:].split() if "=" in part)
            if not {"id", "language", "channel"} <= set(header) <= HEADER:
                problems.append(f"{at}: a header has id, language, channel and perhaps script")
            if any(case.id == header.get("id") for case in cases):
                problems.append(f"{at}: id stands twice")
            cases.append(Case(at, {"id": at, "language": "", "channel": "voice"} | header))
        elif not cases:
            problems.append(f"{at}: before the first header")
        elif line.startswith("{"):
            try:
                cases[-1].more |= json.loads(line)
            except json.JSONDecodeError as fault:
                problems.append(f"{at}: {fault}")
        elif line.startswith("= "):
            found = _VERDICT.fullmatch(line)
            if found is None or found[1] not in INDICATORS:
                problems.append(f"{at}: not '= CCO-3.6 D (I): why'")
                continue
            if any(one.indicator == found[1] for one in cases[-1].expected):
                problems.append(f"{at}: {found[1]} stands twice")
            acceptable = (found[2], *(found[3] or "").split())
            cases[-1].expected.append(Expected(number, found[1], found[2], acceptable, found[4]))
        elif known := _KNOWN.fullmatch(line):
            about = [one for one in cases[-1].expected if one.indicator == known[1]]
            if not about or known[3] in about[0].acceptable:
                problems.append(f"{at}: is about no verdict, or an acceptable one")
                continue
            about[0].known[known[2]] = known[3]
        elif turn := _TURN.fullmatch(line):
            cases[-1].lines.append((number, turn[1], turn[2], turn[3], turn[4]))
        else:
            problems.append(f"{at}: not '0.4-3.2 A: words'")
    for case in cases:
        problems += _faults(case, name)
    return cases, problems


def _faults(case: Case, name: str) -> list[str]:
    out = []
    if not case.expected:
        out.append(f"{case.at}: no verdict is expected")
    last = 0.0
    for number, begin, end, _, _ in case.lines:
        if (begin is None) != (case.lines[0][1] is None):
            out.append(f"{name}:{number}: all turns have times, or none")
        if case.header["channel"] == "voice" and (begin is None) != (end is None):
            out.append(f"{name}:{number}: a turn of a call has a begin and an end")
        if begin is not None:
            if float(begin) < last or (end is not None and float(end) <= float(begin)):
                out.append(f"{name}:{number}: out of order")
            last = float(begin)
    return out


def read_all(paths: Iterable[Path]) -> tuple[list[Case], list[str]]:
    cases: list[Case] = []
    problems: list[str] = []
    for path in sorted(paths):
        own, faults = parse(path.read_text(encoding="utf-8"), path.name)
        problems += faults
        cases += own
    return cases, problems


def main(arguments: list[str]) -> int:
    cases, problems = read_all(Path(name) for name in arguments)
    for problem in problems:
        print(problem, file=sys.stderr)
    verdicts = Counter(f"{one.indicator} {one.right}" for case in cases for one in case.expected)
    print(f"{len(cases)} contacts, {sum(verdicts.values())} verdicts")
    for key in sorted(verdicts):
        print(f"  {key} {verdicts[key]}")
    return 2 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
