"""
The compiled part of callnorm; import callnorm instead.
"""
from __future__ import annotations
import callnorm._errors
import callnorm._names
import collections.abc
import os
import typing
__all__: list[str] = ['Act', 'Alignment', 'Anomaly', 'Competence', 'Contact', 'Deciding', 'Evaluation', 'Evaluator', 'Evidence', 'ExpectedStep', 'Finding', 'Flip', 'Identity', 'Indicator', 'IndicatorResult', 'LiveEvaluation', 'Move', 'Norm', 'Operationalisation', 'Parameter', 'RunningSilence', 'Script', 'Source', 'Timeline', 'Turn', 'Turns', 'Uptake', 'UptakeMatch', 'WhyNot', 'Word', 'Wording', 'formats', 'schema']
class Parameter:
    """
    A limit a verdict rests on, and where the limit comes from.
    """
    def __repr__(self) -> str:
        ...
    @property
    def decided_by(self) -> str:
        """
        Who signed the change, or "".
        """
    @property
    def name(self) -> str:
        ...
    @property
    def origin(self) -> callnorm._names.Origin:
        """
        Who set it; only Origin.norm has the authority of the certificate.
        """
    @property
    def source(self) -> str:
        """
        A short reference, or "".
        """
    @property
    def unit(self) -> str:
        """
        "s", "1" (a share), "word", "turn", ...
        """
    @property
    def value(self) -> float:
        """
        In `unit`.
        """
    @property
    def was(self) -> float | None:
        """
        The library's value, when a norm changed it.
        """
class Wording:
    """
    Words of the source document, untouched.
    """
    def __repr__(self) -> str:
        ...
    @property
    def language(self) -> str:
        """
        BCP 47, "fr" for the built-in norm.
        """
    @property
    def line(self) -> int:
        """
        1-based line in the source; 0 for none.
        """
    @property
    def raw(self) -> str:
        """
        The line as it stands.
        """
    @property
    def text(self) -> str:
        """
        Without list dash and closing mark.
        """
class Operationalisation:
    """
    How an indicator is measured: a numbered, replaceable choice.
    """
    def __repr__(self) -> str:
        ...
    @property
    def asr_can_fail(self) -> bool:
        """
        Whether recogniser output alone may give not_demonstrated.
        """
    @property
    def calibrated_on(self) -> str:
        """
        Data the limits were fitted to; "" for none.
        """
    @property
    def channels(self) -> list[str]:
        """
        "voice", "chat", "email"; elsewhere it does not apply.
        """
    @property
    def decided_by(self) -> str:
        """
        Who signed a change; "" for the library's own choice.
        """
    @property
    def detector(self) -> str:
        """
        Who reads the text, e.g. "rules@1"; "" when no text is read.
        """
    @property
    def id(self) -> str:
        ...
    @property
    def measure(self) -> str:
        ...
    @property
    def needs(self) -> list[str]:
        """
        Evidence it needs, e.g. "turns".
        """
    @property
    def note(self) -> str:
        ...
    @property
    def parameters(self) -> dict[str, Parameter]:
        """
        The limits by name, in file order.
        """
    @property
    def reading(self) -> str:
        """
        Which reading of the literal wording it takes.
        """
    @property
    def readings_reported(self) -> list[str]:
        """
        Readings computed and shown, never decisive.
        """
    @property
    def version(self) -> str:
        ...
class Indicator:
    """
    One thing a norm asks of an agent.
    """
    def __repr__(self) -> str:
        ...
    @property
    def id(self) -> str:
        ...
    @property
    def key(self) -> str:
        """
        A stable name for programs: "comm.reformulate".
        """
    @property
    def literal(self) -> Wording:
        ...
    @property
    def notes(self) -> list[str]:
        """
        Ids of the anomalies that concern it.
        """
    @property
    def operationalisation(self) -> Operationalisation:
        ...
    @property
    def rendering(self) -> dict[str, str]:
        """
        Translations without legal value, by language.
        """
