"""Reads invented sentences of which it is known whether they do an act: ``train/acts.*.txt``.

One to a line, by kind of act (docs/acts.md)::

    == hold
    + Momentje, ik zoek dat even op.
    - ik bel u morgen terug
    + Mijn factuur klopt niet. < ik haal ze er even bij > oké

"+" does the act of its section, "-" only looks like it. Before " < " stands what the other party just
said, after " > " what it says next. The sentence is the client's in sections of acts that only a client
does, the agent's in the others. Lines that begin with "#" are skipped. Only the standard library is
needed here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from talk import SIDES


@dataclass(frozen=True)
class Sentence:
    line: int
    kind: str
    does: bool
    before: str
    text: str
    after: str

    @property
    def side(self) -> str:
        return "C" if SIDES[self.kind] == "C" else "A"

    @property
    def parts(self) -> tuple[str, str, str]:
        return self.before, self.text, self.after


def parts_of(line: str) -> tuple[str, str, str]:
    """What the other said before, the sentence, what the other says next."""
    text, _, after = line.partition(" > ")
    before, _, own = text.rpartition(" < ")
    return before.strip(), own.strip(), after.strip()


def read(path: Path) -> tuple[list[Sentence], list[str]]:
    """The sentences of a file, and what is wrong with it: "acts.nl.txt:7: ..."."""
    out: list[Sentence] = []
    problems: list[str] = []
    kind = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        fault = ""
        if not line or line.startswith("#"):
            continue
        if line.startswith("== "):
            kind = line[3:].strip()
            fault = "" if kind in SIDES else f"no kind of act: {kind}"
        elif line[:2] not in ("+ ", "- "):
            fault = 'neither "== ", "+ ", "- " nor "#"'
        elif kind not in SIDES:
            fault = "before the first section"
        else:
            sentence = Sentence(number, kind, line[0] == "+", *parts_of(line[2:]))
            if not sentence.text or any(mark in part for part in sentence.parts for mark in "<>"):
                fault = 'not "before < sentence > after", of which the first and last may lack'
            else:
                out.append(sentence)
        if fault:
            problems.append(f"{path.name}:{number}: {fault}")
    return out, problems
