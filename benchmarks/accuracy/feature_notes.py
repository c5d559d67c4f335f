"""What each feature is, and why it should tell: written beside its weight in src/data/act_models/acts.json.

Words ("nl words u zit", "nl next ja") and phrases of the lexicon ("cue hold") say what they are; what a
class of phrases is stands in include/callnorm/text/cue.hpp.
"""

from __future__ import annotations

# ruff: noqa: E501

FORMS: dict[str, tuple[str, str]] = {
    "question_mark": ("the sentence ends with a question mark", "orthography"),
    "other_mark": ("the transcript has marks, and this sentence ends with another one or none", "orthography"),
    "wh_opens": ("opens with a question word that no subject follows: 'wanneer komt', 'quel est', 'what is'; fillers, answers and 'and' before it do not count", "word order of content questions (WALS 93; Haeseryn et al., ANS 21.2)"),
    "wh_then_subject": ("opens with a question word that a subject follows: 'wat u zegt', 'quand vous venez', 'when you call': more often a clause inside a statement", "subordinate order"),
    "wh_in_place": ("a question phrase that is no relative one, later in a sentence of at most eight words: 'ça fait quel bruit'", "content questions in place, French above all (Coveney 2002)"),
    "wh_phrase": ("the same in a longer sentence: 'op welk', 'how many'", "content questions in place, French above all"),
    "wh_reported": ("a question word right after a verb of knowing or saying, or 'is': 'weet niet wanneer', 'c'est pourquoi', 'that's what': a reported question or a relative clause", "subordinate order"),
    "wh_last": ("ends with a question word: 'vous partez quand', 'the red what'", "content questions in place; echo questions"),
    "inversion_you": ("opens, or follows the question word, with a verb before 'you': 'hebt u', 'avez-vous', 'do you'", "word order of polar questions (WALS 116)"),
    "inversion_it": ("the same before it, that, he, they; 'est-ce que' too", "word order of polar questions (WALS 116)"),
    "inversion_noun": ("the same before 'your', 'the': 'is uw adres', 'does the light'", "word order of polar questions (WALS 116)"),
    "inversion_i": ("the same before I, we: 'mag ik', 'puis-je'; in Dutch also a statement whose first word was left out ('heb ik gedaan')", "word order of polar questions (WALS 116)"),
    "inversion_later": ("a verb before its subject later on, right after a word that joins clauses or a question word", "several clauses in one turn without marks"),
    "tag_strong": ("ends with a tag that does nothing else: 'hè', 'hein', 'n'est-ce pas', 'isn't it', 'of niet'", "tag questions; Jefferson 1981"),
    "tag_weak": ("ends with a tag that is other things too: 'right', 'niet', 'non'", "tag questions"),
    "tag_other": ("ends with 'ok', 'ja', 'd'accord', 'then'", "tag questions"),
    "or_last": ("ends with 'or', 'of', 'ou': the other half is left to the hearer (also 'où')", "trail-off questions (Walker 2012)"),
    "or_inside": ("'or', 'of', 'ou' inside a sentence of fewer than fifteen words: a choice is offered", "alternative questions"),
    "you_opens": ("the subject 'you' stands first: a statement about what only the hearer knows asks", "B-event statements (Labov & Fanshel 1977)"),
    "i_opens": ("the subject I or we stands first: one knows about oneself", "A-event statements (Labov & Fanshel 1977)"),
    "it_opens": ("another subject or an article stands first", "declarative order"),
    "you_inside": ("'you', 'your' later in the sentence", "B-event statements (Labov & Fanshel 1977)"),
    "i_inside": ("the subject I or we later in the sentence", "A-event statements (Labov & Fanshel 1977)"),
    "takes_up_you": ("words that take up what was said ('dus', 'donc', 'so', 'if I understand') with 'you'", "formulations (Heritage & Watson 1979)"),
    "and_yours": ("at most five words that begin with 'and' and hold 'your', without I: 'en uw adres', 'et votre nom'", "and-prefaced questions (Heritage & Sorjonen 1994)"),
    "data_short": ("at most six words that hold 'your' and a noun for routine data, without I: 'uw klantnummer'", "phrasal questions in institutional talk (Heritage & Sorjonen 1994)"),
    "clarify_cue": ("a phrase of two words or more that clarifies: 'bedoelt u', 'vous voulez dire', 'you mean'", "cue class clarify; Dingemanse & Enfield 2015"),
    "offer_form": ("opens with a phrase of help, offer or closing in the form of a question: 'waarmee kan ik'", "cue class question_excl"),
    "hold_cue": ("announces a wait: a polite request in the form of a question is none", "docs/acts.md, question"),
    "only_light": ("nothing but fillers and small answers: 'ja ok', 'euh'", "backchannels (Yngve 1970)"),
    "one_word": ("one word", "length"),
    "few_words": ("two to four words", "length; questions are shorter than statements (Shriberg et al. 1998)"),
    "many_words": ("fifteen words or more", "length; questions are shorter than statements (Shriberg et al. 1998)"),
    "turn_end": ("the turn ends here and the other party speaks next", "a question gives the floor away (Sacks, Schegloff & Jefferson 1974)"),
    "goes_on": ("the same party speaks on, in the same turn or the next", "a question gives the floor away (Sacks, Schegloff & Jefferson 1974)"),
    "answered_yes": ("the other party's next turn, within 3 s, begins with a confirmation", "adjacency pairs (Schegloff & Sacks 1973)"),
    "answered_no": ("the other party's next turn, within 3 s, begins with a no", "adjacency pairs (Schegloff & Sacks 1973)"),
    "answered_short": ("the other party's next turn, within 3 s, has at most three words and is neither yes nor no", "adjacency pairs (Schegloff & Sacks 1973)"),
    "echo": ("at most four words, every content word of which the other party said in the turn before", "repair by partial repeat (Schegloff, Jefferson & Sacks 1977)"),
    "repair_word": ("nothing but 'pardon', 'wablief', 'quoi', 'sorry what'", "open class repair initiators (Drew 1997; Dingemanse & Enfield 2015)"),
    "repair_opens": ("opens with such a word and holds at most six", "open class repair initiators (Drew 1997)"),
    "repair_phrase": ("at most twelve words with a phrase that says one did not hear or asks to say it again", "open class repair initiators (Drew 1997)"),
    "wh_last_short": ("at most five words, the last a question word: 'to do what'", "category-specific repair initiators (Schegloff, Jefferson & Sacks 1977)"),
    "said_again": ("the other party's next turn says half of its content words, or more, again from its turn before", "a repair request is answered by a repeat (Schegloff, Jefferson & Sacks 1977)"),
    "wh_relative": ("opens with a question word that is a relative pronoun more often ('which', 'que')", "which-continuations"),
    "verb_opens": ("opens with a finite verb and a subject that is no pronoun or article: 'past dinsdag', 'does tuesday'; in Dutch also a statement whose first word was left out ('is goed')", "word order of polar questions (WALS 116)"),
    "tag_alone": ("nothing but 'right', 'hein', 'hè' after one's own words", "tag questions; after the other's words it answers"),
    "you_answered": ("the subject 'you' stands first, and the other party's answer is a yes or a no", "B-event statements (Labov & Fanshel 1977) and adjacency pairs"),
    "it_answered": ("neither I nor 'you' stands first, the turn ends, and the other party's answer is a yes or a no", "adjacency pairs (Schegloff & Sacks 1973)"),
    "repair_of_other": ("repair_word right after the other party spoke", "repair turns on the last turn of the other (Schegloff, Jefferson & Sacks 1977)"),
    "phrase_stated": ("repair_phrase, marked as a statement: 'I didn't get that.' asks all the same", "open class repair initiators (Drew 1997)"),
    "after_other": ("the other party spoke right before", "repair turns on the last turn of the other (Schegloff, Jefferson & Sacks 1977)"),
}

