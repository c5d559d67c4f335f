"""One evaluation on a terminal: every indicator with its verdict, limit, reason and first evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from callnorm._core import Competence, Evaluation, Evidence, Indicator, IndicatorResult, Norm
from callnorm._names import Verdict
from callnorm.report.layout import clean, clock, compared, cut, holds, joined, number, pad, wrapped

GLYPHS = {
    Verdict.demonstrated: "✔",
    Verdict.not_demonstrated: "✘",
    Verdict.insufficient_evidence: "?",
    Verdict.not_applicable: "–",
}
STYLES = {
    Verdict.demonstrated: "green",
    Verdict.not_demonstrated: "red",
    Verdict.insufficient_evidence: "yellow",
    Verdict.not_applicable: "dim",
}
_RELATIONS = {">=": "≥", "<=": "≤"}
_VERDICT_WIDTH = 2 + max(len(v.replace("_", " ")) for v in Verdict)
# From here on one row per indicator holds everything without cutting most of it away.
_WIDE = 150
MINIMUM = 40


def print_evaluation(
    console: Console, evaluation: Evaluation, norm: Norm, script_named_by_contact: bool = False
) -> None:
    """Prints ``evaluation``; ``norm`` gives the wording of its indicators."""
    width = max(MINIMUM, console.width)
    for line in _head(evaluation, script_named_by_contact, width):
        put(console, line)
    results = {result.id: result for result in evaluation}
    id_width = max((len(id_) for id_ in results), default=0)
    columns = _Columns(list(results.values()), id_width, width) if width >= _WIDE else None
    for competence in norm.competences:
        present = [i for i in competence.indicators if i.id in results]
        if not present:
            continue
        put(console, Text())
        name = clean(wording(evaluation.language, competence))
        put(console, Text(cut(f"{competence.id}  {name}", width), style="bold"))
        for indicator in present:
            result = results[indicator.id]
            words = clean(wording(evaluation.language, indicator))
            if columns is not None:
                put(console, columns.row(result, words))
            else:
                for line in _stacked(result, words, id_width, width):
                    put(console, line)
    put(console, Text())
    for line in _timeline(evaluation, width):
        put(console, line)
    for line in _counts(evaluation, width):
        put(console, line)


def put(console: Console, line: Text) -> None:
    """One line as it is; a copy of it holds no blanks at its end."""
    line.rstrip()
    console.print(line, no_wrap=True, overflow="crop", crop=False, soft_wrap=True)


def wording(language: str, named: Competence | Indicator) -> str:
    """The norm's words in that language, else in English, else those of the source."""
    if language == named.literal.language:
        return named.literal.text
    return named.rendering.get(language) or named.rendering.get("en") or named.literal.text


def _head(evaluation: Evaluation, script_named_by_contact: bool, width: int) -> Iterator[Text]:
    contact = evaluation.contact
    unit = "turns" if contact.channel == "voice" else "messages"
    parts = [Text(clean(contact.id) or "contact without id", style="bold"), Text(contact.channel)]
    parts.append(Text(evaluation.language or "language unknown"))
    if contact.timed:
        parts.append(Text(clock(evaluation.timeline.duration)))
    parts.append(Text(f"{len(contact.turns)} {unit}"))
    parts.append(Text(f"norm {evaluation.norm.id} {evaluation.norm.version}"))
    if evaluation.script is None:
        parts.append(Text("no script"))
    else:
        origin = " (named by the contact)" if script_named_by_contact else ""
        parts.append(
            Text(clean(f"script {evaluation.script.id} {evaluation.script.version}{origin}"))
        )
    yield from joined(parts, width)
    notes = dict.fromkeys([*evaluation.notes, *contact.source.notes])
    if contact.source.dropped:
        notes[f"dropped: {', '.join(contact.source.dropped)}"] = None
    for note in notes:
        for line in wrapped(note, width, "note: ", "      "):
            yield Text(line, style="dim")


def _verdict(verdict: Verdict) -> str:
    return f"{GLYPHS[verdict]} {verdict.replace('_', ' ')}"


def _deciding(result: IndicatorResult) -> str:
    """ "fitness 0.95 ≥ 0.90", "hard_missing 2, not ≤ 0", or "" when no measure decided."""
    deciding = result.deciding
    if deciding is None or not deciding.measure:
        return ""
    if isinstance(deciding.value, bool) or deciding.value is None:
        return f"{deciding.measure} {number(deciding.value)}"
    value, limit = compared(deciding.value, deciding.limit)
    relation = _RELATIONS.get(deciding.relation, deciding.relation)
    unit = f" {deciding.unit}" if deciding.unit == "s" else ""
    between = " " if holds(deciding.value, deciding.relation, deciding.limit) else ", not "
    return f"{deciding.measure} {value}{between}{relation} {limit}{unit}"


