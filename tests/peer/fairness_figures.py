# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures of an audit beside scipy, statsmodels and fairlearn, where conventions agree:

| figure | peer | agrees |
|---|---|---|
| Benjamini-Hochberg, -Yekutieli | statsmodels multipletests fdr_bh, fdr_by | yes |
| Wilson, Newcombe | statsmodels proportion_confint wilson, confint_proportions_2indep newcomb | yes |
| gap of two sets of clusters of one size | scipy ttest_ind, unequal variances, with its interval | yes |
| equivalence | the larger of two one-sided scipy tests | yes |
| range and ratio of recall by group | fairlearn MetricFrame difference, ratio | yes |
| recall of a group without gold mentions | fairlearn (scikit-learn's recall) says 0: the largest gap there
  can be, of a group of which nothing is known | no: ours is undefined and enters nothing |
"""
import json
import subprocess
import sys

import numpy as np
from fairlearn.metrics import MetricFrame
from scipy import stats
from sklearn.metrics import recall_score
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint


def main():
    rng = np.random.default_rng(23)
    tasks, rest = [], []
    for _ in range(60):
        size = 5
        a = rng.binomial(size, rng.uniform(0.5, 0.95), int(rng.integers(4, 60)))
        b = rng.binomial(size, rng.uniform(0.5, 0.95), int(rng.integers(4, 60)))
        if a.std() == 0 or b.std() == 0:
            continue
        group = rng.integers(0, 4, 200)
        truth, said = np.ones(200, int), rng.binomial(1, 0.8, 200)
        frame = MetricFrame(metrics=recall_score, y_true=truth, y_pred=said, sensitive_features=group)
        tasks.append({"p": rng.uniform(0, 0.2, int(rng.integers(1, 12))).tolist(),
                      "a": [[int(x), size] for x in a], "b": [[int(x), size] for x in b],
                      "benefits": rng.integers(0, 3, 50).tolist(),
                      "recalls": frame.by_group.tolist()})
        rest.append((a / size, b / size, frame))
    done = subprocess.run([sys.argv[1]], input="".join(json.dumps(t) + "\n" for t in tasks),
                          capture_output=True, text=True, check=True)
    near = lambda x, y: np.testing.assert_allclose(x, y, rtol=1e-8, atol=1e-10)
    for task, (a, b, frame), line in zip(tasks, rest, done.stdout.splitlines(), strict=True):
        ours = json.loads(line)
        near(ours["bh"], multipletests(task["p"], method="fdr_bh")[1])
        near(ours["by"], multipletests(task["p"], method="fdr_by")[1])
        welch = stats.ttest_ind(a, b, equal_var=False)
        near(ours["welch"], welch.pvalue)
        interval = welch.confidence_interval(0.95)
        near([ours["low"], ours["high"]], [interval.low, interval.high])
        above = stats.ttest_ind(a + 0.1, b, equal_var=False, alternative="greater").pvalue
        below = stats.ttest_ind(a - 0.1, b, equal_var=False, alternative="less").pvalue
        near(ours["tost"], max(above, below))
        counts = (int(round(a.sum() * 5)), len(a) * 5, int(round(b.sum() * 5)), len(b) * 5)
        near(ours["wilson"], proportion_confint(counts[0], counts[1], method="wilson"))
        near(ours["newcombe"], confint_proportions_2indep(*counts, method="newcomb", compare="diff"))
        near(ours["range"], frame.difference(method="between_groups"))
        near(ours["ratio"], frame.ratio(method="between_groups"))
        benefits = np.array(task["benefits"], float) / np.mean(task["benefits"])
        near(ours["ge2"], np.mean(benefits ** 2 - 1) / 2)
        near(ours["theil"], np.mean(stats.entropy(benefits / len(benefits), np.full(len(benefits), 1 / len(benefits)))))
    without = MetricFrame(metrics=recall_score, y_true=[1, 1, 0, 0], y_pred=[1, 1, 0, 0],
                          sensitive_features=["known", "known", "nothing", "nothing"])
    assert without.difference() == 1, "fairlearn's convention has changed: see the table above"
    print(f"{len(tasks)} cases agree")


main()