class Competence:
    """
    A group of indicators.
    """
    def __repr__(self) -> str:
        ...
    @property
    def id(self) -> str:
        ...
    @property
    def indicators(self) -> list[Indicator]:
        ...
    @property
    def literal(self) -> Wording:
        ...
    @property
    def rendering(self) -> dict[str, str]:
        """
        Translations without legal value, by language.
        """
class Anomaly:
    """
    A place where the source document is odd, and the reading taken.
    """
    def __repr__(self) -> str:
        ...
    @property
    def id(self) -> str:
        ...
    @property
    def literal(self) -> str:
        ...
    @property
    def others(self) -> str:
        """
        Other readings; never decisive.
        """
    @property
    def problem(self) -> str:
        ...
    @property
    def reading(self) -> str:
        """
        The reading used by default.
        """
    @property
    def severity(self) -> str:
        """
        "A" changes a verdict, "B" leaves room, "C" is formal only.
        """
    @property
    def where(self) -> str:
        ...
class Norm:
    """
    What is asked of an agent. Immutable; share it between threads.
    """
    @staticmethod
    def builtin(id: str = 'be.vl.ervaringsbewijs.callcenteroperator') -> Norm:
        """
        A norm that comes with callnorm.
        
        Raises CallnormError (unsupported) for an unknown id.
        """
    @staticmethod
    def builtin_ids() -> list[str]:
        """
        Ids of the norms that come with callnorm, sorted.
        """
    @staticmethod
    def from_dict(value: collections.abc.Mapping[str, typing.Any]) -> Norm:
        """
        Reads a norm from what json.load() made of its file.
        """
    @staticmethod
    def from_file(path: str | os.PathLike[str]) -> Norm:
        """
        Reads a norm from a file.
        
        Raises CallnormError with the file and the place of what is wrong; OSError when the file
        cannot be read.
        """
    @staticmethod
    def from_json(json: str | bytes) -> Norm:
        """
        Reads a norm.
        
        Raises CallnormError with the place of what is wrong.
        """
    def __contains__(self, arg0: str) -> bool:
        ...
    def __getitem__(self, id: str) -> Indicator:
        """
        The indicator of that id. Raises KeyError.
        """
    def __repr__(self) -> str:
        ...
    def to_dict(self) -> dict[str, typing.Any]:
        """
        The norm in its file layout, as json.loads() gives it.
        """
    def to_json(self, indent: typing.SupportsInt | typing.SupportsIndex | None = None) -> str:
        """
        The norm in its file layout.
        """
    @property
    def anomalies(self) -> list[Anomaly]:
        ...
    @property
    def certificate(self) -> list[tuple[str, str, int]]:
        """
        The certificate's description, as (key, literal words, line of the source).
        """
    @property
    def competences(self) -> list[Competence]:
        ...
    @property
    def hash(self) -> str:
        """
        "blake2b-256:..." of the bytes it was read from.
        """
    @property
    def id(self) -> str:
        ...
    @property
    def literal_file(self) -> str:
        ...
    @property
    def literal_note(self) -> str:
        ...
    @property
    def literal_sha256(self) -> str:
        ...
    @property
    def status(self) -> str:
        """
        "historical", "in force" or "draft".
        """
    @property
    def title(self) -> dict[str, str]:
        """
        By language.
        """
    @property
    def version(self) -> str:
        ...
