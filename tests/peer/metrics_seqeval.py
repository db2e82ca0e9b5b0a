# SPDX-License-Identifier: GPL-3.0-or-later
"""Equal to seqeval to the last digit: 10,000 random corpora a scheme, default and strict."""
import json
import random
import subprocess
import sys
import warnings
from pathlib import Path

import numpy as np
from seqeval.metrics import accuracy_score
from seqeval.metrics.sequence_labeling import precision_recall_fscore_support as default_scores
from seqeval.metrics.v1 import precision_recall_fscore_support as strict_scores
from seqeval.metrics.sequence_labeling import get_entities
from seqeval.scheme import BILOU, IOB1, IOB2, IOBES, IOE2, Entities

warnings.filterwarnings("ignore")
LETTERS = {"IO": "I", "IOB1": "IB", "IOB2": "IB", "IOE2": "IE", "IOBES": "IBES", "BILOU": "BILU",
           "BMES": "BMES"}
STRICT = {"IOB1": IOB1, "IOB2": IOB2, "IOE2": IOE2, "IOBES": IOBES, "BILOU": BILOU}
TYPES = ["PER", "ORG", "A-B", "LOC", "MISC", "X", "Y", "Z", "W", "V"]


def corpus(rng, letters, odd):
    types = TYPES[:rng.choice([1, 2, 3, 10])]
    tags = ["O"] * 3 + [f"{p}-{t}" for p in letters for t in types]
    if odd:  # what else default mode takes: no type, letters of other schemes
        tags += ["B", "I", "L-PER", "U-PER", "M-ORG", "E-X", "BPER", "B-PER-", "I--X", "É-PER", "O-PER",
                 "名", "名字", ".-X", "-"]
    sentences, other = [], []
    for _ in range(rng.randint(1, 4)):
        size = rng.randint(1, 9)
        gold = rng.choices(tags, k=size)
        sentences.append(gold)
        other.append([t if rng.random() < 0.6 else rng.choice(tags) for t in gold])
    return sentences, other


def iob1_corpus(rng, sizes):
    """Keeps to IOB1: a B only after an entity of its type. There seqeval reads it as defined."""
    sentences = []
    for size in sizes:
        tags, before = [], None
        for _ in range(size):
            choices = ["O"] + [f"I-{t}" for t in TYPES[:3]] + ([f"B-{before}"] * 2 if before else [])
            tags.append(rng.choice(choices))
            before = tags[-1][2:] or None
        sentences.append(tags)
    return sentences


def show(entities):
    return " ".join(f"{label}[{begin},{end})" for label, begin, end in entities)


def strict_reading(tags, scheme):
    try:
        found = Entities([tags], scheme).entities[0]
    except (KeyError, ValueError):
        return "error"
    return show((e.tag, e.start, e.end) for e in found)


def wrong_table_rows(folder):
    """The rows of the tables, which the C++ tests hold us to, that seqeval reads differently."""
    def rows(name):
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                yield line.split("\t")
    wrong = []
    for tags, default, iob2, iobes in rows("seqeval_table.tsv"):
        words = tags.split()
        theirs = [show((t, b, e + 1) for t, b, e in get_entities(words)),
                  strict_reading(words, IOB2), strict_reading(words, IOBES)]
        if theirs != [default, iob2, iobes]:
            wrong.append((tags, theirs))
    for tags, _, listed in rows("strict_iob1.tsv"):
        if strict_reading(tags.split(), IOB1) != listed:
            wrong.append((tags, strict_reading(tags.split(), IOB1)))
    return wrong


def expected(task):
    gold, predicted = task["gold"], task["predicted"]
    if task["mode"] == "default":
        def score(average):
            return default_scores(gold, predicted, average=average)
    else:
        def score(average):
            return strict_scores(gold, predicted, average=average, scheme=STRICT[task["scheme"]])
    out = {"accuracy": accuracy_score(gold, predicted)}
    for average in ("micro", "macro", "weighted"):
        p, r, f, n = score(average)
        out[average] = [float(np.nan_to_num(p)), float(np.nan_to_num(r)), float(np.nan_to_num(f)), int(n)]
    p, r, f, n = score(None)
    out["values"] = [list(map(float, row)) for row in zip(p, r, f, n)]
    return out


def main():
    tool = sys.argv[1]
    rng = random.Random(20260101)
    tasks = []
    for scheme, letters in LETTERS.items():
        for i in range(10000):
            gold, predicted = corpus(rng, letters, odd=i % 5 == 0)
            tasks.append({"mode": "default", "scheme": scheme, "gold": gold, "predicted": predicted})
        if scheme in STRICT:
            for _ in range(10000):
                gold, predicted = corpus(rng, letters, odd=False)
                if scheme == "IOB1":
                    sizes = [len(tags) for tags in gold]
                    gold, predicted = iob1_corpus(rng, sizes), iob1_corpus(rng, sizes)
                tasks.append({"mode": "strict", "scheme": scheme, "gold": gold, "predicted": predicted})
    lines = "\n".join(map(json.dumps, tasks))
    got = subprocess.run([tool], input=lines, capture_output=True, text=True, check=True).stdout
    wrong = 0
    for task, line in zip(tasks, got.splitlines(), strict=True):
        ours, theirs = json.loads(line), expected(task)
        values = [ours["types"][t] for t in sorted(ours["types"])]
        same = values == theirs.pop("values") and all(ours[k] == v for k, v in theirs.items())
        if not same:
            wrong += 1
            if wrong <= 5:
                print(json.dumps(task), "\n ours  ", ours, "\n theirs", theirs, values)
    table = wrong_table_rows(Path(sys.argv[2]) / "tests/data/metrics")
    for row in table:
        print("table row", row)
    wrong += len(table)
    print(f"{len(tasks)} corpora compared, {wrong} differ")
    return 1 if wrong else 0


sys.exit(main())
