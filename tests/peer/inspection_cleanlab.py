# SPDX-License-Identifier: GPL-3.0-or-later
"""Token and sentence scores, the confident joint and the tokens it marks equal cleanlab's."""
import json
import subprocess
import sys

import numpy as np
from cleanlab.count import compute_confident_joint
from cleanlab.filter import find_label_issues
from cleanlab.rank import get_label_quality_scores
from cleanlab.token_classification.rank import get_label_quality_scores as sentence_scores


def corpus(rng, classes):
    """Sentences of tokens whose given class is wrong in about one of ten."""
    lengths = rng.integers(1, 12, int(rng.integers(20, 60))).tolist()
    size = sum(lengths)
    truth = rng.choice(classes, size, p=[0.6] + [0.4 / (classes - 1)] * (classes - 1))
    logits = rng.normal(0, 1.2, (size, classes))
    logits[np.arange(size), truth] += 2.5
    p = np.exp(logits)
    # As the product keeps them: 32 bits.
    p = (p / p.sum(axis=1, keepdims=True)).astype(np.float32)
    given = np.where(rng.random(size) < 0.1, rng.integers(0, classes, size), truth)
    return lengths, p, given


def main():
    rng = np.random.default_rng(5)
    tasks, peers = [], []
    for _ in range(60):
        classes = int(rng.integers(2, 10))
        lengths, p, given = corpus(rng, classes)
        tasks.append({"kind": "quality", "classes": classes, "lengths": lengths,
                      "given": given.tolist(), "probabilities": p.flatten().tolist()})
        exact = p.astype(np.float64)
        cuts = np.cumsum(lengths)[:-1]
        peers.append({
            "self": get_label_quality_scores(given, exact, method="self_confidence"),
            "margin": get_label_quality_scores(given, exact, method="normalized_margin"),
            "sentences": sentence_scores([g.tolist() for g in np.split(given, cuts)],
                                         np.split(exact, cuts))[0],
            "errors": np.flatnonzero(find_label_issues(given, exact,
                                                       filter_by="confident_learning", n_jobs=1)),
            "joint": compute_confident_joint(given, exact, calibrate=False).flatten(),
        })
    out = subprocess.run([sys.argv[1]], input="\n".join(map(json.dumps, tasks)) + "\n",
                         capture_output=True, text=True, check=True).stdout.splitlines()
    wrong, marked = 0, 0
    for line, peer in zip(out, peers, strict=True):
        ours = json.loads(line)
        marked += len(ours["errors"])
        same = all(np.array_equal(ours[key], peer[key]) for key in ("errors", "joint")) and all(
            np.allclose(ours[key], peer[key], atol=1e-9) for key in ("self", "margin", "sentences"))
        # The order in which a person would go through them.
        same = same and np.array_equal(np.argsort(ours["self"], kind="stable"),
                                       np.argsort(peer["self"], kind="stable"))
        wrong += not same
        if not same and wrong <= 3:
            print({k: (np.array(ours[k]), peer[k]) for k in peer})
    print(f"{len(tasks)} corpora compared, {marked} tokens marked, {wrong} differ")
    return 1 if wrong or not marked else 0


if __name__ == "__main__":
    sys.exit(main())
