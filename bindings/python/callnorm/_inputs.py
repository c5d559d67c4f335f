"""What the arguments of ``callnorm evaluate`` stand for."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from callnorm._core import Contact
from callnorm._errors import CallnormError
from callnorm._names import ErrorCode


@dataclass(frozen=True)
class Item:
    """One contact to read: a file, a line of a file, or a built-in one."""

    label: str  # how messages call it
    path: Path | None = None
    data: bytes | None = None
    builtin: str | None = None
    failure: CallnormError | OSError | None = None  # why there is nothing to read
    size: int = 0  # bytes, for the progress bar

    def bytes(self) -> bytes:
        """What is to be read. Raises CallnormError, OSError."""
        if self.failure is not None:
            raise self.failure
        if self.builtin is not None:
            return Contact.builtin_json(self.builtin).encode()
        if self.data is not None:
            return self.data
        assert self.path is not None
        return self.path.read_bytes()

    @property
    def id(self) -> str:
        """The id of a contact that carries none."""
        return self.path.stem if self.path is not None else ""


@dataclass(frozen=True)
class Source:
    """One argument, or one file of a folder."""

    label: str
    path: Path | None = None
    builtin: str | None = None
    standard_input: bool = False
    failure: CallnormError | OSError | None = None

    @property
    def lines(self) -> bool:
        """Whether it holds one contact per line."""
        return self.path is not None and self.path.suffix == ".jsonl"

    @property
    def size(self) -> int:
        try:
            return self.path.stat().st_size if self.path is not None else 0
        except OSError:
            return 0


def expand(argument: str) -> list[Source]:
    """What an argument stands for; a source with a ``failure`` when it stands for nothing."""
    try:
        return _expand(argument)
    except (CallnormError, OSError) as failure:
        return [Source(argument, failure=failure)]


def _expand(argument: str) -> list[Source]:
    if argument == "-":
        return [Source("-", standard_input=True)]
    path = Path(argument)
    if path.is_dir():
        found = sorted(
            Path(folder, name)
            for folder, _, names in os.walk(path, onerror=_raise)
            for name in names
            if name.endswith(".json")
        )
        if not found:
            raise CallnormError(ErrorCode.unreadable, "the folder holds no *.json")
        return [Source(str(file), path=file) for file in found]
    if not path.exists():
        ids = Contact.builtin_ids()
        if argument in ids:
            return [Source(argument, builtin=argument)]
        if not path.suffix and os.sep not in argument:
            raise CallnormError(
                ErrorCode.unreadable,
                f"no such file, nor a built-in contact; built-in: {', '.join(ids)}",
            )
    return [Source(argument, path=path)]


def _raise(error: OSError) -> None:
    raise error


def all_items(arguments: list[str]) -> Iterator[Item]:
    """The contacts that arguments stand for, in order, read lazily."""
    for argument in arguments:
        for source in expand(argument):
            yield from items(source)


def items(source: Source) -> Iterator[Item]:
    """The contacts of a source, read lazily; what cannot be read is an item with a ``failure``."""
    try:
        if source.failure is not None:
            raise source.failure
        yield from _items(source)
    except (CallnormError, OSError) as failure:
        yield Item(source.label, failure=failure)


def _items(source: Source) -> Iterator[Item]:
    if source.builtin is not None:
        yield Item(source.label, builtin=source.builtin)
    elif source.standard_input:
        data = sys.stdin.buffer.read()
        if _is_json_lines(data):
            yield from _numbered(source.label, data.splitlines(keepends=True))
        else:
            yield Item(source.label, data=data, size=len(data))
    elif source.lines:
        assert source.path is not None
        with source.path.open("rb") as file:
            yield from _numbered(source.label, file)
    else:
        yield Item(source.label, path=source.path, size=source.size)


def _numbered(label: str, lines: Iterable[bytes]) -> Iterator[Item]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield Item(f"{label}:{number}", data=line, size=len(line))


def _is_json_lines(data: bytes) -> bool:
    """Whether the first line is a JSON object of its own and more follows."""
    first, _, rest = data.lstrip().partition(b"\n")
    if not rest.strip():
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def read(item: Item, input_format: str) -> tuple[Contact, str | None]:
    """The contact, and the id of the script it names in "x-script". Raises CallnormError, OSError."""
    data = item.bytes()
    form = "auto" if item.builtin is not None else input_format
    return Contact.from_json(data, format=form, id=item.id), named_script(data)


def named_script(data: bytes) -> str | None:
    """The value of the key "x-script" of a contact file."""
    if b'"x-script"' not in data:
        return None
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return None
    script = value.get("x-script") if isinstance(value, dict) else None
    return script if isinstance(script, str) else None
