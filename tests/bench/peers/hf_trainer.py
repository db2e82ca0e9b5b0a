# SPDX-License-Identifier: GPL-3.0-or-later
"""hf_trainer.py SPEC: the Hugging Face Trainer with dynamic padding, as its examples run it.

SPEC is JSON: model, train, threads, precision (fp32, bf16), epochs, batch, learning_rate, seed,
and optionally device (cpu, cuda), max_length, warmup_ratio, weight_decay, max_steps, test and tags (where the argmax
tags of the test file are then written).
"""
import json
import resource
import sys
import tempfile
import time

import corpus_path  # noqa: F401
import corpus
import data
from transformers import (DataCollatorForTokenClassification, Trainer, TrainerCallback,
                          TrainingArguments)


class Clock(TrainerCallback):
    def __init__(self):
        self.times = []

    def on_step_end(self, args, state, control, **kwargs):
        self.times.append(time.perf_counter())


spec = json.loads(sys.argv[1])
tokenizer, model, names, train = data.load(spec)
clock = Clock()
with tempfile.TemporaryDirectory() as folder:
    arguments = TrainingArguments(
        output_dir=folder, num_train_epochs=spec["epochs"], max_steps=spec.get("max_steps", -1),
        per_device_train_batch_size=spec["batch"], learning_rate=spec["learning_rate"],
        weight_decay=spec.get("weight_decay", 0.01), warmup_steps=spec.get("warmup_ratio", 0.1),
        lr_scheduler_type="linear", max_grad_norm=1.0, seed=spec["seed"],
        bf16=spec["precision"] == "bf16", use_cpu=spec.get("device", "cpu") == "cpu",
        eval_strategy="no", save_strategy="no", logging_strategy="no", report_to=[],
        disable_tqdm=True)
    trainer = Trainer(model=model, args=arguments, train_dataset=train, processing_class=tokenizer,
                      data_collator=DataCollatorForTokenClassification(tokenizer),
                      callbacks=[clock])
    trainer.train()
if "tags" in spec:
    found = data.predict(model, tokenizer, corpus.read(spec["test"]), names)
    with open(spec["tags"], "w", encoding="utf-8") as file:
        json.dump(found, file)
seen = min(len(clock.times) * spec["batch"], len(train) * spec["epochs"])
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"peak_mb": peak, "sentences_per_second": data.speed(clock.times, seen, spec["batch"]),
                  "steps": len(clock.times), "subwords_per_sentence": data.subwords(train)}))