class Script:
    """
    What the agent is to say and do. Immutable; share it between threads.
    """
    @staticmethod
    def builtin(id: str) -> Script:
        """
        A script that comes with callnorm.
        
        Raises CallnormError (unsupported) for an unknown id.
        """
    @staticmethod
    def builtin_ids() -> list[str]:
        """
        Ids of the scripts that come with callnorm, sorted.
        """
    @staticmethod
    def from_dict(value: collections.abc.Mapping[str, typing.Any]) -> Script:
        """
        Reads a script from what json.load() made of its file.
        """
    @staticmethod
    def from_file(path: str | os.PathLike[str]) -> Script:
        """
        Reads a script from a file.
        
        Raises CallnormError with the file and the place of what is wrong; OSError when the file
        cannot be read.
        """
    @staticmethod
    def from_json(json: str | bytes) -> Script:
        """
        Reads a script.
        
        Raises CallnormError with the place of what is wrong.
        """
    def __repr__(self) -> str:
        ...
    def to_dict(self) -> dict[str, typing.Any]:
        """
        The script in its file layout, as json.loads() gives it.
        """
    def to_json(self, indent: typing.SupportsInt | typing.SupportsIndex | None = None) -> str:
        """
        The script in its file layout.
        """
    @property
    def approved_by(self) -> str:
        ...
    @property
    def channels(self) -> list[str]:
        ...
    @property
    def direction(self) -> str:
        """
        "inbound", "outbound" or "".
        """
    @property
    def hash(self) -> str:
        """
        "blake2b-256:..." of the bytes it was read from.
        """
    @property
    def id(self) -> str:
        ...
    @property
    def language(self) -> str:
        """
        BCP 47.
        """
    @property
    def title(self) -> str:
        ...
    @property
    def version(self) -> str:
        ...
    @property
    def warnings(self) -> list[str]:
        """
        What is allowed but odd, one line each with its place.
        """
class Word:
    """
    A word of a turn, where the source gives its time.
    """
    def __repr__(self) -> str:
        ...
    @property
    def confidence(self) -> float | None:
        """
        0 to 1; None when the source has none.
        """
    @property
    def end(self) -> float:
        """
        In seconds.
        """
    @property
    def start(self) -> float:
        """
        In seconds.
        """
    @property
    def text(self) -> str:
        ...
    @property
    def text_end(self) -> int:
        """
        In code points of the turn's text.
        """
    @property
    def text_start(self) -> int:
        """
        In code points of the turn's text.
        """
class Turn:
    """
    One stretch by one party; in a chat or e-mail, one message.
    """
    def __repr__(self) -> str:
        ...
    @property
    def end(self) -> float | None:
        """
        In seconds on the contact's clock; None when the turns carry no times.
        """
    @property
    def id(self) -> str:
        ...
    @property
    def index(self) -> int:
        """
        Among the turns of its contact.
        """
    @property
    def speaker(self) -> callnorm._names.Speaker:
        ...
    @property
    def start(self) -> float | None:
        """
        In seconds on the contact's clock; None when the turns carry no times.
        """
    @property
    def text(self) -> str:
        ...
    @property
    def words(self) -> list[Word]:
        """
        Empty when the source has no word times.
        """
class Turns:
    """
    The turns of a contact, in order. Does not copy them.
    """
    @typing.overload
    def __getitem__(self, index: typing.SupportsInt | typing.SupportsIndex) -> Turn:
        ...
    @typing.overload
    def __getitem__(self, index: slice) -> list[Turn]:
        ...
    def __iter__(self) -> collections.abc.Iterator[Turn]:
        ...
    def __len__(self) -> int:
        ...
    def __repr__(self) -> str:
        ...
