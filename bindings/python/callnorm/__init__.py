"""callnorm judges call-centre contacts against a professional competence norm.

    import callnorm

    contact = callnorm.Contact.from_file("call.json")
    evaluation = callnorm.Evaluator().evaluate(contact)
    for result in evaluation:
        print(result.id, result.verdict, result.reason)

Times are seconds on the contact's own clock; text offsets are code points, as Python slices strings.
Whatever cannot be read or judged raises :class:`CallnormError`, with the place in ``where``.
Contacts, scripts, norms, evaluators and evaluations never change: share them between threads freely.
"""

from callnorm._core import (
    Act,
    Alignment,
    Anomaly,
    Competence,
    Contact,
    Deciding,
    Evaluation,
    Evidence,
    ExpectedStep,
    Finding,
    Flip,
    Identity,
    Indicator,
    IndicatorResult,
    LiveEvaluation,
    Move,
    Norm,
    Operationalisation,
    Parameter,
    RunningSilence,
    Script,
    Source,
    Timeline,
    Turn,
    Turns,
    Uptake,
    UptakeMatch,
    WhyNot,
    Word,
    Wording,
    __version__,
    formats,
    schema,
)
from callnorm._errors import CallnormError
from callnorm._evaluator import Evaluator, detect, uptake
from callnorm._names import ActKind, Channel, ErrorCode, MoveKind, Origin, Speaker, Verdict

__all__ = [
    "Act",
    "ActKind",
    "Alignment",
    "Anomaly",
    "CallnormError",
    "Channel",
    "Competence",
    "Contact",
    "Deciding",
    "ErrorCode",
    "Evaluation",
    "Evaluator",
    "Evidence",
    "ExpectedStep",
    "Finding",
    "Flip",
    "Identity",
    "Indicator",
    "IndicatorResult",
    "LiveEvaluation",
    "Move",
    "MoveKind",
    "Norm",
    "Operationalisation",
    "Origin",
    "Parameter",
    "RunningSilence",
    "Script",
    "Source",
    "Speaker",
    "Timeline",
    "Turn",
    "Turns",
    "Uptake",
    "UptakeMatch",
    "Verdict",
    "WhyNot",
    "Word",
    "Wording",
    "__version__",
    "detect",
    "formats",
    "schema",
    "uptake",
]
