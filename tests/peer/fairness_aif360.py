# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures of an audit beside AIF360. Where the conventions differ, the right one by derivation:

| figure | AIF360 | ours | right |
|---|---|---|---|
| gap of recall, equal opportunity | one group minus all others | a group minus the rest | the same |
| average odds difference | half the sum of both gaps | token-level ranges are given apart | both |
| generalised entropy (2), Theil's index | the same formulas | | the same |
| between groups | entropy (2) of the groups' means, n of each | | the same |
| mean log deviation, GE(0) | divided by the mean once more | -mean ln(b / mean) | ours: the limit of
  GE(a) for a to 0, and scaling all benefits must not change an index |
| coefficient of variation | sqrt(2 GE(2)) | not printed | the same: GE(2) = variance / (2 mean^2) |
| precision where nothing is predicted | 0 | undefined, listed | ours: 0 / 0 has no value, and a 0 makes
  the largest gap there can be out of nothing |
"""
import json
import subprocess
import sys
import warnings

warnings.filterwarnings("ignore")
import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
from aif360.datasets import BinaryLabelDataset  # noqa: E402
from aif360.metrics import ClassificationMetric  # noqa: E402


def dataset(group, labels):
    frame = pd.DataFrame({"group": group.astype(float), "label": labels.astype(float)})
    return BinaryLabelDataset(favorable_label=1, unfavorable_label=0, df=frame, label_names=["label"],
                              protected_attribute_names=["group"])


def metric(group, truth, said):
    return ClassificationMetric(dataset(group, truth), dataset(group, said),
                                unprivileged_groups=[{"group": 0}], privileged_groups=[{"group": 1}])


def rate(said, where):
    return said[where].mean()


def near(x, y):
    np.testing.assert_allclose(x, y, rtol=1e-9, atol=1e-12)


def main():
    rng = np.random.default_rng(7)
    tasks, rest = [], []
    for number in range(30):
        n = int(rng.integers(60, 400))
        group, truth = rng.integers(0, 2, n), rng.integers(0, 2, n)
        wrong = rng.uniform(size=n) < rng.uniform(0.05, 0.4)
        said = np.where(wrong, 1 - truth, truth)
        if number % 2:  # nothing missed: the mean log deviation is defined
            said = np.maximum(said, truth)
        tasks.append({"benefits": (said - truth + 1).astype(float).tolist(), "group": group.tolist(), "groups": 2})
        rest.append((group, truth, said, metric(group, truth, said)))
    done = subprocess.run([sys.argv[1]], input="".join(json.dumps(t) + "\n" for t in tasks),
                          capture_output=True, text=True, check=True)
    for task, (group, truth, said, theirs), line in zip(tasks, rest, done.stdout.splitlines(), strict=True):
        ours = json.loads(line)
        gaps = [rate(said, (group == 0) & (truth == t)) - rate(said, (group == 1) & (truth == t))
                for t in (1, 0)]
        near(theirs.equal_opportunity_difference(), gaps[0])
        near(theirs.average_odds_difference(), sum(gaps) / 2)
        near(ours["ge2"], theirs.generalized_entropy_index(alpha=2))
        near(ours["theil"], theirs.theil_index())
        near(ours["between"], theirs.between_all_groups_generalized_entropy_index(alpha=2))
        benefits = np.array(task["benefits"])
        near(theirs.coefficient_of_variation(), np.sqrt(2 * ours["ge2"]))
        if benefits.min() == 0:
            assert ours["ge0"] is None
            continue
        near(ours["ge0"], -np.mean(np.log(benefits / benefits.mean())))
        near(theirs.generalized_entropy_index(alpha=0), ours["ge0"] / benefits.mean())
    group = np.array([0, 0, 1, 1])
    silent = metric(group, np.array([1, 1, 1, 1]), np.array([0, 0, 1, 1]))
    assert silent.precision(privileged=False) == 0, "AIF360's convention has changed: see the table above"
    print(f"{len(tasks)} cases agree")


main()