class Act:
    """
    What a stretch of talk does.
    
    contact.turns[act.turn].text[act.start:act.end] is the quote.
    """
    def __repr__(self) -> str:
        ...
    @property
    def announced(self) -> float | None:
        """
        Seconds of waiting that a hold announcement names, or None.
        """
    @property
    def by(self) -> str:
        """
        Who says so: "rules@1", a model, an annotator.
        """
    @property
    def details(self) -> dict[str, str]:
        """
        Why: "rule", "cue", "matched"; for a model "why", its largest contributions.
        """
    @property
    def end(self) -> int:
        """
        In code points of the turn's text.
        """
    @property
    def id(self) -> str:
        """
        Unique in the contact, or "".
        """
    @property
    def kind(self) -> callnorm._names.ActKind:
        ...
    @property
    def quote(self) -> str:
        ...
    @property
    def score(self) -> float:
        """
        0 to 1; 1 for an act a person annotated.
        """
    @property
    def start(self) -> int:
        """
        In code points of the turn's text.
        """
    @property
    def step(self) -> str:
        """
        The script's label, for ActKind.step.
        """
    @property
    def time(self) -> tuple[float, float] | None:
        """
        (start, end) in seconds, of the turn when nothing finer is known; None without times.
        """
    @property
    def to(self) -> str:
        """
        Id of the act answered, or "".
        """
    @property
    def turn(self) -> int | None:
        """
        Index among contact.turns; None for a step done outside the talk.
        """
    @property
    def turn_id(self) -> str | None:
        ...
    @property
    def type(self) -> str:
        """
        A finer kind such as "gist" or "restricted_offer", or "".
        """
class Source:
    """
    Where a contact came from.
    """
    def __repr__(self) -> str:
        ...
    @property
    def dropped(self) -> list[str]:
        """
        Sentiment and emotion fields, refused on purpose.
        """
    @property
    def format(self) -> str:
        ...
    @property
    def notes(self) -> list[str]:
        """
        What else was not carried over.
        """
class Contact:
    """
    One contact, as it was recorded. Immutable; share it between threads.
    """
    @staticmethod
    def builtin(id: str) -> Contact:
        """
        An example that comes with callnorm.
        
        Raises CallnormError (unsupported) for an unknown id.
        """
    @staticmethod
    def builtin_ids() -> list[str]:
        """
        Ids of the contacts that come with callnorm, sorted.
        """
    @staticmethod
    def builtin_json(id: str) -> str:
        """
        The file of an example that comes with callnorm, its "x-" keys included.
        
        Raises CallnormError (unsupported) for an unknown id.
        """
    @staticmethod
    def from_dict(value: collections.abc.Mapping[str, typing.Any]) -> Contact:
        """
        Reads a callnorm.contact/1 given as a dictionary.
        
        Raises CallnormError with the place of what is wrong, a NaN included.
        """
    @staticmethod
    def from_file(path: str | os.PathLike[str], format: str = 'auto') -> Contact:
        """
        Reads a contact from a file; one without id is named after the file.
        
        Raises CallnormError with the file and the place of what is wrong; OSError when the file
        cannot be read.
        """
    @staticmethod
    def from_json(json: str | bytes, format: str = 'auto', id: str = '') -> Contact:
        """
        Reads a contact.
        
        format: a name from formats(), or "auto" to recognise it.
        id: names a contact whose file carries no id.
        
        Raises CallnormError with the place of what is wrong.
        """
    def __repr__(self) -> str:
        ...
    def to_dict(self) -> dict[str, typing.Any]:
        """
        As callnorm.contact/1, as json.loads() gives it.
        """
    def to_json(self, indent: typing.SupportsInt | typing.SupportsIndex | None = None) -> str:
        """
        As callnorm.contact/1; from_json() of it gives an equal contact.
        """
    @property
    def acts(self) -> list[Act]:
        """
        Acts given with the contact, by a person or another model.
        """
    @property
    def channel(self) -> callnorm._names.Channel:
        ...
    @property
    def duration(self) -> float:
        """
        From connect (or first turn) to the end, in seconds; 0 without times.
        """
    @property
    def facts(self) -> dict[str, str]:
        """
        Values as text, as JSON writes scalars.
        """
    @property
    def hash(self) -> str:
        """
        "blake2b-256:..." of the bytes it was read from, or "".
        """
    @property
    def id(self) -> str:
        ...
    @property
    def language(self) -> str:
        """
        BCP 47, or "".
        """
    @property
    def source(self) -> Source:
        ...
    @property
    def start(self) -> float:
        """
        Connect or first turn, in seconds.
        """
    @property
    def timed(self) -> bool:
        """
        Whether the turns carry times.
        """
    @property
    def turns(self) -> Turns:
        """
        In order.
        """
