# SPDX-License-Identifier: GPL-3.0-or-later
"""Added tokens that are looked for in normalized text, of every kind, in made-up BERT tokenizers
with every setting of the normalizer."""
import itertools
import json
import random
import sys
import tempfile
from pathlib import Path

from tokenizer_support import differences, model_folder
from tokenizer_texts import code_points, corpus_tasks, hard_tasks

TOKENS = [
    ("New", {}), ("caf\u00e9", {"single_word": True}), ("<L>", {"lstrip": True}), ("<R>", {"rstrip": True}),
    ("<LR>", {"lstrip": True, "rstrip": True}), ("word", {"single_word": True, "lstrip": True}),
    ("<s>", {"special": True}), ("new york", {}), ("\u4e2d\u6587", {}), ("a\u00a0b", {"rstrip": True}),
    ("<raw>", {"normalized": False}), ("<rawl>", {"normalized": False, "lstrip": True}), ("\u00c5ng", {}),
    ("- ", {"rstrip": True}), (" -", {"lstrip": True}),
]
FLAGS = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": True, "special": False}
PARTS = ["new", "New", "NEW", "cafe\u0301", "caf\u00e9", "CAF\u00c9", "cafe", "<L>", "<l>", "<R>", "<LR>", "<lr>", "word",
         "Word", "<s>", "york", "\u4e2d\u6587", "\u4e2d", "a\u00a0b", "a b", "<raw>", "<rawl>", "\u00c5ng", "ang", "[SEP]", " ",
         "  ", "\u3000", "\n", "\u200b", "_", "-", " - ", "7", "\u0301", "x", "\U0001F600"]


def made_up(root, folder, normalizer):
    spec = json.loads((model_folder(root) / "tokenizer.json").read_text())
    size = len(spec["model"]["vocab"])
    known = set(spec["model"]["vocab"])
    tokens = [(c, f) for c, f in TOKENS if c not in known]
    tokens += [(c, f) for c, f in TOKENS if c in known]
    for content, flags in tokens:
        found = spec["model"]["vocab"].get(content)
        spec["added_tokens"].append({"id": size if found is None else found, "content": content, **FLAGS, **flags})
        size += found is None
    if normalizer is None:
        spec["normalizer"] = None
    else:
        spec["normalizer"].update(normalizer)
    (Path(folder) / "tokenizer.json").write_text(json.dumps(spec))


def main():
    tool, root = sys.argv[1], Path(sys.argv[2])
    rng = random.Random(11)
    tasks = ["".join(rng.choices(PARTS, k=rng.randint(1, 12))) for _ in range(8000)]
    tasks += [task.split(" ") for task in tasks]
    other = hard_tasks(rng, 3000) + corpus_tasks(root, 16) + list(code_points(96))
    keys = ("clean_text", "handle_chinese_chars", "strip_accents", "lowercase")
    settings = [dict(zip(keys, values)) for values in itertools.product((True, False), repeat=4)]
    wrong = 0
    for number, setting in enumerate([None, {"strip_accents": None}, *settings]):
        with tempfile.TemporaryDirectory() as folder:
            made_up(root, folder, setting)
            for special in (False, True):
                these = tasks + (other if number < 4 and not special else [])
                count = differences(tool, folder, these, special)
                print(f"{setting}, control tokens {special}: {len(these)} texts, {count} differ", flush=True)
                wrong += count
    return 1 if wrong else 0


sys.exit(main())
