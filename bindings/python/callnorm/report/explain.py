"""A trainer's notes on one evaluation, in Dutch, French or English.

Per indicator: for "demonstrated" what shows it; for every other verdict what was looked for, where,
what came closest, what would change the verdict, and what the reason means. Works from the
evaluation's JSON (``callnorm.evaluation/1``) and decides nothing. Quotes stay in the contact's
language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from callnorm._core import Indicator, Norm
from callnorm._names import Verdict
from callnorm.report.catalogue import LANGUAGES, Catalogue, Quantity, Value, catalogue, sentence
from callnorm.report.layout import SEPARATOR, clean, clock, cut, wrapped
from callnorm.report.measured import change, state, unit_of
from callnorm.report.notes import note, role
from callnorm.report.table import GLYPHS, MINIMUM, STYLES, put, wording

Json = Mapping[str, Any]

_INDENT = 2
_QUOTE = 180  # columns of a quote
_QUOTES_SHOWN = 2
_LISTED = 12  # things not found
# Evidence that only goes with the evidence before it: what was answered, what came just before.
_COMPANIONS = {
    "announcement",
    "answer",
    "client's words",
    "confirmation",
    "disconfirmation",
    "last words",
    "look-up",
    "obtained",
    "read back",
}
# Where the evidence nearest to another verdict is what the verdict was reached by.
_WORST_FIRST = {"dead_air", "sentence_length"}
# What the norm asks for shows no lack of it.
_AS_ASKED = {
    "acceptance",
    "client's goodbye",
    "client's jargon",
    "closing",
    "explained jargon",
    "followed item",
    "kept value",
    "permitted tool",
    "planted errors",
    "required tool",
    "searched request",
    "step",
    "word adopted",
}
# What it does not ask for, or asks not to see, shows no presence of it.
_NOT_ASKED = {
    "acknowledgement",
    "disparagement",
    "forbidden phrase",
    "forbidden tool outside the contact",
    "headset off",
    "left out",
    "lost value",
    "missed item",
    "missing tool",
    "not recognised",
    "open_repair",
    "other tool",
    "planted errors",
    "pressure",
    "reply gap",
    "silent view",
    "step not in its place",
    "step out of place",
    "unanswered message",
    "unavailable tool",
    "unneeded tool",
    "unexplained jargon",
    "unlinked look-up",
    "unlinked look-up elsewhere",
    "unsearched request",
    "value stored later",
    "word not adopted",
    "wrong address form",
}
# What no writing can show.
_HEARD = {"prosody_best_rs", "prosody_pairs"}
# Of a field or an error, in the details of its evidence.
_GOOD_STATUS = {"corrected", "differs", "entered", "not needed", "valid"}
_SCALED = ("min_silence", "announced_within", "cover", "cover_max")


def language_for(wanted: str | None, contact_language: str | None) -> str:
    """The language of the notes: the one wanted, else the contact's, else English."""
    if wanted:
        return wanted
    own = (contact_language or "").split("-")[0].lower()
    return own if own in LANGUAGES else "en"


def print_explanation(
    console: Console, evaluation: Json, norm: Norm, language: str | None = None
) -> None:
    """Prints the notes on ``evaluation``, which is what ``Evaluation.to_dict()`` gives."""
    contact = evaluation["contact"]
    words = catalogue(language_for(language, contact["language"]))
    width = max(MINIMUM, console.width)
    results = {result["id"]: result for result in evaluation["indicators"]}

    title = words.say("phrases", "title", contact=clean(contact["id"]) or "–")
    for text in wrapped(title, width):
        put(console, Text(text, style="bold"))
    for competence in norm.competences:
        for indicator in competence.indicators:
            if indicator.id not in results:
                continue
            put(console, Text())
            notes = _Notes(words, indicator, results[indicator.id], contact["channel"], width)
            for line in notes.lines():
                put(console, line)
    for key in ("closing", "limits"):
        put(console, Text())
        for text in wrapped(words.text("phrases", key), width):
            put(console, Text(text, style="" if key == "closing" else "dim"))