class UptakeMatch:
    """
    Words taken up, and the words they take up.
    """
    def __repr__(self) -> str:
        ...
    @property
    def about_end(self) -> int:
        """
        In code points of the other party's turn.
        """
    @property
    def about_quote(self) -> str:
        ...
    @property
    def about_start(self) -> int:
        """
        In code points of the other party's turn.
        """
    @property
    def end(self) -> int:
        """
        In code points of the turn's text.
        """
    @property
    def quote(self) -> str:
        ...
    @property
    def start(self) -> int:
        """
        In code points of the turn's text.
        """
class Uptake:
    """
    How far a turn takes up what the other party just said. No verdict leans on it.
    """
    def __repr__(self) -> str:
        ...
    @property
    def about_turn(self) -> int:
        """
        Index of the other party's turn it answers.
        """
    @property
    def by(self) -> str:
        """
        The model: "model@1".
        """
    @property
    def matches(self) -> list[UptakeMatch]:
        """
        The words taken up, in order of the turn.
        """
    @property
    def meaning(self) -> float | None:
        """
        0 to 1: the share of the other party's other turns that are less near in meaning, by the
        embedder; None without one, or with fewer than three such turns.
        """
    @property
    def score(self) -> float:
        """
        0 to 1: the share of the replies the model learned from that take up less.
        """
    @property
    def turn(self) -> int:
        """
        Index among contact.turns.
        """
    @property
    def why(self) -> str:
        """
        The largest contributions: "share_of_other +0.2, asks +0.2".
        """
class Evidence:
    """
    One thing observed, or looked for, and where.
    """
    def __repr__(self) -> str:
        ...
    @property
    def channel(self) -> str:
        """
        "turns", "edits", "tools", "lookups", "hold", ...
        """
    @property
    def details(self) -> dict[str, str]:
        ...
    @property
    def end(self) -> int:
        """
        In code points of the turn's text.
        """
    @property
    def note(self) -> str:
        """
        One line in English.
        """
    @property
    def quote(self) -> str:
        """
        The words themselves, as the source wrote them; "" when no words are meant.
        """
    @property
    def role(self) -> str:
        """
        "reformulation", "confirmation", "silence", "step", ...
        """
    @property
    def start(self) -> int:
        """
        In code points of the turn's text.
        """
    @property
    def time(self) -> tuple[float, float] | None:
        """
        (start, end) in seconds, or None.
        """
    @property
    def turn(self) -> int | None:
        """
        Index among the contact's turns, or None.
        """
    @property
    def turn_id(self) -> str | None:
        ...
class Deciding:
    """
    The measure that settled a verdict, against its limit.
    """
    def __repr__(self) -> str:
        ...
    @property
    def limit(self) -> float:
        ...
    @property
    def measure(self) -> str:
        """
        A name among the measures; "" when none was computed.
        """
    @property
    def parameter(self) -> str:
        """
        The limit's name among the parameters; "" for a limit of the norm itself.
        """
    @property
    def relation(self) -> str:
        """
        ">=", "<=", ">" or "<".
        """
    @property
    def unit(self) -> str:
        ...
    @property
    def value(self) -> bool | int | float | None:
        ...
class Flip:
    """
    The smallest change that would change a verdict.
    """
    def __repr__(self) -> str:
        ...
    @property
    def changes(self) -> list[Deciding]:
        """
        What each measure would have to reach; all of them.
        """
    @property
    def to(self) -> callnorm._names.Verdict:
        """
        The verdict then.
        """
class WhyNot:
    """
    Why a verdict is not demonstrated.
    """
    def __repr__(self) -> str:
        ...
    @property
    def flip(self) -> Flip | None:
        """
        What would change the verdict; None when no change of a measure would.
        """
    @property
    def looked_for(self) -> str:
        """
        What would have shown the indicator, in English.
        """
    @property
    def nearest(self) -> Evidence | None:
        """
        The evidence that came closest to counting, or None.
        """
    @property
    def where(self) -> list[tuple[str, int]]:
        """
        (channel, entries) of what was looked through.
        """
