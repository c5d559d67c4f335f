"""Where the command line writes, and how it says what went wrong."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from io import TextIOWrapper
from typing import TYPE_CHECKING, BinaryIO, TextIO

from callnorm._errors import CallnormError

if TYPE_CHECKING:
    from rich.console import Console

OK = 0
BAD = 2


def reason(error: CallnormError | OSError) -> str:
    """ "PLACE: reason" without the file."""
    if isinstance(error, CallnormError):
        return f"{error.where}: {error.message}" if error.where else error.message
    return error.strerror or str(error)


def complain(label: str, error: CallnormError | OSError) -> int:
    """Prints "FILE: PLACE: reason" on standard error; returns the exit status."""
    print(f"{label}: {reason(error)}", file=sys.stderr)
    return BAD


def console(out: TextIO, terminal: bool) -> Console:
    """A console on ``out``; colours only on a terminal, and not with NO_COLOR."""
    from rich.console import Console  # takes as long as judging a hundred contacts: not for JSON

    return Console(file=out, force_terminal=terminal, highlight=False, emoji=False, markup=False)


def _wrap(binary: BinaryIO) -> TextIOWrapper:
    # UTF-8 whatever the locale: JSON is, and a table that cannot show a glyph is worse than odd bytes.
    return TextIOWrapper(binary, encoding="utf-8", errors="surrogateescape", newline="\n")


@contextlib.contextmanager
def standard_output() -> Iterator[TextIO]:
    """Standard output as UTF-8, flushed at the end and left open."""
    out = _wrap(sys.stdout.buffer)
    try:
        yield out
        out.flush()
    finally:
        with contextlib.suppress(OSError, ValueError):
            out.detach()


@contextlib.contextmanager
def whole_file(path: str) -> Iterator[TextIO]:
    """A file that appears whole or not at all: written beside ``path``, then renamed.

    On an exception the file there was is left as it is.
    """
    target = os.path.realpath(path)
    if os.path.exists(target) and not stat.S_ISREG(os.stat(target).st_mode):
        with open(target, "wb") as device, _wrap(device) as out:  # /dev/null, a pipe
            yield out
        return
    handle, temporary = tempfile.mkstemp(prefix=".callnorm-", dir=os.path.dirname(target) or ".")
    try:
        with os.fdopen(handle, "wb") as file, _wrap(file) as out:
            yield out
        os.chmod(temporary, _mode_for(target))
        os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _mode_for(target: str) -> int:
    """Permissions of the file there is, else what a new file would get."""
    if os.path.exists(target):
        return stat.S_IMODE(os.stat(target).st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
