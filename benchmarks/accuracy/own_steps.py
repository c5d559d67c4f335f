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
from star import presence, step_rows
from star_data import Dialogue, Order, Step, note_first, script_json
from table import Section


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
                note_first(order, act.step, (act.turn, act.start))
        d.found[name] = order


def measure(path: Path) -> Section:
    language, steps, dialogues = step_sets.read(path)
    section = Section(f"own steps, {language}")
    for examples in (False, True):
        name = "+ examples" if examples else "wording only"
        _find(steps, dialogues, examples, language, name, "model@1")
        _find(steps, dialogues, examples, language, f"{name}, rules", "rules@1")
        rules = {"rules@1": f"{name}, rules"}
        rows, ours = step_rows(dialogues, name, f"own {language}", name, rules)
        section.rows += rows
        asr = [d for d in dialogues if not d.contact["quality"]["punctuated"]]
        section.figures[name] = {
            "precision": ours.precision,
            "recall": ours.recall,
            "recogniser output": presence(asr, name, False).f1,
        }
    return section
