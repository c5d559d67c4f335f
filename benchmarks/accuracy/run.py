"""Accuracy of callnorm's detectors, beside simple baselines in the same run. ./dev accuracy runs it.

docs/accuracy.md says what the figures mean. The same data and the same library give the same figures;
only the speed differs.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

# One thread for each process: linear algebra over these sizes gains nothing from more.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import callnorm  # noqa: E402
import fair_verdicts  # noqa: E402
import mrda  # noqa: E402
import own_sets  # noqa: E402
import own_steps  # noqa: E402
import speed  # noqa: E402
import star  # noqa: E402
import talk as talks_  # noqa: E402
import uptake  # noqa: E402
from table import Section, as_json, summary  # noqa: E402

HERE = Path(__file__).resolve().parent
DATA = HERE / "data"
LANGUAGES = ("nl", "fr", "en")


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev accuracy", description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of the public data; else they are skipped")
    parser.add_argument(
        "--build", type=Path, default=HERE.parents[1] / "build" / "release", help="build folder with the tools"
    )
    parser.add_argument("--quick", action="store_true", help="a fixed sample of the public data")
    parser.add_argument(
        "--only", choices=("own", "public"), help="only the own contacts, or only the public data"
    )
    parser.add_argument(
        "--errors",
        choices=talks_.KINDS,
        metavar="KIND",
        help="print false alarms and misses of a kind, and stop",
    )
    parser.add_argument("--language", choices=LANGUAGES, help="with --errors: only this language")
    parser.add_argument(
        "--statistics", action="store_true", help="print what the own contacts hold, and stop"
    )
    parser.add_argument(
        "--reliability", action="store_true", help="print how often each score is right, and stop"
    )
    parser.add_argument("--jobs", type=int, default=2, help="processes (default: 2)")
    parser.add_argument("--out", type=Path, default=HERE.parents[1] / "build" / "accuracy")
    return parser.parse_args(argv)


def _timed(job: Callable[[], Section]) -> Section:
    begin = time.perf_counter()
    section = job()
    section.seconds = time.perf_counter() - begin
    return section


def _jobs(
    talks: list[talks_.Talk], options: argparse.Namespace
) -> tuple[list[Callable[[], Section]], list[Section]]:
    """What is to be measured, and what is not with the reason."""
    jobs: list[Callable[[], Section]] = []
    skipped: list[Section] = []
    if options.only != "own":
        if options.data is None:
            reason = "no folder was given (--data) or found beside the checkout"
            skipped.append(Section("public data", skipped=reason))
        elif not options.data.is_dir():
            skipped.append(Section("public data", skipped=f"{options.data} is not a folder"))
        else:
            # The longest first.
            jobs.append(partial(mrda.measure, options.data, not options.quick))
            jobs.append(partial(star.measure, options.data, options.build, not options.quick))
            jobs.append(partial(uptake.measure, options.data))
    if options.only != "public":
        jobs += [partial(own_sets.measure, talks, language) for language in LANGUAGES]
        jobs += [partial(own_steps.measure, path) for path in sorted((DATA / "steps").glob("*.json"))]
        jobs.append(fair_verdicts.measure)
    return jobs, skipped


def main(argv: list[str]) -> int:
    options = _arguments(argv)
    talks, problems = talks_.read_all(DATA.glob("*.talk"))
    for problem in problems:
        print(f"left out: {problem}", file=sys.stderr)
    if options.statistics:
        print(talks_.statistics(talks))
        return 2 if problems else 0
    if options.reliability:
        print(own_sets.reliability(talks))
        return 0
    if options.errors:
        print(own_sets.errors(talks, options.errors, options.language))
        return 0

    begin = time.perf_counter()
    speeds = speed.measure()  # before the other processes take the machine
    jobs, skipped = _jobs(talks, options)
    if options.jobs > 1:
        with ProcessPoolExecutor(options.jobs) as pool:
            sections = list(pool.map(_timed, jobs))
    else:
        sections = [_timed(job) for job in jobs]
    done = [s for s in sections if not s.skipped]
    skipped += [s for s in sections if s.skipped]

    parts = [f"# Accuracy of callnorm {callnorm.__version__}"]
    for section in done:
        for title, text in section.tables:
            parts.append(f"## {title}\n\n{text}")
    if talks and options.only != "public":
        parts.append("## Contacts, turns and acts in the own sets\n\n" + talks_.statistics(talks))
    rows = [row for section in done for row in section.rows]
    parts.append("## Figures\n\n" + (summary(rows) if rows else "Nothing was measured."))
    worst = max(speeds.values())
    reached = "yes" if worst <= speed.TARGET_US else "no"
    parts.append(
        "Speed, all detectors, turn of 12 words: "
        + ", ".join(f"{k} {v:.1f} µs" for k, v in speeds.items())
        + f" (at most {speed.TARGET_US:.0f} µs: {reached})."
    )
    parts += [note for section in done for note in section.notes]
    parts += [f"Skipped: {s.name}: {s.skipped}." for s in skipped]
    if problems:
        parts.append(f"{len(problems)} faults in the own sets; the contacts that hold them were left out.")
    report = "\n\n".join(parts) + "\n"

    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "report.md").write_text(report, encoding="utf-8")
    figures = {
        "callnorm": callnorm.__version__,
        "quick": options.quick,
        "rows": [
            {
                "task": r.task,
                "data": r.data,
                "n": r.n,
                "measure": r.measure,
                "callnorm": r.callnorm,
                "baselines": r.baselines,
                "target": r.target,
                "reached": {"yes": True, "no": False}.get(r.reached),
            }
            for r in rows
        ],
        "sections": {s.name: s.figures for s in done},
        "skipped": {s.name: s.skipped for s in skipped},
        "faults": problems,
        "microseconds_per_turn": speeds,
    }
    (options.out / "report.json").write_text(
        json.dumps(as_json(figures), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    print(report)
    took = ", ".join(f"{s.name} {s.seconds:.0f} s" for s in sections)
    print(
        f"{time.perf_counter() - begin:.0f} s ({took}); also in {options.out}/report.md and report.json",
        file=sys.stderr,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
