"""Runs the benchmarks and prints one table: where the time of a contact goes, and how it compares.

    python benchmarks/report.py BINARY [--library FILE] [--memory BINARY] [--against BINARY]

BINARY is callnorm_benchmarks of a release build; ``--against`` is that of another revision, and a column
says how many times the median of this one its median is. ``--library`` is the shared library, of which the
size is told; ``--memory`` is callnorm_memory_run: what a contact asks of the allocator, and the contacts
that the Python package, where it is installed, judges. Only the standard library is needed else.

Medians of repetitions in one run, every benchmark in turn, so that a slow moment of the machine meets them
all. On a shared machine ratios within a run mean something; microseconds of two days do not.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

WANTED = (
    "^(Read|Prepare|Evaluate|Write|EndToEnd|Yardstick|Detect|EvaluateTurns|MakeEvaluator|"
    "Typing|TypingByEdlib|align|LivePush|Phrases|EvaluateMany|Straightforward|ReadByTree)(/|$)"
)
REPETITIONS = 7
ROUNDS = 3  # of each binary in turn, when two are compared: minutes differ by a fifth with the same code


@dataclass(frozen=True)
class Measured:
    micros: float
    megabytes: float | None  # each second
    items: float | None  # each second: turns, or contacts


def run(binary: Path, repetitions: int = REPETITIONS) -> dict[str, Measured]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.json"
        subprocess.run(
            [
                str(binary),
                f"--benchmark_filter={WANTED}",
                f"--benchmark_repetitions={repetitions}",
                "--benchmark_enable_random_interleaving=true",
                "--benchmark_min_time=0.05",
                f"--benchmark_out={out}",
                "--benchmark_out_format=json",
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        rows = json.loads(out.read_text())["benchmarks"]
    unit = {"ns": 1e-3, "us": 1.0, "ms": 1e3, "s": 1e6}
    return {
        row["run_name"]: Measured(
            row["cpu_time"] * unit[row["time_unit"]],
            row["bytes_per_second"] / 1e6 if "bytes_per_second" in row else None,
            row.get("items_per_second"),
        )
        for row in rows
        if row.get("aggregate_name") == "median"
    }


def run_in_turn(*binaries: Path) -> list[dict[str, Measured]]:
    """Each binary ROUNDS times, one after the other; of each the median round by benchmark."""
    rounds = [[run(binary, REPETITIONS // 2) for binary in binaries] for _ in range(ROUNDS)]
    return [
        {
            name: sorted((each[i][name] for each in rounds), key=lambda seen: seen.micros)[ROUNDS // 2]
            for name in rounds[0][i]
        }
        for i in range(len(binaries))
    ]


@dataclass(frozen=True)
class Row:
    name: str
    micros: float
    megabytes: float | None = None
    share: float | None = None
    note: str = ""
    of: str = ""  # the benchmark it is of, for the comparison


def stages(seen: dict[str, Measured], words: int, what: str) -> Iterator[Row]:
    whole = seen[f"EndToEnd/words:{words}"].micros
    read = seen[f"Read/words:{words}"]
    evaluate = seen[f"Evaluate/words:{words}"]
    prepare = seen[f"Prepare/words:{words}"]

    def row(name: str, of: str, micros: float, rate: float | None = None) -> Row:
        return Row(f"{name}, {what}", micros, rate, micros / whole, of=of)

    yield row("read", f"Read/words:{words}", read.micros, read.megabytes)
    yield row("prepare (tokens, sentences, phrases)", f"Prepare/words:{words}", prepare.micros)
    yield row("acts, steps, 19 judges", "", evaluate.micros - prepare.micros)


def rows(seen: dict[str, Measured], library: Path | None) -> Iterator[Row]:
    yield from stages(seen, 0, "turn-level")
    yield from stages(seen, 1, "word-level")
    write = seen["Write"]
    yield Row("evaluation to JSON", write.micros, write.megabytes, of="Write")
    yield Row("detect() by the model", seen["Detect"].micros, of="Detect")
    yield Row("evaluator from norm and script", seen["MakeEvaluator"].micros, of="MakeEvaluator")
    for name in sorted(seen):
        if name.startswith(("Typing", "align", "LivePush")):
            yield Row(name.replace("/iterations:2000", ""), seen[name].micros, of=name)
    few, more, many = (seen[f"EvaluateTurns/turns:{n}"].micros for n in (120, 480, 100_000))
    yield Row("480 turns", more, note=f"{more / few:.2f} times 120 turns")
    yield Row(
        "100,000 turns", many, note=f"a turn costs {many / 100_000 / (few / 120):.2f} times as much"
    )
    some, lots = (seen[f"Phrases/phrases:{n}"].micros for n in (1_500, 15_000))
    yield Row("15,000 phrases, thirty contacts", lots, note=f"{lots / some:.2f} times 1,500 phrases")
    one, two = (seen[f"EvaluateMany/threads:{n}/read:1/real_time"].items or 1 for n in (1, 2))
    yield Row("evaluate_many() on two threads", 1e6 / two, note=f"{two / one:.2f} times as many contacts as on one")
    for words, what in ((0, "turn-level"), (1, "word-level")):
        if (tree := seen.get(f"ReadByTree/words:{words}")) is not None:
            ratio = tree.micros / seen[f"Read/words:{words}"].micros
            yield Row(f"read by nlohmann/json, {what}", tree.micros, note=f"{ratio:.1f} times callnorm's read")
    typing = seen["EndToEnd/words:0"].micros
    for with_typing, what in ((1, ""), (0, ", no typing")):
        if (slow := seen.get(f"Straightforward/words:0/typing:{with_typing}")) is not None:
            note = f"{slow.micros / typing:.0f} times callnorm's end-to-end, all of it"
            yield Row(f"straightforward composition{what}", slow.micros, note=note)
    if library is not None and library.exists():
        yield Row("shared library, stripped", 0, note=f"{stripped(library) / 1e6:.2f} MB")
    for words, what in ((0, "turn-level"), (1, "word-level")):
        of = f"EndToEnd/words:{words}"
        yardstick = seen.get(f"Yardstick/words:{words}")
        note = "no yardstick: Hyperscan is not here"
        if yardstick is not None:
            note = f"{seen[of].micros / yardstick.micros:.2f}x the yardstick of {yardstick.micros:.0f} us"
        yield Row(f"end-to-end {what}", seen[of].micros, seen[of].megabytes, 1.0, note, of)


def memory_rows(binary: Path) -> Iterator[Row]:
    seen = json.loads(subprocess.run([str(binary)], check=True, capture_output=True, text=True).stdout)
    yield Row("allocations of a contact", 0, note=f"{seen['allocations']:,}")
    yield Row("workspace besides input and result", 0, note=f"{seen['workspace'] / 1024:.0f} KiB")
    yield Row("memory of an evaluator", 0, note=f"{seen['evaluator'] / 1e6:.2f} MB")


IN_PYTHON = """
import sys, time
import callnorm
contacts = [callnorm.Contact.from_json(line) for line in sys.stdin][::3]
judge = callnorm.Evaluator(script="be.demo.energie.verhuis")
list(judge.evaluate_many(contacts, threads=1))
seconds = []
for _ in range(9):
    begin = time.perf_counter()
    for _evaluation in judge.evaluate_many(contacts, threads=1):
        pass
    seconds.append(time.perf_counter() - begin)
