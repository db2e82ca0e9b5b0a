# SPDX-License-Identifier: GPL-3.0-or-later
"""quality.*: micro F1 on the test split, the same recipe on both sides, several seeds.

Reached where the 95 % bootstrap interval of ours less the peer's (seeds and test sentences
resampled, core/metrics/bootstrap.h) lies above -0.5 points. Neither side evaluates during the run;
the last weights count. The peer's counts are cached by data and recipe: those that come with the source
lie in peers/scores, new ones go to build/bench-cache; BENCH_FRESH=1 trains the peer anew.
"""
import hashlib
import json
import os
import pathlib
import subprocess
import tempfile

import corpus
import product
import rows

SEEDS = list(range(1, 1 + max(1, int(os.environ.get("BENCH_SEEDS", "3")))))
SHIPPED = pathlib.Path(__file__).resolve().parent / "peers/scores"
FRESH = os.environ.get("BENCH_FRESH") == "1"
MARGIN = -0.5  # points of F1
ROUNDS = 10_000
RECIPE = {"epochs": 4, "batch_size": 16, "learning_rate": 2e-4, "weight_decay": 0.01,
          "warmup_ratio": 0.1, "schedule": "linear", "dropout": 0.1, "max_grad_norm": 1,
          "label_smoothing": 0, "max_length": 256}
DATA = {"quality.wnut17": corpus.WNUT17, "quality.ncbi": corpus.NCBI, "quality.bc5cdr": corpus.BC5CDR}


def ours(files, test, seed, folder):
    """Counts of each test sentence."""
    project = f"{folder}/seed{seed}.evenspan"
    product.new_project(project, files)
    product.train(project, "bench", {
        **RECIPE, "seed": seed, "precision": "fp32", "device": "cpu", "threads": product.THREADS,
        "eval_every": 100_000_000, "save_every": 100_000_000}, f"{folder}/{seed}.jsonl")
    answers = json.loads(product.cli("predict", project, "--run", "bench", "--split", "test",
                                     "--json"))
    if len(answers) != len(test):
        raise rows.Missing(f"predict gave {len(answers)} sentences of {len(test)}")
    return corpus.counts(
        [corpus.entities(tags) for _, tags in test],
        [corpus.spans_to_entities(a["spans"], words, a["text"])
         for a, (words, _) in zip(answers, test)])


def peer(files, test, seed, folder):
    key = hashlib.sha256(json.dumps(
        [RECIPE, seed, corpus.digest(*files.values()), corpus.digest(
            product.MINILM / "model.safetensors")]).encode()).hexdigest()[:24]
    kept = SHIPPED / f"quality-{key}.json"
    if FRESH or not kept.exists():
        kept = product.cache(kept.name)
    if FRESH or not kept.exists():
        product.note(f"training the peer, seed {seed}")
        tags = f"{folder}/tags-{seed}.json"
        product.peer("hf_trainer.py", json.dumps({
            "model": str(product.MINILM), "threads": product.THREADS, "precision": "fp32",
            "train": str(files["train"]), "test": str(files["test"]), "tags": tags,
            "epochs": RECIPE["epochs"], "batch": RECIPE["batch_size"], "seed": seed,
            "learning_rate": RECIPE["learning_rate"], "max_length": RECIPE["max_length"],
            "warmup_ratio": RECIPE["warmup_ratio"], "weight_decay": RECIPE["weight_decay"]}))
        with open(tags, encoding="utf-8") as file:
            found = [corpus.entities(sentence) for sentence in json.load(file)]
        part = kept.with_suffix(".part")
        part.write_text(json.dumps(
            corpus.counts([corpus.entities(tags) for _, tags in test], found)))
        part.replace(kept)
    return json.loads(kept.read_text())


def interval(mine, theirs, program=None):
    """{"estimate","low","high"} in points of F1, from counts of each run and sentence."""
    lines = [f"{side} " + " ".join(str(n) for row in run for n in row)
             for side, runs in (("A", mine), ("B", theirs)) for run in runs]
    command = [program or product.BIN / "tool_interval", str(ROUNDS), "0.95", "1"]
    try:
        done = subprocess.run([str(c) for c in command], input="\n".join(lines) + "\n", text=True,
                              capture_output=True)
    except OSError as error:
        raise rows.Missing(f"tool_interval cannot be started ({error.strerror})") from None
    if done.returncode != 0:
        raise rows.Missing(f"tool_interval: {product.last(done.stderr)}")
    return {key: 100 * value for key, value in json.loads(done.stdout).items()}


def run(names):
    for name in names:
        root = product.corpora(DATA[name]["test"].split("/")[0]).parent
        files = {split: root / file for split, file in DATA[name].items()}
        test = corpus.read(files["test"])
        runs = {"ours": [], "peer": []}
        notes = []
        with tempfile.TemporaryDirectory(dir=product.cache(".").resolve()) as folder:
            for side, score in (("ours", ours), ("peer", peer)):
                try:
                    runs[side] = [score(files, test, seed, folder) for seed in SEEDS]
                except rows.Missing as reason:
                    notes.append(f"{side}: {reason}")
        scores = {side: [100 * corpus.f1(c) for c in found] for side, found in runs.items()}
        mean = {side: sum(s) / len(s) if s else None for side, s in scores.items()}
        row = rows.make_row(name, mean["ours"], "F1", "higher",
                            "Hugging Face Trainer, same recipe and seeds", mean["peer"],
                            runs=scores, recipe=RECIPE)
        row["goal"] = MARGIN
        row["goal_is"] = "the 95 % interval of the difference in points lies above it"
        if runs["ours"] and runs["peer"]:
            try:
                row["interval"] = interval(runs["ours"], runs["peer"])
                row["reached"] = row["interval"]["low"] > MARGIN
                notes.append(
                    "difference {estimate:+.2f}, 95 % from {low:+.2f} to {high:+.2f}: ".format(
                        **row["interval"])
                    + ("not worse by half a point" if row["reached"] else
                       "no difference shown" if row["interval"]["high"] > MARGIN else "worse"))
            except rows.Missing as reason:
                notes.append(str(reason))
        if notes:
            row["note"] = "; ".join(notes)
        yield row