_LENGTH = "questions, answers and listener signals are shorter than statements (Shriberg et al. 1998)"
_PAIRS = "acts come in adjacency pairs (Schegloff & Sacks 1973; Stolcke et al. 2000)"
_PLACE = "calls have an opening and a closing (Schegloff & Sacks 1973)"
_LETTER = "every letter of a thread has its salutation, its farewell and its signature (genre: Bhatia 1993)"
_UPTAKE = "formulations take up what was said (Heritage & Watson 1979; Demszky et al. 2021)"
_OWN = "what goes before and after in the same mouth: 'dus' before a check, 'klopt dat?' after it (Jefferson 1981; Stivers & Rossano 2010)"
_B_EVENT = "a statement about what only the hearer knows asks to be confirmed (Labov & Fanshel 1977)"
_REPEAT = "what was said is repeated first, to show that it was heard (Schegloff 1997; Svennevig 2004)"
_ANSWER = "answers take up the words of what they answer, to confirm it, correct it or say why not (Schegloff 1996; Pomerantz 1984)"
_DATA = "data are checked by saying them again (Svennevig 2004)"

SHAPES: dict[str, tuple[str, str]] = {
    "the agent speaks": ("the sentence is the agent's", "who may do what, docs/acts.md"),
    "e-mail": ("the contact is an e-mail", "channel"),
    "turns cut into utterances": ("the transcript is cut into utterances: a quarter of its turns or more follow one of the same party", "how it was segmented"),
    "transcript without marks": ("the transcript has no punctuation", "orthography"),
    "ends in an exclamation mark": ("an exclamation mark closes it", "orthography"),
    "1 word": ("it has one word", _LENGTH),
    "2 words": ("it has two words", _LENGTH),
    "3-4 words": ("it has three or four words", _LENGTH),
    "5-7 words": ("it has five to seven words", _LENGTH),
    "8-12 words": ("it has eight to twelve words", _LENGTH),
    "13-20 words": ("it has thirteen to twenty words", _LENGTH),
    "21 words and more": ("it has twenty-one words or more", _LENGTH),
    "opens its turn": ("it is the first sentence of its turn", "answers come first, new moves last (Sacks 1987)"),
    "closes its turn": ("it is the last sentence of its turn", "a question gives the floor away (Sacks, Schegloff & Jefferson 1974)"),
    "whole turn": ("it is all of its turn", "listener signals and answers stand alone (Yngve 1970)"),
    "letter: opens it": ("the first sentence of an e-mail", _LETTER),
    "letter: at most ten words to its end": ("an e-mail ends at most ten words after its beginning", _LETTER),
    "letter: at most four words to its end": ("the same, four words", _LETTER),
    "letter: nothing but capitals near its end": ("the same, and it is at most four words that all have a capital: 'Sincerely, Ann Lee'", _LETTER),
    "fewer than ten turns": ("the contact has fewer than ten turns: an excerpt, in which places say nothing", _PLACE),
    "first two turns": ("one of the first two turns of the contact", _PLACE),
    "first five turns": ("one of the first five turns", _PLACE),
    "last five turns": ("one of the last five turns", _PLACE),
    "last two turns": ("one of the last two turns", _PLACE),
    "other party said nothing yet": ("no turn of the other party within three before it", _PLACE),
    "before: 1-2 words": ("the other party's turn before has one or two words", _PAIRS),
    "before: 3-5 words": ("the other party's turn before has three to five words", _PAIRS),
    "before: 6-15 words": ("the other party's turn before has six to fifteen words", _PAIRS),
    "before: 16 words and more": ("the other party's turn before has sixteen words or more: a story to be formulated", _UPTAKE),
    "before: question mark": ("a question mark stands in the other party's turn before", _PAIRS),
    "after: nothing": ("no turn of the other party within three after it", _PLACE),
    "after: 1-2 words": ("the other party's next turn has one or two words", _PAIRS),
    "after: 3-5 words": ("the other party's next turn has three to five words", _PAIRS),
    "after: 6-15 words": ("the other party's next turn has six to fifteen words", _PAIRS),
    "after: 16 words and more": ("the other party's next turn has sixteen words or more", _PAIRS),
    "after: question mark": ("a question mark stands in the other party's next turn", _PAIRS),
    "1 word of the client's": ("one content word, or more, is one of the client's last three turns, up to inflection", _UPTAKE),
    "2 words of the client's": ("two or more", _UPTAKE),
    "3 words of the client's and more": ("three or more", _UPTAKE),
    "a third of the words the client's": ("a third of its content words or more are the client's", _UPTAKE),
    "two thirds of the words the client's": ("two thirds or more", _UPTAKE),
    "all content words the client's": ("all of them", _UPTAKE),
    "content words that are not the client's": ("it has content words that the client did not say: it says something in other words, or something new", _UPTAKE),
    "no content word": ("it has no content word", "length"),
    "half of all words from the turn before": ("half of all its words stand in the other party's turn before", "repeats (Schegloff 1996)"),
    "most of all words from the turn before": ("four fifths of them do", "repeats (Schegloff 1996)"),
    "one notion of the client's in other words": ("a concept of src/data/concepts that the client named, in the same or other words", _UPTAKE),
    "notions of the client's in other words": ("two or more such concepts", _UPTAKE),
    "digits": ("it holds digits", _DATA),
    "number words": ("it holds two number words or more", _DATA),
    "the client's number": ("a number the client said in the last three turns", _DATA),
    "part of the client's number": ("part of such a number", _DATA),
    "a number the client did not say": ("a number that the client did not say", "new information, docs/acts.md"),
    "mostly numbers": ("half of its words are numbers", _DATA),
    "before: a number": ("the client said a number in the last three turns", _DATA),
    "spelt letters": ("three single letters or more", "names are checked letter by letter"),
    "a name the client said": ("a word with a capital, not the first, that stands in the client's turn before", _DATA),
    "second person": ("it addresses the other: cue class second_person", _B_EVENT),
    "second person, states": ("the same, and it does not have the form of a question", _B_EVENT),
    "second person, states, the client's words": ("the same, with content words or concepts of the client's", _B_EVENT + "; Stiles 1992"),
    "second person, states, answered yes or no": ("it addresses the other, states, and the answer begins with yes or no", _B_EVENT),
    "second person, asks": ("it addresses the other and has the form of a question", "word order"),
    "second person, the client's words": ("it addresses the other and takes up words or concepts of the client's", _UPTAKE),
    "states, the client's words, answered yes or no": ("it states, takes up words or concepts of the client's, and is answered yes or no", _UPTAKE),
    "states, answered yes or no": ("it states and is answered yes or no", _PAIRS),
    "the client's number, answered yes or no": ("it holds the client's number and is answered yes or no", _DATA),
    "the client's number, short": ("it holds the client's number and at most eight words", _DATA),
    "asks, the client's words": ("it has the form of a question and takes up words or concepts of the client's", "clarification starts from what was said (Dingemanse & Enfield 2015)"),
    **{
        f"{place}: {size}": (f"the speaker's own sentence {where} has {words}", _OWN)
        for place, where in (("just", "before"), ("then", "after"))
        for size, words in (
            ("1-2 words", "one or two words"), ("3-6 words", "three to six words"), ("7 words and more", "seven words or more"),
        )
    },
    "just: nothing": ("the speaker said nothing within three turns before", _OWN),
    "then: nothing": ("the speaker says nothing more within three turns", _OWN),
    "just: question mark": ("the speaker's own sentence before has a question mark", _OWN),
    "then: question mark": ("the speaker's own next sentence has a question mark: 'klopt dat?'", _OWN),
    "opens by repeating two words of the turn before and more": ("its first words, but for two at most, are words of the other party's turn before, on end", _REPEAT),
    "opens by repeating a content word of the turn before": ("the same, one of them no function word", _REPEAT),
    "opens by repeating data of the turn before": ("the same, one of them a number, a number word or a letter", _DATA),
    "opens by repeating, and goes on": ("the same with three other words and more behind it: where there are no marks the rest of the turn follows", _REPEAT),
    "answer: a content word of the agent's": ("the client takes up a word of the agent's turn before, in any inflection", _ANSWER),
    "answer: two content words of the agent's and more": ("the same, two words and more", _ANSWER),
    "answer: opens with a content word of the agent's": ("such a word among the first three of the sentence", _ANSWER),
    "answer: all content words the agent's": ("the client says nothing the agent did not", _ANSWER),
    "answer: a content word of the agent's and a negation": ("it denies what was said, or what was proposed", _ANSWER),
    "answer: a content word of the agent's and oneself": ("what was proposed, seen from the client's circumstances", _ANSWER),
    "answer: the agent's number": ("a number of the agent's turn before said again", _ANSWER),
    "answer: another number than the agent's": ("a number, where the agent's turn before had another: a correction", "other-correction (Schegloff, Jefferson & Sacks 1977)"),
    "answer: numbers of the agent's in their order": ("numbers, all of which the agent's turn before has, on end: 'zero three five', 'three five'", _DATA),
    "answer: numbers of the agent's in another order or among others": ("some of its numbers stand in the agent's turn before, in another order or with others between: 'zero three five', 'zero five three'", "other-correction (Schegloff, Jefferson & Sacks 1977)"),
    "answer: no to a negation": ("it opens with a no, and the turn before negates: a no that agrees", "polarity of answers (Holmberg 2015)"),
    "cue of reformulation, the client's words": ("a phrase that announces a reformulation, and words or concepts of the client's", "NORM CCO-3.1, R1; Hirschberg & Litman 1993"),
}


def note(name: str) -> tuple[str, str] | None:
    """(what it is, why it should tell); None for words and phrases. Fails for a feature without a note."""
    if name.startswith("form "):
        return FORMS[name.removeprefix("form ")]
    if name.startswith(("nl ", "fr ", "en ", "cue ", "opens ", "before ", "after ", "just ", "then ", "earlier ")):
        return None
    return SHAPES[name]
