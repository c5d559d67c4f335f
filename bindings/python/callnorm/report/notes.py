"""The one-line notes of evidence in another language.

The library writes them in English. The English catalogue holds the form of each, so that the other
catalogues can say the same: "{length} of silence, unannounced". What has no form stays English.
"""

from __future__ import annotations

import functools
import re
import string

from callnorm.report.catalogue import Catalogue, Quantity, catalogue
from callnorm.report.layout import clock

# Words of the client's or of a file: shown as they are, whatever they hold.
_QUOTED = re.compile(r'"[^"]*"')
_MARK = re.compile(r"[;:,] ")
# Only with a unit: another number may be a value, to be shown as it was entered.
_NUMBER = re.compile(r"(?<![\w.,])(\d+)(?:\.(\d+))? ?(s|%)(?!\w)")
_MORE = re.compile(r" and (\d+) more$")
# What a placeholder may hold: one clause, unless it is of these names.
_CLAUSE = r'(?:"[^"]*"|(?![;:,] )[^"])+?'
_WORDS = r"[\w-]+(?:, [\w-]+)*"
_HOLDS = {
    "elements": _WORDS,
    "found": _WORDS,
    "places": r"[\w.:-]+(?:, [\w.:-]+)*",
    "plain": r"(?:(?!; ).)+",
    "sources": r'"[^"]*"(?:, "[^"]*")*(?: and \d+ more)?',
    "tags": r"[^)]*",
    "wanted": _WORDS,
}
_TIMES = {"from", "other", "time", "to"}  # points in time, not lengths
# Of a note worth translating.
_CLAUSES_AT_MOST = 24
_LONGEST = 2000


def note(words: Catalogue, text: str) -> str:
    """``text`` in the language of ``words``, as far as its form is known."""
    if len(text) > _LONGEST:
        return text
    # Clause by clause, the longest run of clauses with a form first.
    ends = [m.span() for m in _MARK.finditer(_bare(text))][:_CLAUSES_AT_MOST]
    starts = [0, *(end for _, end in ends)]
    stops = [*(begin for begin, _ in ends), len(text)]
    out = ""
    at = 0
    while at < len(starts):
        for last in range(len(starts) - 1, at - 1, -1):
            clause = text[starts[at] : stops[last]]
            said = _form(words, clause) or _listed(words, clause)
            if said is not None or last == at:
                out += said if said is not None else _numbers(words, clause)
                if last < len(ends):
                    out += words.mark(text[slice(*ends[last])])
                at = last + 1
                break
    return out


def role(words: Catalogue, name: str) -> str:
    """What the evidence is; the English word when there is no other."""
    return words.find("roles", name) or name.replace("_", " ")


def _bare(text: str) -> str:
    """As long as ``text``, without marks inside quoted words."""
    return _QUOTED.sub(lambda m: '"' * len(m[0]), text)


@functools.cache
def _forms() -> list[tuple[str, re.Pattern[str]]]:
    """The notes of the English catalogue as patterns, those with most words of their own first."""
    out: list[tuple[int, str, re.Pattern[str]]] = []
    for key, template in catalogue("en").section("notes").items():
        pattern, own = "", 0
        for literal, name, _, _ in string.Formatter().parse(template):
            pattern += re.escape(literal)
            own += len(literal)
            if name is not None:
                pattern += f"(?P<{name}>{_HOLDS.get(name, _CLAUSE)})"
        out.append((-own, key, re.compile(pattern)))
    return [(key, pattern) for _, key, pattern in sorted(out, key=lambda form: form[:2])]


def _form(words: Catalogue, text: str) -> str | None:
    for key, pattern in _forms():
        found = pattern.fullmatch(text)
        if found is not None:
            held = {name: _value(words, name, text) for name, text in found.groupdict().items()}
            return words.fill(words.text("notes", key), held)
    return None


def _value(words: Catalogue, name: str, held: str) -> str:
    if name in _TIMES and (at := _NUMBER.fullmatch(held)) is not None:
        return clock(float(f"{at[1]}.{at[2] or 0}"))
    if name == "share":
        return held.replace(".", words.text("form", "decimal"))
    if name == "type":
        return words.find("words", f"type.{held}") or held
    if name == "sources":
        more = _MORE.search(held)
        if more is not None:
            rest = words.say("phrases", "more_of_these", count=more[1])
            return f"{held[: more.start()]} {rest}"
        return held
    return _listed(words, held) or _numbers(words, held)


def _listed(words: Catalogue, text: str) -> str | None:
    """One or several of the library's own words: "summary, thanks"."""
    parts = text.split(", ")
    known = words.section("words")
    if not all(part in known for part in parts):
        return None
    return ", ".join(known[part] for part in parts)


def _numbers(words: Catalogue, text: str) -> str:
    out, at = "", 0
    for quoted in [*_QUOTED.finditer(text), None]:
        stop = len(text) if quoted is None else quoted.start()
        out += _NUMBER.sub(lambda m: _measured(words, m), text[at:stop])
        if quoted is not None:
            out += quoted[0]
            at = quoted.end()
    return out


def _measured(words: Catalogue, found: re.Match[str]) -> str:
    number = float(f"{found[1]}.{found[2] or 0}")
    if found[3] == "s":
        return words.quantity(Quantity(number, "s", 2))
    return words.quantity(Quantity(number / 100, "1", len(found[2] or "")))
