"""The project's own dialogues with the steps of scripts marked: data/steps/*.json measure, train/steps/*.json train.

A file: {"language", "scripts": [{"id", "steps": [{"id", "say", "examples"}]}], "dialogues": [{"id", "script", "asr",
"turns": [["A", text, [steps it carries out]], ["C", text], ...]}]}.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from star_data import Dialogue, Order, Step


def _contact(d: dict[str, Any], language: str) -> dict[str, Any]:
    return {
        "format": "callnorm.contact/1",
        "id": d["id"],
        "language": language,
        "channel": "voice",
        "quality": {"transcript": "asr" if d["asr"] else "human", "punctuated": not d["asr"]},
        "turns": [
            {"speaker": "agent" if t[0] == "A" else "client", "text": t[1], "start": i * 5, "end": i * 5 + 4}
            for i, t in enumerate(d["turns"])
        ],
    }


def read(path: Path) -> tuple[str, dict[str, list[Step]], list[Dialogue]]:
    """Language, the steps by script, and the dialogues."""
    data = json.loads(path.read_text(encoding="utf-8"))
    language = str(data["language"])
    steps = {
        s["id"]: [Step(x["id"], {False: [x["say"]], True: [x["say"], *x["examples"]]}) for x in s["steps"]]
        for s in sorted(data["scripts"], key=lambda s: str(s["id"]))
    }
    dialogues = []
    for d in data["dialogues"]:
        labels = [(i, step) for i, t in enumerate(d["turns"]) if t[0] == "A" for step in t[2]]
        gold: Order = {}
        for place, (turn, step) in enumerate(labels):
            gold.setdefault(step, (turn, place))
        agent = [(i, t[1]) for i, t in enumerate(d["turns"]) if t[0] == "A"]
        dialogues.append(Dialogue(d["script"], _contact(d, language), agent, labels, gold, gold))
    return language, steps, dialogues
