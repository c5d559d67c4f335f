"""Judges one contact by the default norm and prints the evaluation as JSON.

    python3 evaluate.py CONTACT.json
    python3 evaluate.py BEGUN.json live [PART.json ...]

With `live` the contact begins as BEGUN.json says, each PART.json is pushed in turn, and the number
of confirmed findings goes to standard error. Nothing but ctypes is needed.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import (
    CFUNCTYPE,
    POINTER,
    byref,
    c_char,
    c_char_p,
    c_int32,
    c_size_t,
    c_uint32,
    c_void_p,
)
from pathlib import Path
from typing import Any

USAGE = "usage: evaluate.py CONTACT.json | evaluate.py BEGUN.json live [PART.json ...]"

LIBRARY = "libcallnorm.so.0"
OK = 0
FINDING_CONFIRMED = 2


class Error(ctypes.Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("status", c_int32),
        ("where", c_char * 120),
        ("message", c_char * 512),
    ]


class Buffer(ctypes.Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("reserved", c_uint32),
        ("data", c_void_p),
        ("size", c_size_t),
    ]


FindingFn = CFUNCTYPE(c_int32, c_void_p, c_int32, c_void_p)

# What each function takes. Handles and `const callnorm_act*` are plain pointers here.
HANDLE = c_void_p
OUT = POINTER(c_void_p)
CALLS = {
    "evaluator_create": [HANDLE, HANDLE, c_void_p, OUT, POINTER(Error)],
    "contact_import": [c_char_p, c_char_p, c_size_t, c_char_p, OUT, POINTER(Error)],
    "evaluate": [HANDLE, HANDLE, OUT, POINTER(Error)],
    "evaluation_to_json": [HANDLE, c_int32, POINTER(Buffer), POINTER(Error)],
    "live_create": [HANDLE, c_char_p, c_size_t, FindingFn, c_void_p, OUT, POINTER(Error)],
    "live_push_json": [HANDLE, c_char_p, c_size_t, POINTER(Error)],
    "live_finish": [HANDLE, OUT, POINTER(Error)],
}
DISPOSALS = {
    "buffer_dispose": [POINTER(Buffer)],
    "contact_destroy": [HANDLE],
    "evaluator_destroy": [HANDLE],
    "evaluation_destroy": [HANDLE],
    "live_destroy": [HANDLE],
}


class Failure(Exception):
    def __init__(self, message: str, where: str) -> None:
        super().__init__(f"{message} ({where})")


class Library:
    """The functions of the shared library, raising Failure where they return an error."""

    def __init__(self) -> None:
        try:
            self._library = ctypes.CDLL(LIBRARY)
            for name, arguments in (CALLS | DISPOSALS).items():
                function = getattr(self._library, f"callnorm_{name}")
                function.argtypes = arguments
                function.restype = c_int32 if name in CALLS else None
        except (OSError, AttributeError) as failure:
            raise Failure(str(failure), LIBRARY) from None

    def call(self, name: str, *arguments: Any) -> None:
        error = Error(struct_size=ctypes.sizeof(Error))
        if getattr(self._library, f"callnorm_{name}")(*arguments, byref(error)) != OK:
            raise Failure(error.message.decode(), error.where.decode())

    @contextmanager
    def made(self, destroy: str, name: str, *arguments: Any) -> Iterator[c_void_p]:
        """The handle that `name` makes, destroyed in the end."""
        handle = c_void_p()
        self.call(name, *arguments, byref(handle))
        try:
            yield handle
        finally:
            getattr(self._library, f"callnorm_{destroy}")(handle)

    def evaluation_json(self, evaluation: c_void_p) -> bytes:
        buffer = Buffer(struct_size=ctypes.sizeof(Buffer))
        self.call("evaluation_to_json", evaluation, 0, byref(buffer))
        try:
            return ctypes.string_at(buffer.data, buffer.size)
        finally:
            self._library.callnorm_buffer_dispose(byref(buffer))


def evaluate(library: Library, evaluator: c_void_p, data: bytes) -> bytes:
    with (
        library.made(
            "contact_destroy", "contact_import", b"callnorm", data, len(data), None
        ) as contact,
        library.made("evaluation_destroy", "evaluate", evaluator, contact) as evaluation,
    ):
        return library.evaluation_json(evaluation)


def evaluate_live(
    library: Library, evaluator: c_void_p, begun: bytes, parts: list[str]
) -> tuple[bytes, int]:
    confirmed = 0

    def count(_user_data: int | None, finding: int, _act: int | None) -> int:
        nonlocal confirmed
        confirmed += finding == FINDING_CONFIRMED
        return 0

    on_finding = FindingFn(count)  # referred to until the live evaluation is destroyed
    with library.made(
        "live_destroy", "live_create", evaluator, begun, len(begun), on_finding, None
    ) as live:
        for path in parts:
            part = read(path)
            library.call("live_push_json", live, part, len(part))
        with library.made("evaluation_destroy", "live_finish", live) as evaluation:
            return library.evaluation_json(evaluation), confirmed


def read(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as failure:
        raise Failure(failure.strerror or str(failure), path) from None


def write(output: bytes) -> None:
    try:
        with open(sys.stdout.fileno(), "wb", closefd=False) as stdout:
            stdout.write(output)
    except OSError as failure:
        raise Failure(failure.strerror or str(failure), "standard output") from None


def run(arguments: list[str]) -> None:
    live = arguments[1:2] == ["live"]
    if len(arguments) != 1 and not live:
        raise Failure(USAGE, "arguments")
    data = read(arguments[0])
    library = Library()
    with library.made("evaluator_destroy", "evaluator_create", None, None, None) as evaluator:
        if live:
            json, confirmed = evaluate_live(library, evaluator, data, arguments[2:])
        else:
            json, confirmed = evaluate(library, evaluator, data), None
    write(json + b"\n")
    if confirmed is not None:
        print(f"confirmed: {confirmed}", file=sys.stderr)


if __name__ == "__main__":
    try:
        run(sys.argv[1:])
    except Failure as failure:
        sys.exit(f"error: {failure}")
