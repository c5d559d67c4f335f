#!/usr/bin/env python3
"""Builds and runs one small program in each of seven languages against the shared library.

Every program judges the contacts both ways, at once and live, and must print what the C program
prints, byte for byte. For the live way each contact is cut into pieces here; both ways must come to
the same. Prints one line for each language; the exit status is 1 when any failed.

    python3 run.py --lib-dir FOLDER --include FOLDER --build FOLDER --contact FILE [--contact FILE]
"""

from __future__ import annotations

import argparse
import filecmp
import hashlib
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

SOURCES = Path(__file__).resolve().parent
BUILD_SECONDS = 300
RUN_SECONDS = 60

NOT_SOURCES = {"node_modules", "target", "__pycache__"}
"""What tools put beside sources: neither copied nor cleaned away."""

NO_NETWORK = re.compile(
    r"ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED"
    r"|socket timeout|unknown ?host|could not resolve host|name resolution|network is unreachable"
    r"|no route to host|connection (?:refused|reset|timed out)|(?:connect|read) timed out"
    r"|offline mode|status code: 50[234]|\b50[234] (?:bad gateway|service unavail|gateway time)",
    re.IGNORECASE,
)
"""What package clients say when the reason is not the package they were asked for."""


class Skipped(Exception):
    """The language cannot be tried on this machine."""


class Failed(Exception):
    """The program is not as it should be."""


@dataclass(frozen=True)
class Ended:
    status: int
    out: bytes
    err: str


def execute(
    command: list[str],
    seconds: float,
    folder: Path | None = None,
    environment: dict[str, str] | None = None,
) -> Ended:
    """Runs a command to its end; what is late is ended, with all that it started."""
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=os.environ | (environment or {}),
        start_new_session=True,
    ) as process:
        try:
            out, err = process.communicate(timeout=seconds)
        except BaseException as failure:
            os.killpg(process.pid, signal.SIGKILL)
            if isinstance(failure, subprocess.TimeoutExpired):
                raise TimeoutError(f"{Path(command[0]).name} took over {seconds:g} s") from None
            raise
    return Ended(process.returncode, out, err.decode(errors="replace"))


def one_line(text: str, limit: int = 300) -> str:
    """The line that says most: the first that speaks of an error, else the last."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    lines = [line.strip() for line in plain.splitlines() if line.strip()]
    chosen = next((line for line in lines if re.search(r"error|undefined", line, re.I)), None)
    chosen = chosen or (lines[-1] if lines else "no output")
    return chosen if len(chosen) <= limit else chosen[:limit] + "..."


# ---- Building --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """Where one language's program is built, and against what."""

    language: str
    lib_dir: Path
    include: Path
    folder: Path

    @property
    def sources(self) -> Path:
        return self.folder / "src"

    @property
    def out(self) -> Path:
        return self.folder / "out"

    def prepare(self) -> None:
        self.out.mkdir(parents=True, exist_ok=True)
        mirror(SOURCES / self.language, self.sources)

    def build(self, command: list[str], environment: dict[str, str] | None = None) -> None:
        try:
            ended = execute(command, BUILD_SECONDS, self.sources, environment)
        except TimeoutError as failure:
            raise Failed(f"does not build: {failure}") from None
        if ended.status != 0:
            text = ended.err + ended.out.decode(errors="replace")
            log = self.folder / "build.log"
            log.write_text(f"{shlex.join(command)}\n{text}", encoding="utf-8")
            raise Failed(f"does not build: {one_line(text)} (all of it: {log})")

    def build_once(self, command: list[str]) -> None:
        """The same for compilers that keep no cache: not when nothing changed since."""
        compiler = Path(shutil.which(command[0]) or command[0]).resolve()
        files = sorted(path for path in self.sources.rglob("*") if path.is_file())
        digest = hashlib.sha256(repr((command, compiler, compiler.stat().st_mtime_ns)).encode())
        for path in [*files, self.include / "callnorm.h"]:
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        stamp = self.folder / "built"
        if stamp.exists() and stamp.read_text() == digest.hexdigest():
            return
        stamp.unlink(missing_ok=True)
        shutil.rmtree(self.out)
        self.out.mkdir()
        self.build(command)
        stamp.write_text(digest.hexdigest())

    def fetch(self, command: list[str], lists: Iterable[str], result: Path) -> None:
        """Has a package client bring `result`, unless it did for the same package lists."""
        digest = hashlib.sha256()
        for name in lists:
            digest.update((self.sources / name).read_bytes())
        stamp = self.folder / "fetched"
        if result.exists() and stamp.exists() and stamp.read_text() == digest.hexdigest():
            return
        stamp.unlink(missing_ok=True)
        shutil.rmtree(result, ignore_errors=True)
        try:
            ended = execute(command, BUILD_SECONDS, self.sources)
        except TimeoutError as failure:
            raise Skipped(f"packages cannot be fetched: {failure}") from None
        if ended.status != 0:
            text = ended.err + ended.out.decode(errors="replace")
            (self.folder / "fetch.log").write_text(text, encoding="utf-8")
            if NO_NETWORK.search(text):
                raise Skipped("packages cannot be fetched: no network")
            raise Failed(f"packages cannot be fetched: {one_line(text)}")
        stamp.write_text(digest.hexdigest())


