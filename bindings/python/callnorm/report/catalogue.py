"""The words of a trainer's notes in one language, read from ``texts/LANGUAGE.json``.

A text may hold placeholders: ``{name}`` a quantity or words, ``{name:one/many}`` a number and its
noun, ``{name:share}`` "all" or "at least 80 % of the" (``share_f`` before a French noun that is
feminine). The three files have the same keys and the
same placeholders; ``tests/python/test_explain.py`` checks both.
"""

from __future__ import annotations

import functools
import json
import math
import re
import string
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

LANGUAGES = ("nl", "fr", "en")

_TOLERANCE = 1e-9
_NARROW = re.compile(r" (?=[:;?!»%])|(?<=«) ")


@dataclass(frozen=True)
class Quantity:
    """A number with the unit of the file formats: "s", "1" (a share), "r" (-1 to 1), "word", ..."""

    value: float
    unit: str = ""
    digits: int | None = None  # at most so many decimals; None: as many as the unit asks for


Value = str | Quantity


class Catalogue:
    """The texts of one language, and numbers as that language writes them."""

    def __init__(self, language: str, sections: Mapping[str, Mapping[str, str]]) -> None:
        self.language = language
        self._sections = sections
        self._decimal = sections["form"]["decimal"]

    def find(self, section: str, *keys: str) -> str | None:
        """The text of the first key there is."""
        texts = self._sections[section]
        return next((texts[key] for key in keys if key in texts), None)

    def text(self, section: str, key: str) -> str:
        """The text of a key that is there."""
        return self._sections[section][key]

    def section(self, name: str) -> Mapping[str, str]:
        return self._sections[name]

    def say(self, section: str, key: str, **values: Value) -> str:
        """The text of a key that is there, filled in."""
        return self.fill(self.text(section, key), values)

    def fill(self, template: str, values: Mapping[str, Value]) -> str:
        """``template`` with its placeholders filled in. Raises KeyError for one without value."""
        parts: list[str] = []
        for literal, name, spec, _ in string.Formatter().parse(template):
            parts.append(literal)
            if name is not None:
                parts.append(self._one(values[name], spec or ""))
        return "".join(parts)

    def _one(self, value: Value, spec: str) -> str:
        if isinstance(value, str):
            return value
        if spec.startswith("share"):
            if value.value >= 1 - _TOLERANCE:
                return self.text("phrases", spec.replace("share", "share_all"))
            return self.say("phrases", "share_least", share=value)
        if "/" in spec:
            return f"{self.quantity(Quantity(value.value))} {self.noun(spec, value.value)}"
        return self.quantity(value)

    def noun(self, forms: str, count: float) -> str:
        """One of "one/many". French counts 0 and 1,5 as one."""
        one, many = forms.split("/")
        single = abs(count) < 2 if self.language == "fr" else abs(count - 1) <= _TOLERANCE
        return one if single else many

    def quantity(self, quantity: Quantity) -> str:
        if quantity.unit == "1":
            return f"{self.number(100 * quantity.value, quantity.digits or 0)}\u00a0%"
        if quantity.unit == "s":
            return f"{self.number(quantity.value, _or(quantity.digits, 1))}\u00a0s"
        return self.number(quantity.value, _or(quantity.digits, 2 if quantity.unit == "r" else 1))

    def number(self, value: float, digits: int) -> str:
        """At most ``digits`` decimals, none that are zero."""
        text = f"{value:.{digits}f}"
        if "." in text:
            text = text.rstrip("0").rstrip(".")
        return ("0" if text == "-0" else text).replace(".", self._decimal)

    def apart(self, value: float, limit: float, unit: str) -> tuple[Quantity, Quantity]:
        """Both with as many decimals as it takes to tell them apart."""
        digits = {"1": 0, "r": 2}.get(unit, 1)
        while digits < 6:
            a, b = Quantity(value, unit, digits), Quantity(limit, unit, digits)
            if abs(value - limit) <= _TOLERANCE or self.quantity(a) != self.quantity(b):
                return a, b
            digits += 1
        return Quantity(value, unit, digits), Quantity(limit, unit, digits)

    def target(self, relation: str, limit: Value) -> str:
        """ "at least 80 %"."""
        if isinstance(limit, Quantity):
            whole = limit.unit == "1" and limit.value >= 1 - _TOLERANCE and relation == ">="
            none = abs(limit.value) <= _TOLERANCE and relation == "<="
            if whole or none:  # "at least 100 %", "at most 0"
                return self.quantity(limit)
        key = relation if relation in self._sections["phrases"] else "="
        return self.say("phrases", key, limit=limit)

    def mark(self, mark: str) -> str:
        """A mark with its blanks: French has one before a colon or semicolon."""
        return _spaced(f" {mark}", "fr") if self.language == "fr" and mark[0] in ":;" else mark

    def quoted(self, words: str) -> str:
        return self.text("form", "open") + words + self.text("form", "close")


def _or(value: int | None, default: int) -> int:
    return default if value is None else value


def sentence(text: str) -> str:
    """With a capital, and a full stop where there is no mark."""
    if not text:
        return text
    text = text[0].upper() + text[1:]
    return text if text[-1] in ".!?…" else text + "."


def steps_to(value: float, relation: str, limit: float) -> int:
    """The nearest whole number that keeps the relation: for counts."""
    if relation == ">":
        return math.floor(limit + _TOLERANCE) + 1
    if relation == "<":
        return math.ceil(limit - _TOLERANCE) - 1
    if relation == "<=":
        return math.floor(limit + _TOLERANCE)
    return math.ceil(limit - _TOLERANCE)


@functools.cache
def catalogue(language: str) -> Catalogue:
    """The texts of "nl", "fr" or "en"."""
    data = json.loads((files(__package__) / "texts" / f"{language}.json").read_text("utf-8"))
    sections = {
        section: {key: _spaced(text, language) for key, text in texts.items()}
        for section, texts in data.items()
    }
    return Catalogue(language, sections)


def _spaced(text: str, language: str) -> str:
    """French marks keep to their word."""
    return _NARROW.sub("\u00a0", text) if language == "fr" else text