class IndicatorResult:
    """
    What was found for one indicator of the norm.
    """
    def __repr__(self) -> str:
        ...
    @property
    def acts_by(self) -> list[str]:
        """
        Who produced the acts counted.
        """
    @property
    def deciding(self) -> Deciding | None:
        """
        The measure that settled the verdict, or None.
        """
    @property
    def evidence(self) -> list[Evidence]:
        ...
    @property
    def flags(self) -> list[str]:
        """
        Worth a look; they change no verdict.
        """
    @property
    def id(self) -> str:
        ...
    @property
    def measures(self) -> dict[str, bool | int | float | None]:
        """
        Measured values by name; None for a share of nothing.
        """
    @property
    def needs(self) -> list[Deciding]:
        """
        All that demonstrated asks of the measures.
        """
    @property
    def operationalisation(self) -> str:
        """
        Id and version: "CCO-3.1/op-1@1.0.0".
        """
    @property
    def parameters(self) -> dict[str, Parameter]:
        """
        The limits the verdict rested on, by name.
        """
    @property
    def reason(self) -> str:
        """
        A code such as "OK", "BORDERLINE" or "CHANNEL".
        """
    @property
    def units(self) -> dict[str, str]:
        """
        Units of the measures: "s", "1" (a share), "word", ...
        """
    @property
    def verdict(self) -> callnorm._names.Verdict:
        ...
    @property
    def why_not(self) -> WhyNot | None:
        """
        Why the verdict is not demonstrated; None when it is.
        """
class Identity:
    """
    Which norm or script an evaluation used.
    """
    def __repr__(self) -> str:
        ...
    @property
    def hash(self) -> str:
        """
        Of the bytes it was read from.
        """
    @property
    def id(self) -> str:
        ...
    @property
    def version(self) -> str:
        ...
class Timeline:
    """
    Who spoke when, in totals. Times are in seconds, 0 when there are none.
    """
    def __repr__(self) -> str:
        ...
    @property
    def agent_talk(self) -> float:
        ...
    @property
    def agent_turns(self) -> int:
        ...
    @property
    def agent_words(self) -> int:
        ...
    @property
    def client_talk(self) -> float:
        ...
    @property
    def client_turns(self) -> int:
        ...
    @property
    def client_words(self) -> int:
        ...
    @property
    def duration(self) -> float:
        ...
    @property
    def hold(self) -> float:
        """
        Official hold state.
        """
    @property
    def longest_silence(self) -> float:
        ...
    @property
    def overlap(self) -> float:
        ...
    @property
    def response_max(self) -> float | None:
        ...
    @property
    def response_median(self) -> float | None:
        """
        From the client's end to the agent's begin; below 0 when they overlap; None without any.
        """
    @property
    def responses(self) -> int:
        """
        Changes of speaker, client to agent.
        """
    @property
    def silence(self) -> float:
        """
        Nobody speaks, hold included.
        """
    @property
    def timed(self) -> bool:
        """
        Whether the contact carries times.
        """
class Move:
    """
    One move of the script alignment.
    """
    def __repr__(self) -> str:
        ...
    @property
    def absence_provable(self) -> bool:
        """
        For a skipped step: would it have been seen?
        """
    @property
    def at(self) -> float | None:
        """
        In seconds, or None.
        """
    @property
    def hard(self) -> bool:
        """
        May never be skipped.
        """
    @property
    def kind(self) -> callnorm._names.MoveKind:
        ...
    @property
    def recognised(self) -> str:
        """
        "verbatim", "event", "act", "paraphrase", "annotation" or "".
        """
    @property
    def step(self) -> str:
        """
        The script's label.
        """
    @property
    def turn(self) -> int | None:
        """
        Index of the turn; None for a skipped step.
        """
