"""What would have to change, as a trainer says it: "1 more of the 4 dictated values in time"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from callnorm.report.catalogue import Catalogue, Quantity, Value, steps_to
from callnorm.report.layout import holds

# Shares that people count on their fingers: the measures with the part and the whole. A part of ""
# is the share times the whole.
_SHARES = {
    "screen_following_voice.F": ("followed", "n_items"),
    "screen_following_text.F": ("followed", "n_items"),
    "typing_lag.K": ("kept", "n"),
    "lookup_sources.S": ("proper", "n"),
    "data_entry.E": ("entered", "n"),
    "error_correction.CR": ("corrected", "n_err"),
    "msd_error_rate.e": ("msd", "chars"),
    "report_completeness.Rc": ("valid", "required"),
    "sentence_length.q25": ("", "n"),
    "matched_promotions.relevance": ("matched", "n"),
}
# Numbers between -1 and 1 that are no shares.
_CORRELATIONS = {"vocabulary_and_intonation.prosody_best_rs"}


def unit_of(measure: str, name: str, unit: str) -> str:
    return "r" if f"{measure}.{name}" in _CORRELATIONS else unit


def value_text(words: Catalogue, value: Any, unit: str) -> str:
    """A measured value alone."""
    if value is None:
        return words.text("phrases", "unknown")
    if isinstance(value, bool):
        return words.text("phrases", "yes" if value else "no")
    return words.quantity(Quantity(float(value), unit))


def change(
    words: Catalogue,
    measure: str,
    condition: Mapping[str, Any],
    measures: Mapping[str, Any],
    parameters: Mapping[str, Value],
) -> str:
    """One condition that does not hold, or "" when it does."""
    name, relation, limit = condition["measure"], condition["relation"], float(condition["limit"])
    key = f"{measure}.{name}"
    label = words.find("measures", key) or str(name)
    unit = unit_of(measure, name, condition.get("unit") or "")
    value = condition["value"]
    if value is None:
        target = words.target(relation, Quantity(limit, unit))
        return words.say("phrases", "change_undefined", name=label, target=target)
    number = float(value)
    if holds(number, relation, limit):
        return ""
    up = relation.startswith((">", "="))
    template = words.find("measures", f"{key}.{'more' if up else 'less'}")
    values = dict(parameters)
    whole = _count(words, key, number, relation, limit, measures, values)
    if not whole and unit in ("s", "1", "r"):
        _graded(words, number, relation, limit, unit, values)
    elif not whole:
        _counted(words, value, relation, limit, values)
    if whole and up and values["gap"] == values["n"]:  # not "1 more of the 1"
        return words.fill(words.text("phrases", "change_counted"), {**values, "name": label})
    if template is not None:
        try:
            return words.fill(template, values)
        except KeyError:  # a share whose part or whole was not reported
            pass
    return words.say(
        "phrases", "change", name=label, value=values["value"], target=values["target"]
    )


def state(words: Catalogue, measure: str, condition: Mapping[str, Any]) -> str:
    """One condition that holds: the value, and what was needed."""
    name, value = condition["measure"], condition["value"]
    label = words.find("measures", f"{measure}.{name}") or str(name)
    unit = unit_of(measure, name, condition.get("unit") or "")
    if isinstance(value, bool) or value is None:
        shown = value_text(words, value, unit)
        return words.say("phrases", "measured_alone", name=label, value=shown)
    number, limit = words.apart(float(value), float(condition["limit"]), unit)
    target = words.target(condition["relation"], limit)
    key = "measured_below" if condition["relation"].startswith("<") else "measured"
    return words.say("phrases", key, name=label, value=number, target=target)


def _graded(
    words: Catalogue,
    number: float,
    relation: str,
    limit: float,
    unit: str,
    values: dict[str, Value],
) -> None:
    """Of a length or a share: how much is lacking, or too much."""
    shown, bound = words.apart(number, limit, unit)
    lacking = abs(number - limit)
    gap = words.quantity(Quantity(lacking, unit, shown.digits))
    if relation in ("<", ">"):
        gap = (
            words.text("phrases", "a_little")
            if lacking <= 1e-9
            else words.say("phrases", "over", amount=gap)
        )
    values.update(value=shown, limit=bound, target=words.target(relation, bound), gap=gap)


def _counted(
    words: Catalogue, value: Any, relation: str, limit: float, values: dict[str, Value]
) -> None:
    """Of a number of things: how many more, or fewer. A mean has no gap."""
    number = float(value)
    if isinstance(value, bool):
        values.update(value=value_text(words, value, ""), target=words.text("phrases", "yes"))
        return
    if number.is_integer() and (isinstance(value, int) or limit.is_integer()):
        wanted = steps_to(number, relation, limit)
        values.update(value=Quantity(number), limit=Quantity(wanted))
        kept = {">": ">=", "<": "<="}.get(relation, relation)
        values.update(target=words.target(kept, Quantity(wanted)))
        values.update(gap=Quantity(abs(wanted - number)))
        return
    shown, bound = words.apart(number, limit, "")
    values.update(value=shown, limit=bound, target=words.target(relation, bound))


def _count(
    words: Catalogue,
    key: str,
    share: float,
    relation: str,
    limit: float,
    measures: Mapping[str, Any],
    values: dict[str, Value],
) -> bool:
    """Of a share whose part and whole are known: how many of how many."""
    if key not in _SHARES:
        return False
    part_name, whole_name = _SHARES[key]
    whole = measures.get(whole_name)
    part = measures.get(part_name) if part_name else None
    if part is None and whole is not None:
        part = round(share * float(whole))
    if whole is None or part is None or float(whole) <= 0:
        return False
    wanted = steps_to(share, relation, limit * float(whole))
    if wanted == part:  # rounding: say it as a share
        return False
    shown, bound = words.apart(share, limit, "1")
    values.update(value=shown, limit=bound, target=words.target(relation, bound))
    values.update(
        k=Quantity(float(part)),
        n=Quantity(float(whole)),
        m=Quantity(wanted),
        gap=Quantity(abs(wanted - float(part))),
    )
    return True
