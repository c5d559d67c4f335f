"""Judges every contact of a folder and counts the verdicts per indicator.

    python evaluate_folder.py FOLDER [SCRIPT]

SCRIPT is a script file or the id of a built-in script. Prints one letter per contact and indicator:
D demonstrated, N not demonstrated, I insufficient evidence, X not applicable.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import callnorm

LETTERS = {
    callnorm.Verdict.demonstrated: "D",
    callnorm.Verdict.not_demonstrated: "N",
    callnorm.Verdict.insufficient_evidence: "I",
    callnorm.Verdict.not_applicable: "X",
}


def contacts(folder: Path) -> Iterator[callnorm.Contact | callnorm.CallnormError]:
    """The contacts of a folder, one at a time: it may hold more than fit in memory."""
    for path in sorted(folder.rglob("*.json")):
        try:
            yield callnorm.Contact.from_file(path)
        except callnorm.CallnormError as error:
            yield error  # evaluate_many passes it on


def main() -> int:
    if len(sys.argv) not in (2, 3):
        print(__doc__, file=sys.stderr)
        return 2
    script = None
    if len(sys.argv) == 3:
        given = sys.argv[2]
        script = callnorm.Script.from_file(given) if Path(given).exists() else given

    evaluator = callnorm.Evaluator(script=script)
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for result in evaluator.evaluate_many(contacts(Path(sys.argv[1])), errors="return"):
        if isinstance(result, callnorm.CallnormError):
            print(result, file=sys.stderr)
            continue
        letters = [LETTERS[indicator.verdict] for indicator in result]
        print("".join(letters), result.contact.id)
        for indicator, letter in zip(result, letters, strict=True):
            counts[indicator.id][letter] += 1

    print()
    for id_, count in counts.items():
        print(id_, "  ".join(f"{letter} {count[letter]:2}" for letter in "DNIX"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
