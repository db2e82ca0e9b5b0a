# SPDX-License-Identifier: GPL-3.0-or-later
"""Ids and offsets over every sentence of every corpus, raw and pre-split, and over hard cases."""
import random
import sys
import tempfile
from pathlib import Path

from tokenizer_support import differences, model_folder, with_added_tokens
from tokenizer_texts import corpus_tasks, hard_tasks

def added_token_cases(rng, count):
    parts = ["<w>", "NEW", "<l>", "<r>", "<lr>", "[SEP]", "N", " ", "\u00a0", "\u3000", "\n", "a", "é",
             "\u0301", "_", "-", "7", "\u0e33", "中", "\u200d", "\u200b", "\U0001F600", "\u24b6", "\u203f"]
    for _ in range(count):
        yield "".join(rng.choices(parts, k=rng.randint(1, 12)))


def main():
    tool, root = sys.argv[1], Path(sys.argv[2])
    rng = random.Random(1)
    tasks = hard_tasks(rng) + corpus_tasks(root)
    wrong = 0
    for special in (False, True):
        count = differences(tool, model_folder(root), tasks, special)
        print(f"{len(tasks)} texts, control tokens {'matched' if special else 'as text'}: {count} differ")
        wrong += count
    cases = list(added_token_cases(rng, 20000))
    cases += [case.split(" ") for case in cases]
    with tempfile.TemporaryDirectory() as folder:
        where = with_added_tokens(root, folder)
        for special in (False, True):
            count = differences(tool, where, cases, special)
            print(f"{len(cases)} texts with added tokens, control tokens {special}: {count} differ")
            wrong += count
    return 1 if wrong else 0


sys.exit(main())
