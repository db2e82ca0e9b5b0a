# SPDX-License-Identifier: GPL-3.0-or-later
"""reference_tags.py MODEL FILE OUT: argmax tags by transformers in fp32."""
import json
import sys

import corpus_path  # noqa: F401
import corpus
import data
import torch
from transformers import AutoModelForTokenClassification, AutoTokenizer

folder, file, out = sys.argv[1:4]
model = AutoModelForTokenClassification.from_pretrained(folder, dtype=torch.float32)
names = [model.config.id2label[i] for i in range(model.config.num_labels)]
tags = data.predict(model, AutoTokenizer.from_pretrained(folder), corpus.read(file), names)
with open(out, "w", encoding="utf-8") as target:
    json.dump(tags, target)
print(json.dumps({"sentences": len(tags)}))
