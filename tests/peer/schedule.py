# SPDX-License-Identifier: GPL-3.0-or-later
"""The learning rate of every step against transformers' schedulers, through a real optimizer."""
import random
import subprocess
import sys
import unittest
import warnings

import torch
from transformers import get_scheduler

TOOL = sys.argv[1]
NAMES = {"linear": "linear", "cosine": "cosine", "constant": "constant_with_warmup"}


def reference(name, warmup, total):
    """Factor used by the optimizer's step 0 … total."""
    weight = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([weight], lr=1.0)
    scheduler = get_scheduler(NAMES[name], optimizer, warmup, total)
    factors = []
    for _ in range(total + 1):
        factors.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return factors


class Schedule(unittest.TestCase):
    def test_every_step(self):
        chance = random.Random(3)
        cases = [(name, warmup, total) for name in NAMES
                 for warmup, total in ((0, 1), (1, 1), (0, 2), (1, 2), (3, 3), (0, 100), (10, 100))]
        for _ in range(200):
            total = chance.randint(1, 400)
            cases.append((chance.choice(list(NAMES)), chance.randint(0, total), total))
        done = subprocess.run([TOOL], text=True, capture_output=True, check=True,
                              input="".join(f"{n} {w} {t}\n" for n, w, t in cases))
        lines = done.stdout.splitlines()
        self.assertEqual(len(lines), len(cases))
        compared = 0
        for case, line in zip(cases, lines):
            ours = [float(x) for x in line.split()]
            theirs = reference(*case)
            self.assertEqual(len(ours), len(theirs))
            for step, (a, b) in enumerate(zip(ours, theirs)):
                self.assertAlmostEqual(a, b, delta=1e-12, msg=f"{case} step {step}")
                compared += 1
        print(f"{compared} learning rates are equal")


if __name__ == "__main__":
    warnings.filterwarnings("ignore")
    unittest.main(argv=[sys.argv[0]])
