"""ICSI meetings with MRDA tags as contacts: which of them are held out, and what their tags say.

A meeting has no agent. Every speaker in turn stands as the agent, everybody else as the client. Only
the standard library is needed here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

QUESTIONS = {"qy", "qw", "qr", "qo"}

_BREAK = re.compile(r"==|--|\s-\s|\s-$")
_MARKS = re.compile(r"[^\w\s'’-]+")


def held_out(index: int) -> bool:
    """Every fourth meeting, in order of their ids, measures and is never learned from."""
    return index % 4 == 3


def written(text: str) -> str:
    """As people write: without the marks of broken-off talk, "." and "?" close to the word."""
    text = _BREAK.sub(" ", text)
    return re.sub(r"\s+([.,?!])", r"\1", " ".join(text.split()))


def bare(text: str) -> str:
    """As a recogniser writes: lower case, no marks."""
    return " ".join(_MARKS.sub(" ", _BREAK.sub(" ", text.lower())).split())


def tags(da: str) -> list[set[str]]:
    """The tags of every part of an utterance."""
    return [set(re.split(r"[\^.]", part)) for part in re.split(r"[|:]", da)]


@dataclass(frozen=True)
class Facts:
    """What the tags of an utterance say."""

    question: bool
    repair: bool
    """asks to say it again (br)"""
    check: bool
    """checks understanding (bu)"""
    takes_up: bool
    """sums up, mimics or repeats: neither a check nor surely none"""


def facts(da: str) -> Facts:
    parts = tags(da)
    every = set().union(*parts)
    return Facts(
        bool(parts[0] & QUESTIONS), "br" in every, "bu" in every, bool(every & {"bs", "m", "r"})
    )


def contact(
    turns: Sequence[dict[str, Any]], speaker: str, texts: Sequence[str]
) -> tuple[dict[str, Any], list[int]]:
    """The meeting with one speaker as the agent, and which utterance each of its turns is."""
    places = [i for i, text in enumerate(texts) if text]
    places.sort(key=lambda i: (turns[i]["start"], i))
    return {
        "format": "callnorm.contact/1",
        "language": "en",
        "channel": "voice",
        "turns": [
            {
                "speaker": "agent" if turns[i]["speaker"] == speaker else "client",
                "start": turns[i]["start"],
                "end": max(turns[i]["end"], turns[i]["start"]),
                "text": texts[i],
            }
            for i in places
        ],
    }, places