def _reason(result: IndicatorResult) -> str:
    return " ".join([result.reason, *result.flags])


def _first_evidence(result: IndicatorResult) -> Evidence | None:
    """The first with words to quote, else the first."""
    evidence = result.evidence
    return next((e for e in evidence if e.quote), evidence[0] if evidence else None)


def _quoted(evidence: Evidence, width: int) -> str:
    """The words and when they were said, the words cut so that the time still fits."""
    time = f" {clock(evidence.time[0])}" if evidence.time else ""
    room = width - len(time)
    if evidence.quote:
        return f"“{cut(clean(evidence.quote), max(1, room - 2))}”{time}"
    return cut(clean(evidence.note), max(1, room)) + time


def _stacked(result: IndicatorResult, words: str, id_width: int, width: int) -> Iterator[Text]:
    style = STYLES[result.verdict]
    first = Text(pad(result.id, id_width) + "  ")
    first.append(pad(_verdict(result.verdict), _VERDICT_WIDTH), style=style)
    first.append("  " + cut(words, max(1, width - first.cell_len - 2)))
    yield first

    indent = id_width + 2
    parts = [Text(part) for part in (_deciding(result), result.reason) if part]
    parts += [Text(flag, style="yellow") for flag in result.flags]
    lines = joined(parts, width, indent)
    evidence = _first_evidence(result)
    if evidence is not None:
        whole = _quoted(evidence, 10_000)
        last = lines[-1].cell_len if lines else indent
        room = width - last - 3
        if lines and (room >= 40 or len(whole) <= room):
            lines[-1].append(f" · {_quoted(evidence, room)}", style="dim")
        else:
            lines.append(Text(" " * indent + _quoted(evidence, width - indent), style="dim"))
    yield from lines


class _Columns:
    """One row per indicator; widths are those of the whole table, so that its parts line up."""

    def __init__(self, results: list[IndicatorResult], id_width: int, width: int) -> None:
        self._id = id_width
        self._decided = min(44, max(len(_deciding(r)) for r in results))
        self._reason = min(40, max(len(_reason(r)) for r in results))
        rest = width - id_width - _VERDICT_WIDTH - self._decided - self._reason - 5 * 2
        self._words = rest // 2
        self._evidence = rest - self._words

    def row(self, result: IndicatorResult, words: str) -> Text:
        evidence = _first_evidence(result)
        line = Text(pad(result.id, self._id) + "  ")
        line.append(pad(_verdict(result.verdict), _VERDICT_WIDTH), style=STYLES[result.verdict])
        line.append("  " + pad(words, self._words))
        line.append("  " + pad(_deciding(result), self._decided))
        line.append("  " + pad(_reason(result), self._reason))
        if evidence is not None:
            line.append("  " + _quoted(evidence, self._evidence), style="dim")
        return line


def _timeline(evaluation: Evaluation, width: int) -> list[Text]:
    t = evaluation.timeline
    parts = [f"agent {t.agent_turns} turns, {t.agent_words} words"]
    if t.timed:
        parts[0] += f", {_share(t.agent_talk, t.duration)}"
    parts.append(f"client {t.client_turns} turns, {t.client_words} words")
    if t.timed:
        parts[1] += f", {_share(t.client_talk, t.duration)}"
        parts.append(f"overlap {t.overlap:.1f} s")
        parts.append(f"silence {t.silence:.1f} s, longest {t.longest_silence:.1f} s")
        parts.append(f"hold {t.hold:.1f} s")
    if t.response_median is not None:
        longest = "" if t.response_max is None else f", longest {t.response_max:.1f} s"
        parts.append(f"median response {t.response_median:.1f} s{longest}")
    return joined([Text(part) for part in parts], width)


def _share(talk: float, duration: float) -> str:
    return f"{talk:.1f} s" + (f" ({talk / duration:.0%})" if duration > 0 else "")


def _counts(evaluation: Evaluation, width: int) -> list[Text]:
    counts = Counter(result.verdict for result in evaluation)
    return joined(
        [
            Text(f"{GLYPHS[v]} {counts[v]} {v.replace('_', ' ')}", style=STYLES[v])
            for v in Verdict
        ],
        width,
    )
