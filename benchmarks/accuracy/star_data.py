"""STAR: chats with the labels of a script's steps (Mosig et al. 2020), as train_steps.py and star.py read them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from files import read_lines

NAMES = {
    "hotel_book": "hotel_reserve",
    "ride_book": "book_ride",
    "doctor_schedule": "book_doctor_appointment",
    "restaurant_book": "restaurant_reserve",
    "meeting_schedule": "schedule_meeting",
}
"""Task of a dialogue -> task of its script, where they are called otherwise."""

NO_STEPS = re.compile(r"(query.*|yes|no|done|available|unavailable|correct|incorrect|noanswer)")
"""Nodes of the graph that stand for the database or for what the client says."""

_PLACE = re.compile(r"\{[^{}]*\}")

Order = dict[str, tuple[int, int]]
"""Step -> where it stands first: turn, and place in the turn."""


def note_first(order: Order, step: str, place: tuple[int, int]) -> None:
    order[step] = min(place, order.get(step, place))


@dataclass
class Step:
    """A step with its ways of saying it."""

    id: str
    texts: dict[bool, list[str]]
    """False: the script's wording; True: with the examples."""


@dataclass
class Dialogue:
    script: str
    contact: dict[str, Any]
    agent: list[tuple[int, str]]
    labels: list[tuple[int, str]]
    """Turn and label, as the data has them, of labels the script knows by any name."""
    gold: Order
    """By the labels as they are."""
    gold_renamed: Order
    """By the labels as the script itself calls the step."""
    found: dict[str, Order] = field(default_factory=dict)


def domain(task: str) -> str:
    """Scripts of one domain share wordings: they are left out together."""
    names = {"book_ride": "ride", "book_doctor_appointment": "doctor", "schedule_meeting": "meeting"}
    return names.get(task, task if "." in task else task.split("_")[0])


def without_placeholders(text: str) -> str:
    return _PLACE.sub(" ", text)


def _steps(script: dict[str, Any]) -> list[Step]:
    out = []
    for id_, wording in script["replies"].items():
        if NO_STEPS.fullmatch(id_):
            continue
        own = [wording] if re.search(r"\w", without_placeholders(wording)) else []
        examples = [t for t in script["examples"].get(id_, []) if re.search(r"\w", without_placeholders(t))]
        out.append(Step(id_, {False: own, True: own + examples}))
    return out


def renamed(steps: list[Step]) -> dict[str, str]:
    """Labels that stand for a step the script has under another id: in seven scripts the goodbye is labelled
    goodbye_1 or goodbye_2, in one the place of departure ask_departure_location."""
    ids = [s.id for s in steps]
    out = {}
    goodbye = next((i for i in ids if i.endswith("bye") or i.startswith("goodbye")), None)
    departure = next((i for i in ids if "ask_departure" in i), None)
    for label in ("goodbye_1", "goodbye_2"):
        if label not in ids and goodbye:
            out[label] = goodbye
    if departure and "ask_departure_location" not in ids:
        out["ask_departure_location"] = departure
    return out


def script_json(task: str, steps: list[Step], examples: bool, language: str = "en") -> dict[str, Any]:
    """Every step may be left out: only which ones were said is asked."""
    return {
        "id": f"steps.{task}",
        "version": "1",
        "lang": language,
        "title": task,
        "direction": "inbound",
        "channels": ["chat", "voice"],
        "steps": {
            "seq": [
                {
                    "opt": {
                        "step": s.id,
                        "say": {
                            "mode": "paraphrase",
                            "example": s.texts[examples][0],
                            "examples": s.texts[examples][1:],
                        },
                    }
                }
                for s in steps
                if s.texts[examples]
            ]
        },
    }


def paths(data: Path) -> list[Path]:
    return [data / "star_dialogues.jsonl.gz", data / "star_scripts.jsonl.gz"]


def read(data: Path) -> tuple[dict[str, list[Step]], list[Dialogue]]:
    """Scripts by task, and the dialogues of one task: with several nothing says which script a step is of."""
    dialogues, scripts = paths(data)
    steps = {s["task"]: _steps(s) for s in sorted(read_lines(scripts), key=lambda s: str(s["task"]))}
    raw = sorted(
        (d for d in read_lines(dialogues) if len(d["tasks"]) == 1 and d["turns"]), key=lambda d: str(d["id"])
    )
    other = {task: renamed(own) for task, own in steps.items()}
    out = []
    for d in raw:
        task = NAMES.get(d["tasks"][0], d["tasks"][0])
        known = {s.id for s in steps[task]}
        labels = [(i, label) for i, turn in enumerate(d["turns"]) for label in turn.get("labels", [])]
        gold: Order = {}
        gold_renamed: Order = {}
        for i, label in labels:
            if label in known:
                gold.setdefault(label, (i, 0))
            name = other[task].get(label, label)
            if name in known:
                gold_renamed.setdefault(name, (i, 0))
        contact = {
            "format": "callnorm.contact/1",
            "language": "en",
            "channel": "chat",
            "messages": [
                {"sender": t["speaker"], "sent": i * 20, "text": t["text"]} for i, t in enumerate(d["turns"])
            ],
        }
        agent = [(i, t["text"]) for i, t in enumerate(d["turns"]) if t["speaker"] == "agent"]
        own = [(i, other[task].get(label, label)) for i, label in labels]
        out.append(
            Dialogue(task, contact, agent, [(i, l) for i, l in own if l in known], gold, gold_renamed)
        )
    return steps, out
