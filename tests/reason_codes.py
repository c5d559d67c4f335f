#!/usr/bin/env python3
"""Every reason code of the library, and the tests that reach it.

    python tests/reason_codes.py

prints a table and exits with 1 when a reason code is reached by no test. A code is a word in
capitals that a judge or the evaluator writes as a verdict's reason, or as a flag; of flags the table
tells the same, but none has to be reached. A test reaches a code when it expects it: in an
expectation of a C++ test, in the verdict table of the examples, in a worked example of the norm.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WRITTEN_IN = (
    "src/indicator",
    "src/evaluate",
    "include/callnorm/indicator",
    "include/callnorm/evaluate",
)
# What is said of a code tells a reason from a flag, where the sources do not.
TEXTS = "bindings/python/callnorm/report/texts/en.json"

_WORD = re.compile(r'"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)"')
_COMMENT = re.compile(r'("(?:\\.|[^"\\\n])*")|//[^\n]*|/\*.*?\*/', re.DOTALL)
_STATEMENT = re.compile(r"[;{}]")
# The name of a measure, in capitals too: "INF".
_MEASURE = re.compile(r"\b(?:add|hinge|need|bar|measure|count|real)\s*\(\s*$")
# What a test gives to the code under test, and does not expect of it.
_GIVEN = re.compile(r"\breason\s*=[^=]|\bdecide\s*\(|\bflags\s*=[^=]")
_SHORTEST = 4  # shorter ones are measures: "F", "US", "CER"


@dataclass
class Code:
    """One code."""

    name: str
    flag: bool = True
    written_in: set[str] = field(default_factory=set)
    reached_by: list[str] = field(default_factory=list)
    documented: bool = False


def _code_of(path: Path) -> str:
    """The C++ text without its comments."""
    return _COMMENT.sub(lambda m: m[1] or " ", path.read_text(encoding="utf-8"))


def _statements(text: str) -> Iterator[str]:
    yield from _STATEMENT.split(text)


def _words(statement: str) -> Iterator[str]:
    for found in _WORD.finditer(statement):
        if len(found[1]) < _SHORTEST and found[1] != "OK":
            continue
        if not _MEASURE.search(statement[: found.start()]):
            yield found[1]


def codes() -> dict[str, Code]:
    """By name, what src/ writes; nothing yet of who reaches it."""
    texts = json.loads((ROOT / TEXTS).read_text(encoding="utf-8"))
    reasons, flags = set(texts["reasons"]), set(texts["flags"])
    said = reasons | flags
    out: dict[str, Code] = {}
    for folder in WRITTEN_IN:
        for path in sorted((ROOT / folder).rglob("*.?pp")):
            for statement in _statements(_code_of(path)):
                near = re.search(r"flag", statement, re.IGNORECASE) is not None
                for name in _words(statement):
                    if name.endswith("_") or name.startswith("CALLNORM_"):
                        continue
                    code = out.setdefault(name, Code(name))
                    flag = near if name not in said else name in flags and name not in reasons
                    code.flag = code.flag and flag
                    code.written_in.add(path.stem)
    return out


def expectations() -> Iterator[tuple[str, str]]:
    """(test, code) for every code a test expects."""
    for folder in ("unit", "golden", "property"):
        for path in sorted((ROOT / "tests" / folder).rglob("*.cpp")):
            for statement in _statements(_code_of(path)):
                if _GIVEN.search(statement):
                    continue
                for name in _words(statement):
                    yield path.stem, name
    for path in sorted((ROOT / "tests/golden").glob("*.json")):
        for contact, verdicts in json.loads(path.read_text(encoding="utf-8")).items():
            for verdict in verdicts.values():
                for word in re.findall(r"\b[A-Z][A-Z0-9_]+\b", str(verdict)):
                    yield f"example {contact}", word
    for path in sorted((ROOT / "tests/conformance").glob("*.json")):
        vectors = json.loads(path.read_text(encoding="utf-8"))
        for vector in vectors if isinstance(vectors, list) else vectors.get("tests", []):
            expected = vector.get("expect", {}) if isinstance(vector, dict) else {}
            if "reason" in expected:
                yield f"vector {vector['id']}", expected["reason"]


def covered() -> list[Code]:
    """Every code with the tests that reach it, sorted by name."""
    found = codes()
    for test, name in expectations():
        if name in found and test not in found[name].reached_by:
            found[name].reached_by.append(test)
    documented = (ROOT / "docs/norm.md").read_text(encoding="utf-8")
    for code in found.values():
        code.documented = re.search(rf"`{code.name}`", documented) is not None
    return [found[name] for name in sorted(found)]


def unreached(all_codes: list[Code]) -> list[str]:
    """The reason codes that no test expects."""
    return [code.name for code in all_codes if not code.flag and not code.reached_by]


def table(all_codes: list[Code]) -> str:
    width = max((len(code.name) for code in all_codes), default=4)
    lines = [f"{'code':<{width}}  kind    docs  written in; tests that reach it"]
    for code in all_codes:
        tests = code.reached_by[:4]
        rest = len(code.reached_by) - len(tests)
        reached = ", ".join(tests) + (f", {rest} more" if rest > 0 else "") or "-- NONE --"
        kind = "flag" if code.flag else "reason"
        docs = "yes" if code.documented else "no"
        written = ", ".join(sorted(code.written_in))
        lines.append(f"{code.name:<{width}}  {kind:<6}  {docs:<4}  {written}; {reached}")
    return "\n".join(lines)


def main() -> int:
    all_codes = covered()
    print(table(all_codes))
    missing = unreached(all_codes)
    reasons = sum(not code.flag for code in all_codes)
    print(f"\n{reasons} reason codes, {reasons - len(missing)} reached by a test")
    if missing:
        print("reached by none: " + ", ".join(missing))
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
