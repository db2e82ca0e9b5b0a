# SPDX-License-Identifier: GPL-3.0-or-later
"""Taggers whose vocabulary was extended, against transformers and tokenizers: the saved folder loads,
both give the ids and offsets that Evenspan gives, old pieces keep ids and rows, and the logits are
equal. With MiniLM's vocabulary and BERT, DistilBERT and ELECTRA; from tokenizer.json and from
vocab.txt; lowercase and not."""
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch
import transformers
from tokenizers import Tokenizer

from tokenizer_support import differences, model_folder

TOOL, ROOT = sys.argv[1], sys.argv[2]
MODULE = os.environ["EVENSPAN_ENGINE_MODULE"]
TOKENIZE = os.path.join(os.path.dirname(TOOL), "tool_tokenizer")
LABELS = dict(enumerate(["O", "B-PER", "I-PER"]))
transformers.logging.set_verbosity_error()
transformers.logging.disable_progress_bar()
if not (model_folder(ROOT) / "tokenizer.json").exists():
    print("model absent")
    sys.exit(77)

CHANCE = random.Random(3)
CHINESE = [chr(0x4E00 + CHANCE.randrange(3000)) for _ in range(250)]
OTHER = list("กขคงจ") + list("ქართული") + list("ዓለምሰላ") + ["\U0001F680", "\U00020000", "Ǆ", "ß", "İ", "é"]
LONG = ["immunohistochemistry", "Tyrosinkinasehemmer", "x-ray-diffractometer", "Ąžuolynė"]


def texts(count):
    for _ in range(count):
        parts = [CHANCE.choice([CHINESE, OTHER, LONG, ["the", "of", ",", "[SEP]", "##a"]]) for _ in range(12)]
        yield " ".join(("" if CHANCE.random() < 0.3 else " ").join(CHANCE.choices(p, k=2)) for p in parts)


def tool(*arguments, **more):
    done = subprocess.run([TOOL, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)
    assert done.returncode == 0, (arguments, done.stderr.decode())
    return done.stdout


def config(kind, size):
    names = dict(vocab_size=size, id2label=LABELS, label2id={l: i for i, l in LABELS.items()},
                 max_position_embeddings=64)
    if kind == "distilbert":
        return transformers.DistilBertConfig(dim=16, n_layers=1, n_heads=2, hidden_dim=24, **names)
    narrow = dict(embedding_size=8) if kind == "electra" else {}
    return transformers.AutoConfig.for_model(
        kind, hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=24, **narrow, **names)


def write_tokenizer(folder, lower, as_list):
    spec = json.loads((model_folder(ROOT) / "tokenizer.json").read_text())
    spec["normalizer"]["lowercase"] = lower
    if as_list:
        lines = sorted(spec["model"]["vocab"], key=spec["model"]["vocab"].get)
        (folder / "vocab.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    else:
        (folder / "tokenizer.json").write_text(json.dumps(spec))
    settings = {"tokenizer_class": "BertTokenizer", "do_lower_case": lower}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings))
    return len(spec["model"]["vocab"])


def check(root, kind, lower, as_list, spare):
    source, saved = root / "in", root / "out"
    source.mkdir()
    size = write_tokenizer(source, lower, as_list)
    torch.manual_seed(1)
    model = transformers.AutoModelForTokenClassification.from_config(config(kind, size + spare)).eval()
    model.save_pretrained(source)
    words = "\n".join(texts(600))
    pieces = tool("extend", source, saved, 500, input=words.encode()).decode().split("\n")[:-1]
    assert 200 < len(pieces) <= 500, len(pieces)

    back, info = transformers.AutoModelForTokenClassification.from_pretrained(saved, output_loading_info=True)
    assert not any(info.values()), info
    old = model.get_input_embeddings().weight.detach()
    new = back.get_input_embeddings().weight.detach()
    assert len(new) == max(size + spare, size + len(pieces)) == back.config.vocab_size
    assert torch.equal(new[:size], old[:size])
    assert len({tuple(row.tolist()) for row in new[size:size + len(pieces)]}) > 0.9 * len(pieces)

    theirs = transformers.AutoTokenizer.from_pretrained(saved)
    assert theirs.convert_tokens_to_ids(pieces) == list(range(size, size + len(pieces)))
    before = transformers.AutoTokenizer.from_pretrained(source)
    sample = list(texts(300))
    unknown = [sum(t(x)["input_ids"].count(t.unk_token_id) for x in sample) for t in (before, theirs)]
    print(f"{kind}, lowercase {lower}, from {'vocab.txt' if as_list else 'tokenizer.json'}: {len(pieces)} new pieces, "
          f"unknown {unknown[0]} -> {unknown[1]}", flush=True)
    assert unknown[1] < 0.2 * unknown[0], unknown
    tasks = sample + [x.split() for x in sample]
    peer = None if (saved / "tokenizer.json").exists() else Tokenizer.from_str(theirs.backend_tokenizer.to_str())
    if peer:
        peer.encode_special_tokens = True
    wrong = differences(TOKENIZE, saved, tasks, False, tokenizer=peer)
    assert wrong == 0, wrong

    rows = [theirs(x, truncation=True, max_length=60)["input_ids"] for x in sample[:8]]
    text = "\n".join(" ".join(map(str, r)) for r in rows) + "\n"
    mine = np.frombuffer(tool("logits", MODULE, saved, input=text.encode()), "f4")
    with torch.no_grad():
        want = np.concatenate([back.eval()(torch.tensor([r])).logits[0].numpy() for r in rows])
    assert np.abs(mine.reshape(want.shape) - want).max() < 1e-4


with tempfile.TemporaryDirectory() as name:
    for number, case in enumerate([("bert", True, False, 0), ("bert", False, False, 6), ("bert", True, True, 900),
                                   ("distilbert", True, False, 0), ("electra", True, True, 0)]):
        folder = Path(name) / str(number)
        folder.mkdir()
        check(folder, *case)
        shutil.rmtree(folder)