class Alignment:
    """
    The contact read as a path through the script.
    """
    def __repr__(self) -> str:
        ...
    @property
    def cost(self) -> int:
        ...
    @property
    def fitness(self) -> float:
        """
        0 to 1.
        """
    @property
    def moves(self) -> list[Move]:
        """
        In order.
        """
class Evaluation:
    """
    What was found about one contact: a verdict per indicator of the norm.
    
    evaluation["CCO-3.1"] is one of them; iteration gives all, in norm order.
    """
    def __contains__(self, arg0: str) -> bool:
        ...
    def __getitem__(self, id: str) -> IndicatorResult:
        """
        The result of that indicator. Raises KeyError.
        """
    def __iter__(self) -> collections.abc.Iterator[IndicatorResult]:
        ...
    def __len__(self) -> int:
        ...
    def __repr__(self) -> str:
        ...
    def to_dict(self) -> dict[str, typing.Any]:
        """
        As callnorm.evaluation/1, as json.loads() gives it.
        """
    def to_json(self, indent: typing.SupportsInt | typing.SupportsIndex | None = None) -> str:
        """
        As callnorm.evaluation/1, on one line or with `indent` spaces per level.
        
        The same contact, norm, script and options give the same bytes everywhere.
        """
    @property
    def alignment(self) -> Alignment | None:
        """
        With the script; None when there is none.
        """
    @property
    def contact(self) -> Contact:
        ...
    @property
    def indicators(self) -> list[IndicatorResult]:
        """
        In norm order.
        """
    @property
    def language(self) -> str:
        """
        Of the lexicon used: "nl", "fr", "en" or "".
        """
    @property
    def library_version(self) -> str:
        ...
    @property
    def norm(self) -> Identity:
        ...
    @property
    def notes(self) -> list[str]:
        """
        What a reader should know first.
        """
    @property
    def script(self) -> Identity | None:
        ...
    @property
    def timeline(self) -> Timeline:
        ...
class Evaluator:
    """
    A norm and a script made ready to judge contacts.
    
    Costly to make, cheap to use; any number of threads may use one at once.
    """
    def __init__(self, norm: Norm | None = None, script: Script | None = None, language: str | None = None, detectors: str | None = None, embedder: collections.abc.Callable[[str], collections.abc.Iterable[float]] | None = None, embedding_dimension: typing.SupportsInt | typing.SupportsIndex = 0) -> None:
        """
        norm: None for the built-in one.
        script: None to judge without.
        language: a BCP 47 tag that overrides every contact's own.
        detectors: who finds acts, "model@1" (docs/models/acts.md) or "rules@1"; None: detect()
        uses model@1, evaluate() whom the norm names.
        embedder: turns a text into embedding_dimension numbers; uptake() reads them.
        
        Raises CallnormError (unsupported) for a language without a lexicon.
        """
    def __repr__(self) -> str:
        ...
    def detect(self, contact: Contact, min_score: typing.SupportsFloat | typing.SupportsIndex = 0.5) -> list[Act]:
        """
        The acts alone, in order of turn, position and kind: those given with the contact for
        their kinds, detected ones for the rest. Detected acts that score below min_score are
        left out: from 0.5 on an act counts as found, 0 gives every candidate.
        Raises CallnormError as evaluate() does.
        """
    def evaluate(self, contact: Contact) -> Evaluation:
        """
        Judges one contact. Runs without the GIL.
        
        Raises CallnormError: unsupported when the contact is in a language without a lexicon,
        pattern_too_complex when an expression gives up on a turn.
        """
    def evaluate_batch(self, contacts: collections.abc.Sequence[Contact]) -> list[Evaluation | callnorm._errors.CallnormError]:
        """
        Judges contacts one after the other on the calling thread, without the GIL throughout.
        
        A contact that cannot be judged leaves its CallnormError in its place.
        """
    def uptake(self, contact: Contact) -> list[Uptake]:
        """
        How far each turn takes up what the other party just said, in order of turn. Runs without
        the GIL, but for the embedder's calls.
        
        Raises CallnormError as evaluate() does; cancelled, with what it raised as __cause__, when
        the embedder fails.
        """
    @property
    def norm(self) -> Norm:
        ...
    @property
    def script(self) -> Script | None:
        ...
