# SPDX-License-Identifier: GPL-3.0-or-later
"""Model folders against transformers and safetensors: random BERT and DistilBERT folders in every
type and naming give equal logits in the engine, and folders that Evenspan saves load in
AutoModelForTokenClassification, AutoTokenizer and pipeline("ner") with equal results."""
import filecmp
import json
import os
import shutil
import subprocess
import sys
import tempfile

import numpy as np
import torch
import transformers
from safetensors.torch import load_file, save_file

import torch_common as common

TOOL = sys.argv[1]
MODULE = os.environ["EVENSPAN_ENGINE_MODULE"]
LABELS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]
WORDS = "[PAD] [UNK] [CLS] [SEP] [MASK] mira lives in oslo with her dog . ##s Mira Oslo 奥 斯".split()
transformers.logging.set_verbosity_error()
transformers.logging.disable_progress_bar()
BASE = dict(vocab_size=len(WORDS), num_labels=len(LABELS), max_position_embeddings=64)


def config(kind, **more):
    names = {"id2label": dict(enumerate(LABELS)), "label2id": {l: i for i, l in enumerate(LABELS)}}
    if kind == "bert":
        return transformers.BertConfig(
            hidden_size=24, num_hidden_layers=3, num_attention_heads=4, intermediate_size=40,
            initializer_range=0.3, **{**BASE, **names, **more})
    return transformers.DistilBertConfig(
        dim=24, n_layers=3, n_heads=4, hidden_dim=40, initializer_range=0.3,
        **{**BASE, **names, **more})


def make(folder, kind, dtype=torch.float32, rename=None, **more):
    torch.manual_seed(len(folder) + len(kind))
    model = transformers.AutoModelForTokenClassification.from_config(config(kind, **more))
    with torch.no_grad():
        for p in model.parameters():  # biases and norms start at 0 and 1: move them
            p.add_(torch.randn_like(p) * 0.05)
    model = model.to(dtype)
    model.save_pretrained(folder)
    if rename:
        path = os.path.join(folder, "model.safetensors")
        state = {rename(k): v.clone() for k, v in load_file(path).items()}
        state["bert.embeddings.position_ids"] = torch.arange(64)[None]
        state["bert.pooler.dense.weight"] = torch.zeros(24, 24)
        state["cls.predictions.bias"] = torch.zeros(3)
        save_file(state, path, {"format": "pt"})
    return model.float().eval()


def write_vocabulary(folder, lower):
    with open(os.path.join(folder, "vocab.txt"), "w", encoding="utf-8") as f:
        f.write("\n".join(WORDS) + "\n")
    with open(os.path.join(folder, "tokenizer_config.json"), "w", encoding="utf-8") as f:
        json.dump({"tokenizer_class": "BertTokenizer", "do_lower_case": lower}, f)