print(sorted(seconds)[4] / len(contacts) * 1e6)
"""


def python_rows(binary: Path, seen: dict[str, Measured]) -> Iterator[Row]:
    def python(code: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-c", code], input=stdin, capture_output=True, text=True)

    if python("import callnorm").returncode != 0:
        return

    def seconds(code: str) -> float:
        times = []
        for _ in range(11):
            begin = time.perf_counter()
            python(code)
            times.append(time.perf_counter() - begin)
        return sorted(times)[5]

    taken = (seconds("import callnorm") - seconds("pass")) * 1e6
    yield Row("import callnorm", taken)
    lines = subprocess.run([str(binary), "lines", "240"], check=True, capture_output=True, text=True).stdout
    answer = python(IN_PYTHON, lines)
    if answer.returncode != 0:
        sys.exit(answer.stderr)
    micros = float(answer.stdout)
    without = 1e6 / (seen["EvaluateMany/threads:1/read:0/real_time"].items or 1)
    note = f"{micros / without - 1:+.0%} of C++'s {without:.0f} us"
    yield Row("evaluate_many() from Python, one thread", micros, note=note)


def stripped(library: Path) -> int:
    with tempfile.NamedTemporaryFile() as copy:
        shutil.copyfile(os.path.realpath(library), copy.name)
        subprocess.run(["strip", copy.name], check=True)
        return os.path.getsize(copy.name)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("binary", type=Path)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--memory", type=Path)
    parser.add_argument("--against", type=Path)
    arguments = parser.parse_args()
    before: dict[str, Measured] = {}
    if arguments.against:
        seen, before = run_in_turn(arguments.binary, arguments.against)
    else:
        seen = run(arguments.binary)
    print(f"{'stage':44} {'median us':>10} {'MB/s':>7} {'share':>6}  ")
    besides = []
    if arguments.memory:
        besides = [*memory_rows(arguments.memory), *python_rows(arguments.memory, seen)]
    for row in [*besides, *rows(seen, arguments.library)]:
        micros = f"{row.micros:.1f}" if row.micros else ""
        rate = f"{row.megabytes:.0f}" if row.megabytes else ""
        share = f"{row.share:.0%}" if row.share else ""
        note = row.note
        if row.of in before:
            note = f"{before[row.of].micros / row.micros:.2f} times as fast  {note}"
        print(f"{row.name:44} {micros:>10} {rate:>7} {share:>6}  {note}".rstrip())
    return 0


if __name__ == "__main__":
    sys.exit(main())
