"""How long detect() takes for a turn of twelve words."""

from __future__ import annotations

import time

import callnorm

LINES = {
    "nl": (
        "goedemiddag u spreekt met an van demo energie waarmee kan ik helpen",
        "ja ik heb hier een factuur gekregen die veel hoger is dan",
        "als ik u goed volg is uw factuur dus hoger dan vroeger",
        "ja dat klopt en ik begrijp eigenlijk niet hoe dat zo komt",
    ),
    "fr": (
        "bonjour ici demo énergie vous parlez avec anne comment puis je aider",
        "oui voilà j'ai reçu une facture beaucoup plus élevée que l'année passée",
        "donc si je vous suis bien votre facture a fort augmenté madame",
        "oui c'est bien ça et je ne comprends pas du tout pourquoi",
    ),
    "en": (
        "good morning demo energy you are speaking with ann how may i",
        "yes i have a bill here that is much higher than before",
        "so what you are saying is that the bill went up suddenly",
        "yes that is right and i really do not understand why so",
    ),
}
TURNS = 2000
ROUNDS = 7
TARGET_US = 5.0


def measure() -> dict[str, float]:
    """Microseconds per turn, by language: the best of some rounds, on one thread.

    What counts as found (from 0.5 on). Reading the contact is not counted; handing the acts to Python is.
    """
    out = {}
    for language, lines in LINES.items():
        turns = [
            {"speaker": "agent" if i % 2 == 0 else "client", "text": lines[i % len(lines)]}
            for i in range(TURNS)
        ]
        contact = callnorm.Contact.from_dict(
            {"format": "callnorm.contact/1", "language": language, "channel": "voice", "turns": turns}
        )
        evaluator = callnorm.Evaluator()
        best = float("inf")
        for _ in range(ROUNDS):
            begin = time.perf_counter()
            evaluator.detect(contact, 0.5)
            best = min(best, time.perf_counter() - begin)
        out[language] = best / TURNS * 1e6
    return out
