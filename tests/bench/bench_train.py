# SPDX-License-Identifier: GPL-3.0-or-later
"""train.*: sentences a second over the steps of one epoch on WNUT-17, MiniLM, batch 16.

Loading, the first step and the final save are outside the figure on both sides, evaluation and
checkpoints off, dropout 0.1, clip 1.0, every parameter trained. The share of the matrix rate is
6 x encoder weights x real sub-words / time over the best 512x384x1536 product of the same run. What
a step spends its time on comes from a short run beside it, at whose end the engine says so.

train.gpu: the same in bf16 on a graphics card on both sides, where the machine has one.

train.memory: the largest resident memory of the whole process over the same epoch, loading and the
last save included on our side; the peer saves nothing.
"""
import json
import os
import re
import subprocess
import tempfile

import bench_formats
import corpus
import product
import rows

BATCH = 16
# Steps on both sides instead of the epoch, for a quick look; 0: the whole epoch.
STEPS = int(os.environ.get("BENCH_STEPS", "0"))
# Of the peer that pads everything; its steps are all alike, so an epoch tells no more.
PADDED_STEPS = 60
RECIPE = {"epochs": 1, "batch_size": BATCH, "learning_rate": 2e-4, "dropout": 0.1,
          "max_grad_norm": 1, "weight_decay": 0.01, "seed": 1, "eval_every": 100_000_000,
          "save_every": 100_000_000, "device": "cpu"}
# 6 layers of four 384x384 and two 384x1536 products
ENCODER_WEIGHTS = 6 * (4 * 384 * 384 + 2 * 384 * 1536)


def matrix_rate(precision):
    """GFLOP/s of the best 512x384x1536 product, by `doctor` and by torch; (best, all of them)."""
    rates = {}
    try:
        found = json.loads(product.cli("doctor", "--json")).get("matmul", {})
        rates.update({f"evenspan {path}": rate for path, rate in found.items()})
    except rows.Missing as reason:
        product.note(str(reason))
    try:
        rates.update(product.peer("matmul.py"))
    except rows.Missing as reason:
        product.note(str(reason))
    mine = {path: rate for path, rate in rates.items() if precision in path.split(" ")[1]}
    return (max(mine.values()) if mine else None), mine


class Ours:
    """One project; each call trains one more run in it."""

    def __init__(self, folder, precision, device="cpu"):
        self.device = device
        files = product.corpora("wnut17").parent
        self.sentences = len(corpus.read(files / corpus.WNUT17["train"]))
        self.folder, self.precision, self.count = folder, precision, 0
        self.project = f"{folder}/bench.evenspan"
        product.new_project(self.project, {s: files / corpus.WNUT17[s]
                                           for s in ("train", "validation")})

    def __call__(self):
        self.count += 1
        settings = {**RECIPE, "precision": self.precision, "threads": product.THREADS,
                    "max_steps": STEPS, "device": self.device}
        events = product.train(self.project, f"bench-{self.count}", settings,
                               f"{self.folder}/events-{self.count}.jsonl")
        steps, seconds = product.steps_per_second(events)
        total = max(e["step"] for e in events if e["event"] == "step")
        seen = min(self.sentences, STEPS * BATCH) if STEPS else self.sentences
        return seen * steps / total / seconds, {
            "messages": [e["message"] for e in events if e["event"] == "log"]}


def time_shares(text):
    """{part of a step: percent}, largest first, of what the engine prints with
    EVENSPAN_ENGINE_PROFILE."""
    found = {name: float(share) for name, share in
             re.findall(r"^(\w+) +[\d.]+ s +([\d.]+) %$", text, re.MULTILINE)}
    return dict(sorted(found.items(), key=lambda one: -one[1]))


def profile(project, precision):
    words = ["train", project, "--model", product.MINILM, "--name", "profile",
             "--set", f"precision={precision}", "--set", f"threads={product.THREADS}",
             "--set", "max_steps=60"]
    for key, value in RECIPE.items():
        words += ["--set", f"{key}={value}"]
    try:
        done = subprocess.run([str(w) for w in [product.BIN / "evenspan-cli", *words]],
                              capture_output=True, text=True, encoding="utf-8",
                              env={**os.environ, "EVENSPAN_ENGINE_PROFILE": "1"})
    except OSError:
        return {}
    return time_shares(done.stderr)


