"""A norm as text: its literal words first, then how callnorm measures them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from rich.console import Console
from rich.text import Text

from callnorm._core import Anomaly, Indicator, Norm, Parameter
from callnorm.report.layout import joined, wrapped


class _Field(Protocol):
    """Prints a label and its text."""

    def __call__(self, label: str, text: str, indent: int, style: str = "") -> None: ...


def print_norm(console: Console, norm: Norm) -> None:
    """Prints ``norm``: literal wording with its line in the source, renderings, limits, notes."""
    width = max(40, console.width)

    def put(lines: Iterable[str | Text], style: str = "") -> None:
        for line in lines:
            text = Text(line, style=style) if isinstance(line, str) else line
            text.rstrip()
            console.print(text, no_wrap=True, overflow="crop", crop=False, soft_wrap=True)

    def field(label: str, text: str, indent: int, style: str = "") -> None:
        if text:
            put(wrapped(text, width, f"{' ' * indent}{label:<12} "), style)

    for language, title in norm.title.items():
        put(wrapped(title, width, f"{language}  "), "bold")
    put(joined([Text(norm.id), Text(norm.version), Text(norm.status)], width))
    if norm.literal_file:
        put(wrapped(f"source {norm.literal_file}, sha256 {norm.literal_sha256}", width), "dim")
    if norm.literal_note:
        put(wrapped(norm.literal_note, width), "dim")
    put(
        wrapped(
            "The words marked with a line number are the norm's own. Renderings have no legal value; "
            "the way of measuring is a choice, and each limit says whose.",
            width,
        ),
        "dim",
    )

    anomalies = {a.id: a for a in norm.anomalies}
    for competence in norm.competences:
        put([""])
        literal = competence.literal
        put(wrapped(literal.text, width, f"{competence.id}  "), "bold")
        field(f"{literal.language} line {literal.line}", literal.text, 2)
        for language, text in competence.rendering.items():
            field(language, text, 2)
        for indicator in competence.indicators:
            put([""])
            put(wrapped(indicator.key, width, f"  {indicator.id}  "), "bold")
            _indicator(indicator, anomalies, field)
            for parameter in indicator.operationalisation.parameters.values():
                put(wrapped(_parameter(parameter), width, " " * 6, " " * 8))


def _indicator(indicator: Indicator, anomalies: dict[str, Anomaly], field: _Field) -> None:
    literal = indicator.literal
    field(f"{literal.language} line {literal.line}", literal.text, 4)
    for language, text in indicator.rendering.items():
        field(language, text, 4)
    for note in indicator.notes:
        anomaly = anomalies.get(note)
        if anomaly is not None:
            field(f"{note} ({anomaly.severity})", f"{anomaly.problem} Reading: {anomaly.reading}", 4)
    o = indicator.operationalisation
    field("measure", f"{o.measure} ({o.id}@{o.version}), reading {o.reading}", 4)
    if o.readings_reported:
        field("also shown", ", ".join(o.readings_reported) + " (never decisive)", 4)
    field("applies to", ", ".join(o.channels), 4)
    field("needs", ", ".join(o.needs), 4)
    if o.detector:
        can = "may" if o.asr_can_fail else "may not"
        field("text read by", f"{o.detector}; recogniser output alone {can} fail it", 4)
    field("note", o.note, 4)
    field("decided by", o.decided_by, 4)
    field("fitted to", o.calibrated_on, 4)
    field("limits", "name value unit, origin: source" if o.parameters else "", 4, "dim")


def _parameter(parameter: Parameter) -> str:
    unit = "" if parameter.unit == "1" else f" {parameter.unit}"
    text = f"{parameter.name} {parameter.value:g}{unit}, {parameter.origin}"
    if parameter.source:
        text += f": {parameter.source}"
    if parameter.was is not None:
        text += f" (was {parameter.was:g}; changed by {parameter.decided_by or 'nobody named'})"
    return text
