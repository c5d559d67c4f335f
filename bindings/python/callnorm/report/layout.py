"""Lines that fit: cutting, joining and numbers as people read them.

Everything here is :class:`rich.text.Text`, never markup: a contact may say "[bold]".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from rich.cells import cell_len
from rich.text import Text

SEPARATOR = " · "

_HIDDEN = ("Cc", "Cs", "Zl", "Zp")
_BLANKS = re.compile(r"[^\S\u00a0\u202f]+")  # a blank that may not break stays


def clean(text: str) -> str:
    """``text`` on one line, without control characters that a terminal would obey."""
    visible = "".join(" " if unicodedata.category(c) in _HIDDEN else c for c in text)
    return _BLANKS.sub(" ", visible).strip(" ")


def cut(text: str, width: int) -> str:
    """The longest beginning of ``text`` that fits ``width`` columns, with "…" when it was cut."""
    if cell_len(text) <= width:
        return text
    used = 0
    kept: list[str] = []
    for character in text:
        used += cell_len(character)
        if used > width - 1:
            break
        kept.append(character)
    return "".join(kept).rstrip() + "…" if width > 0 else ""


def pad(text: str, width: int) -> str:
    """``text`` cut or filled up to exactly ``width`` columns."""
    text = cut(text, width)
    return text + " " * (width - cell_len(text))


def joined(parts: Iterable[Text], width: int, indent: int = 0) -> list[Text]:
    """``parts`` with separators, on as few lines of at most ``width`` columns as they need."""
    lines: list[Text] = []
    line = Text(" " * indent)
    empty = True
    for part in parts:
        part = part.copy()
        part.truncate(max(1, width - indent), overflow="ellipsis")
        needed = part.cell_len + (0 if empty else len(SEPARATOR))
        if not empty and line.cell_len + needed > width:
            lines.append(line)
            line, empty = Text(" " * indent), True
        if not empty:
            line.append(SEPARATOR, style="dim")
        line.append_text(part)
        empty = False
    if not empty:
        lines.append(line)
    return lines


def wrapped(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """``text`` broken between words to ``width`` columns; a longer word is broken inside."""
    rest = " " * cell_len(first) if rest is None else rest
    lines: list[str] = []
    line, start = first, True
    for word in clean(text).split(" "):
        while True:
            room = width - cell_len(line) - (0 if start else 1)
            if cell_len(word) <= room:
                line += ("" if start else " ") + word
                start = False
                break
            if not start:
                lines.append(line)
                line, start = rest, True
                continue
            head = cut(word, max(2, room))[:-1] or word[:1]
            lines.append(line + head)
            line, word = rest, word[len(head) :]
    lines.append(line)
    return lines


def clock(seconds: float) -> str:
    """Seconds as m:ss, or h:mm:ss from an hour on."""
    sign = "-" if seconds < 0 else ""
    whole = int(abs(seconds))
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{sign}{hours}:{minutes:02}:{rest:02}" if hours else f"{sign}{minutes:02}:{rest:02}"


def number(value: bool | int | float | None) -> str:
    """A measured value alone."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    return f"{value:.2f}"


def compared(value: bool | int | float | None, limit: float) -> tuple[str, str]:
    """A value and its limit, with as many digits as it takes to tell them apart."""
    if isinstance(value, bool) or value is None or isinstance(value, int):
        text = number(value)
        return text, str(int(limit)) if float(limit).is_integer() else f"{limit:g}"
    digits = 2
    while digits < 6 and value != limit and f"{value:.{digits}f}" == f"{limit:.{digits}f}":
        digits += 1
    whole = float(limit).is_integer() and digits == 2
    return f"{value:.{digits}f}", str(int(limit)) if whole else f"{limit:.{digits}f}"


def holds(value: int | float, relation: str, limit: float) -> bool:
    """Whether the relation is true, with the norm's tolerance; only words it, decides nothing."""
    difference = value - limit
    if abs(difference) <= 1e-9:
        return relation in (">=", "<=", "=", "==")
    return difference > 0 if relation.startswith(">") else difference < 0 and relation[:1] == "<"