def trainer_peer(script, precision, **more):
    spec = {"model": str(product.MINILM), "threads": product.THREADS, "precision": precision,
            "train": str(product.corpora("wnut17").parent / corpus.WNUT17["train"]),
            "epochs": 1, "batch": BATCH, "learning_rate": 2e-4, "seed": 1,
            **({"max_steps": STEPS} if STEPS else {}), **more}

    def measure():
        out = product.peer(script, json.dumps(spec))
        return out["sentences_per_second"], out
    return measure


BENCHES = {
    "train.fp32": ("fp32", "hf_trainer.py", {}, 3.0, 0.55,
                   "Hugging Face Trainer, fp32, dynamic padding"),
    "train.bf16": ("bf16", "hf_trainer.py", {}, 2.5, 0.40,
                   "Hugging Face Trainer, its own bf16, dynamic padding"),
    "train.padded": ("fp32", "padded_loop.py", {"max_steps": PADDED_STEPS}, 10.0, None,
                     f"loop that pads to 128, plain AdamW, fp32, {PADDED_STEPS} steps"),
    "train.gpu": ("bf16", "hf_trainer.py", {"device": "cuda"}, 2.0, None,
                  "Hugging Face Trainer, its own bf16, dynamic padding, the same card"),
}


def has_card():
    try:
        return bool(json.loads(product.cli("doctor", "--json"))["cuda"]["devices"])
    except rows.Missing:
        return False


class OurMemory(Ours):
    """The same run by the program in a process of its own: its peak, in MB."""

    def __call__(self):
        self.count += 1
        words = ["--set", f"precision={self.precision}", "--set", f"threads={product.THREADS}",
                 "--set", f"max_steps={STEPS}"]
        for key, value in RECIPE.items():
            words += ["--set", f"{key}={value}"]
        seconds, peak = bench_formats.measured(
            "train", self.project, "--model", product.MINILM, "--name", f"bench-{self.count}", *words)
        return peak, {"seconds": seconds}


def memory_row():
    measure = trainer_peer("hf_trainer.py", "fp32")

    def peer():
        out = measure()[1]
        return out["peak_mb"], out
    with tempfile.TemporaryDirectory(dir=product.cache(".").resolve()) as folder:
        return rows.paired_row("train.memory", "MB", "lower", "Hugging Face Trainer, fp32",
                               OurMemory(folder, "fp32"), peer, product.ROUNDS, goal=1.0,
                               threads=product.THREADS)[0]


def run(names):
    for name in names:
        if name == "train.memory":
            yield memory_row()
            continue
        precision, script, more, goal, share_goal, peer = BENCHES[name]
        device = more.get("device", "cpu")
        if device != "cpu" and not has_card():
            yield rows.make_row(name, None, "sentences/s", "higher", peer, None, goal,
                                note="this machine has no graphics card that LibTorch can use")
            continue
        with tempfile.TemporaryDirectory(dir=product.cache(".").resolve()) as folder:
            ours = Ours(folder, precision, device)
            row, details = rows.paired_row(
                name, "sentences/s", "higher", peer, ours,
                trainer_peer(script, precision, **more), product.ROUNDS, goal=goal,
                threads=product.THREADS)
            row["profile"] = {"engine": details["ours"].get("messages")}
            shares = profile(ours.project, precision) if device == "cpu" else {}
        if shares:
            row["profile"]["time_percent"] = shares
            row["note"] = "; ".join(filter(None, [row.get("note"), "a step: " + ", ".join(
                f"{part} {share:.0f} %" for part, share in shares.items() if share >= 1)]))
        subwords = details["peer"].get("subwords_per_sentence")
        best, rates = matrix_rate(precision) if device == "cpu" else (None, {})
        if row["value"] and subwords and best:
            gflops = 6 * ENCODER_WEIGHTS * subwords * row["value"] / 1e9
            row["profile"].update({"product_gflops": gflops, "matrix_gflops": rates,
                                   "matrix_share": gflops / best, "matrix_share_goal": share_goal})
            text = f"{gflops:.0f} of {best:.0f} GFLOP/s, {100 * gflops / best:.0f} % of the matrix rate"
            if share_goal:
                text += f" (goal {100 * share_goal:.0f} %)"
            row["note"] = "; ".join(filter(None, [row.get("note"), text]))
        yield row
