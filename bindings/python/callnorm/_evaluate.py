"""``callnorm evaluate``: read, judge on several threads, write in order."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TextIO

from callnorm._core import Evaluation, Norm, Script
from callnorm._errors import CallnormError
from callnorm._evaluator import Evaluator
from callnorm._inputs import Item, Source, expand, items, read
from callnorm._output import BAD, OK, complain, console, reason, standard_output, whole_file
from callnorm._parallel import ordered_map, usable_cpus

if TYPE_CHECKING:
    from callnorm._progress import Reporter

PROGRESS_FROM = 5  # files


@dataclass(frozen=True)
class Job:
    """The arguments of the command."""

    contacts: list[str]
    script: str | None = None
    norm: str | None = None
    language: str | None = None
    form: str | None = None
    input_format: str = "auto"
    out: str | None = None
    threads: int | None = None
    explain: bool = False
    explain_in: str | None = None


def evaluate(job: Job) -> int:
    """Runs the command; returns the exit status."""
    if job.explain and job.form in ("json", "jsonl"):
        return _refuse(f"--explain goes with a table; in {job.form} the key why_not says it")
    if job.explain_in and not job.explain:
        return _refuse("--lang goes with --explain; the contacts' own language is --language")
    try:
        norm = load_norm(job.norm)
    except (CallnormError, OSError) as error:
        return complain(job.norm or "built-in norm", error)
    try:
        script = None if job.script is None else load_script(job.script)
    except (CallnormError, OSError) as error:
        return complain(job.script or "", error)
    try:
        evaluators = _Evaluators(norm, script, job.language)
    except CallnormError as error:
        return complain(job.language or job.norm or "built-in norm", error)

    sources = [source for argument in job.contacts for source in expand(argument)]
    single = len(job.contacts) == 1 and not (
        os.path.isdir(job.contacts[0]) or any(source.lines for source in sources)
    )
    on_terminal = job.out is None and sys.stdout.isatty()
    table = on_terminal or job.explain
    form = job.form or ("table" if table else "json" if single else "jsonl")

    worker = _Worker(evaluators, job.input_format, form, indent=2 if single else None)
    results = ordered_map(
        worker, (item for s in sources for item in items(s)), job.threads or usable_cpus()
    )
    with _reporter(sources, on_terminal) as reporter:
        try:
            with standard_output() if job.out is None else whole_file(job.out) as out:
                tally = _write(results, _writer(job, form, single, out, on_terminal), reporter)
                if tally.good == 0:
                    raise _Nothing
        except _Nothing:
            pass
        except OSError as error:
            if job.out is None:
                raise
            return complain(job.out, error)
    bad = tally.unreadable + tally.unjudged
    total = tally.good + bad
    if bad and total > 1:
        what = "judged" if tally.unjudged else "read"
        print(f"{bad} of {total} could not be {what}", file=sys.stderr)
    return BAD if bad else OK


def _refuse(message: str) -> int:
    print(f"callnorm evaluate: {message}", file=sys.stderr)
    return BAD


class _Nothing(Exception):
    """Leaves the file of --out as it was."""


# --------------------------------------------------------------------------------- norm and script


def load_norm(given: str | None) -> Norm:
    """The norm of an ID|FILE, the built-in one for None. Raises CallnormError, OSError."""
    if given is None:
        return Norm.builtin()
    return Norm.from_file(given) if _is_file(given, Norm.builtin_ids()) else Norm.builtin(given)


def load_script(given: str) -> Script:
    """The script of a FILE|ID. Raises CallnormError, OSError."""
    if _is_file(given, Script.builtin_ids()):
        return Script.from_file(given)
    return Script.builtin(given)


def _is_file(given: str, ids: list[str]) -> bool:
    """Whether a file is meant, be it there or not."""
    path = Path(given)
    return path.exists() or (given not in ids and (os.sep in given or path.suffix == ".json"))


class _Evaluators:
    """One evaluator per script that contacts name."""

    def __init__(self, norm: Norm, script: Script | None, language: str | None) -> None:
        self._norm = norm
        self._language = language
        self._fixed = script is not None
        self._default = Evaluator(norm, script, language)
        self._by_script: dict[str, Evaluator] = {}
        self._lock = threading.Lock()

    def of(self, named_script: str | None) -> tuple[Evaluator, bool]:
        """The evaluator, and whether the contact chose its script. Raises CallnormError."""
        if self._fixed or named_script is None:
            return self._default, False
        with self._lock:
            evaluator = self._by_script.get(named_script)
            if evaluator is None:
                try:
                    script = Script.builtin(named_script)
                except CallnormError as error:
                    raise CallnormError(error.code, error.message, "/x-script") from None
                evaluator = Evaluator(self._norm, script, self._language)
                self._by_script[named_script] = evaluator
            return evaluator, True


# ------------------------------------------------------------------------------------------ judging


@dataclass(frozen=True)
class _Judged:
    """What became of one item: an evaluation, or the complaint why there is none."""

    item: Item
    evaluation: Evaluation | None = None
    norm: Norm | None = None
    script_named_by_contact: bool = False
    json: str = ""
    complaint: str = ""
    unreadable: bool = False


class _Worker:
    """Reads, judges and formats one item; used by several threads at once."""

    def __init__(
        self, evaluators: _Evaluators, input_format: str, form: str, indent: int | None
    ) -> None:
        self._evaluators = evaluators
        self._input_format = input_format
        self._as_json = form != "table"
        self._indent = indent if form == "json" else None

    def __call__(self, item: Item) -> _Judged:
        try:
            contact, named_script = read(item, self._input_format)
            evaluator, named = self._evaluators.of(named_script)
        except (CallnormError, OSError) as error:
            return _Judged(item, complaint=f"{item.label}: {reason(error)}", unreadable=True)
        try:
            evaluation = evaluator.evaluate(contact)
        except CallnormError as error:
            return _Judged(item, complaint=f"{item.label}: {reason(error)}")
        if self._as_json:
            return _Judged(item, evaluation, json=evaluation.to_json(self._indent).rstrip("\n"))
        return _Judged(item, evaluation, evaluator.norm, named)


# ------------------------------------------------------------------------------------------ writing


class _Writer(Protocol):
    def write(self, judged: _Judged) -> None: ...

    def finish(self) -> None: ...


class _Lines:
    """One JSON object per line; alone and indented for a single contact."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def write(self, judged: _Judged) -> None:
        self._out.write(judged.json + "\n")

    def finish(self) -> None:
        pass


