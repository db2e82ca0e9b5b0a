# SPDX-License-Identifier: GPL-3.0-or-later
"""padded_loop.py SPEC: the loop of many tutorials: every sentence padded to 128, plain AdamW."""
import json
import random
import sys
import time

import corpus_path  # noqa: F401
import data
import torch

LENGTH = 128
spec = json.loads(sys.argv[1])
spec["max_length"] = LENGTH
tokenizer, model, names, train = data.load(spec)


def padded(row):
    gap = LENGTH - len(row["input_ids"])
    return (row["input_ids"] + [tokenizer.pad_token_id] * gap,
            row["attention_mask"] + [0] * gap, row["labels"] + [-100] * gap)


random.Random(spec["seed"]).shuffle(train)
tensors = [torch.tensor(column) for column in zip(*(padded(row) for row in train))]
# The loop over parameters, as torch.optim runs it when nothing is asked for on a CPU.
optimizer = torch.optim.AdamW(model.parameters(), lr=spec["learning_rate"], weight_decay=0.01)
model.train()
times, batch = [], spec["batch"]
for step in range(spec.get("max_steps") or len(train) * spec["epochs"] // batch):
    at = step * batch % (len(train) - batch + 1)
    ids, mask, labels = (t[at:at + batch] for t in tensors)
    loss = model(input_ids=ids, attention_mask=mask, labels=labels).loss
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad()
    times.append(time.perf_counter())
print(json.dumps({"sentences_per_second": data.speed(times, len(times) * batch, batch),
                  "steps": len(times), "subwords_per_sentence": data.subwords(train)}))
