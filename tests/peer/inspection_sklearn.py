# SPDX-License-Identifier: GPL-3.0-or-later
"""Reliability bins, Brier score and average precision equal scikit-learn's."""
import json
import math
import subprocess
import sys

import numpy as np
from sklearn.calibration import calibration_curve
from sklearn.metrics import average_precision_score, brier_score_loss


def main():
    rng = np.random.default_rng(3)
    tasks, peers = [], []
    for i in range(400):
        size = int(rng.integers(1, 400))
        scores = rng.beta(4, 1, size)
        if i % 3 == 0:  # many ties, as of a model that is sure
            scores = np.round(scores, 1)
        right = (rng.random(size) < scores ** (0.5 + rng.random())).astype(int)
        # An edge that falls exactly on a score lies above or below it by the last bit, in either
        # program: such sizes say nothing.
        bins = int(rng.choice([b for b in range(1, 16) if math.gcd(size - 1, b) == 1 or b == 1]))
        tasks.append({"kind": "reliability", "scores": scores.tolist(), "right": right.tolist(),
                      "bins": bins})
        share, mean = calibration_curve(right, scores, n_bins=bins, strategy="quantile") \
            if len(set(right)) == 2 else (None, None)
        brier = brier_score_loss(right, scores, pos_label=1)
        peers.append((share, mean, brier))
        tasks.append({"kind": "ranking", "ranks": scores.tolist(), "wrong": right.tolist()})
        peers.append(average_precision_score(right, scores) if right.any() else 0.0)
    out = subprocess.run([sys.argv[1]], input="\n".join(map(json.dumps, tasks)) + "\n",
                         capture_output=True, text=True, check=True).stdout.splitlines()
    wrong = 0
    for line, task, peer in zip(out, tasks, peers, strict=True):
        ours = json.loads(line)
        if task["kind"] == "ranking":
            same = abs(ours - peer) < 1e-12
        else:
            share, mean, brier = peer
            same = abs(ours["brier"] - brier) < 1e-12
            if share is not None:
                same = same and np.allclose([b[1] for b in ours["bins"]], share, atol=1e-12) \
                    and np.allclose([b[0] for b in ours["bins"]], mean, atol=1e-12)
            counts = np.array([b[2] for b in ours["bins"]])
            gaps = np.array([abs(b[0] - b[1]) for b in ours["bins"]])
            same = same and counts.sum() == len(task["scores"]) \
                and abs(ours["ece"] - (counts * gaps).sum() / counts.sum()) < 1e-12
        if not same:
            wrong += 1
            if wrong <= 3:
                print(task, "\n", ours, "\n", peer)
    print(f"{len(tasks)} tasks compared, {wrong} differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
