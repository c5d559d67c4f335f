"""Counts the instructions of the path from JSON text to Evaluation, and compares with the count kept here.

    python benchmarks/instructions.py BINARY COMPILER [--keep]

BINARY is callnorm_pipeline_run of a release build, COMPILER what built it ("GNU-12"). Wall time on shared
machines moves by half and more; the instructions that valgrind counts come out the same to a few in ten
thousand. Exit status 1 when a path takes 5 % more than benchmarks/instructions.json says (make it faster, or
say why in the commit that keeps the new count with ``--keep``), 77, "skipped", without valgrind or without
a count of that compiler. Only the standard library is needed here.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

KEPT = Path(__file__).with_name("instructions.json")
PATHS = {
    "turn-level, evaluate": ([], "counted_round*"),
    "word-level, evaluate": (["words"], "counted_round*"),
    "turn-level, evaluate by model@1": (["model"], "counted_round*"),
    "evaluation to JSON": (["json"], "counted_writing*"),
}
CONTACTS = 30
ALLOWED = 1.05
SKIPPED = 77


def count(binary: Path, arguments: list[str], function: str) -> int:
    """Instructions of one contact, callees included."""
    rounds = 2 if function == "counted_writing*" else 1  # the last round is always written
    with tempfile.TemporaryDirectory() as folder:
        ran = subprocess.run(
            [
                "valgrind",
                "--tool=callgrind",
                f"--toggle-collect={function}",
                f"--callgrind-out-file={folder}/out",
                str(binary),
                "1",
                *arguments,
            ],
            capture_output=True,
            text=True,
            check=True,
        )
    found = re.search(r"Collected : (\d+)", ran.stderr)
    if found is None:
        raise SystemExit(f"callgrind said nothing of its count:\n{ran.stderr}")
    return int(found.group(1)) // (rounds * CONTACTS)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("binary", type=Path)
    parser.add_argument("compiler")
    parser.add_argument("--keep", action="store_true")
    arguments = parser.parse_args()
    if shutil.which("valgrind") is None:
        print("skipped: valgrind is not here")
        return SKIPPED
    kept: dict[str, dict[str, int]] = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    before = kept.get(arguments.compiler, {})
    if not before and not arguments.keep:
        print(f"skipped: no count is kept for {arguments.compiler}")
        return SKIPPED
    now = {name: count(arguments.binary, *path) for name, path in PATHS.items()}
    worse = False
    for name, instructions in now.items():
        known = before.get(name)
        ratio = f"{instructions / known:.3f} of {known:,}" if known else "not known before"
        print(f"{name:34} {instructions:>12,} a contact, {ratio}")
        worse = worse or (known is not None and instructions > known * ALLOWED)
    if arguments.keep:
        kept[arguments.compiler] = now
        KEPT.write_text(json.dumps(kept, indent=2, sort_keys=True) + "\n")
        return 0
    if worse:
        print("more than 5 % over what benchmarks/instructions.json keeps")
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
