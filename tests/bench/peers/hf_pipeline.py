# SPDX-License-Identifier: GPL-3.0-or-later
"""hf_pipeline.py MODEL FILE fp32|bf16 THREADS ...: transformers' pipeline on sentences.

The batch size is the best of four on the first sentences; then the file is run once with it.
"""
import json
import sys
import time

import corpus_path  # noqa: F401
import corpus
import torch
from transformers import pipeline

folder, file, precision, threads = sys.argv[1:5]
torch.set_num_threads(int(threads))
texts = [" ".join(words) for words, _ in corpus.read(file)]
tagger = pipeline("ner", model=folder, device="cpu",
                  dtype=torch.bfloat16 if precision == "bf16" else torch.float32)


def rate(some, batch):
    begin = time.perf_counter()
    tagger(some, batch_size=batch)
    return len(some) / (time.perf_counter() - begin)


rate(texts[:64], 8)
batch = max((1, 8, 16, 32), key=lambda size: rate(texts[:192], size))
print(json.dumps({"sentences_per_second": rate(texts, batch), "batch": batch}))
