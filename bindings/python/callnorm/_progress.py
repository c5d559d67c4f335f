"""The progress bar of a long evaluation, on standard error."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text


class Reporter(Protocol):
    """Told of every contact that is done."""

    def done(self, size: int) -> None:
        """One contact of ``size`` bytes is done."""

    def say(self, message: str) -> None:
        """Prints one line on standard error."""


class Bar:
    """A bar over the bytes of all files, with contacts per second and the time that remains."""

    def __init__(self, total_bytes: int) -> None:
        self._progress = Progress(
            TextColumn("{task.fields[contacts]} contacts"),
            BarColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            console=Console(stderr=True, highlight=False, emoji=False, markup=False),
            transient=True,
        )
        self._started = time.monotonic()
        self._contacts = 0
        self._task = self._progress.add_task(
            "", total=total_bytes or None, contacts="0", rate="", start=True
        )

    def __enter__(self) -> Bar:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def done(self, size: int) -> None:
        self._contacts += 1
        elapsed = time.monotonic() - self._started
        rate = f"{self._contacts / elapsed:,.0f}/s" if elapsed > 0.2 else ""
        self._progress.update(
            self._task, advance=size, contacts=f"{self._contacts:,}", rate=rate
        )

    def say(self, message: str) -> None:
        self._progress.console.print(Text(message), soft_wrap=True)
