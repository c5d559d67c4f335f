"""Judges adapted vectors (callnorm_conformance --adapted OUT ...) through the Python package.

    python tests/conformance/through_python.py OUT

Prints what differs and ends with "N passed, M failed"; exit 0 when none failed.
"""

import json
import sys
from pathlib import Path

import callnorm

TOLERANCE = 0.001


def same(expected: object, found: object) -> bool:
    if isinstance(expected, bool) or isinstance(found, bool) or expected is None or found is None:
        return expected is found
    if isinstance(expected, int | float) and isinstance(found, int | float):
        return abs(expected - found) <= TOLERANCE
    return expected == found


def differences(line: dict) -> list[str]:
    """One entry per difference; empty when the vector passes."""
    norm = callnorm.Norm.from_dict(line["norm"])
    script = None if line["script"] is None else callnorm.Script.from_dict(line["script"])
    contact = callnorm.Contact.from_dict(line["contact"])
    result = callnorm.Evaluator(norm=norm, script=script).evaluate(contact)[line["indicator"]]
    expect = line["expect"]
    out = []
    if result.verdict.value != expect["verdict"]:
        out.append(f"verdict: expected {expect['verdict']}, found {result.verdict.value}")
    if result.reason != expect["reason"]:
        out.append(f"reason: expected {expect['reason']}, found {result.reason}")
    measures = dict(result.measures)
    for name, wanted in expect["measures"].items():
        if name not in measures:
            out.append(f"{name}: expected {wanted}, not reported")
        elif not same(wanted, measures[name]):
            out.append(f"{name}: expected {wanted}, found {measures[name]}")
    return out


def run(path: Path) -> tuple[int, list[str]]:
    """How many passed, and a line per difference of the others, led by the vector's id."""
    passed = 0
    failed = []
    for text in path.read_text(encoding="utf-8").splitlines():
        line = json.loads(text)
        try:
            wrong = differences(line)
        except callnorm.CallnormError as error:
            wrong = [str(error)]
        if wrong:
            failed.append("\n  ".join([line["id"], *wrong]))
        else:
            passed += 1
    return passed, failed


def main() -> int:
    passed, failed = run(Path(sys.argv[1]))
    for text in failed:
        print(text)
    print(f"{passed} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