def mirror(source: Path, target: Path) -> None:
    """Makes `target` hold the files of `source` and no others, touching only what differs."""
    target.mkdir(parents=True, exist_ok=True)
    entries = {entry.name: entry for entry in source.iterdir() if entry.name not in NOT_SOURCES}
    for old in target.iterdir():
        if old.name in NOT_SOURCES or (
            old.name in entries and old.is_dir() == entries[old.name].is_dir()
        ):
            continue
        if old.is_dir():
            shutil.rmtree(old)
        else:
            old.unlink()
    for name, entry in entries.items():
        copy = target / name
        if entry.is_dir():
            mirror(entry, copy)
        elif not copy.exists() or not filecmp.cmp(entry, copy, shallow=False):
            shutil.copyfile(entry, copy)


def need(tool: str, ask: str = "--version", least: tuple[int, ...] = ()) -> tuple[int, ...]:
    """The version of a tool that runs and is new enough."""
    if shutil.which(tool) is None:
        raise Skipped(f"{tool} is not installed")
    try:
        ended = execute([tool, *ask.split()], RUN_SECONDS)
    except (OSError, TimeoutError) as failure:
        raise Skipped(f"{tool} does not run: {failure}") from None
    if ended.status != 0:
        raise Skipped(f"{tool} does not run: {one_line(ended.err)}")
    found = re.search(r"\d+(?:\.\d+)*", ended.out.decode(errors="replace") + ended.err)
    version = tuple(int(part) for part in found.group().split(".")) if found else ()
    if version < least:
        wanted = ".".join(map(str, least))
        raise Skipped(f"{tool} is older than {wanted}")
    return version


def build_c(place: Place) -> list[str]:
    return compiled(place, os.environ.get("CC", "cc"), "-std=c11", "evaluate.c")


def build_cpp(place: Place) -> list[str]:
    return compiled(place, os.environ.get("CXX", "c++"), "-std=c++17", "evaluate.cpp")


def compiled(place: Place, compiler: str, standard: str, source: str) -> list[str]:
    command = shlex.split(compiler)
    need(command[0])
    program = place.out / "evaluate"
    warnings = ["-Wall", "-Wextra", "-pedantic", "-Werror"]
    paths = [f"-I{place.include}", f"-L{place.lib_dir}"]
    place.build_once(
        [*command, standard, *warnings, *paths, source, "-o", str(program), "-lcallnorm"]
    )
    return [str(program)]


def build_python(place: Place) -> list[str]:
    return [sys.executable, str(place.sources / "evaluate.py")]


def build_node(place: Place) -> list[str]:
    need("node", least=(18,))
    modules = place.sources / "node_modules"
    if not modules.exists():
        need("npm")
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"]
    place.fetch(
        ["npm", "ci", *quiet, "--fetch-retries=1"],
        ["package.json", "package-lock.json"],
        modules,
    )
    program = str(place.sources / "evaluate.js")
    place.build(["node", "--check", program])
    return ["node", program]


