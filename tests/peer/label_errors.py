# SPDX-License-Identifier: GPL-3.0-or-later
"""Label errors of a corpus of which 5 % of the labels were made wrong: the queue ranks sentences at
least as well as cleanlab does by the same probabilities, and the token methods rank as cleanlab's.

label_errors.py CLI ROOT"""
import json
import os
import subprocess
import sys
import tempfile

import numpy as np
from cleanlab.token_classification.rank import get_label_quality_scores
from sklearn.metrics import average_precision_score

CLI, ROOT = sys.argv[1:3]
os.environ["EVENSPAN_CLI"] = CLI
sys.path.insert(0, f"{ROOT}/tests/cli")
import planted  # noqa: E402
from test_kfold import numbers, read_fold  # noqa: E402

DATA = os.environ.get("EVENSPAN_CORPORA") or f"{ROOT}/../shared/data"
FILES = {"wnut17": "wnut17/wnut17train.conll"}
NAMES = list(FILES)
SHARE = 0.05
RECIPE = ("--folds", "2", "--set", "epochs=2", "--set", "eval_every=100000")


def cli(*arguments):
    done = subprocess.run([CLI, *arguments], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{arguments[0]}: {done.stderr}")
    return done.stdout


def iob2(sentences):
    """I- at the start of a mention opens one: corpora in IOB1 are read so too."""
    out = []
    for sentence in sentences:
        before, row = "O", []
        for word, tag in sentence:
            opens = tag[0] == "I" and (before == "O" or before[2:] != tag[2:])
            row.append((word, "B" + tag[1:] if opens else tag))
            before = tag
        out.append(row)
    return out


def probabilities(project):
    """Of each document by its id: [tokens × classes]; and the tags."""
    import sqlite3
    out = {}
    with sqlite3.connect(f"file:{project}?mode=ro", uri=True) as database:
        for (path,) in database.execute("SELECT path FROM file WHERE role = 'out_of_fold'"):
            facts, tensors = read_fold(f"{project}-files/{path}")
            tags = json.loads(facts["tags"])
            table = np.frombuffer(tensors["probabilities"][2], "<f2").reshape(-1, len(tags))
            starts = numbers(tensors["starts"][2])
            for n, document in enumerate(numbers(tensors["documents"][2])):
                out[document] = table[starts[n]:starts[n + 1]].astype(np.float32)
        names = dict(database.execute("SELECT name, id FROM document"))
    return tags, out, names


def compare(name, folder):
    sentences = iob2(planted.read_tagged(f"{DATA}/{FILES[name]}"))
    tags, errors = planted.plant(sentences, SHARE, seed=7)
    planted.write_tagged(f"{folder}/{name}.conll", sentences, tags)
    project = f"{folder}/{name}.evenspan"
    cli("project", "create", project)
    cli("import", project, f"{folder}/{name}.conll", "--split", "train")
    cli("kfold", project, *RECIPE, "--name", "k", "--json")
    queue = json.loads(cli("label-errors", project, "--kfold", "k", "--limit", "1000000", "--json"))
    classes, said, ids = probabilities(project)
    number = {tag: i for i, tag in enumerate(classes)}
    given = [[number[tag] for tag in row] for row in tags]
    told = [said[ids[f"d{i}"]].astype(np.float64) for i in range(len(sentences))]
    told = [p / p.sum(axis=1, keepdims=True) for p in told]
    wrong = np.zeros(len(sentences), int)
    wrong[[s for s, *_ in errors]] = 1
    scores = get_label_quality_scores(given, told)[0]
    theirs = average_precision_score(wrong, -scores)
    # A sentence counts by its first row; those without one come after, in cleanlab's order.
    ranks = -1e9 - scores
    for row in queue["rows"]:
        at = int(row["document"][1:])
        ranks[at] = max(ranks[at], row["odds"])
    ours = average_precision_score(wrong, ranks)
    first = np.argsort(-ranks, kind="stable")[:2 * len(errors)]
    print(f"{name}: {len(errors)} errors in {len(sentences)} sentences; average precision {ours:.3f},"
          f" cleanlab {theirs:.3f}; {wrong[first].sum()} of {wrong.sum()} wrong sentences in the"
          f" first {2 * len(errors)}")
    # The token method is cleanlab's: the same order of sentences.
    worst = json.loads(cli("label-errors", project, "--kfold", "k", "--method", "worst-token",
                           "--limit", "1000000", "--json"))["rows"]
    by_id = {ids[f"d{i}"]: scores[i] for i in range(len(sentences))}
    off = max(abs(row["score"] - by_id[row["document"]]) for row in worst)
    print(f"{name}: worst tokens differ from cleanlab's by {off:.1e} at most")
    return ours >= theirs and len(worst) == len(sentences) and off < 2e-3


def main():
    if not all(os.path.exists(f"{DATA}/{FILES[name]}") for name in NAMES):
        print("the corpora are absent")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        return 0 if all([compare(name, folder) for name in NAMES]) else 1


if __name__ == "__main__":
    sys.exit(main())
