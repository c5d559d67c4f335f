"""Lends callnorm a sentence encoder, and prints how far each turn takes up the one before.

    python lend_an_embedder.py CONTACT

The encoder here only counts letter triples, so that the example needs nothing else. Put your own in its
place: any function from a text to a fixed number of floats, e.g. the encode() of a sentence-transformer.
"""

from __future__ import annotations

import sys
import zlib

import callnorm

DIMENSION = 256


def encode(text: str) -> list[float]:
    """The same text gives the same numbers; callnorm looks only at the angle between them."""
    vector = [0.0] * DIMENSION
    padded = f" {text.lower()} "
    for i in range(len(padded) - 2):
        vector[zlib.crc32(padded[i : i + 3].encode()) % DIMENSION] += 1.0
    return vector


def main(path: str) -> int:
    contact = callnorm.Contact.from_file(path)
    evaluator = callnorm.Evaluator(embedder=encode, embedding_dimension=DIMENSION)
    for found in evaluator.uptake(contact):
        turn = contact.turns[found.turn]
        meaning = "   –" if found.meaning is None else f"{found.meaning:.2f}"
        words = ", ".join(match.quote for match in found.matches) or "–"
        print(f"{turn.id:>4} {turn.speaker:6} {found.score:.2f}  meaning {meaning}  {words}")
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