def build_java(place: Place) -> list[str]:
    release = need("javac", "-version", least=(17,))[0]
    need("java", "-version", least=(17,))
    jars = place.folder / "jars"
    if not jars.exists():
        need("mvn")
    place.fetch(
        [
            "mvn",
            "--batch-mode",
            "--quiet",
            "--update-snapshots",  # asks again for what was not to be had before
            "org.apache.maven.plugins:maven-dependency-plugin:copy-dependencies",
            f"-DoutputDirectory={jars}",
        ],
        ["pom.xml"],
        jars,
    )
    sources = sorted(str(path) for path in place.sources.glob("src/main/java/**/*.java"))
    options = ["--release", "17", "-Xlint:all", "-cp", f"{jars}/*", "-d", str(place.out)]
    place.build_once(["javac", *options, *sources])
    java = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    if release >= 22:
        java.append("--enable-native-access=ALL-UNNAMED")
    return [*java, "-cp", f"{place.out}:{jars}/*", "callnorm.consumer.Evaluate"]


def build_go(place: Place) -> list[str]:
    need("go", "version", least=(1, 20))
    need("cc" if "CC" not in os.environ else shlex.split(os.environ["CC"])[0])
    program = place.out / "evaluate"
    # go does not look into headers outside its module: the sum makes it compile again.
    header = hashlib.sha256((place.include / "callnorm.h").read_bytes()).hexdigest()
    environment = {
        "CGO_ENABLED": "1",
        "CGO_CFLAGS": f'"-I{place.include}" -DHEADER_SUM={header}',
        "CGO_LDFLAGS": f'"-L{place.lib_dir}"',
        "GOTOOLCHAIN": "local",
        "GOWORK": "off",
    }
    place.build(["go", "vet", "./..."], environment)
    place.build(["go", "build", "-buildvcs=false", "-o", str(program)], environment)
    return [str(program)]


def build_rust(place: Place) -> list[str]:
    need("cargo", least=(1, 77))
    need("rustc", least=(1, 77))
    place.build(
        ["cargo", "build", "--quiet", "--locked", "--offline", "--target-dir", str(place.out)],
        {"CALLNORM_LIB_DIR": str(place.lib_dir)},
    )
    return [str(place.out / "debug" / "evaluate")]


BUILDERS: dict[str, Callable[[Place], list[str]]] = {
    "c": build_c,
    "cpp": build_cpp,
    "python": build_python,
    "node": build_node,
    "java": build_java,
    "go": build_go,
    "rust": build_rust,
}

# ---- Cutting ---------------------------------------------------------------------------------

PARTS_OF_TALK = 3

KNOWN_LISTS = {"tools_unavailable", "acts_given", "accommodations"}
"""Lists that say how things are, not what was done: known when the contact begins."""

KNOWN_LATE = {"duration", "end", "ending", "report", "assessor"}
"""What is no list and yet known only when the contact is over."""


