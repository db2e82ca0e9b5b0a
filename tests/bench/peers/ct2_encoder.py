# SPDX-License-Identifier: GPL-3.0-or-later
"""ct2_encoder.py MODEL FILE float32|int8 THREADS TEST TAGS FOLDER: CTranslate2's encoder with the
classifier head in numpy (it has no token head of its own), sentences sorted by length.

The figure counts tokenizing, the encoder and the head. The argmax tags of TEST go to TAGS. FOLDER
keeps the converted model.
"""
import json
import os
import sys
import time

import corpus_path  # noqa: F401
import corpus
import ctranslate2
import data
import numpy as np
from safetensors.numpy import load_file
from transformers import AutoConfig, AutoTokenizer

model, file, kind, threads, test, tags, folder = sys.argv[1:8]
if not os.path.exists(os.path.join(folder, "model.bin")):
    ctranslate2.converters.TransformersConverter(model).convert(folder, force=True)
encoder = ctranslate2.Encoder(folder, device="cpu", compute_type=kind, inter_threads=1,
                              intra_threads=int(threads))
tokenizer = AutoTokenizer.from_pretrained(model)
config = AutoConfig.from_pretrained(model)
names = [config.id2label[i] for i in range(config.num_labels)]
weights = load_file(os.path.join(model, "model.safetensors"))
head, bias = weights["classifier.weight"].astype(np.float32).T, weights["classifier.bias"]


def run(sentences, batch):
    encodings = tokenizer([words for words, _ in sentences], is_split_into_words=True,
                          truncation=True, max_length=512)
    out = [None] * len(sentences)
    order = sorted(range(len(sentences)), key=lambda i: len(encodings["input_ids"][i]))
    for at in range(0, len(order), batch):
        mine = order[at:at + batch]
        hidden = encoder.forward_batch([encodings["input_ids"][i] for i in mine])
        best = (np.array(hidden.last_hidden_state) @ head + bias).argmax(-1)
        for row, i in enumerate(mine):
            out[i] = data.word_tags(encodings.word_ids(i), best[row], len(sentences[i][0]), names)
    return out


def rate(some, batch):
    begin = time.perf_counter()
    run(some, batch)
    return len(some) / (time.perf_counter() - begin)


sentences = corpus.read(file)
rate(sentences[:64], 8)
batch = max((8, 16, 32, 64), key=lambda size: rate(sentences[:400], size))
speed = rate(sentences, batch)
with open(tags, "w", encoding="utf-8") as target:
    json.dump(run(corpus.read(test), 32), target)
print(json.dumps({"sentences_per_second": speed, "batch": batch}))
