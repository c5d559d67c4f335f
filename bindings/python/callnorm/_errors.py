"""The one exception of callnorm."""

from __future__ import annotations

from callnorm._names import ErrorCode


class CallnormError(ValueError):
    """Something callnorm could not read or do.

    Attributes:
        code: why, as an :class:`ErrorCode`.
        message: one line, for a person.
        where: a JSON pointer ("/turns/3/text"), "line:column", a byte offset, or "".
        file: the file it was read from, when it was read from one.
    """

    code: ErrorCode
    message: str
    where: str
    file: str | None

    def __init__(
        self, code: ErrorCode, message: str, where: str = "", file: str | None = None
    ) -> None:
        super().__init__(code, message, where, file)  # what pickle needs
        self.code = code
        self.message = message
        self.where = where
        self.file = file

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.where, self.message) if part)
