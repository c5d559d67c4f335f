"""Contacts given as dictionaries, as the bytes the core reads."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from callnorm._errors import CallnormError
from callnorm._names import ErrorCode


def dumps(value: Mapping[str, Any]) -> bytes:
    """``value`` as UTF-8 JSON.

    Raises CallnormError with the place of a number that JSON cannot write (NaN, infinity) or of a
    text that UTF-8 cannot (a lone surrogate); TypeError for a value that is not JSON at all.
    """
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        return text.encode("utf-8")
    except UnicodeEncodeError:
        code, reason, bad = ErrorCode.invalid_utf8, "a text holds a lone surrogate", _surrogate
    except (ValueError, RecursionError):
        code, reason, bad = ErrorCode.invalid_json, "a number is NaN or infinite", _not_finite
    try:
        where = _find(value, bad)
    except RecursionError:
        where = None
    if where is None:
        reason = "the value holds itself or is nested too deep"
    raise CallnormError(code, reason, where or "")


def _not_finite(value: object) -> bool:
    return isinstance(value, float) and not math.isfinite(value)


def _surrogate(value: object) -> bool:
    return isinstance(value, str) and any("\ud800" <= c <= "\udfff" for c in value)


def _find(value: object, bad: Any, place: str = "") -> str | None:
    """The JSON pointer of the first leaf (or key) for which ``bad`` holds."""
    if bad(value):
        return place
    items: Any = ()
    if isinstance(value, Mapping):
        if any(bad(key) for key in value):
            return place
        items = value.items()
    elif isinstance(value, (list, tuple)):
        items = enumerate(value)
    for key, item in items:
        step = str(key).replace("~", "~0").replace("/", "~1")
        found = _find(item, bad, f"{place}/{step}")
        if found is not None:
            return found
    return None
