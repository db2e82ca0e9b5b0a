# SPDX-License-Identifier: GPL-3.0-or-later
"""Folders without tokenizer.json: vocab.txt with tokenizer_config.json against transformers'
BertTokenizer, vocab.json with merges.txt against its RobertaTokenizer."""
import json
import random
import sys
import tempfile
from pathlib import Path

from tokenizer_support import differences, model_folder
from tokenizer_texts import code_points, corpus_tasks, hard_tasks
from tokenizers import ByteLevelBPETokenizer
from transformers import BertTokenizer, RobertaTokenizer

BERT = [
    {"do_lower_case": True},
    {"do_lower_case": False},
    {"do_lower_case": True, "strip_accents": False},
    {"do_lower_case": False, "strip_accents": True},
    {"do_lower_case": True, "tokenize_chinese_chars": False},
    {"do_lower_case": False, "strip_accents": None, "tokenize_chinese_chars": False},
]
ADDED = {"content": "NEW", "lstrip": False, "rstrip": False, "single_word": False, "normalized": True,
         "special": False}


def plain(tokenizer, special=False):
    backend = tokenizer.backend_tokenizer
    backend.no_truncation()
    backend.no_padding()
    backend.encode_special_tokens = not special
    return backend


def bert_folder(root, folder, config):
    """Cased text needs cased pieces too: some of the vocabulary is capitalised."""
    lines = (model_folder(root) / "vocab.txt").read_text(encoding="utf-8").split("\n")
    seen = set(lines)
    for i in range(2000, len(lines), 3):
        capital = lines[i].capitalize()
        if capital not in seen and not lines[i].startswith("["):
            seen.add(capital)
            lines[i] = capital
    (folder / "vocab.txt").write_text("\n".join(lines), encoding="utf-8")
    (folder / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": "BertTokenizer", **config}))


def with_added(folder):
    """The same folder with an added token in its configuration."""
    config = json.loads((folder / "tokenizer_config.json").read_text())
    lines = (folder / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    names = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    config["added_tokens_decoder"] = {
        str(lines.index(n)): {**ADDED, "content": n, "special": True, "normalized": False} for n in names}
    config["added_tokens_decoder"][str(len(lines))] = ADDED
    (folder / "tokenizer_config.json").write_text(json.dumps(config))


def main():
    tool, root = sys.argv[1], Path(sys.argv[2])
    rng = random.Random(4)
    hard, corpora, points = hard_tasks(rng, 4000), corpus_tasks(root, 4), list(code_points())
    hard += ["a NEW b new xNEWy NÉW", "[SEP]NEW[MASK] new"]
    wrong = 0

    def check(name, folder, tokenizer, tasks):
        nonlocal wrong
        for special, texts in ((False, tasks), (True, hard)):
            count = differences(tool, folder, texts, special, tokenizer=plain(tokenizer, special))
            print(f"{name}, control tokens {special}: {len(texts)} texts, {count} differ", flush=True)
            wrong += count

    for config in BERT:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            bert_folder(root, folder, config)
            check(f"{config}", folder, BertTokenizer.from_pretrained(name), hard + corpora + points)
            with_added(folder)
            check(f"{config}, added token", folder, BertTokenizer.from_pretrained(name), hard)
    text = [t for t in corpora + hard if isinstance(t, str)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bpe = ByteLevelBPETokenizer()
        bpe.train_from_iterator(text, vocab_size=2000, show_progress=False,
                                special_tokens=["<s>", "<pad>", "</s>", "<unk>", "<mask>"])
        bpe.save_model(name)
        (folder / "tokenizer_config.json").write_text(
            json.dumps({"tokenizer_class": "RobertaTokenizer", "add_prefix_space": True}))
        check("vocab.json, merges.txt", folder, RobertaTokenizer.from_pretrained(name), hard + corpora)
    return 1 if wrong else 0


sys.exit(main())
