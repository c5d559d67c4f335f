"""Evaluating many contacts, detecting acts alone, and measuring uptake."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from typing import Literal, overload

from callnorm import _core
from callnorm._errors import CallnormError
from callnorm._names import ActKind, ErrorCode
from callnorm._parallel import batched, ordered_map, usable_cpus

# A call into the core per contact would spend as much on handing over as on a short contact.
_BATCH = 8


class Evaluator(_core.Evaluator):
    """A norm and a script made ready to judge contacts.

    Costly to make, cheap to use; any number of threads may use one at once.

    Args:
        norm: a norm, the id of a built-in one, or None for callnorm's own.
        script: a script, the id of a built-in one, or None to judge without.
        language: a BCP 47 tag that overrides every contact's own.
        detectors: who finds acts: "model@1", a model of named features (docs/models/acts.md), or
            "rules@1", rules alone, among them R1 to R4 of CCO-3.1. None: ``detect`` uses model@1,
            ``evaluate`` whom the norm's operationalisations name, because their limits were set
            with it (rules@1 in the built-in norm). The evaluation says which (``acts_by``).
        embedder: a sentence encoder of your own: turns a text into numbers, always as many. Only
            :meth:`uptake` reads it. It may be called from several threads at once.
        embedding_dimension: how many numbers; None to find out by one call.

    Raises:
        CallnormError: unsupported, for an unknown id or a language without a lexicon.
    """

    def __init__(
        self,
        norm: _core.Norm | str | None = None,
        script: _core.Script | str | None = None,
        language: str | None = None,
        detectors: Literal["rules@1", "model@1"] | None = None,
        embedder: Callable[[str], Iterable[float]] | None = None,
        embedding_dimension: int | None = None,
    ) -> None:
        if isinstance(norm, str):
            norm = _core.Norm.builtin(norm)
        if isinstance(script, str):
            script = _core.Script.builtin(script)
        if embedding_dimension is None:
            embedding_dimension = 0 if embedder is None else sum(1 for _ in embedder("dimension"))
        super().__init__(norm, script, language, detectors, embedder, embedding_dimension)

    @overload
    def evaluate_many(
        self,
        contacts: Iterable[_core.Contact | CallnormError],
        threads: int | None = None,
        errors: Literal["raise"] = "raise",
    ) -> Iterator[_core.Evaluation]: ...

    @overload
    def evaluate_many(
        self,
        contacts: Iterable[_core.Contact | CallnormError],
        threads: int | None = None,
        *,
        errors: Literal["return"],
    ) -> Iterator[_core.Evaluation | CallnormError]: ...

    def evaluate_many(
        self,
        contacts: Iterable[_core.Contact | CallnormError],
        threads: int | None = None,
        errors: Literal["raise", "return"] = "raise",
    ) -> Iterator[_core.Evaluation | CallnormError]:
        """Judges contacts on several threads; the results come in the order of the contacts.

        Reads ahead by some dozens of contacts per thread, never more: ``contacts`` may be a
        generator over more contacts than fit in memory.

        Args:
            contacts: the contacts. A CallnormError among them, say of a file that could not be
                read, is treated like one of an evaluation.
            threads: how many; None for one per usable CPU.
            errors: "raise" to raise the first CallnormError at its place, "return" to give it in
                the place of its evaluation and go on.
        """
        if errors not in ("raise", "return"):
            raise CallnormError(
                ErrorCode.invalid_argument, f'errors must be "raise" or "return", not {errors!r}'
            )
        if threads is None:
            threads = usable_cpus()
        if threads < 1:
            raise CallnormError(
                ErrorCode.invalid_argument, f"threads must be at least 1, not {threads}"
            )
        return self._evaluate_many(contacts, threads, errors)

    def _evaluate_many(
        self, contacts: Iterable[_core.Contact | CallnormError], threads: int, errors: str
    ) -> Iterator[_core.Evaluation | CallnormError]:
        size = 1 if threads == 1 else _BATCH
        for batch in ordered_map(self._evaluate_some, batched(contacts, size), threads):
            for result in batch:
                if errors == "raise" and isinstance(result, CallnormError):
                    raise result
                yield result

    def _evaluate_some(
        self, batch: list[_core.Contact | CallnormError]
    ) -> list[_core.Evaluation | CallnormError]:
        judged = iter(self.evaluate_batch([c for c in batch if not isinstance(c, CallnormError)]))
        return [c if isinstance(c, CallnormError) else next(judged) for c in batch]


@functools.lru_cache(maxsize=8)
def _detector(
    language: str | None,
    script: _core.Script | str | None,
    detectors: Literal["rules@1", "model@1"] | None,
) -> Evaluator:
    return Evaluator(script=script, language=language, detectors=detectors)


def detect(
    contact: _core.Contact,
    kinds: Iterable[ActKind | str] | ActKind | str | None = None,
    min_score: float = 0.5,
    language: str | None = None,
    script: _core.Script | str | None = None,
    detectors: Literal["rules@1", "model@1"] | None = None,
) -> list[_core.Act]:
    """The acts in a contact, in order of turn, position and kind.

    ``contact.turns[act.turn].text[act.start:act.end]`` is the quote, ``act.details["why"]`` the
    largest contributions to the score. Acts given with the contact stand for their kinds;
    callnorm detects the rest.

    Args:
        contact: the contact.
        kinds: only acts of these kinds; None for all.
        min_score: only acts with at least this score (0 to 1). From 0.5 on an act counts as
            found; 0 gives every candidate, to rank or to set a limit of one's own. Acts given with
            the contact are always kept.
        language: a BCP 47 tag that overrides the contact's own.
        script: a script or the id of a built-in one. It tells its own data questions from other
            questions and gives the language of a contact that names none. Which of its steps were
            said or done is in :attr:`Evaluation.alignment`.
        detectors: as of :class:`Evaluator`.

    Raises:
        CallnormError: for a kind there is none of, or as :meth:`Evaluator.evaluate` does.
    """
    wanted: set[ActKind] | None = None
    if kinds is not None:
        try:
            wanted = {ActKind(k) for k in ([kinds] if isinstance(kinds, str) else kinds)}
        except ValueError as error:
            raise CallnormError(ErrorCode.invalid_argument, f"{error}") from None
    acts = _detector(language, script, detectors).detect(contact, min_score)
    return [act for act in acts if wanted is None or act.kind in wanted]


def uptake(contact: _core.Contact, language: str | None = None) -> list[_core.Uptake]:
    """How far each turn takes up what the other party just said, 0 to 1, in order of turn.

    For every turn of either party that answers one of the other: ``turn``, ``about_turn``,
    ``score``, ``why`` and the words that match. Scores are a rank among the teachers' replies the
    model learned from: compare turns, do not set limits. No verdict leans on them.

    Args:
        contact: the contact.
        language: a BCP 47 tag that overrides the contact's own.

    Raises:
        CallnormError: as :meth:`Evaluator.evaluate` does.
    """
    return _detector(language, None, None).uptake(contact)
