"""Acts, and offsets in code points."""

from __future__ import annotations

import pytest

import callnorm
from callnorm import ActKind, CallnormError, Contact
from conftest import small_contact


def test_a_reformulation_is_found_where_python_slices(contact: Contact) -> None:
    acts = callnorm.detect(contact, kinds=[ActKind.reformulation])
    assert [act.turn for act in acts] == [2]
    act = acts[0]
    assert act.kind is ActKind.reformulation
    assert act.turn is not None
    text = contact.turns[act.turn].text
    assert text.startswith("É 😀")  # two bytes and four bytes before the act
    assert text[act.start : act.end] == act.quote
    assert "understand" in act.quote
    assert act.turn_id == "t3"
    assert 0.0 < act.score <= 1.0
    assert act.by


@pytest.mark.parametrize("id_", Contact.builtin_ids())
def test_every_act_of_every_example_slices_to_its_quote(id_: str) -> None:
    contact = Contact.builtin(id_)
    acts = callnorm.detect(contact)
    assert acts
    for act in acts:
        if act.turn is not None:
            text = contact.turns[act.turn].text
            assert text[act.start : act.end] == act.quote
            assert 0 <= act.start <= act.end <= len(text)


def test_acts_stand_in_order(contact: Contact) -> None:
    places = [(a.turn, a.start) for a in callnorm.detect(contact) if a.turn is not None]
    assert places == sorted(places)


def test_kinds_may_be_words_or_members_one_or_many(contact: Contact) -> None:
    by_member = callnorm.detect(contact, ActKind.greeting)
    assert by_member
    assert [repr(a) for a in callnorm.detect(contact, "greeting")] == [repr(a) for a in by_member]
    both = callnorm.detect(contact, {"greeting", ActKind.goodbye})
    assert {a.kind for a in both} == {ActKind.greeting, ActKind.goodbye}


def test_an_unknown_kind_is_refused(contact: Contact) -> None:
    with pytest.raises(CallnormError, match="greting"):
        callnorm.detect(contact, "greting")


def test_min_score_leaves_out_what_is_less_sure(contact: Contact) -> None:
    everything = callnorm.detect(contact)
    for limit in sorted({act.score for act in everything}):
        kept = callnorm.detect(contact, min_score=limit)
        assert all(act.score >= limit for act in kept)
        assert len(kept) == sum(act.score >= limit for act in everything)
    assert callnorm.detect(contact, min_score=1.1) == []


def test_detect_is_what_the_evaluator_detects(
    contact: Contact, evaluator: callnorm.Evaluator
) -> None:
    assert [repr(a) for a in evaluator.detect(contact)] == [
        repr(a) for a in callnorm.detect(contact)
    ]


def test_acts_given_with_the_contact_replace_detection_of_their_kind() -> None:
    text = "É 😀! So if I understand"
    given = {
        "kind": "reformulation",
        "turn": "t3",
        "text_begin": len("É 😀! ".encode()),
        "text_end": len(text.encode()),
        "by": "annotator 1",
    }
    contact = Contact.from_dict(small_contact(acts=[given]))
    for act in (contact.acts[0], *callnorm.detect(contact, "reformulation")):
        assert (act.turn, act.start, act.end) == (2, 5, len(text))
        assert act.quote == "So if I understand"
        assert act.by == "annotator 1"
        assert act.score == 1.0


def test_evidence_is_quoted_by_code_points(evaluation: callnorm.Evaluation) -> None:
    quoted = [e for result in evaluation for e in result.evidence if e.quote]
    assert quoted
    for e in quoted:
        assert e.turn is not None
        assert evaluation.contact.turns[e.turn].text[e.start : e.end] == e.quote


def test_candidates_below_the_operating_point_are_given_on_request(contact: Contact) -> None:
    found = callnorm.detect(contact)
    candidates = callnorm.detect(contact, min_score=0)
    assert min(act.score for act in found) >= 0.5
    assert 0 < min(act.score for act in candidates) < 0.5
    counted = [(a.kind, a.turn, a.start, a.end) for a in candidates if a.score >= 0.5]
    assert counted == [(a.kind, a.turn, a.start, a.end) for a in found]


def test_a_model_says_why(contact: Contact) -> None:
    (act,) = callnorm.detect(contact, kinds="reformulation")
    assert act.by == "model@1"
    first, *_ = act.details["why"].split(", ")
    name, amount = first.rsplit(" ", 1)
    assert name and float(amount) != 0


def test_a_script_tells_its_own_questions_from_others() -> None:
    contact = Contact.builtin("fr-voice-panne-bon")
    without = callnorm.detect(contact, "data_question", detectors="rules@1")
    with_script = callnorm.detect(
        contact, "data_question", script="be.demo.telecom.panne", detectors="rules@1"
    )
    assert "Puis-je avoir votre numéro de ligne ?" in {act.quote for act in with_script}
    assert len(with_script) > len(without)


def test_a_script_gives_the_language_of_a_contact_that_names_none() -> None:
    value = Contact.builtin("fr-voice-panne-bon").to_dict()
    named = Contact.from_dict(value)
    del value["language"]
    script = callnorm.Script.builtin("be.demo.telecom.panne")
    acts = callnorm.detect(Contact.from_dict(value), script=script)
    assert [repr(a) for a in acts] == [repr(a) for a in callnorm.detect(named, script=script)]


def test_who_finds_questions_without_punctuation_can_be_chosen() -> None:
    contact = small_contact_without_marks()
    by_rules = callnorm.detect(contact, kinds=ActKind.question, detectors="rules@1")
    by_model = callnorm.detect(contact, kinds=ActKind.question)
    assert [(act.turn, act.by) for act in by_rules] == [(1, "rules@1"), (3, "rules@1")]
    assert [(act.turn, act.by) for act in by_model] == [(1, "model@1"), (3, "model@1")]
    assert all(act.score >= 0.5 and "why" in act.details for act in by_model)
    with pytest.raises(CallnormError) as refused:
        callnorm.Evaluator(detectors="model@0")  # type: ignore[arg-type]
    assert refused.value.code is callnorm.ErrorCode.unsupported


def small_contact_without_marks() -> Contact:
    lines = [
        ("client", "my router keeps losing its connection"),
        ("agent", "when did you first notice that"),
        ("client", "last sunday"),
        ("agent", "you live in ghent don't you"),
        ("client", "yes i do"),
        ("agent", "then i'm sending someone round today"),
    ]
    return Contact.from_dict(
        {
            "format": "callnorm.contact/1",
            "id": "without-marks",
            "channel": "voice",
            "language": "en",
            "quality": {"punctuated": False},
            "turns": [{"speaker": who, "text": text} for who, text in lines],
        }
    )