def cut(contact: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The pieces of a contact: how it begins, then its parts.

    It begins with all that is known by then, and every log empty. The parts that follow hold the
    talk, and the last one everything else.
    """
    contact = {key: value for key, value in contact.items() if value is not None}
    talk = "messages" if "messages" in contact else "turns"
    said = contact.get(talk, [])

    begun = {key: emptied(key, value) for key, value in contact.items() if key not in KNOWN_LATE}
    begun.setdefault("channel", "chat" if talk == "messages" else "voice")
    if "duration" in contact:
        begun.setdefault("connect", 0)  # the duration counts from it
    if "report" in contact:
        begun["report"] = {"fields": {}}
    yield begun

    bounds = [len(said) * i // PARTS_OF_TALK for i in range(PARTS_OF_TALK + 1)]
    for first, last in pairwise(bounds):
        if first < last:
            yield {talk: said[first:last]}
    yield {
        key: value
        for key, value in contact.items()
        if key != talk and (key in KNOWN_LATE or is_log(key, value))
    }


def is_log(key: str, value: Any) -> bool:
    return key == "screen" or (isinstance(value, list) and key not in KNOWN_LISTS)


def emptied(key: str, value: Any) -> Any:
    """A log as it is before anything was done; anything else as it is."""
    if not is_log(key, value):
        return value
    if isinstance(value, dict):
        return {name: [] for name, log in value.items() if log is not None}
    return []


# ---- Running ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    """What a program is given: a contact to judge at once, or one that begins and its parts."""

    name: str
    file: Path
    parts: tuple[Path, ...] | None = None

    @property
    def live(self) -> bool:
        return self.parts is not None

    @property
    def arguments(self) -> list[str]:
        if self.parts is None:
            return [str(self.file)]
        return [str(self.file), "live", *map(str, self.parts)]

    def __str__(self) -> str:
        return f"{self.name}, live" if self.live else self.name


@dataclass(frozen=True)
class Judged:
    """What a program said of one contact; `confirmed` is None when it was judged at once."""

    json: bytes
    confirmed: int | None


@dataclass
class Program:
    command: list[str]
    lib_dir: Path
    environment: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        paths = [str(self.lib_dir), os.environ.get("LD_LIBRARY_PATH", "")]
        self.environment = {"LD_LIBRARY_PATH": ":".join(filter(None, paths))}

    def run(self, case: Case) -> Ended:
        try:
            return execute(
                [*self.command, *case.arguments], RUN_SECONDS, environment=self.environment
            )
        except TimeoutError as failure:
            raise Failed(f"{case}: {failure}") from None

    def judge(self, case: Case) -> Judged:
        ended = self.run(case)
        if ended.status != 0:
            raise Failed(f"{case}: exit status {ended.status}: {one_line(ended.err)}")
        said = spoken(ended)
        expected = r"confirmed: (\d+)" if case.live else ""
        match = re.fullmatch(expected, said)
        if match is None:
            raise Failed(f"{case}: said on standard error: {one_line(said)}")
        return Judged(ended.out, int(match.group(1)) if case.live else None)

    def refuse(self, case: Case) -> str:
        """The error line about files that are not to be judged."""
        ended = self.run(case)
        said = spoken(ended)
        if ended.status != 1:
            raise Failed(f"{case}: exit status {ended.status} instead of 1")
        if ended.out:
            raise Failed(f"{case}: printed something in spite of its error")
        if re.fullmatch(r"error: .+ \(.*\)", said) is None:
            raise Failed(f"{case}: no line like 'error: MESSAGE (WHERE)' but: {one_line(said)}")
        return said


def spoken(ended: Ended) -> str:
    """Standard error without the last newline, nor what a Java runtime says of its options."""
    lines = ended.err.splitlines()
    return "\n".join(line for line in lines if not line.startswith("Picked up "))


@dataclass
class Trial:
    """The files every program is tried on, and what the C program made of them."""

    contacts: list[tuple[Case, Case]]
    """Each at once and live."""
    wrong: list[Case]
    """To be refused in the same words by all programs."""
    missing: list[Case]
    """To be refused in the words of each language."""
    judged: dict[Case, Judged] = field(default_factory=dict)
    refused: dict[Case, str] = field(default_factory=dict)

    def set_reference(self, program: Program) -> None:
        for at_once, live in self.contacts:
            for case in (at_once, live):
                self.judged[case] = program.judge(case)
                check_json(self.judged[case].json, str(case))
            whole, parts = (without_hash(self.judged[case].json) for case in (at_once, live))
            if parts != whole:
                raise Failed(f"{live}: {difference(parts, whole, 'at once')}")
        for case in self.wrong:
            self.refused[case] = program.refuse(case)
        for case in self.missing:
            program.refuse(case)

    def compare(self, program: Program) -> None:
        for case, wanted in self.judged.items():
            judged = program.judge(case)
            if judged.json != wanted.json:
                raise Failed(f"{case}: {difference(judged.json, wanted.json, 'by the C program')}")
            if judged.confirmed != wanted.confirmed:
                raise Failed(
                    f"{case}: {judged.confirmed} confirmed, {wanted.confirmed} by the C program"
                )
        for case, wanted_line in self.refused.items():
            line = program.refuse(case)
            if line != wanted_line:
                raise Failed(f"{case}: '{line}', by the C program '{wanted_line}'")
        for case in self.missing:
            program.refuse(case)


def prepare_trial(contacts: list[Path], folder: Path) -> Trial:
    """Writes the pieces of the contacts, and what is to be refused, to a folder made anew."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)

    def written(name: str, piece: dict[str, Any]) -> Path:
        file = folder / name
        file.write_text(json.dumps(piece, ensure_ascii=False), encoding="utf-8")
        return file

    cases = []
    for number, file in enumerate(contacts, start=1):
        begun, *parts = cut(load(file))
        begun_file = written(f"{number}-begun.json", begun)
        part_files = [written(f"{number}-part-{i}.json", part) for i, part in enumerate(parts, 1)]
        cases.append((Case(file.name, file), Case(file.name, begun_file, tuple(part_files))))

    # The last contact, begun, with parts that are not to be taken.
    other_channel = written(
        "other-channel.json", {"channel": "chat" if begun["channel"] == "voice" else "voice"}
    )
    broken = folder / "broken.json"
    broken.write_text("{")
    missing = folder / "missing.json"
    return Trial(
        cases,
        wrong=[
            Case("a broken file", broken),
            Case("a broken beginning", broken, ()),
            Case("a broken part", begun_file, (broken,)),
            Case("a part of another channel", begun_file, (other_channel,)),
        ],
        missing=[
            Case("a missing file", missing),
            Case("a missing beginning", missing, ()),
            Case("a missing part", begun_file, (missing,)),
        ],
    )


def load(contact: Path) -> dict[str, Any]:
    try:
        value = json.loads(contact.read_bytes())
    except ValueError as failure:
        raise Failed(f"{contact.name}: not JSON: {failure}") from None
    if not isinstance(value, dict):
        raise Failed(f"{contact.name}: not a contact")
    return value


def check_json(text: bytes, what: str) -> None:
    if text.count(b"\n") != 1 or not text.endswith(b"\n"):
        raise Failed(f"{what}: not one line")
    try:
        value = json.loads(text)
    except ValueError as failure:
        raise Failed(f"{what}: not JSON: {failure}") from None
    if not isinstance(value, dict) or not value.get("indicators"):
        raise Failed(f"{what}: an evaluation without indicators")


def without_hash(evaluation: bytes) -> bytes:
    """An evaluation less the hash of the contact's file, the one thing that may differ."""
    value = json.loads(evaluation)
    value["contact"].pop("hash", None)
    return json.dumps(value, ensure_ascii=False).encode()


def difference(ours: bytes, theirs: bytes, whose: str) -> str:
    at = next(
        (i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b),
        min(len(ours), len(theirs)),
    )
    begin = max(at - 20, 0)
    return f"byte {at}: {ours[begin : at + 20]!r}, {whose} {theirs[begin : at + 20]!r}"


# ---- All of it -------------------------------------------------------------------------------


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--lib-dir", type=Path, required=True, help="holds libcallnorm.so")
    parser.add_argument("--include", type=Path, required=True, help="holds callnorm.h")
    parser.add_argument("--build", type=Path, required=True, help="everything built goes here")
    parser.add_argument(
        "--contact", type=Path, required=True, action="append", help="a contact; may repeat"
    )
    parser.add_argument("--only", choices=BUILDERS, help="one language instead of all")
    options = parser.parse_args(arguments)
    for path in (options.lib_dir / "libcallnorm.so", options.include / "callnorm.h"):
        if not path.exists():
            parser.error(f"there is no {path}")
    for name in ("lib_dir", "include", "build"):
        setattr(options, name, getattr(options, name).resolve())
    options.contact = [path.resolve() for path in options.contact]
    for path in options.contact:
        if not path.is_file():
            parser.error(f"there is no {path}")
    return options


def build(language: str, options: argparse.Namespace) -> Program:
    folder = options.build / language
    place = Place(language, options.lib_dir, options.include, folder)
    place.prepare()
    return Program(BUILDERS[language](place), options.lib_dir)


def report(language: str, tried: Callable[[str], str]) -> bool:
    """Prints the language's line; false when it failed."""
    try:
        print(f"ok {language}: {tried(language)}", flush=True)
    except Skipped as reason:
        print(f"skip {language}: {reason}", flush=True)
    except Failed as reason:
        print(f"FAIL {language}: {reason}", flush=True)
        return False
    return True


def main(arguments: list[str]) -> int:
    options = parse(arguments)
    contacts = len(options.contact)
    others = [name for name in BUILDERS if name != "c" and options.only in (None, name)]
    done = f"{contacts} contact{'' if contacts == 1 else 's'}, both ways"

    try:
        trial = prepare_trial(options.contact, options.build / "pieces")
        trial.set_reference(build("c", options))
    except (Failed, Skipped) as reason:
        print(f"FAIL c: {reason}")
        for language in others:
            print(f"skip {language}: no C program to compare with")
        return 1
    if options.only in (None, "c"):
        print(f"ok c: {done}", flush=True)

    def tried(language: str) -> str:
        trial.compare(build(language, options))
        return done

    results = [report(language, tried) for language in others]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