def tool(*arguments, **more):
    done = subprocess.run([TOOL, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)
    assert done.returncode == 0, (arguments, done.stderr.decode())
    return done.stdout


def compare(folder, model, what, bound=1e-4):
    generator = np.random.default_rng(3)
    rows = [generator.integers(0, len(WORDS), n).tolist() for n in (1, 2, 17, 64, 33)]
    text = "\n".join(" ".join(map(str, r)) for r in rows) + "\n"
    mine = np.frombuffer(tool("logits", MODULE, folder, input=text.encode()), "f4")
    with torch.no_grad():
        theirs = np.concatenate([model(torch.tensor([r])).logits[0].numpy() for r in rows])
    worst = np.abs(mine.reshape(theirs.shape) - theirs).max()
    print(f"{what}: largest difference {worst:.2g}, logits up to {np.abs(theirs).max():.2g}")
    assert worst < bound, what


def old_norms(name):
    return name.replace("LayerNorm.weight", "LayerNorm.gamma").replace(
        "LayerNorm.bias", "LayerNorm.beta")


CASES = [
    ("bert", torch.float32, None, {}),
    ("bert", torch.float16, None, {}),
    ("bert", torch.bfloat16, None, {}),
    ("bert", torch.float32, old_norms, {}),
    ("bert", torch.float32, lambda n: n.removeprefix("bert."), {}),
    ("bert", torch.float32, lambda n: "model." + n, {}),
    ("bert", torch.float32, None, {"hidden_act": "gelu_new", "layer_norm_eps": 1e-3}),
    ("bert", torch.float32, None, {"hidden_act": "relu", "type_vocab_size": 1}),
    ("distilbert", torch.float32, None, {}),
    ("distilbert", torch.float16, None, {}),
    ("distilbert", torch.float32, None, {"activation": "relu"}),
]

with tempfile.TemporaryDirectory() as root:
    for number, (kind, dtype, rename, more) in enumerate(CASES):
        folder = os.path.join(root, f"in{number}")
        saved = os.path.join(root, f"out{number}")
        model = make(folder, kind, dtype, rename, **more)
        compare(folder, model, f"{kind} {dtype} {more} {'renamed' if rename else ''}")
        write_vocabulary(folder, lower=True)
        tool("save", folder, folder, saved)
        back, info = transformers.AutoModelForTokenClassification.from_pretrained(
            saved, output_loading_info=True)
        for kind_of_trouble, keys in info.items():
            assert not keys, (kind_of_trouble, keys)
        assert back.config.id2label == dict(enumerate(LABELS)), back.config.id2label
        assert type(back) is type(model)
        compare(folder, back.float().eval(), "  saved and opened by transformers", 1e-4)
        compare(saved, model, "  saved and opened again")

    # Shards, as save_pretrained cuts large models.
    folder = os.path.join(root, "shards")
    model = make(folder, "bert")
    shards = os.path.join(root, "cut")
    model.save_pretrained(shards, max_shard_size="8KB")
    assert not os.path.exists(os.path.join(shards, "model.safetensors"))
    compare(shards, model, "shards")

    # The reference library reads what is written here: every type, a scalar, empty tensors.
    mixed = {
        "b": torch.randn(3, 4).half(), "a": torch.randn(5), "ü": torch.randn(2).bfloat16(),
        "c": torch.arange(6), "d": torch.arange(6, dtype=torch.int32), "e": torch.zeros(0, 7),
        "scalar": torch.tensor(1.5),
    }
    save_file(mixed, os.path.join(root, "theirs"), {"format": "pt"})
    tool("rewrite", os.path.join(root, "theirs"), os.path.join(root, "mine"))
    back = load_file(os.path.join(root, "mine"))
    assert sorted(back) == sorted(mixed)
    assert all(back[k].dtype == v.dtype and torch.equal(back[k], v) for k, v in mixed.items())
    others = {"d": torch.zeros(3, dtype=torch.float64), "u": torch.zeros(3, dtype=torch.uint8),
              "t": torch.ones(2, dtype=torch.bool), "f": torch.zeros(4)}
    save_file(others, os.path.join(root, "others"))
    listed = tool("tensors", os.path.join(root, "others")).decode().split("\n")
    assert sorted(listed) == ["", "d F64", "f 16 [4]", "t BOOL", "u U8"], listed

    # The pipeline, cased and uncased, and with a tokenizer.json that asks for 128 pieces.
    def ner(folder, text):
        found = transformers.pipeline("ner", folder, device="cpu")(text)
        return [(e["word"], e["entity"], e["start"], e["end"], round(float(e["score"]), 4))
                for e in found]

    text = "Mira lives in Oslo with her dogs ."
    for lower in (True, False):
        folder = os.path.join(root, f"ner{lower}")
        model = make(folder, "bert")
        write_vocabulary(folder, lower)
        saved = os.path.join(root, f"saved{lower}")
        tool("save", folder, folder, saved)
        pieces = transformers.AutoTokenizer.from_pretrained(saved).tokenize(text)
        assert ("Mira" in pieces) != lower and ("mira" in pieces) == lower, pieces
        assert ner(folder, text) == ner(saved, text)
        assert all(e[1] in LABELS for e in ner(saved, text))
        tokenizer = transformers.AutoTokenizer.from_pretrained(saved)
        assert tokenizer.model_max_length == 64
        # Over 64 pieces: cut to the positions there are.
        assert len(tokenizer(text * 20, truncation=True)["input_ids"]) == 64
        assert ner(saved, text * 20)

    if os.path.exists(common.MINILM):
        folder, saved = os.path.join(root, "minilm"), os.path.join(root, "minilm-saved")
        names = dict(enumerate(LABELS))
        torch.manual_seed(1)
        model = transformers.AutoModelForTokenClassification.from_pretrained(
            common.MINILM, id2label=names, label2id={l: i for i, l in names.items()})
        model.save_pretrained(folder)
        tool("save", folder, common.MINILM, saved)
        for name in ("tokenizer.json", "vocab.txt", "special_tokens_map.json"):
            assert filecmp.cmp(f"{common.MINILM}/{name}", f"{saved}/{name}", False), name
        shutil.copy(f"{common.MINILM}/tokenizer.json", folder)
        shutil.copy(f"{common.MINILM}/tokenizer_config.json", folder)
        long = "Mira lives in Oslo with her dogs . " * 30  # 270 pieces
        tokenizer = transformers.AutoTokenizer.from_pretrained(saved)
        assert len(tokenizer(long, truncation=True)["input_ids"]) > 240
        mine = ner(saved, long)
        assert mine == ner(folder, long) and max(e[3] for e in mine) > 128 * 6
        print("MiniLM: pipeline over", len(long), "characters,", len(mine), "entities")
