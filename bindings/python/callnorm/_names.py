"""The words callnorm's files use, as enumerations, and the codes of errors.

Each word is a ``str`` too: ``Verdict.demonstrated == "demonstrated"``, and it goes into JSON, a
data frame or a format string as that word.
"""

from __future__ import annotations

import enum


class _Name(str, enum.Enum):
    """A word of the file formats."""

    def __str__(self) -> str:
        return str.__str__(self)

    def __format__(self, spec: str) -> str:
        return str.__format__(self, spec)


class ErrorCode(enum.IntEnum):
    """Why something failed. The numbers are those of the C library."""

    invalid_argument = 1
    invalid_utf8 = 2
    invalid_json = 3
    invalid_norm = 4
    invalid_contact = 5
    unsupported = 6
    pattern_too_complex = 7
    cancelled = 8
    invalid_script = 9
    unreadable = 10


class Verdict(_Name):
    """What an evaluation says of one indicator; "cannot tell" and "no occasion" are not "failed"."""

    demonstrated = "demonstrated"
    not_demonstrated = "not_demonstrated"
    insufficient_evidence = "insufficient_evidence"
    not_applicable = "not_applicable"


class ActKind(_Name):
    """What a stretch of talk does."""

    # agent
    reformulation = "reformulation"
    read_back = "read_back"
    repeat = "repeat"
    clarification = "clarification"
    open_repair = "open_repair"
    data_question = "data_question"
    question = "question"
    hold = "hold"
    greeting = "greeting"
    self_identification = "self_identification"
    offer_help = "offer_help"
    recording_notice = "recording_notice"
    thanks = "thanks"
    apology = "apology"
    anything_else = "anything_else"
    summary_of_actions = "summary_of_actions"
    next_step = "next_step"
    wish = "wish"
    goodbye = "goodbye"
    acknowledge_objection = "acknowledge_objection"
    rebuttal = "rebuttal"
    promotion = "promotion"
    # client
    objection = "objection"
    firm_refusal = "firm_refusal"
    accept = "accept"
    confirm = "confirm"
    disconfirm = "disconfirm"
    acknowledge = "acknowledge"
    # either
    filler = "filler"
    step = "step"


class Speaker(_Name):
    """Who speaks or writes."""

    agent = "agent"
    client = "client"


class Channel(_Name):
    """How the two are in contact."""

    voice = "voice"
    chat = "chat"
    email = "email"


class Origin(_Name):
    """Who set a limit. Only ``norm`` has the authority of the certificate."""

    norm = "norm"
    literature = "literature"
    industry = "industry"
    measured = "measured"
    convention = "convention"


class MoveKind(_Name):
    """One move of the script alignment."""

    match = "match"
    extra = "extra"
    skipped = "skipped"
