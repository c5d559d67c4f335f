"""Which lessons of the uptake pairs no model of callnorm was trained on."""

from __future__ import annotations

import hashlib


def lesson_of(pair: str) -> str:
    """"uptake-4158-17" -> "4158"."""
    return pair.split("-")[1]


def held_out(lesson: str) -> bool:
    """A fixed quarter, by the lesson's number alone: it stays the same when lessons are added."""
    return hashlib.sha256(f"uptake lesson {lesson}".encode()).digest()[0] < 64