class Finding:
    """
    An act or a script step, as it was told.
    """
    def __repr__(self) -> str:
        ...
    @property
    def act(self) -> Act:
        ...
    @property
    def state(self) -> str:
        """
        "provisional": seen; "confirmed": the turns around it change it no more;
        "withdrawn": told before, and not so.
        """
class ExpectedStep:
    """
    A step that can follow without leaving the script.
    """
    def __repr__(self) -> str:
        ...
    @property
    def needed(self) -> bool:
        """
        Whether the script is not through without it, or another needed here.
        """
    @property
    def step(self) -> str:
        """
        Its label.
        """
    @property
    def wording(self) -> str:
        """
        Its text or first example; "" when it is not said.
        """
class RunningSilence:
    """
    The silence at a moment.
    """
    def __repr__(self) -> str:
        ...
    @property
    def agents(self) -> bool:
        """
        Whether the agent is to speak; else the client, who was asked.
        """
    @property
    def counted(self) -> float:
        """
        Seconds that would count for the agent if somebody spoke now.
        """
    @property
    def time(self) -> tuple[float, float]:
        """
        (start, end) in seconds: from the last words to that moment.
        """
class LiveEvaluation:
    """
    A contact judged while it goes on.
    
    Use it from one thread at a time. Each push looks at the last 24 turns only.
    """
    def __init__(self, evaluator: Evaluator, begun: collections.abc.Mapping[str, typing.Any] | None = None) -> None:
        """
        begun: what is known at the beginning, as a part of callnorm.contact/1: id, channel,
        language, facts, and an empty list for each log that will be kept.
        
        Raises CallnormError with the place of what is wrong.
        """
    def contact(self) -> Contact:
        """
        The contact as far as it was pushed.
        
        Raises CallnormError while it is empty.
        """
    def expected(self) -> list[ExpectedStep]:
        """
        The steps that can follow, needed ones first; empty without a script.
        """
    def finish(self) -> Evaluation:
        """
        Ends the contact: confirms or withdraws every act told, and judges it. The evaluation
        is that of evaluate(contact()), byte for byte as JSON.
        """
    def push(self, part: collections.abc.Mapping[str, typing.Any]) -> list[Finding]:
        """
        Appends all that a part of callnorm.contact/1 holds (turns, events of any log, acts,
        facts) and gives what was found.
        
        Raises CallnormError as say() does.
        """
    def say(self, speaker: str, text: str, start: typing.SupportsFloat | typing.SupportsIndex | None = None, end: typing.SupportsFloat | typing.SupportsIndex | None = None) -> list[Finding]:
        """
        Appends one turn (times in seconds) and gives what was found.
        
        Raises CallnormError for one that is not valid or out of order: then nothing changed.
        """
    def silence(self, now: typing.SupportsFloat | typing.SupportsIndex) -> RunningSilence | None:
        """
        The silence that runs at that moment (seconds), or None.
        """
    def so_far(self) -> Evaluation:
        """
        The evaluation of the contact as far as it was pushed. Costs as much as evaluate().
        """
    @property
    def findings(self) -> list[Finding]:
        """
        What the last say(), push() or finish() told.
        """
    @property
    def may_end(self) -> bool:
        """
        Whether the contact may end here without leaving a step of the script out.
        """
def formats() -> list[tuple[str, str]]:
    """
    Formats contacts are read from, as (name, description), in the order "auto" tries them.
    """
def schema(name: str) -> str:
    """
    The JSON Schema (2020-12) of "contact", "script", "norm" or "evaluation", as text.
    
    Raises CallnormError (unsupported) for another name.
    """
__version__: str = '0.1.0'
