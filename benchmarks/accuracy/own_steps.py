"""The project's own scripts and dialogues in Dutch, French and English: which steps did the agent say?

data/steps/*.json measure; the shipped model learned from other scripts of other writers. What is measured is what
a user of the package gets.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import callnorm
import step_sets
from detector import at_operating_point, detect
from star import order_of, presence
from star_data import Dialogue, Order, Step, script_json
from table import Row, Section


def _find(
    steps: dict[str, list[Step]], dialogues: Sequence[Dialogue], examples: bool, language: str, name: str, by: str
) -> None:
    evaluators = {
        task: callnorm.Evaluator(
            script=callnorm.Script.from_dict(script_json(task, own, examples, language)), detectors=by
        )
        for task, own in steps.items()
    }
    for d in dialogues:
        order: Order = {}
        for act in at_operating_point(detect(evaluators[d.script], d.contact)):
            if act.kind == "step":
                place = (act.turn, act.start)
                order[act.step] = min(place, order.get(act.step, place))
        d.found[name] = order


def measure(path: Path) -> Section:
    language, steps, dialogues = step_sets.read(path)
    section = Section(f"own steps, {language}")
    for examples in (False, True):
        name = "+ examples" if examples else "wording only"
        _find(steps, dialogues, examples, language, name, "model@1")
        _find(steps, dialogues, examples, language, f"{name}, rules", "rules@1")
        ours = presence(dialogues, name, False)
        section.rows.append(
            Row(
                f"script step present, {name}",
                f"own {language}",
                f"{ours.gold} in {len(dialogues)} dialogues",
                "F1",
                ours.f1,
                {"rules@1": presence(dialogues, f"{name}, rules", False).f1},
                None,
            )
        )
        value, pairs = order_of(dialogues, name, False)
        section.rows.append(
            Row(
                f"order of found pairs, {name}",
                f"own {language}",
                f"{pairs} pairs",
                "share",
                value,
                {"rules@1": order_of(dialogues, f"{name}, rules", False)[0]},
                None,
            )
        )
        asr = [d for d in dialogues if not d.contact["quality"]["punctuated"]]
        section.figures[name] = {
            "precision": ours.precision,
            "recall": ours.recall,
            "recogniser output": presence(asr, name, False).f1,
        }
    return section