class _Array:
    """One JSON array, one evaluation per line."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._before = "[\n"

    def write(self, judged: _Judged) -> None:
        self._out.write(self._before + judged.json)
        self._before = ",\n"

    def finish(self) -> None:
        self._out.write("[]\n" if self._before == "[\n" else "\n]\n")


class _Tables:
    """One table after the other, each with its explanation when that is wanted."""

    def __init__(self, out: TextIO, terminal: bool, explain: bool, language: str | None) -> None:
        from callnorm.report.explain import print_explanation
        from callnorm.report.table import print_evaluation

        self._print = print_evaluation
        self._explain = print_explanation if explain else None
        self._language = language
        self._out = out
        self._console = console(out, terminal)
        self._first = True

    def write(self, judged: _Judged) -> None:
        assert judged.evaluation is not None and judged.norm is not None
        if not self._first:
            self._out.write("\n")
        self._first = False
        self._print(
            self._console, judged.evaluation, judged.norm, judged.script_named_by_contact
        )
        if self._explain is not None:
            self._out.write("\n")
            self._explain(
                self._console, judged.evaluation.to_dict(), judged.norm, self._language
            )
        self._out.flush()

    def finish(self) -> None:
        pass


def _writer(job: Job, form: str, single: bool, out: TextIO, terminal: bool) -> _Writer:
    if form == "table":
        return _Tables(out, terminal, job.explain, job.explain_in)
    return _Array(out) if form == "json" and not single else _Lines(out)


@dataclass
class _Tally:
    good: int = 0
    unreadable: int = 0
    unjudged: int = 0


def _write(results: Iterable[_Judged], writer: _Writer, reporter: Reporter) -> _Tally:
    tally = _Tally()
    for judged in results:
        if judged.evaluation is not None:
            writer.write(judged)
            tally.good += 1
        else:
            reporter.say(judged.complaint)
            if judged.unreadable:
                tally.unreadable += 1
            else:
                tally.unjudged += 1
        reporter.done(judged.item.size)
    if tally.good:
        writer.finish()
    return tally


@contextlib.contextmanager
def _reporter(sources: list[Source], on_terminal: bool) -> Iterator[Reporter]:
    """A bar when many files go elsewhere than to the terminal the bar is on."""
    many = len(sources) >= PROGRESS_FROM or any(source.lines for source in sources)
    if many and not on_terminal and sys.stderr.isatty():
        from callnorm._progress import Bar

        with Bar(sum(source.size for source in sources)) as bar:
            yield bar
    else:
        yield _Silent()


class _Silent:
    """No bar."""

    def done(self, size: int) -> None:
        pass

    def say(self, message: str) -> None:
        print(message, file=sys.stderr)