class _Notes:
    """The notes on one indicator."""

    def __init__(
        self, words: Catalogue, indicator: Indicator, result: Json, channel: str, width: int
    ) -> None:
        self._words = words
        self._indicator = indicator
        self._result = result
        self._measure = indicator.operationalisation.measure
        self._written = channel != "voice"
        self._variants = [channel] if channel == "email" else []
        self._variants += ["text"] if self._written else []
        self._variants.append(indicator.operationalisation.reading)
        self._width = width
        self._label = min(16, max(map(cell_len, words.section("labels").values()))) + 2
        self._evidence: list[Json] = result["evidence"]
        self._why: Json = result.get("why_not") or {}

    def lines(self) -> Iterator[Text]:
        verdict = Verdict(self._result["verdict"])
        name = clean(wording(self._words.language, self._indicator))
        for number, row in enumerate(wrapped(name, self._width, f"{self._result['id']}  ")):
            line = Text(row)
            line.stylize("bold", 0, len(self._result["id"]) if number == 0 else 0)
            yield line
        said = self._words.text("verdicts", verdict)
        yield Text(" " * _INDENT + f"{GLYPHS[verdict]} {said}", style=STYLES[verdict])
        if verdict is Verdict.demonstrated:
            yield from self._demonstrated()
        else:
            yield from self._other(verdict)
        yield from self._block("limits", self._changed_limits())
        yield from self._block("remarks", self._remarks(), "dim")

    # ---------------------------------------------------------------------------- the two kinds

    def _demonstrated(self) -> Iterator[Text]:
        shown = list(self._quotes(self._leading(good=True), _QUOTES_SHOWN))
        deciding = self._result["deciding"]
        if deciding and deciding["measure"]:
            shown.append(sentence(state(self._words, self._measure, deciding)))
        yield from self._block("shown", shown or [self._reason(self._result["reason"])])

    def _other(self, verdict: Verdict) -> Iterator[Text]:
        yield from self._block("looked_for", [self._looked_for()])
        if self._result["reason"] != "CHANNEL":  # else nothing was looked through
            yield from self._block("where", self._where())
        observed = verdict is Verdict.not_demonstrated
        nearest = self._why.get("nearest")
        if nearest is None or nearest >= len(self._evidence) or _is_missing(self._evidence[nearest]):
            nearest = None
        elif observed and self._measure in _WORST_FIRST:
            nearest = None
        else:
            yield from self._block("nearest", self._shown(nearest))
        if observed:
            leading = [i for i in self._leading(good=False) if i != nearest]
            seen = list(self._quotes(leading, 1 if nearest is not None else _QUOTES_SHOWN))
            yield from self._block("observed", seen)
        yield from self._block("not_found", self._missing())
        yield from self._block("changes", self._changes())
        yield from self._block("reason", [self._reason(self._result["reason"])])

    # -------------------------------------------------------------------------------- the parts

    def _looked_for(self) -> str:
        keys = [f"{self._measure}.{variant}" for variant in self._variants]
        template = self._words.find("looked_for", *keys, self._measure)
        if template is None:
            return sentence(clean(self._why.get("looked_for", "")))
        try:
            return sentence(self._words.fill(template, self._limits()))
        except KeyError:
            return sentence(clean(self._why.get("looked_for", "")))

    def _limits(self) -> dict[str, Value]:
        """The limits by name, as they held for this contact."""
        values: dict[str, Value] = {}
        for limit in self._result["parameters"]:
            unit = unit_of(self._measure, limit["name"], limit["unit"])
            values[limit["name"]] = Quantity(limit["value"], unit)
        factor = values.get("accommodation_factor")
        if isinstance(factor, Quantity):
            for name in _SCALED:
                own = values.get(name)
                if isinstance(own, Quantity):
                    values[name] = Quantity(own.value * factor.value, own.unit)
        for need in self._result.get("needs") or []:
            own = values.get(need["parameter"] or "")
            if isinstance(own, Quantity):
                values[need["parameter"]] = Quantity(need["limit"], own.unit)
        return values

    def _where(self) -> list[str]:
        parts = []
        for place in self._why.get("where") or []:
            name, count = place["channel"], place["count"]
            keys = [f"{name}.text", name] if self._written else [name]
            forms = self._words.find("channels", *keys)
            if forms is None:
                parts.append(f"{name.replace('_', ' ')}: {count}")
            else:
                parts.append(f"{count} {self._words.noun(forms, count)}")
        return [", ".join(parts)] if parts else []

    def _changes(self) -> list[str]:
        flip = self._why.get("flip")
        if not flip and self._result["verdict"] == Verdict.not_demonstrated:
            flip = {"to": "demonstrated", "changes": self._result.get("needs") or []}
        if not flip:
            return []
        limits = self._limits()
        origins = {p["name"]: p["origin"] for p in self._result["parameters"]}
        out = []
        # A measure that could not be had is no news beside the reason, nor beside one that could.
        known = [c for c in flip["changes"] if c["value"] is not None]
        undefined = [c for c in flip["changes"] if c["measure"] in self._result["measures"]]
        for condition in known or undefined:
            if self._written and condition["measure"] in _HEARD:
                continue
            text = change(
                self._words, self._measure, condition, self._result["measures"], limits
            )
            if not text:
                continue
            origin = origins.get(condition["parameter"] or "")
            if origin:
                named = self._words.find("origins", origin) or origin
                text += SEPARATOR + self._words.say("phrases", "limit_origin", origin=named)
            out.append(f"• {text}")
        if not out:
            return []
        lead = self._words.find("phrases", f"{flip['to']}_next")
        return [lead, *out] if lead else out

    def _reason(self, code: str) -> str:
        keys = [f"{code}.text"] if self._written else []
        text = self._words.find("reasons", *keys, f"{code}.{self._measure}", code)
        return text or self._words.say("phrases", "no_explanation", code=code)

    def _changed_limits(self) -> list[str]:
        out = []
        for limit in self._result["parameters"]:
            was = limit.get("was")
            if was is None:
                continue
            name = self._words.find("parameters", limit["name"].split(".")[0]) or limit["name"]
            unit = unit_of(self._measure, limit["name"], limit["unit"])
            now, before = self._words.apart(limit["value"], was, unit)
            text = self._words.say("phrases", "other_limit", name=name, value=now, was=before)
            by = clean(limit.get("decided_by") or "")
            if by.startswith("script "):
                text += f" ({self._words.text('phrases', 'by_script')})"
            elif by:
                text += f" ({self._words.say('phrases', 'decided_by', by=by)})"
            out.append(sentence(text))
        return out

    def _remarks(self) -> list[str]:
        out = []
        for flag in self._result["flags"]:
            if flag.startswith("WOULD_BE_"):
                reason = self._reason(flag.removeprefix("WOULD_BE_"))
                out.append(self._words.say("phrases", "would_be", reason=reason))
                continue
            out.append(sentence(self._words.find("flags", flag) or flag))
        return out

    # --------------------------------------------------------------------------------- evidence

    def _leading(self, good: bool) -> list[int]:
        """Evidence of what the norm asks for, or of a lack of it; not of things missing."""
        less = _COMPANIONS | (_NOT_ASKED if good else _AS_ASKED)
        out = []
        for i, e in enumerate(self._evidence):
            status = e.get("details", {}).get("status")
            fits = status is None or (status in _GOOD_STATUS) == good
            if fits and e["role"] not in less and not _is_missing(e):
                out.append(i)
        return out

    def _missing(self) -> list[str]:
        """What was looked for and not found, on one line."""
        names = [
            note(self._words, clean(e.get("note", ""))) or role(self._words, e["role"])
            for e in self._evidence
            if _is_missing(e)
        ]
        if not names:
            return []
        rest = len(names) - _LISTED
        if rest > 0:
            more = self._words.say("phrases", "more_of_these", count=str(rest))
            names = [*names[:_LISTED], more]
        return ["; ".join(names)]

    def _quotes(self, indices: list[int], most: int) -> Iterator[str]:
        """The first with words, else the first; each with what belongs to it."""
        with_words = [i for i in indices if self._evidence[i].get("quote")]
        for index in (with_words or indices)[:most]:
            yield from self._shown(index)

    def _shown(self, index: int) -> list[str]:
        out = [self._line(self._evidence[index])]
        for companion in self._evidence[index + 1 : index + 3]:
            if companion["role"] not in _COMPANIONS:
                break
            out.append("– " + self._line(companion))
        return out

    def _line(self, evidence: Json) -> str:
        """ "reformulation: “...” (agent, 00:17): confirmed by the client"."""
        said = note(self._words, clean(evidence.get("note", "")))
        what = role(self._words, evidence["role"])
        quote = clean(evidence.get("quote", ""))
        place = []
        if evidence.get("speaker"):
            speaker = evidence["speaker"]
            place.append(self._words.find("speakers", speaker) or speaker)
        if "start_time" in evidence:
            time = self._time(evidence, bool(quote))
            if quote or time.split("–")[0] not in said:
                place.append(time)
        where = f" ({', '.join(place)})" if place else ""
        colon = self._words.mark(": ")
        if quote:
            text = f"{what}{colon}{self._words.quoted(cut(quote, _QUOTE))}{where}"
            return f"{text}{colon}{said}" if said else text
        if not said or what.lower() in said.lower():
            return f"{said or what}{where}"
        return f"{what}{colon}{said}{where}"

    def _time(self, evidence: Json, spoken: bool) -> str:
        start, end = clock(evidence["start_time"]), clock(evidence["end_time"])
        return start if spoken or start == end else f"{start}–{end}"

    # ----------------------------------------------------------------------------------- layout

    def _block(self, label: str, paragraphs: list[str], style: str = "") -> Iterator[Text]:
        """A label beside its paragraphs; nothing when there is none."""
        name = cut(self._words.text("labels", label), self._label - 1)
        first = " " * _INDENT + name + " " * (self._label - cell_len(name))
        rest = " " * cell_len(first)
        for number, paragraph in enumerate(p for p in paragraphs if p):
            hanging = rest + ("  " if paragraph.startswith(("• ", "– ")) else "")
            begin = first if number == 0 else rest
            for row, text in enumerate(wrapped(paragraph, self._width, begin, hanging)):
                line = Text(text, style=style)
                if number == 0 and row == 0:
                    line.stylize("dim", 0, len(first))
                yield line


def _is_missing(evidence: Json) -> bool:
    return str(evidence["role"]).endswith("not found") and not evidence.get("quote")
