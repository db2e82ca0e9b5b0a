# SPDX-License-Identifier: GPL-3.0-or-later
"""The four schemas of SemEval-2013 9.1, equal to nervaluate on 10,000 random corpora."""
import json
import random
import subprocess
import sys

from nervaluate import Evaluator

TYPES = ["PER", "ORG", "LOC"]


def sentence(rng, size):
    mentions, at = [], 0
    while at < size:
        length = rng.randint(1, 4)
        if rng.random() < 0.5 and at + length <= size:
            mentions.append({"label": rng.choice(TYPES), "start": at, "end": at + length - 1})
            at += length
        else:
            at += 1
    return mentions


def tags(mentions, size):
    out = ["O"] * size
    for m in mentions:
        for i in range(m["start"], m["end"] + 1):
            out[i] = ("B-" if i == m["start"] else "I-") + m["label"]
    return out


def tangled(rng, size):
    """Entities in any order that may overlap: the matching depends on their order."""
    mentions = []
    for _ in range(rng.randint(0, 5)):
        begin = rng.randrange(size)
        end = min(size - 1, begin + rng.randint(0, 3))
        mentions.append({"label": rng.choice(TYPES), "start": begin, "end": end})
    return mentions


def theirs(gold, predicted):
    results = Evaluator(gold, predicted, tags=TYPES, loader="dict").evaluate()

    def plain(result):
        return {"counts": [result.correct, result.incorrect, result.partial, result.missed,
                           result.spurious],
                "precision": result.precision, "recall": result.recall, "f1": result.f1}
    overall = {k: plain(v) for k, v in results["overall"].items()}
    by_type = {t: {k: plain(v) for k, v in rows.items()} for t, rows in results["entities"].items()}
    return overall, by_type


def main():
    rng = random.Random(7)
    tasks, peers = [], []
    for i in range(10000):
        sizes = [rng.randint(1, 12) for _ in range(rng.randint(1, 3))]
        draw = tangled if i % 4 == 0 else sentence
        gold = [draw(rng, n) for n in sizes]
        predicted = [draw(rng, n) for n in sizes]
        if draw is tangled:
            tasks.append({"mode": "mentions", "gold": gold, "predicted": predicted})
        else:
            tasks.append({"mode": "overlap", "gold": [tags(m, n) for m, n in zip(gold, sizes)],
                          "predicted": [tags(m, n) for m, n in zip(predicted, sizes)]})
        peers.append((gold, predicted))
    got = subprocess.run([sys.argv[1]], input="\n".join(map(json.dumps, tasks)),
                         capture_output=True, text=True, check=True).stdout.splitlines()
    wrong = 0
    for line, (gold, predicted) in zip(got, peers, strict=True):
        ours = json.loads(line)
        overall, by_type = theirs(gold, predicted)
        if ours["overall"] != overall or any(by_type.get(t) != v for t, v in ours["types"].items()):
            wrong += 1
            if wrong <= 3:
                print(gold, predicted, "\n", ours, "\n", overall, by_type)
    print(f"{len(tasks)} corpora compared, {wrong} differ")
    return 1 if wrong else 0


sys.exit(main())
