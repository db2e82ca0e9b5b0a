# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine against transformers: logits of 200 real sentences, gradients of one step, weights
after three steps of torch.optim.AdamW."""
import os
import subprocess
import sys
import tempfile

import numpy as np
import torch

import torch_common as common

TOOL = sys.argv[1]
MODULE = os.environ["EVENSPAN_ENGINE_MODULE"]
if not os.path.exists(common.WNUT) or not os.path.exists(common.MINILM):
    print("corpora or model absent")
    sys.exit(77)


def run(folder, mode):
    command = [TOOL, MODULE, folder + "/weights", folder + "/sequences", mode, "fp32"]
    return np.frombuffer(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout, "f4")


def split(flat, shapes):
    """Tensors in the order of the engine's map, which is that of the names' bytes."""
    out, at = {}, 0
    for name in sorted(shapes):
        size = int(np.prod(shapes[name]))
        out[name] = flat[at : at + size].reshape(shapes[name])
        at += size
    assert at == len(flat)
    return out


with tempfile.TemporaryDirectory() as folder:
    named, data = common.write_case(folder, 200)
    model = common.peer_model(named).eval()
    ids, mask, labels = common.padded(data)
    with torch.no_grad():
        theirs = model(ids, attention_mask=mask).logits[mask.bool()].numpy()
    mine = run(folder, "logits").reshape(theirs.shape)
    worst = np.abs(mine - theirs).max()
    print("logits: largest difference", worst)
    assert worst < 1e-4

    shapes = {k: v.shape for k, v in named.items()}
    named, data = common.write_case(folder, 16)
    ids, mask, labels = common.padded(data)
    decayed = [p for n, p in model.named_parameters() if "bias" not in n and "LayerNorm" not in n]
    others = [p for n, p in model.named_parameters() if "bias" in n or "LayerNorm" in n]
    optimizer = torch.optim.AdamW(
        [{"params": decayed, "weight_decay": 0.01}, {"params": others, "weight_decay": 0.0}],
        lr=1e-3,
    )
    for step in range(3):
        optimizer.zero_grad()
        logits = model(ids, attention_mask=mask).logits
        torch.nn.functional.cross_entropy(
            logits.view(-1, common.CLASSES), labels.view(-1), ignore_index=-100
        ).backward()
        if step == 0:
            mine = split(run(folder, "gradients"), shapes)
            norm = max(p.grad.abs().max().item() for p in model.parameters())
            for name, p in model.named_parameters():
                difference = np.abs(mine[name] - p.grad.numpy()).max()
                # Softmax cancels the key bias: 0 but for rounding on both sides.
                own = norm if name.endswith("key.bias") else p.grad.abs().max().item()
                assert difference < 1e-3 * own, (name, difference, own)
            print("gradients: all within 1e-3 of the tensor's largest")
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
    mine = split(run(folder, "steps"), shapes)
    # Adam's first steps move every weight by about the learning rate whatever its gradient, so
    # single weights whose gradient is rounding noise differ; the moved distance as a whole agrees.
    moved = wrong = 0.0
    for name, p in model.named_parameters():
        if name.endswith("key.bias"):
            continue
        wrong += float(((mine[name] - p.detach().numpy()) ** 2).sum())
        moved += float(((named[name] - p.detach().numpy()) ** 2).sum())
    print("steps: error over distance moved", (wrong / moved) ** 0.5)
    assert (wrong / moved) ** 0.5 < 1e-2
